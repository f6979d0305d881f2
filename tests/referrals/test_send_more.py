"""The referrer sends what was asked for, behind the link."""

import pytest
from django.test import Client

from referrals import letters
from referrals.models import MoreGiven, Referral
from schemes import clock
from tests.referrals.conftest import NAUGHTY


@pytest.fixture
def status(referral, officer, link_in):
    asked = referral.ask_for_more(items=["Medicines", "Is funding agreed?"], words="Please tell us.", by=officer)
    letters.send_asked_for_more(asked, at=clock.now(), by=officer)
    return link_in("asked:")


def test_it_works(referral, status):
    page = Client().get(status).content.decode()
    for said in ["Still needed from you", "Medicines", "Please tell us."]:
        assert said in page
    answer = Client().post(f"{status}send/", {"text": "One tablet.\r\nFunding agreed.", "once": "d" * 32})
    assert answer["Location"] == status
    referral.refresh_from_db()
    assert referral.status == Referral.Status.NEW
    given = MoreGiven.objects.get()
    assert given.text == "One tablet.\nFunding agreed."
    assert given.recorded_by.is_link
    assert "Still needed from you" not in Client().get(status).content.decode()


def test_twice_is_once(status):
    client = Client()
    client.get(status)
    for _ in range(2):
        client.post(f"{status}send/", {"text": "Here.", "once": "d" * 32})
    assert MoreGiven.objects.count() == 1


def test_nothing_typed(status, errors_of):
    assert errors_of(Client().post(f"{status}send/", {"text": "  "})) == {"text": ["Enter what we asked for"]}


def test_when_nothing_is_asked(referral, officer, status, errors_of):
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    answer = Client().post(f"{status}send/", {"text": "Here it is, at length."})
    assert "not waiting for anything" in errors_of(answer)["text"][0]
    assert not MoreGiven.objects.exists()


def test_any_text(status):
    for typed in NAUGHTY:
        answer = Client().post(f"{status}send/", {"text": typed})
        assert answer.status_code in (200, 302)
        assert "<script>alert" not in Client().get(status).content.decode()


def test_unknown_links(db):
    assert Client().post("/referral/no-such-secret/send/", {"text": "x"}).status_code == 404
