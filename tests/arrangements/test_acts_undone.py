"""What an ending, a stop or a start changed is set back exactly, and never over what was said since."""

from datetime import date

import pytest
from django.db import OperationalError
from django.urls import reverse

from arrangements.board import verdict_for
from arrangements.models import Arrangement, Match, Review, Stay
from schemes.models import WrongState
from tests import factories
from tests.arrangements.conftest import TODAY, make_agreed, make_match

ENDING = {"ended_by": "person", "end_reason": "finished", "end_planned": True}


def test_putting_an_ending_back_restores_each_break_as_it_was(scheme, officer, manager, household, set_clock, now):
    breaks = Arrangement.start(
        person=factories.make_person(scheme, "Bo Lee"),
        household=household,
        type="short_breaks",
        starts_on=date(2026, 7, 1),
        by=officer,
    )
    nights = [(date(2026, 8, 1), TODAY), (date(2026, 8, 6), date(2026, 8, 9)), (date(2026, 9, 1), date(2026, 9, 3))]
    for from_on, until_on in nights:
        breaks.plan_break(from_on=from_on, until_on=until_on, by=officer)
    given_back = breaks.plan_break(from_on=date(2026, 10, 1), until_on=date(2026, 10, 2), by=officer)
    given_back.release(by=officer, why="Bo has a cold")
    breaks.end(ended_on=TODAY, by=officer, **ENDING)
    assert not breaks.stays.on_day(date(2026, 9, 1)).exists()
    breaks.put_back(why="They go on after all.", by=manager)
    assert [(s.from_on, s.until_on) for s in breaks.stays.counted()] == nights
    given_back.refresh_from_db()
    assert given_back.is_released


def test_a_place_given_away_meanwhile_is_told_on_the_form(sign_in, scheme, officer, manager, running):
    running.end(ended_on=TODAY, by=officer, **ENDING)
    for name in ("Bo Lee", "Cy Day"):
        person = factories.make_person(scheme, name)
        Arrangement.start(person=person, household=running.household, type="live_in", starts_on=TODAY, by=officer)
    shown = sign_in(manager).post(reverse("put-back-arrangement", args=[running.pk]), {"why": "x"}).content.decode()
    assert "This home has no place on 6 August 2026" in shown
    running.refresh_from_db()
    assert running.status == "ended"


def test_a_start_is_not_undone_after_a_review(sign_in, officer, running):
    Review.record_review(arrangement=running, happened_on=TODAY, who_took_part="Sam", outcome="go_on", by=officer)
    shown = sign_in(officer).post(reverse("undo-start", args=[running.pk]), {"why": "x"}).content.decode()
    assert "A review has been recorded" in shown


def corrected_to_no(match, by):
    match.introductions.standing().last().correct(why="Misheard", by=by, person_says="no")


def test_a_stop_put_back_follows_what_they_said_last(officer, manager, agreed):
    agreed.stop(ended_by="carer", end_reason="dates", by=officer)
    corrected_to_no(agreed, officer)
    agreed.put_back(why="They want to go on.", by=manager)
    agreed.refresh_from_db()
    assert (agreed.status, agreed.person_says, agreed.carer_says) == ("introducing", "no", "yes")


def test_a_start_undone_follows_what_they_said_last(officer, agreed, running):
    corrected_to_no(agreed, officer)
    running.undo_start(why="It never began", by=officer)
    agreed.refresh_from_db()
    assert (agreed.status, agreed.person_says) == ("introducing", "no")


@pytest.mark.parametrize("is_closed", [True, False])
def test_nothing_but_a_stop_goes_on_when_the_referral_does_not(
    sign_in, officer, manager, looking, household, is_closed
):
    match = make_match(looking, household, officer)
    match.record_introduction(kind="tea", happened_on=TODAY, person_says="yes", carer_says="yes", by=officer)
    looking.refresh_from_db()
    if is_closed:
        looking.move("withdrawn", by=manager, why="Moved away", closed_on=TODAY)
    else:
        looking.hold(wake_on=date(2026, 9, 1), why="Sam is in hospital", by=officer)
    match = Match.objects.get(pk=match.pk)
    said = {"kind": "tea", "happened_on": TODAY, "person_says": "yes", "carer_says": "yes"}
    for act in (
        lambda: match.record_introduction(by=officer, **said),
        lambda: match.agree(by=officer),
        lambda: match.plan_step(next_step="Tea", next_on=TODAY, by=officer),
        lambda: match.agree_in_emergency(reason="Tonight", by=manager),
    ):
        with pytest.raises(WrongState, match="so this was not done"):
            act()
    assert "Record an introduction" not in sign_in(officer).get(match.get_absolute_url()).content.decode()
    match.stop(ended_by="person", end_reason="circumstances", by=officer)
    assert match.status == "ended"


def test_the_end_of_an_introduction_names_no_household_in_the_referral(officer, looking, agreed):
    agreed.stop(ended_by="carer", end_reason="dates", by=officer)
    reasons = [row.history_change_reason for row in looking.history.all()]
    assert "An introduction ended" in reasons
    assert not [reason for reason in reasons if "Okoro" in reason]


def test_kept_reasons_name_nobody(scheme, officer, manager, looking, household):
    for name in ("Ann Moss", "Cy Day"):
        person = factories.make_person(scheme, name)
        Arrangement.start(person=person, household=household, type="live_in", starts_on=TODAY, by=officer)
    person = looking.person
    person.wishes.model.record_wish(
        person=person, key="nobody_else_supported", strength="must", happened_on=TODAY, said_by="Sam", by=officer
    )
    verdict = verdict_for(looking, household, TODAY)
    assert any("Ann M" in reason.text for reason in verdict.reasons)
    kept = verdict.as_kept()
    assert not [row for row in kept if "Ann" in row["text"] or "Cy" in row["text"]]
    assert [row["text"] for row in kept if row["rule"] == "room"] == ["No place on 6 August 2026: 2 rooms, taken."]
    assert "limit" not in [row["rule"] for row in kept]


@pytest.mark.parametrize(("sqlstate", "is_told"), [("55P03", True), ("40P01", True), ("57014", False)])
def test_somebody_in_the_way_is_told_and_other_trouble_is_not_hidden(
    sign_in, officer, shortlisted, monkeypatch, sqlstate, is_told
):
    def in_the_way(self, **kwargs):
        cause = Exception()
        cause.sqlstate = sqlstate
        raise OperationalError("lock") from cause

    monkeypatch.setattr(Match, "plan_step", in_the_way)
    sent = {"next_step": "Tea", "next_on": "10 August 2026"}
    address = reverse("plan-step", args=[shortlisted.pk])
    if is_told:
        shown = sign_in(officer).post(address, sent).content.decode()
        assert "Somebody is changing this now. Try again in a moment." in shown
    else:
        with pytest.raises(OperationalError):
            sign_in(officer).post(address, sent)


def test_a_start_before_both_said_yes_needs_a_reason(sign_in, officer, looking, household):
    match = make_agreed(looking, household, officer)
    browser, address = sign_in(officer), reverse("start-arrangement", args=[match.pk])
    sent = {"type": "live_in", "starts_on": "1 August 2026", "officer": officer.staff.pk, "personal_care": "no"}
    assert "Say why it started before both said yes on 6 August 2026" in browser.post(address, sent).content.decode()
    assert not Arrangement.objects.exists()
    assert browser.post(address, sent | {"early_reason": "The papers were late."}).status_code == 302
    assert "The papers were late." in Arrangement.objects.get().history.first().history_change_reason


def test_without_two_yeses_the_page_offers_an_introduction_and_no_button(sign_in, officer, shortlisted):
    shown = sign_in(officer).get(reverse("agree-match", args=[shortlisted.pk])).content.decode()
    assert "go on to a start" not in shown
    assert reverse("record-introduction", args=[shortlisted.pk]) in shown


def test_the_board_jumps_to_its_columns_and_says_the_day_of_a_change(sign_in, officer, looking, household):
    household.home.save_edit({"rooms": 0}, version=None, by=officer)
    household.planned_changes.model.record_planned_change(
        household=household, lifts="room", what="The box room is cleared.", expected_on=date(2026, 8, 20),
        happened_on=TODAY, by=officer,
    )  # fmt: skip
    shown = sign_in(officer).get(reverse("workbench", args=[looking.pk])).content.decode()
    assert 'href="#nearly">Nearly 1</a>' in shown
    assert "The box room is cleared, expected 20 August 2026." in shown
    assert "(6 August 2026)" not in shown.split("No place on 6 August 2026")[1].split("</li>")[0]


def test_stays_of_a_running_one_are_left_alone(officer, running):
    stay = Stay.objects.get()
    stay.set_back(by=officer, why="nothing ended")
    assert (stay.until_on, stay.is_released, stay.history.count()) == (None, False, 1)


def test_a_stop_put_back_plans_what_was_planned(officer, manager, looking, household):
    match = make_match(looking, household, officer)
    match.plan_step(next_step="Tea on Sunday", next_on=date(2026, 8, 9), by=officer)
    match.stop(ended_by="carer", end_reason="dates", by=officer)
    match.put_back(why="They want to go on.", by=manager)
    match.refresh_from_db()
    assert (match.status, match.next_step, match.next_on) == ("shortlisted", "Tea on Sunday", date(2026, 8, 9))


LEAVINGS = {
    "hold": lambda referral, by: referral.hold(wake_on=date(2026, 9, 1), why="In hospital", by=by),
    "turn_down": lambda referral, by: referral.turn_down(
        reason="funding", who_decided="funder", suggestion="Ask again", by=by
    ),
}
BACK = {
    "resume": lambda referral, by: referral.resume(by=by),
    "put_back": lambda referral, by: referral.put_back(why="It goes on", by=by),
}


@pytest.mark.parametrize(
    ("left", "back"), [(["hold"], ["resume"]), (["hold"], ["put_back"]), (["turn_down"], ["put_back"]),
                       (["hold", "turn_down"], ["put_back", "resume"])],
)  # fmt: skip
def test_a_referral_whose_last_introduction_ended_meanwhile_is_looked_for_again(
    left, back, sign_in, officer, manager, looking, household
):
    match = make_match(looking, household, officer)
    match.record_introduction(kind="tea", happened_on=TODAY, person_says="yes", carer_says="yes", by=officer)
    looking.refresh_from_db()
    for act in left:
        LEAVINGS[act](looking, officer)
    status, wake_on = looking.status, looking.wake_on
    match.stop(ended_by="carer", end_reason="dates", by=officer)
    looking.refresh_from_db()
    assert (looking.status, looking.wake_on) == (status, wake_on)
    for act in back:
        BACK[act](looking, manager)
    looking.refresh_from_db()
    assert looking.status == "looking"
    assert sign_in(officer).get(looking.get_absolute_url()).status_code == 200


def test_a_referral_with_an_introduction_left_goes_on_introducing(officer, manager, looking, household, scheme):
    matches = [make_match(looking, household, officer), make_match(looking, factories.make_household(scheme), officer)]
    for match in matches:
        match.record_introduction(kind="tea", happened_on=TODAY, person_says="yes", carer_says="yes", by=officer)
    looking.refresh_from_db()
    looking.hold(wake_on=date(2026, 9, 1), why="In hospital", by=officer)
    matches[0].stop(ended_by="carer", end_reason="dates", by=officer)
    looking.resume(by=officer)
    assert looking.status == "introducing"
