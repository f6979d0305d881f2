"""Writing down how an introduction went for each of them, and putting it right later."""

import pytest
from django.urls import reverse

from arrangements.models import Introduction
from tests.arrangements.conftest import TODAY

ANSWERS = {
    "kind": "tea",
    "happened_on": "today",
    "who_was_there": "Sam, Joy, Priya",
    "persons_words": "I liked the dog next door.",
    "person_says": "yes",
    "carers_words": "He made us laugh.",
    "carer_says": "not_yet",
    "next_step": "Sunday lunch",
    "next_on": "16 August 2026",
}


def record(browser, match, **over):
    return browser.post(reverse("record-introduction", args=[match.pk]), ANSWERS | over)


def test_both_views_and_the_next_step_are_kept(sign_in, officer, shortlisted):
    answer = record(sign_in(officer), shortlisted)
    assert answer["Location"] == shortlisted.get_absolute_url()
    shortlisted.refresh_from_db()
    shortlisted.referral.refresh_from_db()
    written = Introduction.objects.get()
    assert (written.persons_words, written.carers_words) == ("I liked the dog next door.", "He made us laugh.")
    assert (shortlisted.status, shortlisted.person_says, shortlisted.carer_says) == ("introducing", "yes", "not_yet")
    assert (shortlisted.next_step, str(shortlisted.next_on)) == ("Sunday lunch", "2026-08-16")
    assert shortlisted.referral.status == "introducing"


def test_the_match_page_shows_each_step_and_where_each_stands(sign_in, officer, shortlisted):
    browser = sign_in(officer)
    record(browser, shortlisted)
    shown = browser.get(shortlisted.get_absolute_url()).content.decode()
    assert shown.index("I liked the dog next door.") < shown.index("He made us laugh.")
    assert "Sunday lunch" in shown
    assert "Not yet" in shown


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"kind": ""}, "What did they do?"),
        ({"happened_on": "tomorrow"}, "must be today or in the past"),
        ({"person_says": ""}, "Choose what Sam T says"),
        ({"carer_says": "maybe"}, "Choose"),
        ({"next_step": "", "next_on": "16 August 2026"}, "Enter what they do on that day"),
        ({"next_on": "1 August 2026"}, "must be today or in the future"),
        ({"who_was_there": "x" * 301}, "300 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_lost(sign_in, officer, shortlisted, over, said):
    answer = record(sign_in(officer), shortlisted, **over)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert said in shown
    assert "I liked the dog next door." in shown
    assert not Introduction.objects.exists()


def test_sending_the_same_form_twice_writes_it_once(sign_in, officer, shortlisted):
    browser = sign_in(officer)
    for _ in range(2):
        assert record(browser, shortlisted, once="a" * 32).status_code == 302
    assert Introduction.objects.count() == 1


def test_nothing_is_written_about_a_match_that_stopped(sign_in, officer, shortlisted):
    shortlisted.stop(ended_by="person", end_reason="not_right", by=officer)
    shown = record(sign_in(officer), shortlisted).content.decode()
    assert "is now “ended”" in shown
    assert not Introduction.objects.exists()


def test_a_correction_keeps_the_old_words_and_where_they_stand_follows(sign_in, officer, shortlisted):
    browser = sign_in(officer)
    record(browser, shortlisted, carer_says="yes")
    shortlisted.refresh_from_db()
    shortlisted.agree(by=officer)
    old = Introduction.objects.get()
    address = reverse("correct-introduction", args=[old.pk])
    assert "I liked the dog next door." in browser.get(address).content.decode()
    fields = {name: ANSWERS[name] for name in ANSWERS if not name.startswith("next")}
    answer = browser.post(address, fields | {"person_says": "no", "why": "I misheard Sam."})
    assert answer.status_code == 302
    old.refresh_from_db()
    shortlisted.refresh_from_db()
    assert old.persons_words == "I liked the dog next door."
    assert old.replaced_by.person_says == "no"
    assert old.replaced_by.corrected_because == "I misheard Sam."
    assert (shortlisted.status, shortlisted.person_says) == ("introducing", "no")
    again = browser.post(address, fields | {"why": "Again"})
    assert "already corrected this" in again.content.decode()


def test_the_date_is_filled_in(sign_in, officer, shortlisted):
    shown = sign_in(officer).get(reverse("record-introduction", args=[shortlisted.pk])).content.decode()
    assert f'value="{TODAY.day} {TODAY:%B %Y}"' in shown
