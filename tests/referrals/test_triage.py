"""Triage: the referral as it was sent, the person's words on top, and one question."""

import pytest

from referrals.models import Referral
from tests import factories


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/triage/"


@pytest.mark.parametrize(
    ("answer", "where"),
    [("meet", "meet-person"), ("ask", "ask-for-more"), ("pass", "pass-on"), ("not", "turn-down")],
)
def test_each_answer_opens_its_act(answer, where, url, referral, send):
    assert send(url, {"answer": answer})["Location"] == f"/referrals/{referral.pk}/{where}/"
    referral.refresh_from_db()
    assert referral.status == Referral.Status.NEW


def test_the_persons_words_stand_on_top(url, sign_in, officer):
    page = sign_in(officer).get(url).content.decode()
    assert page.index("My garden and my sister.") < page.index("The referral as it was sent")


def test_what_nobody_said_is_listed_and_duplicates_offered(url, scheme, sign_in, officer):
    factories.make_referral(scheme, "taylor sam")
    factories.make_person(scheme, "Sam Taylor")
    page = sign_in(officer).get(url).content.decode()
    assert "Nobody has said yet" in page
    assert "What happens at night?" in page
    assert page.count("same name") == 2
    assert page.count("in another order") == 1


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.folder)


def test_no_answer(url, send, errors_of):
    assert errors_of(send(url, {})) == {"answer": ["Choose what should happen next"]}


def test_when_it_has_moved_on(url, referral, officer, sign_in, send):
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert "now “not this time”" in sign_in(officer).get(url).content.decode()
    assert send(url, {"answer": "meet"}).status_code == 200


def test_any_text(url, takes_anything):
    takes_anything(url, {"answer": "meet"})
