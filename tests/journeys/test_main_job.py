"""The main job, by hand: from a social worker's web form to a started arrangement, its first visit and its reminder."""

import gzip
import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from arrangements.models import Arrangement, Match
from referrals.models import Referral
from schemes import clock, outbox
from schemes.models import Message
from schemes.working_days import add_working_days
from sharedlives.tasks import remind
from tests import factories
from tests.journeys.conftest import WITH, letters

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A real-shaped referral, as one local form asks it (the field guide, 4.2), with invented people.
REFERRAL = {
    "you": {
        "referrer_name": "Alex Fairley",
        "referrer_email": "alex.fairley@example.org",
        "referrer_team": "Learning disability team, Middle Vale Council",
        "referrer_phone": "01632 960123",
    },
    "them": {
        "preferred_name": "Sam",
        "full_name": "Samuel Thornbury",
        "date_of_birth": "6 May 1994",
        "place": "HP20 2ZZ",
        "phone": "07700 900456",
        "gender": ["man"],
        "situation": ["family"],
    },
    "talking": {
        "talking": "Sam talks best while walking. Short sentences, and time to answer.",
        "information_format": ["easy_read"],
        "knows": ["yes"],
    },
    "their-words": {
        "matters": "My allotment. My sister Kay. Not being rushed in the morning.",
        "good_day": "Tea first. Then digging. Then the football.",
        "hopes": "To live with people who like being outside.",
    },
    "what-for": {
        "type_wanted": ["live_in"],
        "near": "HP20 2ZZ",
        "miles": "10",
        "urgency": ["soon"],
    },
    "good-support": {
        "support_help": "Cooking, and remembering the bus.",
        "medicines": "One tablet in the morning; Sam takes it when reminded.",
        "health": "Epilepsy, no seizure for two years.",
    },
    "safety": {"safety": "Sam does not notice traffic when upset."},
    "home": {"wish_no_dogs": ["must"], "wish_garden": ["like"]},
    "money": {"funding": ["being_agreed"], "funder": "Middle Vale Council"},
    "anyone-else": {"family": "Kay Thornbury, sister, 07700 900457", "contact_first": "Kay"},
}


def said_yes(on, **more):
    return {"kind": ["tea"], "happened_on": on, "person_says": ["yes"], "carer_says": ["yes"]} | more


@pytest.fixture
def world(transactional_db):
    scheme = factories.make_scheme("Vale Shared Lives", slug="vale")
    officer = factories.make_actor(scheme, "officer", name="Priya Nair", email="priya@example.org")
    # By name: one that fits but for a question nobody asked, one with a dog, one that is full.
    okoro = factories.make_household(scheme, "J Okoro", officer=officer.staff)
    green = factories.make_household(scheme, "P and L Green", officer=officer.staff, postcode="HP21 8ZZ")
    factories.make_household(scheme, "M Hall", types=["short_breaks"])
    for household, dogs in [(okoro, "no"), (green, "yes")]:
        household.facts.model.record_answer(
            household=household,
            key="dogs",
            answer=dogs,
            said_by="The household",
            happened_on=date(2026, 1, 5),
            by=officer,
        )
    return scheme, officer


def test_from_the_web_form_to_a_started_arrangement_and_its_reminder(world, visitor, mailbox, live_server, settings):
    settings.SITE_ADDRESS = live_server.url
    scheme, officer = world
    today = clock.today()

    # --- A social worker refers, without an account ---------------------------------------------------------------
    worker = visitor()
    worker.arrive("/refer/vale/")
    worker.look()
    worker.follow("Start now")
    for name, answers in REFERRAL.items():
        worker.look()
        if name in ("you", "them", "talking", "their-words", "what-for"):
            worker.press("Keep and continue")  # with nothing on it: every page has one way to fail
            assert worker.page.title().startswith("Error: ")
            worker.look()
        worker.fill_in(answers)
        worker.press("Keep and continue")
    assert "My allotment. My sister Kay." in worker.text()
    worker.look()
    worker.press("Send referral")
    worker.look()
    referral = Referral.objects.get()
    assert referral.reference in worker.text()
    assert "Thornbury" not in worker.page.content()

    # --- and hears what happens next -------------------------------------------------------------------------------
    assert outbox.deliver() == 1
    (letter,) = letters(mailbox)
    assert letter["To"] == "alex.fairley@example.org"
    assert referral.reference in letter["Subject"]
    body = letter.get_content()
    assert not re.search("sam|thornbury|epilepsy", letter["Subject"] + body, re.IGNORECASE)
    link = re.search(re.escape(live_server.url) + r"(/referral/\S+)", body)[1]
    worker.arrive(link)
    assert referral.reference in worker.text()
    worker.look()

    # --- An officer reads it and decides ---------------------------------------------------------------------------
    priya = visitor()
    priya.arrive("/account/login/")
    priya.look()
    priya.fill("Email", "priya@example.org")
    priya.fill("Password", factories.PASSWORD)
    priya.press("Sign in")
    assert "Read the referral" in priya.text()
    priya.look()
    priya.follow("Read the referral")
    text = priya.text()
    assert text.index("My allotment") < text.index("Learning disability team")
    priya.look()
    priya.press("Continue")
    assert priya.page.title().startswith("Error: ")
    priya.look()
    priya.fill_in({"answer": ["meet"]})
    priya.press("Continue")
    priya.look()
    priya.fill_in({"officer": [str(officer.staff.pk)], "meet_on": "today"})
    priya.press("Arrange the meeting")
    priya.menu("Today")
    priya.follow("Meet")
    priya.look()
    priya.fill_in(
        {
            "happened_on": "today",
            "persons_words": "I want to dig. I want my own door.",
            "who_was_there": "Sam, Kay",
            "voice": ["said"],
        }
    )
    priya.send()
    referral.refresh_from_db()
    assert referral.status == "looking"

    # --- Who could this work with, and why not the others ----------------------------------------------------------
    priya.menu("Matching")
    priya.look()
    priya.follow(referral.reference)
    board = priya.text()
    assert "I want to dig." in board or "My allotment" in board
    for sentence in ["Dog at home", "Terms allow short breaks only."]:
        assert sentence.lower() in priya.page.content().lower()
    priya.look()
    priya.tick("Shortlist J Okoro")
    priya.press("Shortlist those ticked")
    match = Match.objects.get()
    priya.follow(f"Shortlisted: {match.reference}")
    priya.look()

    # --- They get to know each other, and both say yes -------------------------------------------------------------
    priya.follow("Record an introduction")
    priya.look()
    priya.send()
    assert priya.page.title().startswith("Error: ")
    priya.look()
    priya.fill_in(
        said_yes("today", persons_words="She has a shed.", carers_words="He made us laugh.", carer_says=["not_yet"])
    )
    priya.send()
    assert "She has a shed." in priya.text()
    assert "He made us laugh." in priya.text()
    priya.look()
    priya.follow("Record an introduction")
    priya.fill_in(said_yes("today", kind=["overnight"]))
    priya.send()
    priya.follow("Both said yes")
    priya.look()
    priya.send()

    # --- It starts -------------------------------------------------------------------------------------------------
    started_on = today - timedelta(days=30)
    priya.follow("Start the arrangement")
    priya.look()
    priya.fill_in({"type": ["live_in"], "starts_on": f"{started_on:%d/%m/%Y}"})
    priya.fill_in({"early_reason": "They moved in while the papers were on their way."})
    if priya.page.locator('[name="personal_care"]').count():
        priya.page.locator('[name="personal_care"]').first.check()
    priya.send()
    arrangement = Arrangement.objects.get()
    assert (arrangement.status, arrangement.starts_on, str(arrangement)) == (
        "running",
        started_on,
        "Sam T with J Okoro",
    )
    priya.look()

    # --- Its first visit and review fall due, and the morning email says so ----------------------------------------
    priya.menu("Today")
    today_text = priya.text()
    assert "Visit for the first time" in today_text
    assert "Review for the first time" in today_text
    priya.look()
    working_day = add_working_days(today, 1, scheme.nation)
    with clock.set_to(timezone.make_aware(datetime.combine(working_day, datetime.min.time())) + timedelta(hours=9)):
        remind()
        remind()  # looking twice makes no second row
        outbox.deliver()
    (digest,) = [letter for letter in letters(mailbox) if letter["To"] == "priya@example.org"]
    assert arrangement.reference in digest.get_content()
    assert not re.search("sam|thornbury|okoro", digest["Subject"] + digest.get_content(), re.IGNORECASE)
    assert Message.objects.filter(key__startswith="digest:").count() == 1

    # --- Recording the visit moves the next one --------------------------------------------------------------------
    priya.follow("Visit for the first time")
    priya.look()
    priya.press("Save visit")
    assert priya.page.title().startswith("Error: ")
    priya.look()
    priya.fill_in(
        {"happened_on": "today", "seen_alone": ["yes"], "how": ["good"], "persons_words": "The beans are up."}
    )
    if priya.page.locator('[name="papers_checked"]').count():
        priya.fill_in({"papers_checked": ["yes"]})
    priya.press("Save visit")
    assert "The beans are up." in priya.text()
    priya.look()
    priya.follow("J Okoro’s page")
    priya.look()
    priya.follow("Sam")
    priya.follow("Sam T’s page")
    priya.look()
    priya.follow(referral.reference)
    priya.look()
    priya.menu("Today")
    assert "Visit for the first time" not in priya.text()

    worker.arrive(link)
    assert "Sam moved in" in worker.text() or "start" in worker.text().lower()
    for someone in (worker, priya):
        assert someone.elsewhere == []
        assert [line for line in someone.console if "Content Security Policy" in line or "Refused" in line] == []


@pytest.mark.parametrize("visitor", [WITH], indirect=True)
def test_empty_pages_say_why_they_are_empty(visitor, transactional_db):
    scheme = factories.make_scheme("Vale Shared Lives", slug="vale")
    factories.make_actor(scheme, "manager", email="morgan@example.org")
    morgan = visitor()
    morgan.sign_in("morgan@example.org", factories.PASSWORD)
    for name in ["Today", "Referrals", "People", "Carers", "Matching", "Arrangements", "Reports", "Settings"]:
        morgan.menu(name)
        morgan.look()
        assert (
            morgan.page.locator("main table tbody").count() == 0 or morgan.page.locator("main table tbody tr").count()
        )


@pytest.mark.parametrize("visitor", [WITH], indirect=True)
def test_the_first_visit_is_light(visitor, transactional_db):
    """At most six requests, sixty kilobytes over the wire, and nobody else is asked for anything."""
    factories.make_scheme("Vale Shared Lives", slug="vale")
    worker = visitor()
    answers = []
    worker.page.on("response", lambda answer: answers.append(answer))
    worker.arrive("/refer/vale/")
    worker.page.wait_for_load_state("networkidle")
    size = sum(len(gzip.compress(answer.body())) for answer in answers if answer.status == 200)
    assert len(answers) <= 6, [answer.url for answer in answers]
    assert size <= 60_000
    assert worker.elsewhere == []
