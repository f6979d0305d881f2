from datetime import date

import pytest
from django.urls import reverse

from carers.models import CarerReview, Household

DATA = {
    "happened_on": "1 September 2026",
    "who_took_part": "Joy, Priya",
    "carers_words": "Breaks were too short.",
    "kind": "annual",
    "summary": "A good year.",
    "outcome": "go_on",
    "next_on": "1 September 2027",
}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def test_it_works(send, household, officer):
    assert send(reverse("record-carer-review", args=[household.pk]), DATA).url == household.get_absolute_url()
    row = household.carer_reviews.get()
    assert (row.carers_words, row.outcome, row.next_on) == ("Breaks were too short.", "go_on", date(2027, 9, 1))
    assert row.recorded_by == officer


def test_their_last_words_stand_beside_the_new(send, sign_in, officer, household):
    url = reverse("record-carer-review", args=[household.pk])
    first = sign_in(officer).get(url).content.decode()
    assert "Last time" not in first
    send(url, DATA)
    again = sign_in(officer).get(url).content.decode()
    assert "Last time, 1 September 2026" in again
    assert "Breaks were too short." in again
    page = sign_in(officer).get(household.get_absolute_url()).content.decode()
    assert "At their last review" in page


def test_a_first_year_with_probation_goes_to_panel(send, household, officer, errors_of):
    household.terms.get().correct(why="Probation", probation_ends_on=date(2026, 11, 1), by=officer)
    url = reverse("record-carer-review", args=[household.pk])
    answer = send(url, DATA | {"kind": "first_year"})
    assert errors_of(answer) == {"outcome": ["Probation ends on 1 November 2026, so this review goes to panel"]}
    assert send(url, DATA | {"kind": "first_year", "outcome": "panel"}).status_code == 302


def test_without_approval_there_is_nothing_to_review(send, household, officer):
    household.move(Household.Status.ENDED, by=officer)
    answer = send(reverse("record-carer-review", args=[household.pk]), DATA)
    assert "there is no approval to review" in answer.content.decode()
    assert "Breaks were too short." in answer.content.decode()
    assert not CarerReview.objects.exists()


def test_sent_twice_records_once(send, household):
    url = reverse("record-carer-review", args=[household.pk])
    assert [send(url, DATA | {"once": "e" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.carer_reviews.count() == 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-carer-review", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(
        reverse("record-carer-review", args=[household.pk]),
        DATA | {"happened_on": "2 September 2026", "outcome": "", "next_on": "soon"},
    )
    assert errors_of(answer) == {
        "happened_on": ["The date of the review must be today or in the past"],
        "outcome": ["Answer “What happens now?”"],
        "next_on": ["Enter the day of the next review as day, month, year, like 6 August 2026"],
    }
    answer = send(reverse("record-carer-review", args=[household.pk]), DATA | {"next_on": "1 September 2026"})
    assert errors_of(answer) == {"next_on": ["The next review must be after this one on 1 September 2026"]}


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("record-carer-review", args=[household.pk]), DATA)


def test_correcting(send, household, refuses_others):
    send(reverse("record-carer-review", args=[household.pk]), DATA)
    url = reverse("correct-carer-review", args=[household.carer_reviews.get().pk])
    assert send(url, DATA | {"summary": "A hard year.", "why": "Misheard"}).status_code == 302
    standing = household.carer_reviews.standing().get()
    assert (standing.summary, standing.corrected_because) == ("A hard year.", "Misheard")
    assert "already corrected" in send(url, DATA | {"why": "Again"}).content.decode()
    refuses_others(reverse("correct-carer-review", args=[standing.pk]), household)
