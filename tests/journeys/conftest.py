"""A real browser on a real server: with JavaScript and without, wide and narrow, and axe on every page."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from schemes import clock
from tests import axe

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# What a table says before each value on a narrow screen is its column's heading, and it never scrolls sideways there.
TABLES_AS_CARDS = """() => [...document.querySelectorAll("main .sl-scroll")].flatMap((region) => {
    const heads = [...region.querySelectorAll("thead th")];
    const wrong = [...region.querySelectorAll("tbody td")].filter((cell) => {
        const head = heads[cell.cellIndex];
        const seen = head.querySelector(".govuk-visually-hidden") ? "" : head.textContent.trim();
        return (cell.dataset.label || "") !== seen;
    }).map((cell) => `“${cell.dataset.label}” stands before ${cell.textContent.trim()}`);
    const tooWide = region.scrollWidth > region.clientWidth ? [`${region.ariaLabel} scrolls sideways`] : [];
    return [...wrong, ...tooWide];
})"""


class Visitor:
    """Somebody at a browser: goes to pages, fills forms by their labels, and looks at each page with axe.

    Counts what they activate (links, buttons, choices) and the pages that load; free text is not counted.
    """

    def __init__(self, context, address: str, *, by_keyboard: bool = False):
        self.page: Page = context.new_page()
        self.address = address
        self.by_keyboard = by_keyboard
        self.activations = self.loads = 0
        self.looked_at: list[str] = []
        self.console: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("request", self._note_request)
        self.page.on("domcontentloaded", self._note_load)

    def _note_request(self, request):
        if not request.url.startswith((self.address, "data:", "about:")):
            self.elsewhere.append(request.url)

    def _note_load(self, _page):
        self.loads += 1

    def begin_counting(self):
        self.activations = self.loads = 0

    def arrive(self, path: str):
        """Type an address: only where a stranger has nothing to click yet, or out of an email."""
        answer = self.page.goto(self.address + path)
        assert answer.status < 400, f"{path}: {answer.status}"

    def look(self):
        """No accessibility rule is broken, wide and narrow, and nothing scrolls sideways on a narrow screen."""
        where = f"{self.page.url} “{self.page.title()}”"
        axe.load(self.page)
        for size in (WIDE, NARROW):
            self.page.set_viewport_size(size)
            assert axe.broken_rules(self.page) == [], f"{where} at {size['width']}"
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{where} is {overflow} pixels too wide at 320"
        assert self.page.evaluate(TABLES_AS_CARDS) == [], where
        self.page.set_viewport_size(WIDE)
        self.looked_at.append(where)

    def sign_in(self, email: str, password: str):
        self.arrive("/account/login/")
        self.fill("Email", email)
        self.fill("Password", password)
        self.press("Sign in")

    def fill(self, label: str, text: str):
        self.page.get_by_label(label, exact=False).first.fill(text)

    def fill_in(self, answers: dict):
        """Type text, choose a radio or tick a box, each by the name of its field."""
        for name, value in answers.items():
            if isinstance(value, list):
                for one in value:
                    self.choose(name, one)
            else:
                self.page.locator(f'[name="{name}"]').fill(value)

    def choose(self, name: str, value: str):
        """A radio or checkbox."""
        where = self.page.locator(f'[name="{name}"][value="{value}"]')
        self.activations += 1
        if self.by_keyboard:
            where.focus()
            if not where.is_checked():  # as `check` does: what is ticked already stays so
                self.page.keyboard.press("Space")
        else:
            where.check()
        assert where.is_checked()

    def pick(self, name: str, text: str):
        """An answer from a list that opens, by its words."""
        self.activations += 1
        self.page.locator(f'select[name="{name}"]').select_option(label=text)

    def attach(self, name: str, *chosen: Path):
        """Files from this person's own computer."""
        self.page.locator(f'input[type=file][name="{name}"]').set_input_files([str(file) for file in chosen])

    def tick(self, label: str):
        where = self.page.get_by_label(label, exact=True)
        self.choose(where.get_attribute("name"), where.get_attribute("value"))

    def unfold(self, where: Locator):
        """Open what `where` is folded away in, if it is."""
        if not where.is_visible():
            self.activations += 1
            where.locator("xpath=ancestor::details[1]/summary").click()

    def activate(self, where: Locator):
        """A link or a button that opens another page. It must be there to be seen."""
        assert where.is_visible(), where
        self.activations += 1
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            if self.by_keyboard:
                where.focus()
                self.page.keyboard.press("Enter")
            else:
                where.click()
        assert "Page not found" not in self.page.title()

    def press(self, text: str):
        self.activate(self.page.get_by_role("button", name=text, exact=True).first)

    def send(self):
        """The page's own form, by its first button."""
        self.activate(self.page.locator("main form button[type=submit]").first)

    def follow(self, text: str, *, within: str = "main"):
        """A link that says this, in the page itself or in its menu ("header")."""
        self.activate(self.page.locator(f"{within} a:visible", has_text=text).first)

    def menu(self, text: str):
        self.activate(self.page.locator("header nav").get_by_role("link", name=text, exact=True))

    def wrong(self) -> str:
        """What the page says is wrong, after a form was sent with something that cannot be right."""
        assert self.page.title().startswith("Error: "), self.page.url
        return self.page.locator(".govuk-error-summary").inner_text()

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def text(self) -> str:
        return self.page.locator("main").inner_text()


WITH, WITHOUT = "with JavaScript", "without JavaScript"


@pytest.fixture(params=[WITH, WITHOUT])
def visitor(request, chromium, live_server):
    """A browser window of its own, once with JavaScript and once without."""
    contexts = []

    def arrive() -> Visitor:
        # axe is script: without JavaScript the pages are still walked, and looked at in the other run.
        context = chromium.new_context(java_script_enabled=request.param == WITH, viewport=WIDE)
        context.set_default_timeout(10_000)
        contexts.append(context)
        someone = Visitor(context, live_server.url, by_keyboard=request.param == WITHOUT)
        if request.param == WITHOUT:
            someone.look = lambda: None
        return someone

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def mailbox(tmp_path, settings):
    """A real mail server on this machine, and what it received."""
    from devstack.catcher import start_catcher

    folder: Path = tmp_path / "mail"
    folder.mkdir()
    controller, port = start_catcher(folder)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.MAIL_CATCHER_FOLDER = str(folder)
    yield folder
    controller.stop()


def letters(folder: Path, to: str = ""):
    """What the mail server received, oldest first; with `to` only what went to this address."""
    read = (message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(folder.glob("*.eml")))
    return [letter for letter in read if to in ("", letter["To"])]


def link_in(letter, address: str) -> str:
    """The one link of a letter, without the server's own address."""
    (path,) = re.findall(re.escape(address) + r"(/\S+)", letter.get_content())
    return path


@pytest.fixture
def days_later(monkeypatch):
    """Moves the clock of the browser's server too; `set_clock` reaches only the thread of the test."""
    gone = [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: timezone.now() + gone[0])

    def go(days: int):
        gone[0] += timedelta(days=days)

    return go
