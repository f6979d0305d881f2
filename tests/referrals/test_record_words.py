"""Keep what somebody says about their life; what they said before stays."""

import pytest

from referrals.models import OwnWords


@pytest.fixture
def url(referral):
    return f"/people/{referral.person_id}/words/"


GOOD = {
    "matters": "My dog Rex.",
    "hopes": "A job.",
    "said_how": "Himself",
    "voice": "said",
    "happened_on": "today",
    "once": "e" * 32,
}


def test_it_works(url, referral, officer, send, sign_in):
    assert "My garden and my sister." in sign_in(officer).get(url).content.decode()
    assert send(url, GOOD)["Location"] == referral.person.get_absolute_url()
    assert list(OwnWords.objects.order_by("pk").values_list("matters", flat=True)) == [
        "My garden and my sister.",
        "My dog Rex.",
    ]
    assert "My dog Rex." in sign_in(officer).get(referral.get_absolute_url()).content.decode()


def test_words_say_whose_they_are(url, referral, send, errors_of, sign_in, officer):
    assert list(errors_of(send(url, GOOD | {"voice": ""}))) == ["voice"]
    assert list(errors_of(send(url, GOOD | {"voice": "helped"}))) == ["helped_by"]
    assert send(url, GOOD | {"voice": "helped", "helped_by": "Kay"}).status_code == 302
    for page in (referral.person.get_absolute_url(), referral.get_absolute_url(), url):
        assert "With help from Kay, " in sign_in(officer).get(page).content.decode()


def test_words_from_before_say_nothing_of_whose_they_are(referral, officer, sign_in):
    shown = sign_in(officer).get(referral.person.get_absolute_url()).content.decode()
    assert "My garden and my sister." in shown
    assert "They said or wrote it" not in shown


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.person.folder)


def test_twice_is_once(url, send):
    for _ in range(2):
        assert send(url, GOOD).status_code == 302
    assert OwnWords.objects.count() == 2


def test_nothing_said(url, send, errors_of):
    assert list(errors_of(send(url, {"happened_on": "today"}))) == ["matters"]


def test_any_text(url, takes_anything):
    takes_anything(url, GOOD)
