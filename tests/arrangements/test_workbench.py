"""The board of one person: every household once, in words, at the same cost however many there are."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements.models import Arrangement
from tests import factories
from tests.arrangements.conftest import TODAY, make_match


def test_every_household_is_counted_and_named(sign_in, officer, scheme, looking, household):
    factories.make_household(scheme, "M Hall", types=["day_support"])
    shown = sign_in(officer).get(reverse("workbench", args=[looking.pk])).content.decode()
    assert "2 approved households: 1 fit, 0 nearly, 1 ruled out." in shown
    assert "My garden and my sister." in shown
    assert "A garden" in shown or "a garden" in shown
    assert shown.index("J Okoro") < shown.index("M Hall")


def test_a_shortlisted_household_links_to_its_match(sign_in, officer, looking, household):
    match = make_match(looking, household, officer)
    shown = sign_in(officer).get(reverse("workbench", args=[looking.pk])).content.decode()
    assert f'href="{match.get_absolute_url()}"' in shown
    assert "Shortlisted: " in shown


def test_an_officer_is_not_offered_to_shortlist_who_is_ruled_out(sign_in, officer, manager, scheme, looking):
    factories.make_household(scheme, "M Hall", types=["day_support"])
    address = reverse("workbench", args=[looking.pk])
    assert "all the same" not in sign_in(officer).get(address).content.decode()
    assert "Shortlist M Hall all the same" in sign_in(manager).get(address).content.decode()


def test_without_any_household_the_board_says_so(sign_in, officer, looking):
    shown = sign_in(officer).get(reverse("workbench", args=[looking.pk])).content.decode()
    assert "No household is approved yet." in shown


def test_somebody_in_a_restricted_folder_is_counted_and_not_named(
    sign_in, officer, manager, scheme, looking, household
):
    ann = factories.make_person(scheme, "Ann Moss")
    Arrangement.start(person=ann, household=household, type="live_in", starts_on=TODAY, by=officer)
    address = reverse("workbench", args=[looking.pk])
    assert "Ann M" in sign_in(officer).get(address).content.decode()
    ann.folder.restrict(why="Family works here", by=manager)
    shown = sign_in(officer).get(address).content.decode()
    assert "Ann M" not in shown
    assert "somebody only managers may see" in shown


def test_the_cost_is_the_same_for_thirty_households(sign_in, officer, scheme, looking, household):
    browser, address = sign_in(officer), reverse("workbench", args=[looking.pk])
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert browser.get(address).status_code == 200
    for number in range(29):
        factories.make_household(scheme, f"Household {number}", types=["day_support"] if number % 3 else ["live_in"])
    with CaptureQueriesContext(connection) as thirty:
        assert "30 approved households" in browser.get(address).content.decode()
    assert len(one) == len(thirty)
