"""A person's page: their words first, and with whom they live or have lived."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrangements.models import Arrangement, Visit
from schemes.models import Note, Opening
from tests import factories


@pytest.fixture
def arrangement(scheme, officer):
    referral = factories.make_looking(
        scheme,
        officer,
        wishes=[{"key": "no_dogs"}, {"key": "garden", "strength": "like"}],
        person={"talking": "While walking", "information_format": "easy_read"},
    )
    return Arrangement.start(
        person=referral.person,
        household=factories.make_household(scheme),
        type="live_in",
        starts_on=date(2026, 6, 20),
        by=officer,
    )


def test_everything_about_one_person(arrangement, officer, sign_in):
    Visit.record_visit(
        arrangement=arrangement,
        happened_on=date(2026, 7, 1),
        seen_alone="yes",
        how="good",
        persons_words="She has a shed.",
        by=officer,
    )
    page = sign_in(officer).get(arrangement.person.get_absolute_url()).content.decode()
    for said in [
        "My garden and my sister.", "I want a garden.", "She has a shed.", "Easy Read. While walking", "No dogs",
        "A garden", "Live-in with J Okoro",
    ]:  # fmt: skip
        assert said in page, said
    assert page.index("My garden and my sister.") < page.index("Live-in with J Okoro")


def test_others(arrangement, sign_in, outsider, viewer, panel_member, administrator, regional_viewer):
    url = arrangement.person.get_absolute_url()
    assert sign_in(outsider).get(url).status_code == 404
    for actor in [viewer, panel_member, administrator, regional_viewer]:
        assert sign_in(actor).get(url).status_code == 403
    assert not Opening.objects.exists()


def test_a_restricted_household_stays_hidden_from_officers(arrangement, officer, manager, sign_in):
    arrangement.household.folder.restrict(why="Family works here", by=manager)
    url = arrangement.person.get_absolute_url()
    assert "J Okoro" not in sign_in(officer).get(url).content.decode()
    assert "J Okoro" in sign_in(manager).get(url).content.decode()


def test_opening_is_written_down(arrangement, officer, sign_in):
    sign_in(officer).get(arrangement.person.get_absolute_url())
    opening = Opening.objects.get()
    assert (opening.folder, opening.actor, opening.page) == (arrangement.person.folder, officer, "person")


def test_it_asks_as_much_however_much_happened(arrangement, scheme, officer, sign_in):
    client, person = sign_in(officer), arrangement.person

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(person.get_absolute_url()).status_code == 200
        return len(asked)

    def live(times):
        for number in range(times):
            Note.write(folder=person.folder, text="n", happened_on=date(2026, 7, 1), by=officer)
            person.save_edit({"talking": f"Slowly, {number}, {times}"}, version=None, by=officer)
            household = factories.make_household(scheme, f"Household {number} {times}")
            Arrangement.start(
                person=person, household=household, type="short_breaks", starts_on=date(2026, 7, 1), by=officer
            )

    live(1)
    one = queries()
    live(12)
    assert queries() == one
