"""Referring on a phone: with JavaScript and without, by keyboard alone, cut off in the middle, come back to."""

import re
import time
import wave

import pytest

from referrals.models import OwnWords, Referral
from schemes import outbox
from schemes.models import Draft, HeldFile
from tests import axe, factories
from tests.journeys.conftest import WITH, Visitor, letters, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
# A referral as one local form asks it (the field guide, 4.2), with invented people: nothing in it is left over.
PAGES = {
    "you": {
        "referrer_name": "Alex Fairley",
        "referrer_email": "alex.fairley@example.org",
        "referrer_team": "Discharge team, Vale Hospital",
        "referrer_phone": "01632 960123",
    },
    "them": {
        "preferred_name": "Sam",
        "full_name": "Samuel Thornbury",
        "date_of_birth": "6 May 1994",
        "place": "HP20 2ZZ",
        "phone": "07700 900456",
        "gender": ["man"],
        "situation": ["hospital"],
    },
    "talking": {"talking": "While walking.", "information_format": ["easy_read"], "knows": ["yes"]},
    "their-words": {"said_how": "A recording Sam made with a nurse", "voice": ["helped"]},
    "what-for": {
        "type_wanted": ["live_in"],
        "ready_to_leave_on": "yesterday",
        "near": "HP20 2ZZ",
        "miles": "10",
        "urgency": ["soon"],
        "named_carer": "Ann Ash",
    },
    "good-support": {
        "support_help": "Cooking, and the bus.",
        "personal_care": "None.",
        "night": "Sleeps well.",
        "medicines": "One tablet.",
        "moving_about": "Stairs are fine.",
        "health": "Epilepsy, no seizure for two years.",
        "alone": "Half a day.",
        "support_me": "Time to answer.",
        "support_group": ["learning_disability"],
    },
    "safety": {"safety_known": ["told"], "safety": "Traffic, when upset."},
    "home": {"wish_no_dogs": ["must"], "wish_garden": ["like"], "smokes": ["no"], "home_other": "A bus stop."},
    "money": {"funding": ["being_agreed"], "funder": "Vale Council", "benefits": "PIP; Kay looks after it.",
              "papers": ["plan"]},
    "anyone-else": {
        "family": "Kay, sister",
        "advocate": "None",
        "worker": "Lee, social worker",
        "gp": "Long Row surgery",
        "contact_first": "Kay",
    },
}  # fmt: skip
LEAST = {
    "them": {"full_name": "Samuel Thornbury", "age": "32", "place": "Aylesbury"},
    "talking": {"knows": ["yes"]},
    "their-words": {"matters": "My allotment."},
    "what-for": {"type_wanted": ["live_in"]},
}


@pytest.fixture
def scheme(transactional_db):
    return factories.make_scheme("Vale Shared Lives", slug="vale", duty_phone="01632 960 999")


@pytest.fixture
def phone(chromium, live_server, settings):
    """A phone: each time a new one, with JavaScript or without."""
    settings.SITE_ADDRESS = live_server.url
    contexts = []

    def take(*, script=True) -> Visitor:
        context = chromium.new_context(java_script_enabled=script, viewport=PHONE)
        context.set_default_timeout(10_000)
        contexts.append(context)
        someone = Visitor(context, live_server.url, by_keyboard=not script)
        someone.context = context
        return someone

    yield take
    for context in contexts:
        context.close()


@pytest.fixture
def recording(tmp_path):
    with wave.open(str(tmp_path / "Sam speaks.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\1" * 800)
    return tmp_path / "Sam speaks.wav"


def fits(someone):
    """Nothing scrolls sideways on a phone."""
    box = someone.page.locator("html").bounding_box()
    assert box["width"] <= PHONE["width"], someone.page.url


def look(someone):
    axe.load(someone.page)
    assert axe.broken_rules(someone.page) == [], someone.page.url
    wide = someone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, someone.page.url


def begin(someone, email="alex.fairley@example.org"):
    someone.arrive("/refer/vale/you/")
    someone.fill_in({"referrer_name": "Alex Fairley", "referrer_email": email})
    someone.press("Keep and continue")


def code_from(mailbox):
    outbox.deliver()
    return re.search(r"\b(\d{6})\b", letters(mailbox)[-1].get_content())[1]


def come_back(someone, mailbox, address):
    outbox.deliver()
    (letter,) = [one for one in letters(mailbox) if "come back" in one["Subject"]]
    assert not re.search(
        "sam|thornbury|allotment|alex fairley", letter["Subject"] + letter.get_content(), re.IGNORECASE
    )
    someone.arrive(link_in(letter, address))
    someone.press("Send me a code")
    someone.fill_in({"code": code_from(mailbox)})
    someone.press("Open")


@pytest.mark.parametrize("script", [True, False], ids=[WITH, "without JavaScript"])
def test_a_whole_referral_on_a_phone(script, scheme, phone, recording):
    worker = phone(script=script)
    worker.arrive("/refer/vale/")
    fits(worker)
    worker.follow("Start now")
    asked = set()
    for name, answers in PAGES.items():
        if script and name in ("you", "their-words", "what-for"):
            look(worker)
        fits(worker)
        asked |= (
            set(worker.page.locator("main form").first.evaluate("f => [...f.elements].map(e => e.name)"))
            if script
            else set()
        )
        worker.fill_in(answers)
        if name == "their-words":
            worker.attach("files", recording, recording)
            worker.press("Attach these")
            assert "Sam speaks.wav" in worker.text()
            assert worker.page.locator('[name="said_how"]').input_value() == answers["said_how"]
            if script:
                look(worker)
        worker.press("Keep and continue")
    if script:
        look(worker)
        typed = {name for page in PAGES.values() for name in page}
        ours = {"referrer_is", "language", "matters", "good_day", "hopes", "age", "wanted_from", "wanted_until"}
        left = asked - typed - ours - {"", "csrfmiddlewaretoken", "once", "sending", "website", "files"}
        assert {name for name in left if not name.startswith("wish_")} <= {"attach", "later", "take_away"}
    fits(worker)
    worker.press("Send referral")
    fits(worker)
    referral = Referral.objects.get()
    assert referral.reference in worker.text()
    assert not re.search("Thornbury|allotment", worker.page.content())
    assert (referral.named_carer, referral.reach) == ("Ann Ash", ["learning", "hospital"])
    assert HeldFile.objects.filter(folder=referral.folder, state="held").count() == 2
    assert not OwnWords.objects.exists()
    said = dict(referral.answers.values_list("key", "answer"))
    assert {name for page in PAGES.values() for name in page} <= set(said)
    worker.page.go_back()
    assert "Thornbury" not in worker.page.content()
    if script:
        kept = worker.page.evaluate("[localStorage.length, sessionStorage.length]")
        assert kept == [0, 0]


def tab_to(page, name, value=""):
    """Press Tab until this field, or this button, has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "[document.activeElement.name, document.activeElement.value, document.activeElement.innerText]"
        )
        if name in (found[0], (found[2] or "").strip()) and (not value or found[0] != name or value == found[1]):
            return
    raise AssertionError(f"{name} cannot be reached by Tab on {page.url}")


def test_by_keyboard_alone(scheme, phone):
    worker = phone()
    page = worker.page
    worker.arrive("/refer/vale/")
    tab_to(page, "Start now")
    page.keyboard.press("Enter")
    page.wait_for_url("**/you/")
    for name, answers in ({"you": dict(list(PAGES["you"].items())[:2])} | LEAST).items():
        page.wait_for_url(f"**/{name}/")
        for field, value in answers.items():
            tab_to(page, field)
            if isinstance(value, list):
                while page.evaluate("document.activeElement.value") != value[0]:
                    page.keyboard.press("ArrowDown")
                page.keyboard.press("Space")
            else:
                page.keyboard.type(value)
        tab_to(page, "Keep and continue")
        page.keyboard.press("Enter")
    page.wait_for_url("**/good-support/")
    worker.arrive(page.url.removeprefix(worker.address).replace("good-support", "check"))
    tab_to(page, "Send referral")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/")
    assert Referral.objects.count() == 1


def test_a_browser_killed_while_somebody_types_loses_ten_seconds_at_most(scheme, phone, mailbox, live_server):
    worker = phone()
    begin(worker)
    worker.arrive(worker.page.url.removeprefix(worker.address).replace("/them/", "/their-words/"))
    worker.page.locator('[name="matters"]').focus()
    typed, begun = [], time.monotonic()
    while time.monotonic() - begun < 12:  # without one pause long enough to be a pause
        word = f"word{len(typed)} "
        worker.page.keyboard.type(word, delay=60)
        typed.append((time.monotonic(), word))
    worker.context.set_offline(True)  # what a killed browser would still have sent
    killed = time.monotonic()
    worker.page.close()
    kept = Draft.objects.get().data["their-words"]["matters"]
    assert "".join(word for at, word in typed if at < killed - 10).strip() in kept
    assert "word0" in kept
    another = phone(script=False)
    come_back(another, mailbox, live_server.url)
    assert "word0" in another.text()


def test_leaving_the_page_keeps_it_at_once(scheme, phone):
    worker = phone()
    begin(worker)
    worker.page.locator('[name="full_name"]').fill("Samuel Thornbury")
    worker.arrive("/accessibility/")
    for _ in range(50):
        if "full_name" in Draft.objects.get().data.get("them", {}):
            break
        time.sleep(0.1)
    assert Draft.objects.get().data["them"] == {"full_name": "Samuel Thornbury"}


def test_a_session_that_ends_in_mid_form_loses_nothing(scheme, phone, mailbox, live_server):
    worker = phone(script=False)
    begin(worker)
    worker.fill_in(LEAST["them"])
    worker.press("Keep and continue")
    worker.fill_in({"talking": "While walking, not at a table.", "knows": ["yes"]})
    worker.context.clear_cookies(name="sessionid")
    worker.press("Keep and continue")
    assert "While walking, not at a table." in worker.text()
    form = worker.page
    worker.page = worker.context.new_page()
    come_back(worker, mailbox, live_server.url)
    worker.page = form
    worker.press("Send it again")
    assert worker.page.url.endswith("/their-words/")
    assert Draft.objects.get().data["talking"]["talking"] == "While walking, not at a table."


def test_a_place_needed_now(scheme, phone):
    worker = phone(script=False)
    begin(worker)
    for name in ("them", "talking", "their-words"):
        worker.fill_in(LEAST[name])
        worker.press("Keep and continue")
    worker.fill_in({"type_wanted": ["emergency"]})
    worker.press("Keep and continue")
    assert "01632 960 999" in worker.text()
    for _ in range(2):
        fits(worker)
        worker.press("Keep and continue")
    assert "This can wait" in worker.text()
    worker.press("Send referral")
    assert "We ring you by" in worker.text()
    assert Referral.objects.get().promised_at
