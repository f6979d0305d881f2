"""On hold with a reason and a day, and off again to where it was."""

import pytest

from referrals.models import Referral


@pytest.fixture
def hold(meeting):
    return f"/referrals/{meeting.pk}/hold/"


@pytest.fixture
def resume(meeting):
    return f"/referrals/{meeting.pk}/resume/"


GOOD = {"why": "In hospital", "wake_on": "tomorrow", "once": "e" * 32}


def test_it_works_and_goes_on_where_it_was(hold, resume, meeting, send):
    assert send(hold, GOOD)["Location"] == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert meeting.status == Referral.Status.ON_HOLD
    assert send(resume, {"why": "Home again"})["Location"] == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.status, meeting.wake_on) == (Referral.Status.MEETING, None)
    assert list(meeting.folder.moves.values_list("why", flat=True))[-2:] == ["In hospital", "Home again"]


def test_others(hold, meeting, refuses_others):
    refuses_others(hold, meeting.folder)


def test_others_may_not_resume(resume, meeting, officer, refuses_others):
    meeting.hold(wake_on=meeting.opened_on, why="x", by=officer)
    refuses_others(resume, meeting.folder)


def test_wrong_state(hold, resume, meeting, officer, send, errors_of):
    assert "__all__" in errors_of(send(resume, {}))
    meeting.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert "__all__" in errors_of(send(hold, GOOD))


def test_twice_is_once(hold, meeting, send):
    for _ in range(2):
        assert send(hold, GOOD).status_code == 302
    assert meeting.folder.moves.filter(to_status="on_hold").count() == 1


def test_what_is_missing_and_past(hold, send, errors_of):
    assert set(errors_of(send(hold, {}))) == {"why", "wake_on"}
    assert list(errors_of(send(hold, GOOD | {"wake_on": "yesterday"}))) == ["wake_on"]


def test_any_text(hold, takes_anything):
    takes_anything(hold, GOOD)


def test_it_goes_on_waiting_for_the_referrer(meeting, officer):
    meeting.ask_for_more(items=["Papers"], words="", by=officer)
    meeting.hold(wake_on=meeting.opened_on, why="x", by=officer)
    meeting.resume(by=officer)
    assert meeting.status == Referral.Status.NEEDS_MORE
