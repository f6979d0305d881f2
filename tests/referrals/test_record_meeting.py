"""We met the person: their words, what we learnt, what they want in a home."""

import pytest

from referrals.models import PersonMet, Referral, Wish
from tests import factories


@pytest.fixture
def url(meeting):
    return f"/referrals/{meeting.pk}/meeting/"


GOOD = {
    "happened_on": "today",
    "persons_words": "I want my own door.",
    "who_was_there": "Sam, Alex",
    "summary": "Calm home.",
    "said_by": "Sam",
    "voice": "said",
    "wishes_voice": "for_them",
    "wishes_helped_by": "Alex",
    "once": "e" * 32,
}


def test_it_works(url, meeting, send, sign_in, officer):
    answer = send(url, GOOD | {"wish_garden": "like", "why_garden": "To dig", "wish_no_dogs": "not_asked"})
    assert answer["Location"] == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert meeting.status == Referral.Status.LOOKING
    assert PersonMet.objects.get().persons_words == "I want my own door."
    assert PersonMet.objects.get().whose == "They said or wrote it"
    wish = Wish.objects.get()
    assert wish.whose == "Written for them by Alex"
    assert (wish.key, wish.strength, wish.why, wish.said_by) == ("garden", "like", "To dig", "Sam")
    assert "I want my own door." in sign_in(officer).get(meeting.get_absolute_url()).content.decode()


def test_only_changed_wishes_are_written(scheme, officer, send):
    referral = factories.make_referral(scheme, wishes=[{"key": "no_dogs"}, {"key": "garden", "strength": "like"}])
    referral.arrange_meeting(officer=officer.staff, meet_on=referral.opened_on, by=officer)
    send(f"/referrals/{referral.pk}/meeting/", GOOD | {"wish_no_dogs": "must", "wish_garden": "none"})
    assert list(Wish.objects.order_by("pk").values_list("key", "strength")) == [
        ("no_dogs", "must"),
        ("garden", "like"),
        ("garden", "none"),
    ]


def test_words_and_wishes_say_whose_they_are(url, meeting, send, errors_of, sign_in, officer):
    unmarked = GOOD | {"voice": "", "wishes_voice": "", "wish_garden": "like"}
    assert sorted(errors_of(send(url, unmarked))) == ["voice", "wishes_voice"]
    assert send(url, unmarked | {"persons_words": "", "wish_garden": ""}).status_code == 302
    assert PersonMet.objects.get().whose == ""


def test_others(url, meeting, refuses_others):
    refuses_others(url, meeting.folder)


def test_wrong_state(referral, send, errors_of):
    answer = send(f"/referrals/{referral.pk}/meeting/", GOOD | {"wish_garden": "like"})
    assert "“new”" in errors_of(answer)["__all__"][0]
    assert not Wish.objects.exists()


def test_twice_is_once(url, send):
    for _ in range(2):
        assert send(url, GOOD).status_code == 302
    assert PersonMet.objects.count() == 1


def test_tomorrow_is_refused(url, send, errors_of):
    assert list(errors_of(send(url, GOOD | {"happened_on": "tomorrow"}))) == ["happened_on"]


def test_any_text(url, takes_anything):
    takes_anything(url, GOOD | {"wish_garden": "like", "why_garden": "To dig"})
