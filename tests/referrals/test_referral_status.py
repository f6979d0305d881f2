"""The referrer's page behind the emailed link: dated steps, slips admitted, nothing personal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from referrals import letters
from referrals.due import due
from referrals.models import Referral, pass_to_scheme
from referrals.promises import Promises
from referrals.tracker import steps_of
from schemes import clock
from schemes.models import Link, Message, Opening, Policies
from tests import factories


@pytest.fixture
def status(referral, officer, link_in):
    """The address of a referral's status page."""
    letters.send_received(referral, at=clock.now(), by=officer)
    return link_in("received:")


def steps(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return [step["state"] for step in answer.context["steps"]]


def test_it_says_where_it_is_and_by_when(set_clock, scheme, officer, link_in):
    set_clock(date(2026, 8, 6))
    referral = factories.make_referral(scheme, "Samuel Thornbury")
    letters.send_received(referral, at=clock.now(), by=officer)
    page = Client().get(link_in("received:")).content.decode()
    assert f"Referral {referral.reference}" in page
    assert "by Monday 10 August 2026" in page
    assert "We meet S" in page
    for personal in ["Samuel", "Thornbury", "garden", "HP20", "Alex", "Live-in"]:
        assert personal not in page, personal
    assert scheme.phone in page


def test_the_steps_move_along(referral, officer, status):
    assert steps(status) == ["done", "now", "later", "later", "later", "later"]
    referral.arrange_meeting(officer=officer.staff, meet_on=clock.today(), by=officer)
    assert steps(status) == ["done", "done", "now", "later", "later", "later"]
    referral.record_meeting(happened_on=clock.today(), who_was_there="", persons_words="", summary="", by=officer)
    assert steps(status) == ["done", "done", "done", "now", "later", "later"]
    referral.begin_introducing(by=officer)
    assert steps(status) == ["done", "done", "done", "done", "now", "later"]
    referral.hold(wake_on=clock.today() + timedelta(days=9), why="Holiday", by=officer)
    assert steps(status) == ["done", "done", "done", "done", "later", "later"]
    assert "Holiday" not in Client().get(status).content.decode()
    referral.resume(by=officer)
    referral.record_start(by=officer)
    assert steps(status) == ["done"] * 6


def test_a_slip_is_admitted_first(referral, officer, status, set_clock):
    set_clock(clock.today() + timedelta(days=8))
    page = Client().get(status).content.decode()
    assert "We have not met that date." in page
    assert page.index("We have not met that date.") < page.index("How it goes")


def test_not_this_time_says_why_and_what_else(referral, officer, status):
    referral.turn_down(
        reason="none_in_area", who_decided="scheme", suggestion="Try Harbour.", words="We are sorry.", by=officer
    )
    assert steps(status) == ["done", "stopped", "stopped", "stopped", "stopped", "stopped"]
    page = Client().get(status).content.decode()
    for said in ["No household in the area", "Try Harbour.", "We wrote more to you about it"]:
        assert said in page
    assert "We are sorry." not in page  # what we wrote in our own words opens with a code


def test_passed_on_gives_the_new_contact(referral, officer, other_scheme, status):
    pass_to_scheme(referral, to_scheme=other_scheme, words="They are nearer.", by=officer)
    page = Client().get(status).content.decode()
    assert other_scheme.name in page
    assert other_scheme.email in page


def test_opening_it_is_written_down(referral, status):
    before = Opening.objects.count()
    Client().get(status)
    opening = Opening.objects.latest("pk")
    assert Opening.objects.count() == before + 1
    assert (opening.folder, opening.actor.is_link, opening.page) == (referral.folder, True, "referral-status")


def test_unknown_closed_and_old_links_look_the_same(referral, officer, status, set_clock):
    nothing = Client().get("/referral/no-such-secret/")
    assert nothing.status_code == 404
    assert "This link no longer opens anything" in nothing.content.decode()
    referral.turn_down(reason="funding", who_decided="funder", suggestion="Ask again.", by=officer)
    set_clock(clock.today() + timedelta(days=30))
    assert Client().get(status).status_code == 200
    set_clock(clock.today() + timedelta(days=1))
    for answer in [Client().get(status), Client().post(f"{status}send/", {"text": "x"})]:
        assert answer.status_code == 404
        assert answer.content == nothing.content
    Link.objects.get().close(at=clock.now())
    assert Client().get(status).status_code == 404


@pytest.mark.parametrize("secret", ["%00", "%ED%A0%80", "'%20OR%201=1", "x" * 3000])
def test_odd_secrets_open_nothing(db, secret):
    assert Client().get(f"/referral/{secret}/").status_code == 404


def test_a_link_to_an_invitation_opens_no_referral(scheme, referral):
    _, secret = Link.make(
        scheme=scheme,
        purpose=Link.Purpose.INVITATION,
        email="a@example.org",
        expires_at=clock.now() + timedelta(days=3),
        folder=referral.folder,
    )
    assert Client().get(f"/referral/{secret}/").status_code == 404


def test_no_page_is_kept_by_the_browser(status):
    assert Client().get(status)["Cache-Control"] == "no-store, private"


def test_emails_tell_nothing_about_the_person(referral, officer, other_scheme):
    referral.person.save_edit({"preferred_name": "Zebedee"}, version=None, by=officer)
    asked = referral.ask_for_more(items=["Secret thing"], words="Zebedee needs it", by=officer)
    letters.send_asked_for_more(asked, at=clock.now(), by=officer)
    referral.arrange_meeting(officer=officer.staff, meet_on=clock.today(), by=officer)
    letters.send_meeting_arranged(referral, at=clock.now(), by=officer)
    turned_down = referral.turn_down(
        reason="risk", who_decided="scheme", suggestion="Secret thing", words="Zebedee", by=officer
    )
    letters.send_turned_down(turned_down, at=clock.now(), by=officer)
    assert Message.objects.count() == 3
    for message in Message.objects.all():
        assert "Zebedee" not in message.subject + message.body
        assert "Secret" not in message.subject + message.body
        assert message.body.count("http") == 1
        assert message.subject.startswith(f"{referral.reference}: ")
        assert message.folder == referral.folder


def test_what_is_done_is_said_as_done(meeting, officer):
    meeting.record_meeting(happened_on=meeting.opened_on, who_was_there="", persons_words="", summary="", by=officer)
    steps = texts_of(meeting)
    assert steps[1:4] == [f"{officer.staff.name} has read it", "We met S", "We look for people who fit"]
    meeting.record_start(by=officer)
    assert texts_of(meeting)[3:] == ["We looked for people who fit", "S met them", "The arrangement started"]


def texts_of(referral):
    row = Referral.objects.with_last_signs().get(pk=referral.pk)
    return [step["text"] for step in steps_of(row, Promises([row.scheme]), clock.today())]


def test_turned_down_from_hold_it_stopped_where_it_was(meeting, officer):
    meeting.hold(wake_on=clock.today(), why="x", by=officer)
    meeting.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    row = Referral.objects.with_last_signs().get(pk=meeting.pk)
    assert [step["state"] for step in steps_of(row, Promises([row.scheme]), clock.today())] == [
        "done", "done", "stopped", "stopped", "stopped", "stopped",
    ]  # fmt: skip


def test_promises_count_from_the_day_it_is_here(referral, officer, monkeypatch):
    """Half past eleven at night in UTC is the next day in a British summer."""
    asked, value = [], Policies.value
    monkeypatch.setattr(
        Policies, "value", lambda self, pk, key, on: asked.append((key, on)) or value(self, pk, key, on)
    )
    letters.send_received(referral, at=datetime(2026, 7, 9, 23, 30, tzinfo=UTC), by=officer)
    assert ("answer_working_days", date(2026, 7, 10)) in asked
    assert ("status_link_days", date(2026, 7, 10)) in asked


def test_introducing_without_news_is_due(meeting, officer):
    meeting.record_meeting(happened_on=meeting.opened_on, who_was_there="", persons_words="", summary="", by=officer)
    meeting.begin_introducing(by=officer)
    policies, today = Policies([meeting.scheme]), clock.today()
    days = policies.value(meeting.scheme_id, "looking_silence_days", today)

    def said(on):
        return [row for row in due([meeting.scheme], on, policies) if row.kind == "say_something"]

    assert [row.warn_days <= 0 for row in said(today + timedelta(days=days - 1))] == [True]  # shown once it is late
    (row,) = said(today + timedelta(days=days))
    assert row.url == meeting.get_absolute_url()


# --- every promise ----------------------------------------------------------------------------------------------


def page_of(status):
    page = Client().get(status)
    assert page.status_code == 200
    return page.content.decode()


def promise_of(referral):
    row = Referral.objects.with_last_signs().select_related("scheme").get(pk=referral.pk)
    return Promises([row.scheme]).next_for(row, clock.today())


def to_meeting(referral, officer):
    referral.arrange_meeting(officer=officer.staff, meet_on=clock.today(), by=officer)


def to_looking(referral, officer):
    to_meeting(referral, officer)
    referral.record_meeting(happened_on=clock.today(), who_was_there="", persons_words="", summary="", by=officer)


def to_introducing(referral, officer):
    to_looking(referral, officer)
    referral.begin_introducing(by=officer)


@pytest.mark.parametrize(
    ("kind", "come_to"),
    [
        ("read_referral", lambda referral, officer: None),
        ("meet_person", to_meeting),
        ("say_something", to_looking),
        ("say_something", to_introducing),
    ],
    ids=["read", "meet", "looking", "introducing"],
)
def test_each_promise_is_dated_and_its_slip_said_before_anybody_asks(
    referral, officer, status, set_clock, kind, come_to
):
    come_to(referral, officer)
    promised = promise_of(referral).on
    set_clock(promised)
    assert "We have not met that date" not in page_of(status)
    set_clock(promised + timedelta(days=1))
    page = page_of(status)
    assert page.index("We have not met that date") < page.index("How it goes")
    late = [row for row in due([referral.scheme], clock.today(), Policies([referral.scheme])) if row.kind == kind]
    assert [row.on < clock.today() for row in late if kind != "meet_person"] == [True] * (kind != "meet_person")
    assert len(late) == 1


def test_news_we_promised_by_a_day(referral, officer, status, set_clock):
    to_looking(referral, officer)
    on = clock.today() + timedelta(days=3)
    referral.promise_contact(on, by=officer)
    assert f"You hear from us by {on:%A %-d %B %Y}" in page_of(status)
    set_clock(on + timedelta(days=1))
    assert "We have not met that date" in page_of(status)


def test_an_hour_we_promised(scheme, officer, link_in, set_clock):
    at = clock.now()
    referral = factories.make_referral(scheme, by=officer, is_short_notice=True, promised_at=at + timedelta(hours=4))
    letters.send_received(referral, at=at, by=officer)
    status = link_in("received:")
    assert "We ring you by" in page_of(status)
    set_clock(clock.today() + timedelta(days=1))
    page = page_of(status)
    assert "We said we would ring you by" in page
    assert "We have not done so." in page
    referral.record_rung(by=officer, at=clock.now())
    assert "ring you by" not in page_of(status)


@pytest.mark.parametrize(("nation", "by"), [("england", date(2026, 1, 5)), ("scotland", date(2026, 1, 6))])
def test_bank_holidays_of_the_nation_count(db, set_clock, nation, by):
    """Two working days after New Year's Eve; the second of January is a holiday in Scotland alone."""
    set_clock(date(2025, 12, 31))
    referral = factories.make_referral(factories.make_scheme("Glen", nation=nation))
    assert promise_of(referral).on == by


def test_a_foreign_link_says_nothing_of_who_or_where(referral, other_scheme, officer, set_clock):
    """One that was closed, one of another scheme's, one nobody made: the same page, without a name."""
    secret = referral.open_status_link(at=clock.now())
    Link.objects.update(closed_at=clock.now())
    pages = {Client().get(f"/referral/{one}/{end}").content for one in (secret, "x" * 43) for end in ("", "send/")}
    assert len(pages) == 1
    (page,) = pages
    for told in [referral.reference, referral.scheme.name, other_scheme.name, "Alex", "Sam"]:
        assert told not in page.decode()
