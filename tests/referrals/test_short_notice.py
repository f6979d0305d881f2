"""Short notice, as the scheme sees it: whoever is on duty is told at once, rings, and the rest becomes due."""

from datetime import timedelta

import pytest

from referrals.letters_duty import send_short_notice
from referrals.models import Answer
from schemes import clock
from schemes.models import Message, Note
from schemes.models.duty import DutyTurn
from sharedlives.due import visible_due
from tests import factories


@pytest.fixture
def short(scheme):
    return factories.make_referral(
        scheme, "Sam Taylor", is_short_notice=True, promised_at=clock.now() + timedelta(hours=4),
        referrer_phone="01632 960 009", by=factories.the_job(),
    )  # fmt: skip


@pytest.fixture
def on_duty(scheme, officer, manager):
    """Priya today and until the end of the week."""
    today = clock.today()
    return DutyTurn.give(
        scheme=scheme, officer=officer.staff, from_on=today - timedelta(days=1), until_on=today + timedelta(days=5),
        by=manager,
    )  # fmt: skip


def due_of(actor, kind):
    return [row for row in visible_due(actor, clock.today()) if row.kind == kind]


def told(referral):
    send_short_notice(referral, at=clock.now(), by=factories.the_job())
    send_short_notice(referral, at=clock.now(), by=factories.the_job())
    rows = Message.objects.filter(key__startswith=f"short-notice:{referral.pk}:")
    return sorted(rows.values_list("to", flat=True))


def test_whoever_is_on_duty_is_told_once(short, on_duty, officer):
    assert told(short) == [officer.staff.email]


def test_managers_are_told_when_nobody_is_on_duty(short, manager, officer):
    assert told(short) == [manager.staff.email]


def test_managers_are_told_when_whoever_is_on_duty_has_left(short, on_duty, officer, manager):
    officer.staff.let_go(on=clock.today(), why="New job", by=manager)
    assert told(short) == [manager.staff.email]


def test_the_newest_of_two_turns_counts(short, on_duty, scheme, manager):
    DutyTurn.give(scheme=scheme, officer=manager.staff, from_on=clock.today(), until_on=clock.today(), by=manager)
    assert told(short) == [manager.staff.email]


def test_others_schemes_turns_do_not_count(short, other_scheme, outsider, manager):
    today = clock.today()
    DutyTurn.give(scheme=other_scheme, officer=outsider.staff, from_on=today, until_on=today, by=outsider)
    assert told(short) == [manager.staff.email]


def test_the_email_tells_nothing_about_anybody(short, on_duty):
    told(short)
    message = Message.objects.get(key__startswith="short-notice:")
    both = message.subject + message.body
    assert short.reference in message.subject
    for word in ("Sam", "Taylor", "Alex", "960 009", "HP20", "garden"):
        assert word not in both
    assert f"/referrals/{short.pk}/rung/" in message.body


def test_an_ordinary_referral_alarms_nobody(referral, on_duty):
    assert told(referral) == []


def test_it_stands_at_the_top_of_today_for_whoever_is_on_duty_until_somebody_rang(
    short, on_duty, officer, sign_in, send
):
    (row,) = due_of(officer, "ring_back")
    assert (row.state, row.officer_id) == ("must_act", officer.staff.pk)
    assert f"{clock.now() + timedelta(hours=4):%M}" in row.what
    page = sign_in(officer).get("/").content.decode()
    assert page.index("Must act now") < page.index("Ring by") < page.index("Read the referral")
    assert send(row.url, {"said": ""}).status_code == 200
    assert send(row.url, {"said": "Alex waits for us until noon."}).status_code == 302
    short.refresh_from_db()
    assert short.rung_at is not None
    assert Note.objects.get(folder=short.folder).text == "Alex waits for us until noon."
    assert due_of(officer, "ring_back") == []


def test_the_first_call_counts(short, send, officer):
    url = f"/referrals/{short.pk}/rung/"
    send(url, {"said": "One"})
    short.refresh_from_db()
    first = short.rung_at
    answer = send(url, {"said": "Two"})
    assert "Somebody has rung already." in answer.content.decode()
    short.refresh_from_db()
    assert short.rung_at == first
    assert Note.objects.filter(folder=short.folder).count() == 1


def test_nobody_was_promised_a_call_about_another_one(referral, sign_in, send, officer):
    url = f"/referrals/{referral.pk}/rung/"
    assert "nobody was promised a call" in sign_in(officer).get(url).content.decode()
    assert "Nobody was promised a call." in send(url, {"said": "x"}).content.decode()


def test_when_nobody_is_on_duty_it_stands_on_everybodys_today(short, officer, sign_in):
    (row,) = due_of(officer, "ring_back")
    assert row.officer_id is None
    assert "Ring by" in sign_in(officer).get("/").content.decode()


def test_what_was_left_out_is_asked_for_later(short, referral, officer):
    (row,) = due_of(officer, "rest_of_referral")
    assert row.folder_id == short.folder_id
    assert row.url == f"/referrals/{short.pk}/ask-for-more/"
    before = row.said
    Answer.put_down(
        scheme=short.scheme, referral=short, key="night", section="x", question="x", answer="Sleeps", position=9,
        happened_on=clock.today(), by=officer,
    )  # fmt: skip
    (row,) = due_of(officer, "rest_of_referral")
    assert row.said != before
    short.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert due_of(officer, "rest_of_referral") == []


def test_others(short, refuses_others):
    refuses_others(f"/referrals/{short.pk}/rung/", short.folder)


def test_any_bytes(short, takes_anything):
    takes_anything(f"/referrals/{short.pk}/rung/", {"said": "x"})
