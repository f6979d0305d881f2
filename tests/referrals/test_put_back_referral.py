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
