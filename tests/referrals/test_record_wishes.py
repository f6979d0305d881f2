"""What somebody wants in a home: only what changed is written, and earlier answers stay."""

import pytest

from referrals.models import Wish
from tests import factories


@pytest.fixture
def referral(scheme, officer):
    return factories.make_referral(scheme, wishes=[{"key": "no_dogs"}, {"key": "garden", "strength": "like"}])


@pytest.fixture
def url(referral):
    return f"/people/{referral.person_id}/wishes/"


STANDS = {"wish_no_dogs": "must", "wish_garden": "like", "said_by": "Sam", "happened_on": "today", "once": "e" * 32}
VOICE = {"voice": "helped", "helped_by": "Kay"}


def test_only_changes_are_written(url, referral, send):
    changed = {"wish_garden": "must", "why_garden": "To dig", "wish_cats": "none", "wish_quiet": "not_asked"}
    assert send(url, STANDS | VOICE | changed)["Location"] == referral.person.get_absolute_url()
    assert set(Wish.objects.values_list("key", "strength", "why")) == {
        ("no_dogs", "must", ""),
        ("garden", "like", ""),
        ("garden", "must", "To dig"),
        ("cats", "none", ""),
    }
    assert {wish.key: wish.strength for wish in referral.person.wishes.latest()} == {
        "no_dogs": "must",
        "garden": "must",
        "cats": "none",
    }


def test_a_new_wish_says_whose_words_it_is(url, referral, send, errors_of, sign_in, officer):
    changed = STANDS | {"wish_garden": "must"}
    assert list(errors_of(send(url, changed))) == ["voice"]
    assert list(errors_of(send(url, changed | {"voice": "for_them"}))) == ["helped_by"]
    assert send(url, changed | VOICE).status_code == 302
    assert Wish.objects.order_by("-pk").first().whose == "With help from Kay"
    shown = sign_in(officer).get(referral.person.get_absolute_url()).content.decode()
    assert shown.count("With help from Kay") == 1  # the wish that was told before has no voice, and says nothing


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.person.folder)


def test_nothing_changed_writes_nothing(url, send):
    assert send(url, STANDS).status_code == 302
    assert Wish.objects.count() == 2


def test_a_wish_that_was_asked_cannot_become_not_asked(url, send, errors_of):
    assert list(errors_of(send(url, STANDS | {"wish_garden": "not_asked"}))) == ["wish_garden"]


def test_twice_is_once(url, send):
    for _ in range(2):
        assert send(url, STANDS | VOICE | {"wish_cats": "like"}).status_code == 302
    assert Wish.objects.count() == 3


def test_any_text(url, takes_anything):
    takes_anything(url, STANDS | {"wish_cats": "like", "why_cats": "Warm"})
