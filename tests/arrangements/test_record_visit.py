"""Visits and reviews: one screen, in their words, the next one filled in, corrected with a reason."""

from datetime import date

import pytest
from django.urls import reverse

from arrangements.models import Review, Visit
from tests.arrangements.conftest import TODAY

VISIT = {
    "happened_on": "today",
    "who_was_there": "Sam and Joy",
    "seen_alone": "yes",
    "persons_words": "I have my own key.",
    "how": "good",
    "summary": "Cheerful.",
    "papers_checked": "yes",
    "to_do": "Ask about the bus pass",
    "next_on": "1 September 2026",
}
REVIEW = {
    "happened_on": "today",
    "who_took_part": "Sam, Joy, the social worker",
    "persons_words": "I want to stay.",
    "going_well": "Garden",
    "worrying": "Buses",
    "outcome": "change",
    "changes": "Joy asks for a bus pass by September",
    "next_on": "6 August 2027",
}


def visit(browser, arrangement, **over):
    return browser.post(reverse("record-visit", args=[arrangement.pk]), VISIT | over)


def review(browser, arrangement, **over):
    return browser.post(reverse("record-review", args=[arrangement.pk]), REVIEW | over)


def test_a_visit_is_kept(sign_in, officer, running):
    answer = visit(sign_in(officer), running)
    assert answer["Location"] == running.get_absolute_url()
    kept = Visit.objects.get()
    assert (kept.persons_words, kept.how, kept.next_on) == ("I have my own key.", "good", date(2026, 9, 1))
    assert kept.recorded_by == officer


def test_today_and_the_next_visit_are_filled_in_from_the_rule(sign_in, officer, running):
    shown = sign_in(officer).get(reverse("record-visit", args=[running.pk])).content.decode()
    assert 'value="6 August 2026"' in shown
    assert 'value="5 September 2026"' in shown  # 30 days, while it is new


def test_a_concern_is_never_in_the_way_of_saving(sign_in, officer, running):
    browser = sign_in(officer)
    visit(browser, running, how="concern")
    assert Visit.objects.get().how == "concern"
    assert "Tell your manager today" in browser.get(running.get_absolute_url()).content.decode()


def test_the_page_shows_what_to_do_and_when_next(sign_in, officer, running):
    browser = sign_in(officer)
    visit(browser, running)
    shown = browser.get(running.get_absolute_url()).content.decode()
    assert "Ask about the bus pass" in shown
    assert "1 September 2026" in shown


@pytest.mark.parametrize("record", [visit, review])
def test_sending_it_twice_keeps_it_once(sign_in, officer, running, record):
    browser = sign_in(officer)
    for _ in range(2):
        assert record(browser, running, once="c" * 32).status_code == 302
    assert Visit.objects.count() + Review.objects.count() == 1


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"happened_on": "tomorrow"}, "must be today or in the past"),
        ({"happened_on": "1 August 2026"}, "must be 6 August 2026 or later"),
        ({"happened_on": ""}, "Enter the date of the visit"),
        ({"seen_alone": ""}, "Choose whether you saw Sam T alone"),
        ({"how": "fine"}, "from the answers offered"),
        ({"next_on": "6 August 2026"}, "The next visit must be after this one"),
        ({"persons_words": "x" * 4001}, "4000 characters or fewer"),
    ],
)
def test_what_is_wrong_with_a_visit_is_said_and_nothing_is_lost(sign_in, officer, running, over, said):
    answer = visit(sign_in(officer), running, **over)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert "Ask about the bus pass" in answer.content.decode()
    assert not Visit.objects.exists()


@pytest.mark.parametrize("record", [visit, review])
def test_nothing_is_written_about_what_did_not_start_or_after_it_ended(sign_in, officer, running, set_clock, record):
    browser = sign_in(officer)
    running.end(ended_on=TODAY, ended_by="person", end_reason="own_place", end_planned=True, by=officer)
    set_clock(date(2026, 8, 20))
    assert "It ended on 6 August 2026" in record(browser, running, happened_on="20 August 2026").content.decode()
    assert record(browser, running, happened_on="6 August 2026").status_code == 302


def test_a_visit_is_corrected_with_a_reason(sign_in, officer, running):
    browser = sign_in(officer)
    visit(browser, running)
    old = Visit.objects.get()
    address = reverse("correct-visit", args=[old.pk])
    assert "I have my own key." in browser.get(address).content.decode()
    assert browser.post(address, VISIT | {"summary": "Tired."}).status_code == 200
    assert browser.post(address, VISIT | {"summary": "Tired.", "why": "Wrong home"}).status_code == 302
    assert Visit.objects.standing().get().summary == "Tired."
    assert "already corrected" in browser.post(address, VISIT | {"why": "Again"}).content.decode()


def test_a_review_is_kept_with_the_last_answers_beside_the_new(sign_in, officer, running):
    browser = sign_in(officer)
    first = browser.get(reverse("record-review", args=[running.pk])).content.decode()
    assert "This is the first review." in first
    assert 'value="6 August 2027"' in first
    assert review(browser, running).status_code == 302
    assert Review.objects.get().outcome == "change"
    again = browser.get(reverse("record-review", args=[running.pk])).content.decode()
    assert "Joy asks for a bus pass by September" in again
    assert "I want to stay." in again


def test_a_change_says_what_will_change(sign_in, officer, running):
    shown = review(sign_in(officer), running, changes="").content.decode()
    assert "Enter what will change" in shown


def test_a_review_is_corrected_with_a_reason(sign_in, officer, running):
    browser = sign_in(officer)
    review(browser, running)
    address = reverse("correct-review", args=[Review.objects.get().pk])
    assert browser.post(address, REVIEW | {"worrying": "Nothing", "why": "Misread"}).status_code == 302
    assert Review.objects.standing().get().worrying == "Nothing"
