"""Not this time, or withdrawn: why, who decided, what else could help."""

import pytest

from referrals.models import Referral, TurnedDown, pass_to_scheme
from schemes import clock
from schemes.models import Message


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/turn-down/"


GOOD = {
    "reason": "none_in_area",
    "who_decided": "scheme",
    "suggestion": "Try Harbour Shared Lives.",
    "words": "We are sorry.",
    "once": "e" * 32,
}


@pytest.mark.parametrize(("reason", "status"), [("none_in_area", "not_this_time"), ("withdrawn", "withdrawn")])
def test_it_works(reason, status, url, referral, send):
    assert send(url, GOOD | {"reason": reason})["Location"] == referral.get_absolute_url()
    referral.refresh_from_db()
    assert (referral.status, referral.closed_on) == (status, clock.today())
    said = TurnedDown.objects.get()
    assert (said.reason, said.who_decided, said.suggestion) == (reason, "scheme", "Try Harbour Shared Lives.")
    assert Message.objects.get().subject == f"{referral.reference}: our answer to your referral"


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.folder)


def test_wrong_state(url, referral, officer, other_scheme, send, errors_of):
    pass_to_scheme(referral, to_scheme=other_scheme, words="", by=officer)
    assert "__all__" in errors_of(send(url, GOOD))
    assert not TurnedDown.objects.exists()


def test_twice_is_once(url, send):
    for _ in range(2):
        assert send(url, GOOD).status_code == 302
    assert TurnedDown.objects.count() == Message.objects.count() == 1


def test_what_is_missing(url, send, errors_of):
    assert set(errors_of(send(url, {}))) == {"reason", "who_decided", "suggestion"}


def test_a_manager_puts_it_back(url, referral, manager, send):
    send(url, GOOD)
    assert send(f"/referrals/{referral.pk}/put-back/", {"why": "A room is free"}, by=manager).status_code == 302
    referral.refresh_from_db()
    assert (referral.status, referral.closed_on) == (Referral.Status.NEW, None)


def test_any_text(url, takes_anything):
    takes_anything(url, GOOD)
