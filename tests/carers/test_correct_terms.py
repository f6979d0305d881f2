from datetime import date

import pytest
from django.urls import reverse

from carers.models import Household, Terms, standing
from schemes.models import WrongState

DATA = {
    "from_on": "1 March 2024",
    "until_on": "1 October 2026",
    "people_limit": "2",
    "types": ["live_in"],
    "happened_on": "1 March 2024",
    "why": "They stop in October",
}


@pytest.fixture
def terms(household):
    return household.terms.get()


TODAY = date(2026, 8, 6)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


def test_it_names_an_end(send, household, terms, officer):
    url = reverse("correct-terms", args=[terms.pk])
    assert send(url, DATA).url == household.get_absolute_url()
    now = household.terms.standing().get()
    assert (now.until_on, now.corrected_because, now.recorded_by) == (date(2026, 10, 1), DATA["why"], officer)
    assert not Household.objects.approved_on(date(2026, 10, 1)).exists()
    # Twice: the one that stands now has to be corrected.
    answer = send(url, DATA)
    assert answer.context["form"].non_field_errors() == [
        "Somebody has already corrected this. Open the one that stands."
    ]
    assert household.terms.count() == 2


def test_roles_and_schemes(refuses_others, household, terms):
    refuses_others(reverse("correct-terms", args=[terms.pk]), household)


def test_it_says_why(send, terms, errors_of):
    answer = send(reverse("correct-terms", args=[terms.pk]), DATA | {"why": " "})
    assert errors_of(answer) == {"why": ["Answer “What was wrong?”"]}


def test_anything_typed(takes_anything, terms):
    takes_anything(reverse("correct-terms", args=[terms.pk]), DATA)


@pytest.mark.parametrize("day", ["1 May 2026", "6 August 2026"])
def test_it_does_not_end_approval_in_passing(day, send, household, terms):
    answer = send(reverse("correct-terms", args=[terms.pk]), DATA | {"until_on": day})
    assert "use “End approval”" in answer.context["form"].non_field_errors()[0]
    household.refresh_from_db()
    assert (household.status, household.terms.standing().get()) == ("approved", terms)


def test_later_terms_hold_approval(household, terms, officer):
    Terms.set_terms(
        household=household, from_on=date(2026, 9, 1), people_limit=1, types=["live_in"], happened_on=TODAY, by=officer
    )  # fmt: skip
    assert terms.correct_terms(until_on=date(2026, 8, 1), why="Wrong day", by=officer).until_on == date(2026, 8, 1)


def test_ended_terms_are_not_brought_back_in_passing(household, terms, officer):
    standing.end_approval(household, by=officer, on=date(2026, 8, 1), why="They stopped")
    ended = household.terms.standing().get()
    with pytest.raises(WrongState, match="applies again"):
        ended.correct_terms(until_on=None, why="Wrong", by=officer)
    assert ended.correct_terms(until_on=date(2026, 7, 31), why="A day before", by=officer).until_on.day == 31
