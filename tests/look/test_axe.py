"""A contrast is measured once: what is drawn in a new way is measured all the same, wherever it turns up."""

import pytest

from tests import axe

pytestmark = pytest.mark.browser
STYLE = "body { color: #111; background: #fff } @media (max-width: 500px) { .pale-when-narrow { color: #bbb } }"
GOOD = '<div class="box"><p class="a">Words</p></div><p class="b pale-when-narrow">More</p><input aria-label="Name">'


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    yield page
    context.close()


def broken(page, body: str, style: str = STYLE) -> list[str]:
    page.set_content(f'<!doctype html><html lang="en"><title>A</title><style>{style}</style><main>{body}</main></html>')
    axe.load(page)
    return [line.split(":")[0] for line in axe.broken_rules(page)]


@pytest.mark.parametrize(
    ("body", "style", "rule"),
    [
        (GOOD, STYLE + ".a { color: #bbb }", "color-contrast"),
        (GOOD, STYLE + ".box { background: #222 }", "color-contrast"),
        (GOOD, STYLE + ".box { opacity: .3 }", "color-contrast"),
        (GOOD.replace('<p class="a">', '<p class="a" style="color: #bbb">'), STYLE, "color-contrast"),
        (GOOD + "<p>Words <span style='color: #ccc'>in another element</span></p>", STYLE, "color-contrast"),
        (GOOD + '<img src="data:,">', STYLE, "image-alt"),
        (GOOD.replace(' aria-label="Name"', ""), STYLE, "label"),
    ],
)
def test_a_fault_planted_in_a_page_that_was_measured_is_found(page, body, style, rule):
    assert broken(page, GOOD) == []
    assert broken(page, GOOD) == []
    assert broken(page, body, style) == [rule]
    assert broken(page, body, style) == [rule]  # what failed is not taken as known
    assert broken(page, GOOD) == []


def test_what_is_pale_on_a_narrow_screen_alone_is_found_there(page):
    assert broken(page, GOOD) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert [line.split(":")[0] for line in axe.broken_rules(page)] == ["color-contrast"]


def test_what_was_hidden_is_measured_when_it_shows(page):
    body = GOOD + '<p class="c" hidden style="color: #ccc">Folded away</p>'
    assert broken(page, body) == []
    page.evaluate("document.querySelector('.c').hidden = false")
    assert [line.split(":")[0] for line in axe.broken_rules(page)] == ["color-contrast"]
