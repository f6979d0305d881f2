"""Before they meet, the person is given the household's profile in their own format; it is written down which."""

from datetime import timedelta

import pytest
from django.urls import reverse

from arrangements.due import due
from arrangements.models import ProfileGiven
from carers.models import Profile
from schemes.models import Note, Policies
from tests.arrangements.conftest import TODAY

pytestmark = pytest.mark.django_db
WENT_WELL = {"kind": "tea", "happened_on": "6 August 2026", "person_says": "yes", "carer_says": "yes"}


@pytest.fixture
def version(household, officer):
    profile = Profile.of(household, by=officer)
    profile.write_section("hello", "Hello. We are Joy and Tom! Come in.", by=officer)
    profile.write_section("pets", "A cat.", by=officer)
    return profile.publish(by=officer)


def address(name, match, query=""):
    return reverse(name, args=[match.pk]) + query


def test_the_format_begins_with_what_they_need(shortlisted, version, officer, sign_in):
    shortlisted.person.save_edit({"information_format": "easy_read"}, version=None, by=officer)
    browser = sign_in(officer)
    page = browser.get(address("give-profile", shortlisted))
    assert page.context["form"]["format"].value() == "easy"
    data = {"format": "easy", "happened_on": "6 August 2026", "said": "I like the cat"}
    for _ in range(2):
        assert browser.post(address("give-profile", shortlisted), data | {"once": "c" * 32}).status_code == 302
    given = ProfileGiven.objects.get()
    assert (given.version, given.person, given.said) == (version, shortlisted.person, "I like the cat")
    assert "I like the cat" in browser.get(shortlisted.get_absolute_url()).content.decode()


def test_without_a_profile_the_page_says_whom_to_ask(shortlisted, household, officer, sign_in):
    browser = sign_in(officer)
    page = browser.get(address("give-profile", shortlisted)).content.decode()
    assert reverse("invite-carer", args=[household.pk]) in page
    browser.post(address("give-profile", shortlisted), {"format": "easy", "happened_on": "6 August 2026"})
    assert not ProfileGiven.objects.exists()
    assert "no profile that can be given" in browser.get(address("read-profile", shortlisted)).content.decode()


@pytest.mark.parametrize(
    ("query", "body"), [("", "govuk-body"), ("?size=large", "govuk-body-l"), ("?size=huge", "govuk-body")]
)
def test_it_is_read_in_their_size_and_names_nobody_else(
    query, body, shortlisted, version, short_breaks, officer, sign_in
):
    page = sign_in(officer).get(address("read-profile", shortlisted, query)).content.decode()
    assert f'<p class="{body}">A cat.</p>' in page
    main = page[page.index("<main") : page.index("</main")]
    assert "Bo Lee" not in main


def test_short_lines_are_one_sentence_each(shortlisted, version, officer, sign_in):
    page = sign_in(officer).get(address("read-profile", shortlisted, "?size=easy")).content.decode()
    assert '<p class="govuk-body-l">Hello.</p>' in page
    assert '<p class="govuk-body-l">We are Joy and Tom!</p>' in page


def owed(scheme):
    return [row.kind for row in due([scheme], TODAY, Policies([scheme])) if row.kind == "give_profile"]


def test_it_is_owed_once_a_first_meeting_is_planned_and_until_it_is_given(scheme, shortlisted, version, officer):
    assert owed(scheme) == []
    shortlisted.plan_step(next_step="Tea", next_on=TODAY + timedelta(days=3), by=officer)
    assert owed(scheme) == ["give_profile"]
    ProfileGiven.give_profile(
        person=shortlisted.person, household=shortlisted.household, format="aloud", happened_on=TODAY, by=officer
    )
    assert owed(scheme) == []


def test_a_first_introduction_without_it_asks_why(shortlisted, version, officer, sign_in):
    browser = sign_in(officer)
    page = browser.get(address("record-introduction", shortlisted)).content.decode()
    assert "has not been given the profile" in page
    data = WENT_WELL | {"without_profile_because": "They met at a fair"}
    assert browser.post(address("record-introduction", shortlisted), data).status_code == 302
    assert "They met at a fair" in Note.objects.get(folder=shortlisted.folder).text
    again = browser.get(address("record-introduction", shortlisted)).content.decode()
    assert "has not been given the profile" not in again


def test_wrong_role_and_wrong_scheme(shortlisted, viewer, outsider, sign_in):
    for name in ("give-profile", "read-profile"):
        assert sign_in(viewer).get(address(name, shortlisted)).status_code == 403
        assert sign_in(outsider).get(address(name, shortlisted)).status_code == 404
