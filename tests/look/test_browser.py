"""The look in a real browser: accessible, calm on a small screen, light, and the same without JavaScript."""

import gzip

import pytest

from sharedlives.settings import BASE_DIR
from tests import axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("our_pages"),
]
PAGES = [
    "/gallery/",
    "/gallery/?state=filled",
    "/gallery/?state=wrong",
    "/account/login/",
    "/account/password/reset/",
    "/accessibility/",
]


@pytest.fixture
def open_page(chromium, live_server):
    """Opens an address; console messages, and requests to anywhere but here, fail the test."""
    contexts = []

    def at(url, *, width=1280, scripts=True, cookie=None):
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        if cookie:
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(live_server.url + url)
        assert [address for address in page.asked if not address.startswith(live_server.url)] == []
        assert [said for said in page.said if "autocomplete" not in said] == []
        return page

    yield at
    for context in contexts:
        context.close()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("url", PAGES)
def test_accessible_and_never_wider_than_the_screen(open_page, url, width):
    page = open_page(url, width=width)
    axe.load(page)
    assert axe.broken_rules(page) == []
    assert fits(page)


def test_staff_pages_too(open_page, officer, sign_in):
    cookie = sign_in(officer).cookies["sessionid"].value
    for width in (1280, 320):
        page = open_page("/gallery/?state=wrong", width=width, cookie=cookie)
        axe.load(page)
        assert axe.broken_rules(page) == []
        assert fits(page)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("url", ["/", "/gallery/"])
def test_buttons_beside_or_above_each_other_do_not_touch(open_page, officer, sign_in, url, width):
    page = open_page(url, width=width, cookie=sign_in(officer).cookies["sessionid"].value)
    gaps = page.evaluate(
        """[...document.querySelectorAll(".sl-actions")].flatMap((group) => {
            const boxes = [...group.children].map((child) => child.getBoundingClientRect());
            return boxes.slice(1).map((box, i) => Math.max(box.left - boxes[i].right, box.top - boxes[i].bottom));
        })"""
    )
    assert gaps
    assert min(gaps) >= 9.5  # px


def test_search_is_one_tab_after_the_skip_link(open_page, officer, sign_in):
    page = open_page("/gallery/", cookie=sign_in(officer).cookies["sessionid"].value)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_summary_takes_the_focus_and_each_link_moves_it_to_its_field(open_page):
    page = open_page("/gallery/?state=wrong")
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    assert page.title().startswith("Error: ")
    links = page.locator(".govuk-error-summary a")
    assert links.count() == 11
    for number in range(links.count()):
        link = links.nth(number)
        link.click()
        assert page.evaluate("'#' + document.activeElement.id") == link.get_attribute("href")


def test_without_scripts_links_still_reach_their_fields(open_page):
    page = open_page("/gallery/?state=wrong", scripts=False)
    page.locator(".govuk-error-summary a").first.click()
    assert page.locator(":target").get_attribute("name") == "name"


def test_a_first_visit_is_light(open_page):
    page = open_page("/account/login/")
    assert len(page.asked) <= 6
    assets = [BASE_DIR / "static" / "compiled" / name for name in ("sharedlives.css", "sharedlives.js", "favicon.svg")]
    weights = [len(gzip.compress(asset.read_bytes(), 9)) for asset in assets]
    assert weights[0] <= 20_000
    assert weights[1] <= 15_000
    assert sum(weights) + len(gzip.compress(page.content().encode(), 9)) <= 60_000


def test_what_is_folded_away_is_printed_and_the_navigation_is_not(open_page):
    page = open_page("/gallery/")
    page.emulate_media(media="print")
    assert not page.locator(".sl-filter").is_visible()
    assert not page.locator(".sl-footer").is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator(".govuk-details__text").first.is_visible()
