"""The commonest tasks, counted: how often one must click or choose, and how many pages load, from Today on.

Each is done twice: with JavaScript and a mouse, and without JavaScript and with the keyboard alone.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from arrangements.board import verdict_for
from arrangements.models import Arrangement, Match, Review, Visit
from carers.models import CheckResult
from referrals import letters
from referrals.models import Referral
from schemes import clock
from schemes.models import Message
from tests import factories
from tests.journeys.conftest import WIDE, WITH, WITHOUT, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# With JavaScript and without it nobody meets the other's rows: each way has names of its own.
NAMES = {
    WITH: {"new": "Ann", "ask": "Bea", "looking": "Cal", "meeting": "Dan", "visited": "Eve", "home": "Joy Okoro"},
    WITHOUT: {"new": "Kim", "ask": "Lou", "looking": "Max", "meeting": "Ned", "visited": "Ola", "home": "Kemi Adeyemi"},
}
WITHOUT_SCRIPT_MORE = 2  # activations a task may need more without JavaScript


@dataclass
class Prepared:
    """One scheme with something to do for each task, behind a running server."""

    address: str
    officer: object
    cookies: list


def prepare(officer, scheme, names, today):
    """For each task a row of its own on Today."""
    long_ago = today - timedelta(days=70)
    with clock.set_to(long_ago):
        renewing = factories.make_household(
            scheme,
            names["home"],
            officer=officer.staff,
            members=[{"full_name": names["home"], "gender": "woman"}],
            checks_until=today + timedelta(days=10),
        )
        friends = factories.make_household(scheme, f"{names['home']} friends", officer=officer.staff)
        looking = factories.make_looking(scheme, officer, f"{names['looking']} Looking", on=long_ago)
        meeting = factories.make_looking(scheme, officer, f"{names['meeting']} Meeting", on=long_ago)
        match = Match.shortlist(
            referral=meeting, household=friends, verdict=verdict_for(meeting, friends, long_ago), by=officer
        )
        person = factories.make_person(scheme, f"{names['visited']} Visited")
        arrangement = Arrangement.start(
            person=person,
            household=renewing,
            type="live_in",
            starts_on=long_ago,
            officer=officer.staff,
            by=officer,
        )
    with clock.set_to(today - timedelta(days=30)):
        Visit.record_visit(
            arrangement=arrangement,
            happened_on=clock.today(),
            seen_alone="yes",
            how="good",
            papers_checked="na",
            next_on=today,
            by=officer,
        )
    match.plan_step(next_step="Tea", next_on=today, by=officer)
    factories.make_referral(scheme, f"{names['new']} Newcome", by=officer)
    factories.make_referral(scheme, f"{names['ask']} Asked", by=officer)
    return looking


@pytest.fixture
def _django_db_helper(prepared):
    """Nothing is cleared away between these tests: in place of the fixture that would."""


@pytest.fixture(scope="module")
def prepared(django_db_setup, django_db_blocker):
    """Made once for all these tests: each does its own task on rows of its own."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        try:
            scheme = factories.make_scheme("Vale Shared Lives", slug="vale")
            officer = factories.make_actor(scheme, "officer", name="Priya Nair", email="priya@example.org")
            for name in ("P Green", "Q Hall", "R Moss"):
                factories.make_household(scheme, name, officer=officer.staff)
            for names in NAMES.values():
                prepare(officer, scheme, names, clock.today())
            client = Client()
            client.force_login(officer.staff.account)
            cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
            yield Prepared(server.url, officer, cookies)
        finally:
            server.stop()
            server._live_server_modified_settings.disable()
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(params=[WITH, WITHOUT], scope="module")
def way(request):
    return request.param


@pytest.fixture(scope="module")
def window(way, chromium, prepared):
    """One browser window, signed in; the server's pages are the same for every task."""
    context = chromium.new_context(java_script_enabled=way == WITH, viewport=WIDE)
    context.set_default_timeout(10_000)
    context.add_cookies(prepared.cookies)
    yield Visitor(context, prepared.address, by_keyboard=way == WITHOUT)
    context.close()


@pytest.fixture
def names(way):
    return NAMES[way]


@pytest.fixture
def at_today(window):
    """An officer looks at Today; what they do from here on is counted."""
    window.arrive("/")
    window.begin_counting()
    return window


@pytest.fixture
def within(way, request, record_property):
    """Says what a task took, and holds it to its budget."""

    def budget(visitor, *, activations, pages):
        more = WITHOUT_SCRIPT_MORE if way == WITHOUT else 0
        took = (visitor.activations, visitor.loads)
        record_property("activations and pages", took)
        print(f"{request.node.name}: {took[0]} of {activations} activations, {took[1]} of {pages} pages")
        assert took[0] <= activations + more
        assert took[1] <= pages

    return budget


def test_open_the_most_urgent_thing(at_today, within):
    first = at_today.page.locator(".sl-due a").first
    tabs = 0
    at_today.page.locator("#main-content").evaluate("(main) => { main.tabIndex = -1; main.focus(); }")
    while not first.evaluate("(link) => link === document.activeElement"):
        at_today.page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 8, "more than eight steps from the skip link to the first row"
    at_today.activate(first)
    assert at_today.page.locator("main form button[type=submit]").count()
    within(at_today, activations=1, pages=1)


def test_record_a_booked_visit(at_today, names, within):
    at_today.follow(f"Visit {names['visited']}")
    at_today.fill_in({"seen_alone": ["yes"], "how": ["good"], "persons_words": "The beans are up."})
    at_today.press("Save visit")
    assert "The visit is saved" in at_today.text()
    within(at_today, activations=5, pages=2)
    visits = Visit.objects.filter(arrangement__person__full_name=f"{names['visited']} Visited")
    assert visits.latest("pk").persons_words == "The beans are up."


def test_find_someone_by_part_of_a_name(at_today, names, within):
    at_today.page.keyboard.press("Tab")  # the skip link
    at_today.page.keyboard.press("Tab")
    while at_today.page.evaluate("document.activeElement.name") != "q":
        at_today.page.keyboard.press("Tab")
    at_today.page.keyboard.type(names["looking"].lower() + " ")
    with at_today.page.expect_navigation():
        at_today.page.keyboard.press("Enter")
    at_today.follow(names["looking"])
    assert names["looking"] in at_today.heading()
    within(at_today, activations=1, pages=2)


def test_triage_meet_the_person(at_today, names, within):
    row = at_today.page.locator(".sl-due a", has_text=names["new"])
    at_today.activate(row)
    at_today.choose("answer", "meet")
    at_today.press("Continue")
    at_today.fill_in({"meet_on": "tomorrow"})
    at_today.press("Arrange the meeting")
    assert "Meeting arranged" in at_today.text()
    within(at_today, activations=5, pages=3)


def test_ask_the_referrer_for_what_is_missing(at_today, names, within):
    at_today.activate(at_today.page.locator(".sl-due a", has_text=names["ask"]))
    at_today.press("Ask for these")
    within(at_today, activations=3, pages=2)
    asked = Referral.objects.get(person__full_name=f"{names['ask']} Asked").asked.get()
    assert len(asked.items) > 5
    assert asked.words.startswith("Thank you for this referral.")


def test_shortlist_three(at_today, names, within):
    at_today.activate(at_today.page.locator('.sl-due a[href^="/matching/"]', has_text=names["looking"]))
    for name in ("P Green", "Q Hall", "R Moss"):
        at_today.tick(f"Shortlist {name}")
    at_today.press("Shortlist those ticked")
    matches = Match.objects.filter(referral__person__full_name=f"{names['looking']} Looking")
    assert sorted(str(match.household) for match in matches) == ["P Green", "Q Hall", "R Moss"]
    assert all(match.reasons for match in matches)
    within(at_today, activations=8, pages=3)


def test_record_an_introduction(at_today, names, within):
    at_today.activate(at_today.page.locator(".sl-due a", has_text=f"Tea {names['meeting']}"))
    at_today.fill_in(
        {
            "kind": ["tea"],
            "person_says": ["yes"],
            "persons_words": "She has a shed.",
            "carer_says": ["not_yet"],
            "carers_words": "He made us laugh.",
            "next_step": "A day out",
            "next_on": "tomorrow",
        }
    )
    at_today.press("Save introduction")
    assert "The introduction is written down" in at_today.text()
    within(at_today, activations=7, pages=2)


def test_complete_a_review(at_today, names, within):
    at_today.activate(at_today.page.locator(".sl-due a", has_text=f"Review for the first time {names['visited']}"))
    at_today.fill_in({"who_took_part": "Everybody", "outcome": ["go_on"]})
    at_today.press("Save review")
    assert "The review is saved" in at_today.text()
    within(at_today, activations=8, pages=3)
    assert Review.objects.filter(arrangement__person__full_name=f"{names['visited']} Visited").count() == 1


def test_record_a_renewed_check(at_today, names, within):
    at_today.activate(at_today.page.locator(".sl-due a", has_text=f"Renew DBS check {names['home']}"))
    at_today.fill_in({"expires_on": "1/1/2030"})
    at_today.press("Record check")
    assert "recorded" in at_today.text()
    within(at_today, activations=5, pages=2)
    newest = CheckResult.objects.filter(household__name=names["home"], kind="dbs").latest().get()
    assert f"{newest.expires_on}" == "2030-01-01"


def test_where_is_my_referral(at_today, prepared, names, within):
    """A social worker opens the link of an email, without signing in."""
    referral = Referral.objects.get(person__full_name=f"{names['meeting']} Meeting")
    letters.send_received(referral, at=clock.now(), by=prepared.officer)
    link = re.search(r"/referral/\S+", Message.objects.get(key=f"received:{referral.pk}").body)[0]
    at_today.page.context.clear_cookies()
    try:
        at_today.activations += 1  # in their own mail
        at_today.arrive(link)
        assert referral.reference in at_today.heading()
        assert "How it goes" in at_today.text()
    finally:
        at_today.page.context.add_cookies(prepared.cookies)
    within(at_today, activations=1, pages=1)
