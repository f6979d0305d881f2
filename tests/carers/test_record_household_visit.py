from datetime import date

import pytest
from django.urls import reverse

DATA = {
    "happened_on": "1 September 2026",
    "is_announced": "no",
    "who_was_there": "Joy",
    "carers_words": "You could have rung!",
    "summary": "Tidy, warm.",
    "to_do": "Ring about the boiler",
    "next_on": "",
}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def test_it_works(send, household, officer):
    assert send(reverse("record-household-visit", args=[household.pk]), DATA).url == household.get_absolute_url()
    row = household.household_visits.get()
    assert (row.is_announced, row.summary, row.recorded_by) == (False, "Tidy, warm.", officer)


def test_the_unannounced_one_is_chosen_already(sign_in, officer, household):
    page = sign_in(officer).get(reverse("record-household-visit", args=[household.pk]) + "?unannounced=1")
    assert page.context["form"].initial["is_announced"] == "no"


def test_what_is_to_do_since_stands_on_the_next(send, sign_in, officer, household):
    send(reverse("record-household-visit", args=[household.pk]), DATA)
    page = sign_in(officer).get(reverse("record-household-visit", args=[household.pk])).content.decode()
    assert "To do since the visit of 1 September 2026" in page


def test_sent_twice_records_once(send, household):
    url = reverse("record-household-visit", args=[household.pk])
    assert [send(url, DATA | {"once": "f" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.household_visits.count() == 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-household-visit", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(
        reverse("record-household-visit", args=[household.pk]),
        DATA | {"is_announced": "", "happened_on": "", "next_on": "1 August 2026"},
    )
    assert errors_of(answer) == {
        "happened_on": ["Enter the date of the visit"],
        "is_announced": ["Choose whether they knew you were coming"],
    }
    answer = send(reverse("record-household-visit", args=[household.pk]), DATA | {"next_on": "1 August 2026"})
    assert errors_of(answer) == {"next_on": ["The next visit must be after this one on 1 September 2026"]}


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("record-household-visit", args=[household.pk]), DATA)


def test_correcting(send, household, refuses_others):
    send(reverse("record-household-visit", args=[household.pk]), DATA)
    url = reverse("correct-household-visit", args=[household.household_visits.get().pk])
    assert send(url, DATA | {"is_announced": "yes", "why": "They knew"}).status_code == 302
    standing = household.household_visits.standing().get()
    assert (standing.is_announced, standing.corrected_because) == (True, "They knew")
    refuses_others(reverse("correct-household-visit", args=[standing.pk]), household)
