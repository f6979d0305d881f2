"""Pass a referral to another scheme: it begins anew there, and nothing crosses."""

import pytest

from referrals.models import Answer, OwnWords, Person, Referral, Wish, pass_to_scheme
from schemes.models import Message
from tests import factories


@pytest.fixture
def referral(scheme):
    return factories.make_referral(scheme, wishes=[{"key": "no_dogs"}])


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/pass-on/"


@pytest.fixture
def good(other_scheme):
    return {"to_scheme": other_scheme.pk, "words": "They are nearer.", "once": "e" * 32}


def test_it_works_and_nothing_crosses(url, good, referral, other_scheme, send, sign_in, outsider, officer):
    referral.folder.notes.model.write(folder=referral.folder, text="Ours", happened_on=referral.opened_on, by=officer)
    assert send(url, good)["Location"] == referral.get_absolute_url()
    referral.refresh_from_db()
    assert referral.status == Referral.Status.PASSED_ON
    there = Referral.objects.get(scheme=other_scheme)
    assert there.person != referral.person
    assert there.person.scheme == there.folder.scheme == there.person.folder.scheme == other_scheme
    assert there.status == Referral.Status.NEW
    assert there.officer is None
    assert there.person.words.get().matters == "My garden and my sister."
    assert [wish.key for wish in there.person.wishes.all()] == ["no_dogs"]
    assert list(there.answers.values_list("question", "answer")) == list(
        referral.answers.values_list("question", "answer")
    )
    assert not there.folder.notes.exists()
    # Each scheme sees its own and not the other's.
    assert sign_in(outsider).get(there.get_absolute_url()).status_code == 200
    assert sign_in(outsider).get(referral.get_absolute_url()).status_code == 404
    assert sign_in(officer).get(there.get_absolute_url()).status_code == 404


def test_the_referrer_gets_the_new_contact(url, good, referral, other_scheme, send):
    send(url, good)
    there = Referral.objects.get(scheme=other_scheme)
    ours, theirs = Message.objects.order_by("pk")
    assert (ours.scheme, theirs.scheme) == (referral.scheme, other_scheme)
    assert other_scheme.phone in ours.body
    assert other_scheme.email in ours.body
    assert theirs.subject == f"{there.reference}: we have your referral"
    assert theirs.folder == there.folder


def test_only_schemes_of_the_region_are_offered(url, good, referral, send, errors_of):
    assert list(errors_of(send(url, good | {"to_scheme": referral.scheme_id}))) == ["to_scheme"]
    far = factories.make_scheme(region=factories.Region.objects.create(name="Far Region"))
    assert list(errors_of(send(url, good | {"to_scheme": far.pk}))) == ["to_scheme"]


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.folder)


def test_wrong_state(url, good, referral, officer, send, errors_of):
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert "__all__" in errors_of(send(url, good))
    assert Person.objects.count() == 1


def test_twice_is_once(url, good, send):
    for _ in range(2):
        assert send(url, good).status_code == 302
    assert Referral.objects.count() == Message.objects.count() == 2


def test_any_text(url, good, takes_anything):
    takes_anything(url, good)


def test_what_our_staff_wrote_stays_here(url, good, referral, other_scheme, send, officer):
    person, day = referral.person, referral.opened_on
    OwnWords.write_down(person=person, matters="Heard at our visit.", happened_on=day, by=officer)
    for key, strength in [("garden", "must"), ("no_dogs", "none")]:
        Wish.record_wish(person=person, key=key, strength=strength, said_by="Us", happened_on=day, by=officer)
    person.save_edit({"talking": "Ours"}, version=None, by=officer)
    send(url, good)
    there = Referral.objects.get(scheme=other_scheme).person
    assert there.words.get().matters == "My garden and my sister."
    assert list(there.wishes.values_list("key", "strength")) == [("no_dogs", "must")]
    assert there.talking == ""


def test_how_to_talk_together_goes_along_as_it_was_told(referral, other_scheme, officer, scheme):
    answer = {"key": "talking", "section": "x", "question": "How?", "answer": "While walking."}
    Answer.put_down(
        scheme=scheme, referral=referral, position=2, happened_on=referral.opened_on, by=factories.the_job(), **answer
    )
    assert pass_to_scheme(referral, to_scheme=other_scheme, words="", by=officer).person.talking == "While walking."


def test_what_managers_alone_see_stays_so(url, good, referral, other_scheme, manager, send, sign_in):
    referral.person.folder.restrict(why="Family at work here", by=manager)
    send(url, good, by=manager)
    there = Referral.objects.get(scheme=other_scheme)
    assert there.person.folder.is_restricted
    their_officer = factories.make_actor(other_scheme, "officer", name="Olu Reed", email="olu@example.org")
    assert sign_in(their_officer).get(there.get_absolute_url()).status_code == 404
