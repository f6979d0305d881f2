"""Becoming a Shared Lives carer, by hand: from the public form to a signed agreement, through a panel that deferred."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from carers.models import Application, Household, PanelItem
from carers.pack.make import make_waiting
from schemes import clock, outbox
from tests import factories
from tests.journeys.conftest import letters, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENQUIRY = {
    "full_name": "Lena Hartley",
    "email": "lena@example.org",
    "phone": "01632 960200",
    "postcode": "HP20 4ZZ",
    "reach": "Ring after six",
    "why_us": "Our house is quiet since the children left. We like company at the table.",
    "has_room": ["yes"],
    "source": ["event"],
    "source_detail": "The stall at the Vale show",
}
WHY = "We looked after my brother for years, and the house feels empty now."
REFERENCE = {
    "known": "Neighbours for eleven years.",
    "strengths": "Lena has time for people. She taught my son to swim when nobody else could.",
    "worries": ["no"],
    "loved": ["yes"],
}
REPORT = {
    "In short": "A warm, unhurried home with two people who have cared before.",
    "What we recommend": "Approve for one person living in, and for short breaks.",
}


@pytest.fixture
def world(transactional_db):
    scheme = factories.make_scheme("Vale Shared Lives", slug="vale")
    officer = factories.make_actor(scheme, "officer", name="Priya Nair", email="priya@example.org")
    factories.make_actor(scheme, "manager", name="Morgan Lee", email="morgan@example.org")
    factories.make_actor(scheme, "panel_member", name="Pat Quill", email="pat@example.org")
    factories.make_actor(scheme, "panel_member", name="Dele Obi", email="dele@example.org")
    factories.make_looking(scheme, officer)


def a_pdf(folder, name: str):
    """A PDF of one empty page on somebody's computer."""
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(made)
    (folder / name).write_bytes(made.getvalue())
    return folder / name


def typed(on) -> str:
    return f"{on:%d/%m/%Y}"


def come_in(someone, path: str, mailbox, email: str, *, look=False):
    """Open an emailed link: ask for the code, read it in its own email, type it. A door still open asks for none."""
    someone.arrive(path)
    if not someone.page.get_by_role("button", name="Send me a code").count():
        return
    if look:
        someone.look()
    someone.press("Send me a code")
    if look:
        someone.look()
        someone.fill_in({"code": "000000"})
        someone.press("Open")
        assert "code" in someone.wrong()
        someone.look()
    outbox.deliver()
    newest = letters(mailbox, email)[-1]
    someone.fill_in({"code": re.search(r"\b(\d{3} ?\d{3})\b", newest.get_content())[1]})
    someone.press("Open")


def to_the_application(priya, name="Lena Hartley"):
    priya.menu("Carers")
    priya.follow("Applications")
    priya.follow(name)


def back(someone):
    """The link above the heading."""
    someone.activate(someone.page.locator(".govuk-back-link"))


def call_a_meeting(priya, on):
    priya.fill_in({"held_on": typed(on), "start_time": "10am", "place": "Town Hall", "quorum": "2"})
    for name, part in {"Pat Quill": "Chair", "Dele Obi": "Member"}.items():
        priya.page.get_by_label(name).select_option(label=part)
    priya.send()


def send_to_panel(priya, on, why_not_ready):
    priya.page.get_by_label(f"{on:%-d %B %Y}").check()
    priya.fill_in({"why_not_ready": why_not_ready, "people_limit": "1", "types": ["live_in"]})
    priya.send()


def make_the_pack(priya, *papers):
    """From an item: its papers, its pack, made by the worker meanwhile."""
    priya.follow("Papers and pack")
    if papers:
        priya.follow("Add papers")
        priya.attach("files", *papers)
        priya.send()
    priya.activate(priya.page.get_by_role("button", name=re.compile("Make (the pack|a new version)")))
    make_waiting(now=clock.now)
    priya.page.reload()
    assert "Download version" in priya.text()


def who_is_there(priya, *, look):
    """Attendance on the meeting's page, and what the second member said about interests; ends on the item."""
    back(priya)
    priya.follow("Record who is there")
    if look:
        priya.look()
    for name in ("Pat Quill", "Dele Obi"):
        priya.page.get_by_role("group", name=name).get_by_label("There").check()
    priya.send()
    priya.follow("New approval")
    priya.follow("Write down a declaration")
    if look:
        priya.look()
    priya.pick("seat", "Dele Obi")
    priya.fill_in({"has_interest": ["no"]})
    priya.send()


def record_check(priya, of: str, **answers):
    """A check from the list on the application's page, and back there by links."""
    where = priya.page.locator("details a", has_text=of).first
    priya.unfold(where)
    priya.activate(where)
    priya.fill_in(answers)


def test_from_the_public_form_to_a_signed_agreement(
    world, visitor, mailbox, live_server, settings, days_later, tmp_path
):
    settings.SITE_ADDRESS = live_server.url

    # --- Somebody asks about becoming a carer, without an account ---------------------------------------------------
    lena = visitor()
    lena.arrive("/become-a-carer/")
    lena.look()
    lena.press("Send")
    assert "name" in lena.wrong()
    lena.look()
    lena.fill_in(ENQUIRY)
    lena.press("Send")
    lena.look()
    assert "Hartley" not in lena.page.content()
    application = Application.objects.get()

    # --- An officer is told by Today, rings, and moves it on --------------------------------------------------------
    priya = visitor()
    priya.sign_in("priya@example.org", factories.PASSWORD)
    assert "Answer" in priya.text()
    priya.look()
    priya.follow("Answer")
    priya.look()
    priya.press("Save contact")
    assert "how" in priya.wrong().lower()
    priya.look()
    priya.fill_in({"how": ["phone"], "said": "We have a room, and time. What happens next?"})
    priya.press("Save contact")
    assert "We have a room, and time." in priya.text()
    assert "Officer: Priya Nair" in priya.text()  # whoever answers holds it, so that her Today asks after it
    priya.look()
    priya.follow("Say what happens next")
    priya.look()
    priya.send()
    priya.look()
    priya.follow("Invite them to apply")
    priya.look()
    priya.fill_in({"name": "L and R Hartley", "first_full_name": "", "address": "9 Long Row", "rooms": "1"})
    priya.send()
    assert "first person" in priya.wrong()
    priya.look()
    if not priya.page.locator('[name="second_full_name"]').is_visible():
        priya.page.get_by_text("Add a second person").click()
    priya.fill_in({"first_full_name": "Lena Hartley", "second_full_name": "Robin Hartley", "second_role": ["carer"]})
    priya.send()
    application.refresh_from_db()
    assert [str(one) for one in application.household.members.all()] == ["Lena Hartley", "Robin Hartley"]
    priya.look()
    priya.follow("Send them their part to fill in")
    priya.look()
    priya.send()

    # --- They fill in their own part, with a break in the middle ----------------------------------------------------
    outbox.deliver()
    invitation = letters(mailbox, "lena@example.org")[-1]
    assert not re.search("hartley|approve", invitation["Subject"], re.IGNORECASE)
    link = link_in(invitation, live_server.url)
    come_in(lena, link, mailbox, "lena@example.org", look=True)
    lena.look()
    lena.follow("Why Shared Lives")
    lena.fill_in({"why": WHY})
    lena.press("Save and go back")
    assert "Begun" in lena.text()
    lena.follow("Why Shared Lives")
    assert lena.page.locator('[name="why"]').input_value() == WHY
    lena.look()
    lena.press("I have finished this part")
    assert "week" in lena.wrong()
    assert lena.page.locator('[name="why"]').input_value() == WHY
    lena.look()
    lena.fill_in({"time": "Lena is at home; Robin works mornings."})
    lena.press("I have finished this part")
    lena.follow("People in your home")
    lena.fill_in({"who_lives": "The two of us.", "what_they_think": "We both want it."})
    lena.press("I have finished this part")
    assert "Finished" in lena.text()

    # --- Two referees: one writes behind a link of their own, one is rung -------------------------------------------
    to_the_application(priya)
    assert "2 of 10 parts finished" in priya.text()
    priya.follow("Read what they wrote")
    assert WHY in priya.text()
    priya.look()
    back(priya)
    for name, more in {"Ada Mills": {"email": "ada.mills@example.org"}, "Tom Reed": {"phone": "01632 960300"}}.items():
        priya.follow("Add a referee")
        if name == "Ada Mills":
            priya.look()
            priya.send()
            priya.wrong()
            priya.look()
        priya.fill_in({"full_name": name, "kind": ["personal" if more.get("email") else "work"]} | more)
        priya.send()
    priya.follow("Ask for it")
    priya.look()
    priya.send()
    outbox.deliver()
    ada = visitor()
    request = letters(mailbox, "ada.mills@example.org")[-1]
    come_in(ada, link_in(request, live_server.url), mailbox, "ada.mills@example.org")
    ada.look()
    ada.fill_in({"known": REFERENCE["known"]})
    ada.send()
    ada.wrong()
    ada.look()
    ada.fill_in(REFERENCE)
    ada.send()
    assert "Thank you" in ada.heading()
    ada.look()
    priya.page.locator(".sl-card", has_text="Tom Reed").get_by_role("link", name="Record from a call").click()
    priya.look()
    priya.fill_in(REFERENCE | {"known": "Worked with Robin for six years."})
    priya.send()
    assert "2 of 2 arrived" in priya.text()
    priya.follow("Read it")
    priya.look()
    assert "swim" in priya.text()
    back(priya)

    # --- Checks: of both, of the home, and one that was typed the wrong way round -----------------------------------
    today = clock.today()
    wrong_way = {"happened_on": "today", "expires_on": typed(today - timedelta(days=1)), "evidence": "001234567890"}
    record_check(priya, "DBS check of Lena", **wrong_way)
    priya.send()
    assert "must run out after" in priya.wrong()
    assert priya.page.locator('[name="evidence"]').input_value() == "001234567890"
    priya.look()
    priya.fill_in({"expires_on": typed(today + timedelta(days=1000))})
    priya.send()
    record_check(priya, "DBS check of Robin", happened_on="today")
    priya.send()
    record_check(priya, "Public liability", happened_on="today")
    priya.send()
    record_check(priya, "Home health and safety", happened_on="today", seen_by="Priya Nair")
    priya.attach("document", a_pdf(tmp_path, "walk-round.pdf"))
    priya.send()
    priya.unfold(priya.page.locator("details a", has_text="walk-round").first)
    assert "walk-round" in priya.text()
    priya.follow("H-")
    assert "Robin Hartley" in priya.text()
    priya.look()
    priya.follow("Application")

    # --- The assessment: a visit, two parts of the report, and what they say about it -------------------------------
    priya.follow("Move it on")
    priya.fill_in({"to": ["assessing"]})
    priya.send()
    priya.follow("Make the first visit")
    priya.look()
    told = {"happened_on": "today", "kind": ["home"], "talked_about": "Both rooms, the stairs, a usual week."}
    priya.fill_in(told | {"next_on": typed(today - timedelta(days=7))})
    priya.send()
    assert "must be after this one" in priya.wrong()
    assert priya.page.locator('[name="talked_about"]').input_value() == told["talked_about"]
    priya.look()
    priya.fill_in({"next_on": ""})
    priya.send()
    priya.follow("Finish the report")
    priya.look()
    for title, text in REPORT.items():
        priya.activate(priya.page.get_by_role("link", name=re.compile(f"^Write ?: {title}")))
        priya.fill_in({"text": text})
        if title == "In short":
            priya.look()
        priya.press("Save section")
        assert text in priya.text()
    priya.follow("Share with the applicant")
    priya.look()
    priya.send()
    priya.look()
    outbox.deliver()
    come_in(lena, link_in(letters(mailbox, "lena@example.org")[-1], live_server.url), mailbox, "lena@example.org")
    lena.follow("Read the report")
    assert REPORT["In short"] in lena.text()
    assert REFERENCE["strengths"] not in lena.page.content()
    lena.send()
    lena.wrong()
    lena.look()
    lena.fill_in({"agrees": ["mostly"], "text": "Robin works mornings only, not every day."})
    lena.send()
    lena.look()

    # --- A meeting of panel, and what it needs to read --------------------------------------------------------------
    priya.menu("Carers")
    priya.follow("Panel")
    priya.look()
    priya.follow("Call a meeting")
    priya.look()
    call_a_meeting(priya, today)
    priya.look()
    to_the_application(priya)
    assert "Robin works mornings only" in priya.text()
    priya.follow("Send it to panel")
    priya.look()
    priya.send()
    assert "say why it goes to panel without it" in priya.wrong()
    priya.look()
    send_to_panel(priya, today, "The medical reports are promised for next week.")
    item = PanelItem.objects.get()
    priya.look()
    priya.follow("New approval")
    priya.look()
    make_the_pack(priya, a_pdf(tmp_path, "medical.pdf"))
    priya.look()

    # --- A member declares before the papers open; panel asks for more ----------------------------------------------
    pat = visitor()
    pat.sign_in("pat@example.org", factories.PASSWORD)
    pat.look()
    pat.follow(f"{today:%-d %B %Y}")
    assert REPORT["In short"] not in pat.page.content()
    pat.look()
    pat.follow("Declare an interest, or none")
    pat.look()
    pat.send()
    pat.wrong()
    pat.look()
    pat.fill_in({"has_interest": ["no"]})
    pat.send()
    assert REPORT["In short"] in pat.text()
    pat.look()
    with pat.page.expect_download() as download:
        pat.page.get_by_role("link", name="Download the pack").click()
    assert len(PdfReader(download.value.path()).pages) > 2

    back(priya)
    priya.follow("Write down what panel said")
    priya.look()
    said = {"outcome": ["defer"], "reasons": "We would like to hear the doctor first.", "happened_on": "today"}
    priya.fill_in(said | {"back_on": typed(today - timedelta(days=1))})
    priya.send()
    assert "must come back after" in priya.wrong()
    priya.look()
    priya.fill_in({"back_on": typed(today + timedelta(days=28))})
    priya.send()
    assert "quorum is 2" in priya.wrong()
    assert priya.page.locator('[name="reasons"]').input_value() == said["reasons"]
    priya.page.get_by_role("link", name="Cancel").click()
    who_is_there(priya, look=True)
    priya.follow("Write down what panel said")
    priya.fill_in(said | {"back_on": typed(today + timedelta(days=28))})
    priya.send()
    application.refresh_from_db()
    assert application.status == "deferred"
    priya.look()
    priya.follow("Write the letter")
    assert said["reasons"] in priya.page.locator('[name="body"]').input_value()
    priya.press("See how it reads")
    assert "How it reads" in priya.text()
    priya.look()
    priya.press("Send by email")

    # --- Three weeks on: another meeting, the item follows, and panel recommends approval on terms ------------------
    days_later(21)
    today = clock.today()
    priya.menu("Carers")
    priya.follow("Panel")
    priya.follow("Call a meeting")
    call_a_meeting(priya, today)
    priya.menu("Today")
    assert "Bring back to panel" in priya.text()
    priya.look()
    priya.follow("Bring back to panel")
    send_to_panel(priya, today, "The medical reports came; what else is missing is no reason to wait.")
    assert PanelItem.objects.latest("pk").follows == item
    priya.follow("New approval")
    make_the_pack(priya)
    pat.menu("Panel papers")
    pat.follow(f"{today:%-d %B %Y}")
    pat.follow("Declare an interest, or none")
    pat.fill_in({"has_interest": ["no"]})
    pat.send()
    assert "Robin works mornings only" in pat.text()
    pat.look()
    back(priya)
    who_is_there(priya, look=False)
    priya.follow("Write down what panel said")
    terms = {
        "outcome": ["conditions"],
        "reasons": "The doctor sees no reason against it.",
        "conditions": "First aid before anybody moves in.",
        "people_limit": "1",
        "types": ["live_in", "short_breaks"],
        "action_1": "First aid course",
    }
    priya.fill_in(terms)
    priya.send()
    assert "by when action 1" in priya.wrong()
    assert priya.page.locator('[name="conditions"]').input_value() == terms["conditions"]
    priya.fill_in({"action_1_on": typed(today + timedelta(days=60))})
    priya.send()
    assert "Panel recommends" in priya.text()
    priya.look()

    # --- The manager decides, the letter goes out -------------------------------------------------------------------
    morgan = visitor()
    morgan.sign_in("morgan@example.org", factories.PASSWORD)
    morgan.look()
    morgan.follow("Decide")
    morgan.look()
    assert morgan.page.locator('[name="conditions"]').input_value() == terms["conditions"]
    morgan.fill_in({"reasons": "As panel recommends."})
    morgan.send()
    morgan.look()
    priya.menu("Today")
    priya.follow("letter")
    assert terms["conditions"] in priya.page.locator('[name="body"]').input_value()
    priya.press("See how it reads")
    assert terms["conditions"] in priya.text()
    priya.press("Send by email")
    outbox.deliver()
    assert terms["conditions"] in letters(mailbox, "lena@example.org")[-1].get_content()

    # --- The agreement is signed, and the household is approved -----------------------------------------------------
    to_the_application(priya)
    priya.follow("Sign the agreement")
    priya.look()
    priya.fill_in({"signed_by": "", "happened_on": typed(today - timedelta(days=30))})
    priya.send()
    priya.wrong()
    priya.look()
    priya.fill_in({"happened_on": "today", "signed_by": "Lena and Robin Hartley", "signed_for_us_by": "Morgan Lee"})
    priya.send()
    household = Household.objects.get(name="L and R Hartley")
    application.refresh_from_db()
    assert (household.status, application.status) == ("approved", "active")
    priya.look()
    assert "First aid course" in priya.text()
    priya.menu("Matching")
    priya.follow("R-")
    assert "L and R Hartley" in priya.text()
    days_later(330)
    priya.menu("Today")
    for owed in ("Review", "Visit", "First aid course", "agreement"):
        assert owed.lower() in priya.page.content().lower()
    for someone in (lena, ada, priya, pat, morgan):
        assert someone.elsewhere == []
        assert [line for line in someone.console if "Content Security Policy" in line or "Refused" in line] == []
