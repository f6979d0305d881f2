"""A real browser on a real server: with JavaScript and without, wide and narrow, and axe on every page."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Visitor:
    """Somebody at a browser: goes to pages, fills forms by their labels, and looks at each page with axe."""

    def __init__(self, context, address: str):
        self.page: Page = context.new_page()
        self.address = address
        self.looked_at: list[str] = []
        self.console: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("request", self._note_request)

    def _note_request(self, request):
        if not request.url.startswith((self.address, "data:", "about:")):
            self.elsewhere.append(request.url)

    def go(self, path: str):
        answer = self.page.goto(self.address + path)
        assert answer.status < 400, f"{path}: {answer.status}"

    def look(self):
        """No accessibility rule is broken, wide and narrow, and nothing scrolls sideways at 320 pixels."""
        where = f"{self.page.url} “{self.page.title()}”"
        for size in (WIDE, NARROW):
            self.page.set_viewport_size(size)
            found = Axe().run(self.page, options={"runOnly": WCAG}).response["violations"]
            assert not found, f"{where} at {size['width']}: " + "; ".join(
                f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found
            )
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{where} is {overflow} pixels too wide at 320"
        self.page.set_viewport_size(WIDE)
        self.looked_at.append(where)

    def sign_in(self, email: str, password: str):
        self.go("/account/login/")
        self.fill("Email", email)
        self.fill("Password", password)
        self.press("Sign in")

    def fill(self, label: str, text: str):
        self.page.get_by_label(label, exact=False).first.fill(text)

    def choose(self, label: str, *, within: str | None = None):
        """A radio or checkbox by its words, inside the question that asks it."""
        where = self.page.get_by_role("group", name=within) if within else self.page
        where.get_by_label(label, exact=True).first.check()

    def press(self, text: str):
        self.page.get_by_role("button", name=text, exact=True).first.click()
        self.page.wait_for_load_state()

    def send(self):
        """The page's own form, by its first button."""
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_load_state()

    def follow(self, text: str):
        self.page.locator("a", has_text=text).first.click()
        self.page.wait_for_load_state()

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def text(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def visitor(request, chromium, live_server):
    """A browser window of its own, once with JavaScript and once without."""
    contexts = []

    def arrive() -> Visitor:
        # axe is script: without JavaScript the pages are still walked, and looked at in the other run.
        context = chromium.new_context(java_script_enabled=request.param == "with JavaScript", viewport=WIDE)
        context.set_default_timeout(10_000)
        contexts.append(context)
        someone = Visitor(context, live_server.url)
        if request.param == "without JavaScript":
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
