"""A manager takes the last step of a referral back."""

from datetime import timedelta

import pytest

from referrals.models import Referral


@pytest.fixture
def url(meeting):
    return f"/referrals/{meeting.pk}/put-back/"


def test_it_works(url, meeting, manager, sign_in, send):
    assert "back to “new”" in sign_in(manager).get(url).content.decode()
    assert send(url, {"why": "Wrong referral"}, by=manager)["Location"] == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert meeting.status == Referral.Status.NEW


def test_managers_only(url, officer, outsider, sign_in):
    assert sign_in(officer).get(url).status_code == 403
    assert sign_in(officer).post(url, {"why": "x"}).status_code == 403
    assert sign_in(outsider).get(url).status_code == 404


def test_wrong_state(referral, manager, send, errors_of):
    url = f"/referrals/{referral.pk}/put-back/"
    assert "cannot be put back" in errors_of(send(url, {"why": "x"}, by=manager))["__all__"][0]


def test_twice_goes_back_once(url, meeting, manager, send):
    for _ in range(2):
        assert send(url, {"why": "x", "once": "e" * 32}, by=manager).status_code == 302
    assert meeting.folder.moves.filter(is_put_back=True).count() == 1


def test_why_is_needed(url, manager, send, errors_of):
    assert errors_of(send(url, {}, by=manager)) == {"why": ["Enter why it is put back"]}


@pytest.mark.parametrize("reason", ["funding", "withdrawn"])
def test_turned_down_while_on_hold_goes_back_on_hold(reason, url, meeting, manager, send):
    day = meeting.opened_on + timedelta(days=9)
    meeting.hold(wake_on=day, why="In hospital", by=manager)
    down = {"reason": reason, "who_decided": "funder", "suggestion": "x", "by": manager}
    meeting.turn_down(**down, status=reason if reason == "withdrawn" else None)
    assert send(url, {"why": "Funded after all"}, by=manager).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.wake_on, meeting.closed_on) == (Referral.Status.ON_HOLD, day, None)
    meeting.resume(by=manager)
    assert meeting.status == Referral.Status.MEETING


def test_no_answer_stands_once_it_goes_on_after_all(url, meeting, manager, send, sign_in):
    first = meeting.turn_down(reason="funding", who_decided="funder", suggestion="A sitting service", by=manager)
    assert send(url, {"why": "Funded after all"}, by=manager).status_code == 302
    assert not meeting.turned_down.standing().exists()
    first.refresh_from_db()
    assert (first.suggestion, first.replaced_by.corrected_because) == (
        "A sitting service", "Put back: Funded after all",
    )  # fmt: skip
    assert "A sitting service" not in sign_in(manager).get(meeting.get_absolute_url()).content.decode()
    second = meeting.turn_down(reason="moved", who_decided="family", suggestion="None", by=manager)
    assert meeting.turned_down.standing().get() == second


def test_a_meeting_put_back_is_no_meeting(url, meeting, officer, manager, send, sign_in):
    day = meeting.meet_on
    meeting.record_meeting(
        happened_on=day, who_was_there="Alex", persons_words="Not my words.", summary="Of somebody else.", by=officer
    )
    assert send(url, {"why": "Another person's notes"}, by=manager).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.meet_on) == (Referral.Status.MEETING, day)
    assert not meeting.meetings.standing().exists()
    # What was written stays readable, with the reason, under changes; nowhere else.
    page = sign_in(officer).get(meeting.get_absolute_url()).content.decode()
    assert page.count("Not my words.") == 1
    assert "Put back: Another person&#x27;s notes" in page
    assert "Not my words." not in sign_in(officer).get(meeting.person.get_absolute_url()).content.decode()
    meeting.record_meeting(happened_on=day, who_was_there="", persons_words="Mine.", summary="", by=officer)
    assert meeting.meetings.standing().get().persons_words == "Mine."


def test_the_day_of_the_meeting_comes_back(url, meeting, officer, manager, send):
    day = meeting.meet_on
    meeting.ask_for_more(items=["Age"], words="", by=officer)
    assert meeting.meet_on is None
    send(url, {"why": "We have it"}, by=manager)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.meet_on) == (Referral.Status.MEETING, day)


def test_a_meeting_never_arranged_has_no_day(url, meeting, manager, send):
    send(url, {"why": "Wrong referral"}, by=manager)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.meet_on) == (Referral.Status.NEW, None)
