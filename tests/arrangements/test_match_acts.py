"""The next step, the yes of both, an emergency, a stop without blame, and putting it back."""

import pytest
from django.urls import reverse

from tests.arrangements.conftest import TODAY, make_match


def say(match, person, carer, by):
    match.record_introduction(kind="tea", happened_on=TODAY, person_says=person, carer_says=carer, by=by)


def test_a_next_step_is_planned(sign_in, officer, shortlisted):
    answer = sign_in(officer).post(
        reverse("plan-step", args=[shortlisted.pk]), {"next_step": "Tea", "next_on": "10 August 2026"}
    )
    assert answer["Location"] == shortlisted.get_absolute_url()
    shortlisted.refresh_from_db()
    assert (shortlisted.next_step, str(shortlisted.next_on)) == ("Tea", "2026-08-10")


def test_no_step_is_planned_once_it_stopped(sign_in, officer, shortlisted):
    shortlisted.stop(ended_by="carer", end_reason="dates", by=officer)
    answer = sign_in(officer).post(
        reverse("plan-step", args=[shortlisted.pk]), {"next_step": "Tea", "next_on": "10 August 2026"}
    )
    assert "so nothing was planned" in answer.content.decode()


@pytest.mark.parametrize(("person", "carer"), [("yes", "not_yet"), ("no", "yes"), ("not_yet", "not_yet")])
def test_both_must_say_yes(sign_in, officer, shortlisted, person, carer):
    say(shortlisted, person, carer, officer)
    answer = sign_in(officer).post(reverse("agree-match", args=[shortlisted.pk]))
    assert "Both must say yes" in answer.content.decode()
    shortlisted.refresh_from_db()
    assert shortlisted.status == "introducing"


def test_silence_is_not_a_yes(sign_in, officer, shortlisted):
    assert "Both must say yes" in sign_in(officer).post(reverse("agree-match", args=[shortlisted.pk])).content.decode()


def test_two_yeses_are_agreed(sign_in, officer, shortlisted):
    say(shortlisted, "yes", "yes", officer)
    browser = sign_in(officer)
    assert "Both said yes" in browser.get(shortlisted.get_absolute_url()).content.decode()
    assert browser.post(reverse("agree-match", args=[shortlisted.pk])).status_code == 302
    shortlisted.refresh_from_db()
    assert shortlisted.status == "agreed"
    shown = browser.get(shortlisted.get_absolute_url()).content.decode()
    assert reverse("start-arrangement", args=[shortlisted.pk]) in shown


def test_a_manager_may_skip_introductions_and_an_officer_may_not(sign_in, officer, manager, shortlisted):
    address = reverse("agree-in-emergency", args=[shortlisted.pk])
    assert sign_in(officer).get(address).status_code == 403
    assert sign_in(officer).post(address, {"reason": "Tonight"}).status_code == 403
    assert "Why they cannot" in sign_in(manager).post(address, {"reason": " "}).content.decode()
    assert sign_in(manager).post(address, {"reason": "Nowhere to sleep tonight."}).status_code == 302
    shortlisted.refresh_from_db()
    assert (shortlisted.status, shortlisted.emergency_reason) == ("agreed", "Nowhere to sleep tonight.")


def test_either_can_stop_and_the_search_goes_on(sign_in, officer, shortlisted):
    say(shortlisted, "no", "yes", officer)
    answer = sign_in(officer).post(
        reverse("stop-match", args=[shortlisted.pk]),
        {"ended_by": "person", "end_reason": "not_right", "words": "It was too quiet for me."},
    )
    assert answer["Location"] == reverse("workbench", args=[shortlisted.referral_id])
    shortlisted.refresh_from_db()
    shortlisted.referral.refresh_from_db()
    assert (shortlisted.status, shortlisted.ended_by, shortlisted.end_reason) == ("ended", "person", "not_right")
    assert shortlisted.referral.status == "looking"
    shown = sign_in(officer).get(shortlisted.get_absolute_url()).content.decode()
    assert "It was too quiet for me." in shown
    assert "Nobody is to blame" in shown


def test_a_stop_says_who_and_why_and_only_once(sign_in, officer, shortlisted):
    browser, address = sign_in(officer), reverse("stop-match", args=[shortlisted.pk])
    shown = browser.post(address, {"words": "Kept"}).content.decode()
    assert "Answer “Who decided?”" in shown
    assert "Kept" in shown
    browser.post(address, {"ended_by": "carer", "end_reason": "dates"})
    again = browser.post(address, {"ended_by": "person", "end_reason": "home"}).content.decode()
    assert "is now “ended”" in again
    shortlisted.refresh_from_db()
    assert shortlisted.ended_by == "carer"


def test_a_manager_puts_a_stop_back_with_a_reason(sign_in, officer, manager, shortlisted):
    say(shortlisted, "yes", "yes", officer)
    shortlisted.stop(ended_by="carer", end_reason="dates", by=officer)
    address = reverse("put-back-match", args=[shortlisted.pk])
    assert sign_in(officer).post(address, {"why": "x"}).status_code == 403
    assert sign_in(manager).post(address, {"why": ""}).status_code == 200
    assert sign_in(manager).post(address, {"why": "They changed their minds."}).status_code == 302
    shortlisted.refresh_from_db()
    shortlisted.referral.refresh_from_db()
    assert (shortlisted.status, shortlisted.ended_by) == ("introducing", "")
    assert shortlisted.referral.status == "introducing"
    assert "cannot be put back" in sign_in(manager).post(address, {"why": "again"}).content.decode()


def test_it_is_not_put_back_beside_a_newer_match(sign_in, officer, manager, looking, household, shortlisted):
    shortlisted.stop(ended_by="carer", end_reason="dates", by=officer)
    make_match(looking, household, officer)
    shown = sign_in(manager).post(reverse("put-back-match", args=[shortlisted.pk]), {"why": "x"}).content.decode()
    assert "has been shortlisted again" in shown


def test_reasons_that_changed_stand_beside_those_that_were_kept(sign_in, officer, manager, scheme, shortlisted):
    browser = sign_in(officer)
    assert "As it is today" not in browser.get(shortlisted.get_absolute_url()).content.decode()
    shortlisted.household.home.save_edit({"rooms": 0}, version=None, by=manager)
    assert "As it is today" in browser.get(shortlisted.get_absolute_url()).content.decode()
