"""Ask the referrer for what is missing."""

import pytest

from referrals.models import AskedForMore, Referral
from schemes.models import Message


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/ask-for-more/"


GOOD = {"items": ["night", "funding"], "other": "A photo", "words": "Please.", "once": "e" * 32}


def test_it_works(url, referral, send):
    assert send(url, GOOD)["Location"] == referral.get_absolute_url()
    referral.refresh_from_db()
    assert referral.status == Referral.Status.NEEDS_MORE
    asked = AskedForMore.objects.get()
    assert asked.items == ["What happens at night?", "Is funding agreed?", "A photo"]
    assert asked.words == "Please."
    assert Message.objects.get().subject == f"{referral.reference}: we need a little more from you"


def test_what_is_missing_is_ticked_and_the_email_shown(url, sign_in, officer):
    answer = sign_in(officer).get(url)
    assert "night" in answer.context["form"].initial["items"]
    page = answer.content.decode()
    assert "need a little more from you before we can go on" in page
    assert "/referral/…/" in page


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.folder)


def test_wrong_state(url, referral, officer, send, errors_of):
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert "__all__" in errors_of(send(url, GOOD))


def test_twice_is_once(url, send):
    for _ in range(2):
        assert send(url, GOOD).status_code == 302
    assert AskedForMore.objects.count() == Message.objects.count() == 1


def test_nothing_asked(url, send, errors_of):
    assert list(errors_of(send(url, {}))) == ["items"]


def test_any_text(url, takes_anything):
    takes_anything(url, {"items": "night", "other": "A photo", "words": "Please."})
