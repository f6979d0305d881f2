"""A canary: the word of a hidden address, and an email that is not safe, are looked for everywhere they must not be."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from referrals.models import Answer, Person, PersonMerged, pass_to_scheme
from referrals.models.people import HIDDEN
from schemes import clock
from schemes.models import Actor, Message, UnsafeContact
from schemes.models.messages import NOT_SAFE
from schemes.outbox import deliver
from tests import factories
from tests.test_access import TABLE
from tests.world import ARGUMENTS, TODAY, make_world

pytestmark = pytest.mark.django_db

WORD = "Wrenhollow"  # stands in the address and nowhere else
POSTCODE = "HP22 6ZZ"
UNSAFE = "wrong.hands@example.org"
# Whoever refers types; nothing is shown back to anybody but the one who typed it.
WHO_TYPES = {"refer-page", "refer-check"}


@pytest.fixture
def hidden(scheme, officer, set_clock):
    """A world whose first person lives at an address that was known, moved with, and is hidden now."""
    set_clock(TODAY)
    world = make_world(scheme, officer, "Ourleaf")
    for person in world.people:
        live_at(person, officer)
    for case in (world.new, world.looking):
        case.save_edit({"near": POSTCODE}, version=None, by=officer)
    for person in world.people:
        person.hide_address(why=f"He looks for her in {WORD}", review_on=TODAY + timedelta(days=30), by=officer)
        person.save_edit({"officer": None}, version=None, by=officer)
    return world


def live_at(person, by):
    """Known by one address, then by another, so that history holds both."""
    person.save_edit({"lives_at": f"1 {WORD} Row", "postcode": POSTCODE}, version=None, by=by)
    person.save_edit({"lives_at": f"Flat 2, {WORD} House"}, version=None, by=by)


def everything(browser, world, actor):
    """Every address of the table this actor may open, as what it answers: (name, method, text)."""
    browser.raise_request_exception = False  # whether a page breaks is asked elsewhere; here, whether it tells
    for name, who in TABLE.items():
        if actor.role not in who or name in WHO_TYPES:
            continue
        try:
            url = reverse(name, args=world.args(name, actor) if name in ARGUMENTS else [])
        except NoReverseMatch:
            continue
        for method in ("get", "post"):
            with transaction.atomic():
                answer = getattr(browser, method)(url)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.set_rollback(True)
            yield name, method, (body + answer.headers.get("Location", "").encode()).decode(errors="replace")


def tells(text: str) -> bool:
    """Whether a page, a file or an email gives the address away."""
    return WORD in text or POSTCODE in text or POSTCODE.replace(" ", "") in text or POSTCODE[:-2] in text


def test_a_hidden_address_stands_nowhere_for_who_may_not_know(hidden, scheme, sign_in):
    other = factories.make_actor(scheme, "officer", name="Olu Other", email="olu@example.org")
    assert [(name, how) for name, how, text in everything(sign_in(other), hidden, other) if tells(text)] == []


def test_it_is_told_to_a_manager_and_their_own_officer(hidden, scheme, manager, sign_in):
    """The test above looks for something that is there."""
    own = factories.make_actor(scheme, "officer", name="Ona Own", email="ona@example.org")
    for person in hidden.people:
        person.save_edit({"officer": own.staff}, version=None, by=manager)
    for actor in (manager, own):
        heard = {name for name, _, text in everything(sign_in(actor), hidden, actor) if tells(text)}
        assert {"person", "people", "edit-person", "safety-of-contact", "referral"} <= heard


def test_a_leak_would_be_noticed(hidden, scheme, sign_in, monkeypatch):
    """The rule broken on purpose: everybody may read every address."""
    other = factories.make_actor(scheme, "officer", name="Olu Other", email="olu@example.org")
    monkeypatch.setattr(Person, "may_read_address", lambda self, actor: True)
    heard = {name for name, _, text in everything(sign_in(other), hidden, other) if tells(text)}
    assert {"person", "people", "referral", "matching", "workbench"} <= heard


def test_the_history_says_that_it_changed_and_not_to_what(hidden, scheme, manager, sign_in):
    other = factories.make_actor(scheme, "officer", name="Olu Other", email="olu@example.org")
    for actor, told in ((other, False), (manager, True)):
        page = sign_in(actor).get(hidden.person.get_absolute_url()).content.decode()
        assert "Where they live now:" in page
        assert (WORD in page) is told


def test_the_answer_of_the_form_is_hidden_too(hidden, scheme, officer, manager, sign_in):
    referral = factories.make_referral(scheme, "Ann Hall", by=officer, person={"lives_at": WORD})
    Answer.put_down(
        scheme=scheme, referral=referral, position=99, key="place", section="Them", question="Where do they live?",
        answer=WORD, happened_on=TODAY, by=officer,
    )  # fmt: skip
    referral.person.hide_address(why="A reason", review_on=TODAY, by=officer)
    other = factories.make_actor(scheme, "officer", name="Olu Other", email="olu@example.org")
    for actor, told in ((other, False), (manager, True)):
        for url in (referral.get_absolute_url(), reverse("triage", args=[referral.pk])):
            assert (WORD in sign_in(actor).get(url).content.decode()) is told


def test_nobody_finds_them_by_the_address(hidden, scheme, manager, sign_in):
    other = factories.make_actor(scheme, "officer", name="Olu Other", email="olu@example.org")
    for actor, found in ((other, False), (manager, True)):
        page = sign_in(actor).post(reverse("search"), {"q": POSTCODE}, follow=True).content.decode()
        assert (hidden.person.get_absolute_url() in page) is found


def test_who_may_not_know_cannot_edit_it_or_make_themselves_the_officer(hidden, scheme, sign_in):
    other = factories.make_actor(scheme, "officer", name="Olu Other", email="olu@example.org")
    person, browser = hidden.person, sign_in(other)
    url = reverse("edit-person", args=[person.pk])
    assert {"lives_at", "postcode", "officer"} & set(browser.get(url).context["form"].fields) == set()
    person.refresh_from_db()
    data = {"full_name": "New Name", "gender": "not_said", "lives_at": "x", "postcode": "HP20 1AA",
            "version": person.version, "officer": other.staff.pk}  # fmt: skip
    assert browser.post(url, data).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.postcode, person.officer, WORD in person.lives_at) == (
        "New Name",
        POSTCODE,
        None,
        True,
    )
    for name in ("show-address", "hide-address"):
        assert browser.get(reverse(name, args=[person.pk])).status_code == 403


def test_distances_are_not_counted_from_it(hidden, manager, sign_in):
    page = sign_in(manager).get(reverse("workbench", args=[hidden.looking.pk])).content.decode()
    assert "distance not known" in page


def test_it_stays_hidden_where_the_referral_is_passed_to_and_when_two_are_made_one(hidden, other_scheme, officer):
    there = hidden.new
    there.refresh_from_db()
    first, second = hidden.people[1], factories.make_referral(hidden.scheme, "Two Names", by=officer).person
    PersonMerged.merge(person=second, other=first, why="The same", by=officer)
    second.refresh_from_db()
    assert second.is_address_hidden
    new = pass_to_scheme(there, to_scheme=other_scheme, words="Over to you", by=officer)
    assert new.person.is_address_hidden
    assert new.person.address_for(None) == HIDDEN


# --- what is not safe ------------------------------------------------------------------------------------------


def warn(world, officer, value=UNSAFE, kind="email"):
    return UnsafeContact.warn(
        folder=world.person.folder, kind=kind, value=value, why="He reads it", review_on=TODAY, by=officer
    )


def queue(scheme, officer, to, key):
    return Message.queue(scheme=scheme, key=key, to=to, subject="R-1", body="Hello", by=officer)


def test_nothing_is_sent_to_an_address_that_is_not_safe(hidden, officer, scheme, sign_in, manager):
    before = queue(scheme, officer, UNSAFE, "one")  # queued before anybody knew
    warning = warn(hidden, officer)
    after = queue(scheme, officer, UNSAFE.upper(), "two")
    fine = queue(scheme, officer, "fine@example.org", "three")
    deliver()
    for message in (before, after, fine):
        message.refresh_from_db()
    assert [m.status for m in (before, after, fine)] == ["failed", "failed", "sent"]
    assert before.last_error == NOT_SAFE
    assert {to for letter in mail.outbox for to in letter.to} >= {"fine@example.org"}
    assert UNSAFE not in {to.lower() for letter in mail.outbox for to in letter.to}
    assert "not safe" in sign_in(manager).get(before.get_absolute_url()).content.decode().lower()
    # Trying again does not help; only saying that it is safe does.
    before.try_again(at=clock.now(), by=officer)
    deliver()
    assert UNSAFE not in {to for letter in mail.outbox for to in letter.to}
    warning.lift(why="He is gone", by=officer)
    before.refresh_from_db()
    before.try_again(at=clock.now(), by=officer)
    deliver()
    assert UNSAFE in {to for letter in mail.outbox for to in letter.to}


def test_a_message_would_be_sent_if_it_were_not_refused(hidden, officer, scheme, monkeypatch):
    """The refusal taken away on purpose."""
    warn(hidden, officer)
    monkeypatch.setattr(Message, "refuse_unsafe", lambda self: False)
    queue(scheme, officer, UNSAFE, "one")
    deliver()
    assert UNSAFE in {to for letter in mail.outbox for to in letter.to}


def test_a_phone_that_is_not_safe_is_struck_out_for_staff(hidden, officer, manager, sign_in):
    hidden.person.save_edit({"phone": "01632 960 112"}, version=None, by=officer)
    browser, url = sign_in(manager), hidden.person.get_absolute_url()
    assert "<s>01632 960 112</s>" not in browser.get(url).content.decode()
    warn(hidden, officer, "+44 1632 960112", "phone")
    page = browser.get(url).content.decode()
    assert "<s>01632 960 112</s>" in page
    assert "Not safe" in page


def test_no_email_and_no_job_knows_the_address(hidden, officer):
    deliver(limit=1000)
    assert [letter.subject for letter in mail.outbox if tells(f"{letter.subject} {letter.body}")] == []
    assert hidden.person.address_for(Actor.for_job("letters")) == HIDDEN
