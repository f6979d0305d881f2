"""A referrer leaves: an officer names a colleague, who gets a link; the links sent before open nothing."""

import pytest
from django.test import Client

from referrals import letters
from schemes import clock
from schemes.models import Link, Message, UnsafeContact

KIM = {
    "name": "Kim Ash", "email": "kim.ash@example.org", "team": "Learning disability team", "phone": "01632 960111",
    "why": "Alex left; their manager named Kim", "once": "a" * 32,
}  # fmt: skip


@pytest.fixture
def status(referral, officer, link_in):
    letters.send_received(referral, at=clock.now(), by=officer)
    return link_in("received:")


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/referrer/"


def test_it_works(referral, officer, status, url, send, sign_in, link_in):
    before = referral.referrer_email
    assert send(url, KIM)["Location"] == f"{referral.get_absolute_url()}#referrer"
    referral.refresh_from_db()
    assert (referral.referrer_name, referral.referrer_email) == ("Kim Ash", "kim.ash@example.org")
    assert (referral.referrer_team, referral.referrer_phone) == ("Learning disability team", "01632 960111")
    assert Client().get(status).status_code == 404
    assert Client().get(f"{status}read/").status_code == 404
    email = Message.objects.get(key__startswith="takes-over:")
    assert email.to == "kim.ash@example.org"
    for personal in ["Sam", "Taylor", "Alex", "manager"]:
        assert personal not in email.subject + email.body
    assert Client().get(link_in("takes-over:")).status_code == 200
    assert Link.objects.get(closed_at=None).email == "kim.ash@example.org"
    page = sign_in(officer).get(referral.get_absolute_url()).content.decode()
    for readable in ["Kim Ash", before, "Alex left; their manager named Kim"]:
        assert readable in page


def test_twice_is_one_email(status, url, send):
    for _ in range(2):
        send(url, KIM)
    assert Message.objects.filter(key__startswith="takes-over:").count() == 1


def test_changed_back_the_first_gets_a_new_link(referral, status, url, send):
    first = {"name": referral.referrer_name, "email": referral.referrer_email, "why": "Alex is back"}
    send(url, KIM)
    send(url, first)
    assert Message.objects.filter(key__startswith="takes-over:").count() == 2
    assert Link.objects.get(closed_at=None).email == first["email"]


@pytest.mark.parametrize(("field", "value"), [("name", " "), ("email", "kim"), ("email", ""), ("why", "")])
def test_what_is_missing_is_said(referral, status, url, send, errors_of, field, value):
    before = referral.referrer_email
    assert list(errors_of(send(url, KIM | {field: value}))) == [field]
    referral.refresh_from_db()
    assert referral.referrer_email == before
    assert Client().get(status).status_code == 200


def test_nothing_goes_to_an_unsafe_address(referral, officer, url, send):
    UnsafeContact.warn(
        folder=referral.folder, kind="email", value=KIM["email"], why="Shared with somebody", by=officer,
        review_on=clock.today(),
    )  # fmt: skip
    send(url, KIM)
    email = Message.objects.filter(key__startswith="takes-over:").first()
    assert email is None or email.refuse_unsafe()


def test_any_text(url, takes_anything):
    takes_anything(url, KIM)


def test_who_may(referral, url, refuses_others):
    refuses_others(url, referral.folder)
