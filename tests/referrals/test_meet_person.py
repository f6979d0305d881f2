"""Meet the person: who goes, when, and the referrer hears it."""

from datetime import timedelta

import pytest

from referrals.models import Referral
from schemes import clock
from schemes.models import Message
from tests import factories


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/meet-person/"


@pytest.fixture
def good(officer):
    return {"officer": officer.staff.pk, "meet_on": "tomorrow", "once": "e" * 32}


def test_it_works(url, good, referral, officer, send):
    assert send(url, good)["Location"] == referral.get_absolute_url()
    referral.refresh_from_db()
    assert referral.status == Referral.Status.MEETING
    assert referral.officer == officer.staff
    assert referral.person.officer == officer.staff
    assert referral.meet_on == clock.today() + timedelta(days=1)
    assert Message.objects.get().subject == f"{referral.reference}: we would like to meet"


def test_the_load_of_each_officer_is_shown(url, scheme, officer, manager, sign_in):
    factories.make_looking(scheme, officer, "Kim Poe")
    page = sign_in(officer).get(url).content.decode()
    assert "Priya Nair: 1 open referral<" in page
    assert "Morgan Lee: 0 open referrals" in page


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.folder)


def test_an_officer_of_another_scheme_is_no_choice(url, good, outsider, send, errors_of):
    assert list(errors_of(send(url, good | {"officer": outsider.staff.pk}))) == ["officer"]


def test_wrong_state(url, good, referral, officer, send, errors_of):
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert "“not this time”" in errors_of(send(url, good))["__all__"][0]
    assert not Message.objects.exists()


def test_twice_is_once(url, good, referral, send):
    for _ in range(2):
        assert send(url, good).status_code == 302
    assert referral.folder.moves.count() == 2
    assert Message.objects.count() == 1


def test_the_past_is_refused(url, good, send, errors_of):
    assert list(errors_of(send(url, good | {"meet_on": "yesterday"}))) == ["meet_on"]


def test_any_text(url, good, takes_anything):
    takes_anything(url, good)
