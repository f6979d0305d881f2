"""The morning email: one a day for whoever has something to do, by date and from rows; no name in it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from schemes import clock, outbox
from schemes.models import Account, Message, Policy
from sharedlives.reminders import queue_morning_emails
from sharedlives.tasks import remind
from tests import factories
from tests.front.conftest import TODAY, start_arrangement

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def at(hour, minute=0, day=TODAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def digests():
    return Message.objects.filter(key__startswith="digest:")


def run(moment):
    with clock.set_to(moment):
        return queue_morning_emails(moment)


def test_it_says_what_today_says_without_a_name(scheme, officer, late_visit, sign_in, set_clock):
    set_clock(at(7))
    factories.make_referral(scheme, "Nia New")
    assert queue_morning_emails(at(7)) == 1
    message = digests().get()
    assert message.to == "priya@example.org"
    assert message.key == f"digest:{officer.staff.pk}:2026-08-06"
    assert message.scheme == scheme
    assert message.subject == "Vale Shared Lives: 3 things to do, 1 overdue"
    assert message.body == (
        "Good morning Priya,\n\nThere are 3 things to do.\n\n"
        f"Overdue (1)\n  Visit · {late_visit.reference} · 8 days overdue\n\n"
        f"Due this week (1)\n  Review · {late_visit.reference} · due Wednesday 12 August\n\n"
        "New (1)\n  Read a referral · R-1001 · answer by Monday 10 August\n\n"
        f"Open Today to see who each is about, and to do it:\nhttp://127.0.0.1:8431{reverse('today')}\n\n"
        "Vale Shared Lives\nPhone: 01632 960000\n"
    )
    page = sign_in(officer).get("/").content.decode()
    assert page.count('class="sl-due"') == 3


def test_names_and_needs_stay_out(scheme, officer, set_clock):
    set_clock(at(7))
    household = factories.make_household(
        scheme, "Z Householder", officer=officer.staff, checks_until=TODAY + timedelta(days=3),
        members=[{"full_name": "Zora Householder"}],
    )  # fmt: skip
    arrangement = start_arrangement(scheme, officer, "Yolanda Person", "X Home")
    referral = factories.make_looking(scheme, officer, "Walter Looking", on=TODAY - timedelta(days=40))
    queue_morning_emails(at(8))
    text = digests().get().subject + digests().get().body
    for word in ("Zora", "Householder", "Yolanda", "Walter", "X Home", "Okoro", "live-in", "Live-in"):
        assert word not in text
    assert household.reference in text
    assert arrangement.reference in text
    assert referral.person.called not in text


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        (at(6, 59), 0),
        (at(7), 1),
        (at(23, 59), 1),  # the task runner was down all day
        (at(12, day=TODAY + timedelta(days=2)), 0),  # Saturday
        (at(12, day=TODAY + timedelta(days=3)), 0),  # Sunday
        (at(12, day=TODAY + timedelta(days=25)), 0),  # the summer bank holiday, 31 August
        (at(12, day=TODAY + timedelta(days=26)), 1),
    ],
)
def test_when_it_is_sent(scheme, officer, late_visit, moment, made):
    assert run(moment) == made
    assert digests().count() == made


def test_it_is_the_schemes_own_time_and_hour(scheme, officer, late_visit, the_job):
    utc = ZoneInfo("UTC")
    assert run(datetime(2026, 8, 6, 5, 59, tzinfo=utc)) == 0
    assert run(datetime(2026, 8, 6, 6, 0, tzinfo=utc)) == 1  # seven o'clock, summer time
    Policy.set_rule(scheme=scheme, key="digest_hour", value=9, source="Ours", from_on=TODAY, by=the_job)
    assert run(at(8, day=TODAY + timedelta(days=1))) == 0
    assert run(at(9, day=TODAY + timedelta(days=1))) == 1


def test_a_scheme_that_works_on_weekends_may_say_so(scheme, officer, late_visit, the_job):
    saturday = at(9, day=TODAY + timedelta(days=2))
    assert run(saturday) == 0
    Policy.set_rule(scheme=scheme, key="digest_rest_days", value=1, source="Ours", from_on=TODAY, by=the_job)
    assert run(saturday) == 1


def test_each_nation_has_its_own_holidays(db, the_job):
    sent = {}
    for nation in ("england", "scotland", "northern_ireland", "wales"):
        scheme = factories.make_scheme(nation.title(), nation=nation)
        start_arrangement(scheme, factories.make_actor(scheme, email=f"{nation}@example.org"))
    for day in (datetime(2026, 8, 3).date(), datetime(2026, 8, 31).date()):
        run(at(9, day=day))
        sent[day.day] = {m.to.split("@")[0] for m in digests().filter(key__endswith=f":{day}")}
    assert sent == {3: {"england", "wales", "northern_ireland"}, 31: {"scotland"}}


def test_once_a_day_however_often_it_runs(scheme, officer, late_visit):
    assert [run(at(7)), run(at(7, 2)), run(at(16))] == [1, 0, 0]
    assert run(at(7, day=TODAY + timedelta(days=1))) == 1
    assert digests().count() == 2


def test_missed_days_are_not_sent_afterwards(scheme, officer, late_visit):
    run(at(7))
    run(at(7, day=TODAY + timedelta(days=7)))
    assert sorted(key[-10:] for key in digests().values_list("key", flat=True)) == ["2026-08-06", "2026-08-13"]


def test_who_has_nothing_to_do_gets_none(scheme, officer, manager, set_clock):
    assert run(at(9)) == 0
    set_clock(at(9))
    waiting = factories.make_referral(scheme, "Wim Waiting")
    waiting.hand_to(officer.staff, by=officer)
    waiting.ask_for_more(items=["Age"], words="", by=officer)
    assert run(at(9, 30)) == 0  # it waits for somebody else


def test_only_those_who_hold_cases_and_still_work_here(
    scheme, officer, manager, viewer, regional_viewer, administrator, panel_member, late_visit
):
    left = factories.make_actor(scheme, email="left@example.org")
    off = factories.make_actor(scheme, email="off@example.org")
    for person in (left, off):
        start_arrangement(scheme, person, f"Person of {person}", f"Home of {person}")
    left.staff.let_go(on=TODAY, why="Left", by=manager)
    Account.objects.filter(pk=off.staff.account_id).update(is_active=False)
    run(at(9))
    assert set(digests().values_list("to", flat=True)) == {"priya@example.org", "morgan@example.org"}


def test_only_the_own_schemes_rows(scheme, other_scheme, officer, outsider, late_visit):
    for n in range(3):
        start_arrangement(other_scheme, outsider, f"Other {n}", f"Home {n}", starts_on=TODAY - timedelta(days=60))
    run(at(9))
    ours, theirs = digests().get(to="priya@example.org"), digests().get(to="otto@example.org")
    assert (ours.scheme, theirs.scheme) == (scheme, other_scheme)
    assert "Overdue (1)" in ours.body
    assert "Overdue (6)" in theirs.body
    assert theirs.subject.startswith("Harbour Shared Lives: 6 things")


def test_restricted_rows_stay_out_of_an_officers_email(scheme, officer, manager, late_visit):
    late_visit.person.folder.restrict(why="A relative works here", by=manager)
    run(at(9))
    assert set(digests().values_list("to", flat=True)) == {"morgan@example.org"}


def test_a_long_list_is_cut_and_says_so(scheme, officer):
    for n in range(12):
        start_arrangement(scheme, officer, f"Person {n}", f"Home {n}")
    run(at(9))
    body = digests().get().body
    assert body.count("Visit · ") == 8
    assert "and 4 more" in body


def test_it_arrives(scheme, officer, late_visit, mail, set_clock, django_capture_on_commit_callbacks):
    set_clock(at(7, 5))
    assert remind.run() == 1
    assert outbox.deliver() == 1
    assert outbox.deliver() == 0
    (kept,) = mail.glob("*.eml")
    text = kept.read_text()
    assert f"Message-ID: {digests().get().message_id}" in text
    assert "To: priya@example.org" in text
    assert digests().get().status == "sent"
