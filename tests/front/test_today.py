"""Today: the right rows, in the right group, for the right person; each a link to the form that ends it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements.models import Visit
from schemes import clock
from schemes.due import AHEAD, LATER, MUST_ACT, NEW, OVERDUE, SOON, WAITING, Due
from schemes.models import Account, Actor, Message, Policies
from sharedlives.due import KINDS, all_due, visible_due
from sharedlives.today import MINE, TEAM, UNASSIGNED, arrange, when_in_words
from tests import factories
from tests.front.conftest import TODAY, start_arrangement

pytestmark = pytest.mark.django_db


def a_row(on=TODAY, **fields):
    usual = {"key": "k", "kind": "visit", "scheme_id": 1, "folder_id": 1, "what": "Visit", "who": "Sam", "url": "/"}
    return Due(on=on, **(usual | fields))


@pytest.mark.parametrize(
    ("days", "fields", "group"),
    [
        (-1, {}, OVERDUE),
        (0, {}, SOON),
        (7, {}, SOON),
        (8, {}, LATER),
        (8, {"warn_days": 60}, AHEAD),
        (60, {"warn_days": 60}, AHEAD),
        (61, {"warn_days": 60}, LATER),
        (7, {"warn_days": 60}, SOON),
        (2, {"warn_days": 1}, LATER),
        (-9, {"state": "must_act"}, MUST_ACT),
        (9, {"state": "must_act"}, MUST_ACT),
        (0, {"state": "new"}, NEW),
        (9, {"state": "new"}, NEW),
        (-1, {"state": "new"}, OVERDUE),
        (3, {"state": "waiting"}, WAITING),
        (-1, {"state": "waiting"}, OVERDUE),
        (3, {"state": "booked"}, SOON),
    ],
)
def test_where_a_row_stands(days, fields, group):
    assert a_row(TODAY + timedelta(days=days), **fields).group(TODAY, 7) == group


@pytest.mark.parametrize(
    ("days", "group", "fields", "words"),
    [
        (-3, OVERDUE, {}, "3 days overdue"),
        (-1, OVERDUE, {}, "1 day overdue"),
        (0, SOON, {}, "due today"),
        (1, SOON, {}, "due tomorrow"),
        (4, SOON, {}, "due Monday 10 August"),
        (4, SOON, {"state": "booked"}, "booked for Monday 10 August"),
        (4, NEW, {}, "answer by Monday 10 August"),
        (4, WAITING, {}, "expected by Monday 10 August"),
        (40, AHEAD, {}, "due 15 September 2026, in 40 days"),
        (0, MUST_ACT, {}, "now"),
        (-1, MUST_ACT, {}, "since yesterday"),
    ],
)
def test_how_it_is_said(days, group, fields, words):
    assert when_in_words(a_row(TODAY + timedelta(days=days), **fields), group, TODAY) == words


def test_mine_is_what_i_hold_and_what_is_new_and_nobodys(officer):
    me = officer.staff
    rows = [
        a_row(key="mine", officer_id=me.pk),
        a_row(key="another's", officer_id=me.pk + 1),
        a_row(key="nobody's new", state="new"),
        a_row(key="nobody's emergency", state="must_act"),
        a_row(key="nobody's old"),
    ]

    def seen(view):
        return {row.key for group in arrange(rows, me, TODAY, 7, view).groups for row in group.rows}

    assert seen(MINE) == {"mine", "nobody's new", "nobody's emergency"}
    assert seen(UNASSIGNED) == {"nobody's new", "nobody's emergency", "nobody's old"}
    assert seen(TEAM) == {row.key for row in rows}


def rows_on(page) -> list[str]:
    """The verbs of the page's worklist, in order."""
    return re.findall(r'sl-due__verb">([^<]*)<', page.content.decode())


def test_every_group_in_its_order(today, scheme, officer, sign_in, late_visit):
    with clock.set_to(today):
        factories.make_referral(scheme, "Nia New")
        waiting = factories.make_referral(scheme, "Wim Waiting")
        waiting.ask_for_more(items=["Age"], words="", by=officer)
        waiting.hand_to(officer.staff, by=officer)
        meeting = factories.make_referral(scheme, "Mo Meeting")
        meeting.arrange_meeting(officer=officer.staff, meet_on=today + timedelta(days=4), by=officer)
    page = sign_in(officer).get("/")
    text = page.content.decode()
    headings = re.findall(r'sl-due-group__heading">([^<]*?) <span class="sl-count">(\d+)<', text)
    assert headings == [
        ("Overdue", "1"),
        ("Due this week", "2"),
        ("Waiting on someone else", "1"),
        ("New", "1"),
        # what would happen without Shared Lives; the household is asked for its first profile
        ("Later", "2"),
    ]
    assert rows_on(page) == [
        "Visit for the first time",
        "Meet",
        "Review for the first time",
        "Hear from the referrer",
        "Read the referral",
        "Write down what would otherwise happen",
        "Ask for a profile",
    ]
    assert "8 days overdue" in text
    assert "booked for Monday 10 August" in text
    assert f'href="{reverse("record-visit", args=[late_visit.pk])}"' in text


def test_recording_the_visit_moves_the_row(today, scheme, officer, sign_in, late_visit):
    assert "Visit for the first time" in rows_on(sign_in(officer).get("/"))
    Visit.record_visit(arrangement=late_visit, happened_on=today, seen_alone="yes", how="good", by=officer)
    assert "Visit for the first time" not in rows_on(sign_in(officer).get("/"))
    assert [row.on for row in visible_due(officer, today) if row.kind == "visit"] == [today + timedelta(days=30)]


def test_a_manager_sees_the_teams_work_first(today, scheme, officer, manager, sign_in, late_visit):
    page = sign_in(manager).get("/")
    assert "Visit for the first time" in rows_on(page)
    assert "Priya Nair" in page.content.decode()
    assert rows_on(sign_in(manager).get("/?show=mine")) == []


def test_narrowed_by_the_address(today, scheme, officer, sign_in, late_visit):
    factories.make_referral(scheme, "Nia New")
    browser = sign_in(officer)
    assert rows_on(browser.get("/?kind=referrals")) == ["Read the referral"]
    assert rows_on(browser.get("/?kind=visits")) == ["Visit for the first time"]
    assert rows_on(browser.get("/?show=unassigned")) == ["Read the referral"]


@pytest.mark.parametrize(
    "address", ["/?show=everything", "/?kind=%00", "/?show=&kind=", "/?show=mine&show=team&kind=x"]
)
def test_an_address_that_makes_no_sense_is_ignored(today, scheme, officer, sign_in, late_visit, address):
    page = sign_in(officer).get(address)
    assert page.status_code == 200
    assert "Visit for the first time" in rows_on(page)


def test_an_empty_list_says_why_and_what_next(today, scheme, officer, sign_in):
    text = sign_in(officer).get("/").content.decode()
    assert "Nothing of yours needs an act now" in text
    assert "?show=team" in text
    assert "Nothing of this kind" in sign_in(officer).get("/?kind=visits").content.decode()


def test_a_leavers_work_is_nobodys(today, scheme, officer, manager, sign_in, late_visit):
    officer.staff.let_go(on=today, why="Left", by=manager)
    rows = [row for row in visible_due(manager, today) if row.kind == "visit"]
    assert [row.officer_id for row in rows] == [None]
    assert "Visit for the first time" in rows_on(sign_in(manager).get("/?show=unassigned"))
    assert "Nobody holds this" in sign_in(manager).get("/").content.decode()


def test_another_schemes_rows_never_show(today, scheme, other_scheme, officer, outsider, sign_in):
    start_arrangement(other_scheme, outsider, "Otto’s Person")
    factories.make_referral(other_scheme, "Other Person")
    for address in ("/", "/?show=team", "/?show=unassigned"):
        assert rows_on(sign_in(officer).get(address)) == []
    assert rows_on(sign_in(outsider).get("/")) != []
    assert visible_due(officer, today) == []


@pytest.mark.parametrize("whose", ["person", "household"])
def test_restricted_rows_are_hidden_from_officers(today, scheme, officer, manager, late_visit, whose):
    getattr(late_visit, whose).folder.restrict(why="A relative works here", by=manager)
    assert [row for row in visible_due(officer, today) if row.kind in ("visit", "review")] == []
    assert [row.kind for row in visible_due(manager, today) if row.kind == "visit"] == ["visit"]


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("viewer", "reports"),
        ("regional_viewer", "reports"),
        ("administrator", "settings"),
        ("panel_member", "panel-papers"),
    ],
)
def test_who_has_no_list_goes_where_their_role_begins(request, sign_in, who, page):
    answer = sign_in(request.getfixturevalue(who)).get("/")
    assert answer.status_code == 302
    assert answer.url == reverse(page)


def test_a_panel_members_page(panel_member, officer, sign_in):
    assert "No panel papers are waiting for you." in sign_in(panel_member).get("/panel-papers/").content.decode()
    assert sign_in(officer).get("/panel-papers/").status_code == 403


def test_signed_in_without_a_job(client):
    client.force_login(Account.objects.create_user("none@example.org", "a-long-enough-password", name="Nobody Yet"))
    page = client.get("/")
    assert page.status_code == 403
    assert "no scheme has you on its staff" in page.content.decode()


def test_nobody_signed_in_is_asked_to(client, db):
    assert client.get("/").url.startswith(reverse("account_login"))


def test_each_kind_has_a_verb_without_a_name(today, scheme, officer, late_visit):
    factories.make_referral(scheme, "Nia New")
    rows = all_due([scheme], today)
    assert {row.kind for row in rows} >= {"visit", "review", "read_referral", "check"}
    assert {row.kind for row in rows} <= set(KINDS)


def test_checks_far_ahead_are_not_even_fetched(today, scheme, officer):
    """The same lists, from the rows that can be on them: what Today warns of, and what it counts for later."""
    policies = Policies([scheme])
    days = [-400, 0, 30, 60, 61, 400]
    for number, days_ahead in enumerate(days):
        until = today + timedelta(days=days_ahead)
        factories.make_household(
            scheme, f"Household {number}", officer=officer.staff, checks_until=until, on=today - timedelta(days=800)
        )
    everything = all_due([scheme], today, policies)
    fetched = visible_due(officer, today, policies)
    assert len([row for row in everything if row.kind == "check"]) == 2 * len(days)
    assert len([row for row in fetched if row.kind == "check"]) == 2 * 4
    for soon_days in (7, 60):
        boards = [arrange(rows, officer.staff, today, soon_days, TEAM) for rows in (everything, fetched)]
        assert boards[0] == boards[1]


def test_a_renewal_without_an_end_stands_before_one_that_runs_out(today, scheme, officer):
    household = factories.make_household(scheme, officer=officer.staff, checks_until=today)
    household.checks.get(kind="liability").record_check(
        household=household, kind="liability", happened_on=today, expires_on=None, by=officer
    )
    assert [row.key.split(":")[-1] for row in visible_due(officer, today) if row.kind == "check"] == ["dbs"]


def test_nothing_dangerous_is_live(today, scheme, officer, sign_in):
    factories.make_referral(scheme, "<script>alert(1)</script> <b>Bob</b>")
    assert "<script>alert" not in sign_in(officer).get("/").content.decode()


def fill(scheme, officer, number):
    for n in range(number):
        start_arrangement(scheme, officer, f"Person {n}", f"Household {n}")
        factories.make_referral(scheme, f"New {n}")
        asked = factories.make_referral(scheme, f"Asked {n}")
        asked.ask_for_more(items=["Age"], words="", by=officer)
        factories.make_looking(scheme, officer, f"Looking {n}")
        Message.objects.create(
            scheme=scheme,
            key=f"test:{number}:{n}",
            folder=asked.folder,
            to="a@example.org",
            subject="s",
            body="b",
            status="failed",
            queued_by=officer,
            message_id=f"<{scheme.pk}.{number}.{n}@x>",
        )


def test_the_queries_do_not_grow_with_rows(today, scheme, officer, manager, sign_in):
    browsers = [sign_in(officer), sign_in(manager)]
    fill(scheme, officer, 1)
    numbers = []
    for _ in range(2):
        for browser in browsers:
            browser.get("/?show=team")
            with CaptureQueriesContext(connection) as queries:
                page = browser.get("/?show=team")
            numbers.append(len(queries))
        if len(numbers) == 2:
            assert len(rows_on(page)) < 15
            fill(scheme, officer, 29)
    assert len(rows_on(page)) > 100
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 30


def test_the_queries_do_not_grow_with_schemes(today):
    schemes = []
    numbers = []
    for name in ("First", "Second", "Third"):
        scheme = factories.make_scheme(name)
        fill(scheme, factories.make_actor(scheme), 1)
        schemes.append(scheme)
        with CaptureQueriesContext(connection) as queries:
            rows = all_due(schemes, today, Policies(schemes))
        numbers.append(len(queries))
    assert {row.scheme_id for row in rows} == {scheme.pk for scheme in schemes}
    assert len(set(numbers)) == 1


def test_a_job_sees_no_list(today, scheme, late_visit):
    assert visible_due(Actor.for_job("tests"), today) == []
