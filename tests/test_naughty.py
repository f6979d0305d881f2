"""Any string in any field of any form, any nonsense in any address: no broken page, no loss, nothing runs."""

import os
import re
from itertools import cycle, islice
from types import SimpleNamespace
from urllib.parse import unquote, urlencode, urljoin

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.html import escape

from schemes.forms.base import tidy
from schemes.models import Note
from sharedlives.management.commands.access import SIGN_IN_PAGES, addresses
from tests.html_forms import HtmlForm, forms_in
from tests.naughty_strings import NAMES, PARTS, STRINGS, VALUES
from tests.world import ARGUMENTS, TODAY

pytestmark = pytest.mark.django_db

# By default every form meets some of the strings and all forms together meet all; NAUGHTY=all gives each field all.
SENDINGS = None if os.environ.get("NAUGHTY") == "all" else 6
RUNS = [b"<script>alert", b"<img src=x", b"<svg/onload", b'"javascript:alert', b"<plaintext", b"</textarea><svg"]
FURNITURE = {"/search/", "/switch-scheme/", "/account/logout/"}


@pytest.fixture
def world(ours, set_clock):
    set_clock(TODAY)
    return ours


@pytest.fixture
def manager(cast):
    return cast["manager"]


@pytest.fixture
def browsers(cast, sign_in):
    """Whoever may open an address: a manager, an administrator, or somebody without an account."""
    signed_in = {role: sign_in(cast[role]) for role in ("manager", "administrator")}

    def browser_for(address) -> Client:
        return next((signed_in[role] for role in address.roles if role in signed_in), Client())

    return browser_for


def our_addresses():
    return [address for address in addresses() if address.needs != SIGN_IN_PAGES]


def address_of(address, world) -> str:
    return reverse(address.name, args=world.args(address.name) if address.name in ARGUMENTS else [])


def send(browser, url: str, data: dict):
    """Post what a browser can be made to post, half a surrogate pair included; what it changes is taken back."""
    body = urlencode(data, doseq=True, errors="surrogatepass")
    with transaction.atomic():
        answer = browser.post(url, body, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer


def ways_to_fill(form: HtmlForm, strings):
    """The form filled again and again: first what is typed is naughty, then what is chosen too."""
    for choice in form.chosen:
        choice.value = choice.value or next((value for value in choice.choices if value), "")
    fields = form.typed
    sendings = -(-len(STRINGS) // max(len(fields), 1)) if SENDINGS is None else SENDINGS
    rounds = len(fields) if SENDINGS is None else 1
    for _ in range(rounds if fields else 0):
        for _ in range(sendings):
            yield form.data() | {one.name: next(strings) for one in fields}
        next(strings)
    others = [one for one in form.fields.values() if one not in fields and one.name != "csrfmiddlewaretoken"]
    for _ in range(2):
        yield form.data() | {one.name: next(strings) for one in others}
    yield form.data() | {one.name: [next(strings), next(strings)] for one in form.fields.values()}
    yield {}


def what_is_wrong(answer, sent: dict, form: HtmlForm) -> list[str]:
    """Broken, or something runs, or what was typed did not come back."""
    if answer.status_code >= 500:
        return ["broken"]
    found = [f"{raw.decode()} is not escaped" for raw in RUNS if raw in answer.content]
    if answer.status_code != 200 or not sent:
        return found
    again = {name: one for shown in forms_in(answer.content.decode()) for name, one in shown.fields.items()}
    for one in form.typed:
        typed = sent.get(one.name)
        if not isinstance(typed, str) or "password" in one.name or one.name not in again:
            continue
        if any(0xD800 <= ord(letter) < 0xE000 for letter in typed):
            continue
        if again[one.name].value.strip() != tidy(typed).strip():
            found.append(f"{one.name}: {typed[:30]!r} came back as {again[one.name].value[:30]!r}")
    return found


@pytest.mark.slow
def test_every_field_of_every_form_takes_anything(world, browsers):
    strings, wrong, tried = cycle(STRINGS), [], 0
    for address in our_addresses():
        browser, url = browsers(address), address_of(address, world)
        page = browser.get(url)
        if page.status_code != 200 or page.streaming or address.name == "gallery":  # whose forms lead nowhere
            continue
        for form in forms_in(page.content.decode()):
            if form.method != "post" or form.action in FURNITURE:
                continue
            for sent in ways_to_fill(form, strings):
                answer = send(browser, urljoin(url, form.action), sent)
                tried += 1
                wrong += [f"{address.name}: {what} ({str(sent)[:300]})" for what in what_is_wrong(answer, sent, form)]
    assert wrong == []
    assert tried > 400


def test_a_page_that_breaks_loses_or_runs_what_was_typed_would_be_noticed():
    """The check above, given three answers that are wrong on purpose."""
    page = '<form method="post"><textarea name="a">\n{}</textarea></form>'
    form = forms_in(page.format(""))[0]

    def judged(content, status=200):
        answer = SimpleNamespace(status_code=status, content=content.encode())
        return what_is_wrong(answer, {"a": "<script>alert(1)</script>"}, form)

    assert judged("", 500) == ["broken"]
    assert judged(page.format("<script>alert(1)</script>"))
    assert judged(page.format("only half"))
    assert judged(page.format(escape("<script>alert(1)</script>"))) == []


def test_the_search_box_and_the_sign_in_page_take_anything(world, manager, sign_in):
    browser, stranger = sign_in(manager), Client()
    for string in STRINGS:
        assert send(browser, "/search/", {"q": string}).status_code < 500, string
        assert send(browser, "/switch-scheme/", {"job": string}).status_code < 500, string
    for string in islice(STRINGS, 0, None, 6):
        assert send(stranger, "/account/login/", {"login": string, "password": string}).status_code < 500, string
        assert send(stranger, "/account/password/reset/", {"email": string}).status_code < 500, string


def test_the_public_form_takes_anything_on_every_page(world, client):
    """Through the whole referral form in one session: each page with nonsense first, then as it should be."""
    begin = reverse("refer-begin", args=[world.scheme.slug])
    strings, wrong, url, pages = cycle(STRINGS), [], begin, 0
    while pages < 20:
        page = client.get(url)
        assert page.status_code == 200, url
        form = next((one for one in forms_in(page.content.decode()) if one.method == "post"), None)
        if form is None or not (form.typed or form.chosen):
            break
        pages += 1
        for sent in ways_to_fill(form, strings):
            wrong += [
                f"{url}: {what} ({str(sent)[:200]})" for what in what_is_wrong(send(client, url, sent), sent, form)
            ]
        answer = client.post(form.action or url, good_answers(form))
        if answer.status_code != 302:
            break
        url = answer.url
    assert wrong == []
    assert pages >= 3


def good_answers(form: HtmlForm) -> dict:
    """Something sensible for each kind of question of the referral form."""
    answers = form.data()
    for one in form.typed:
        name = one.name
        answers[name] = (
            "" if name == "website"  # what only programs fill in
            else "somebody@example.org" if "email" in name
            else "01632 960 001" if "phone" in name
            else "HP20 1ZZ" if "postcode" in name or name == "near"
            else "30" if "age" in name or "miles" in name
            else "1 September 2026" if name.endswith(("_from", "_on"))
            else "" if name.endswith("_until") or "birth" in name
            else "Sam <b>Taylor</b>"
        )  # fmt: skip
    for one in form.chosen:
        answers[one.name] = one.value or next((value for value in one.choices if value), "")
    return answers


def test_a_note_keeps_any_text_and_shows_it_as_typed(world, manager, sign_in):
    browser = sign_in(manager)
    url, person = reverse("add-note", args=[world.person.folder_id]), world.person.get_absolute_url()
    for string in STRINGS:
        if not tidy(string).strip() or len(string) > 4000:
            continue
        newest = Note.objects.order_by("-pk").first().pk
        body = urlencode({"text": f"a{string}z", "happened_on": "today"}, errors="surrogatepass")
        answer = browser.post(url, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 302, string
        note = Note.objects.get(pk__gt=newest)
        if "\ud800" not in string and "\udfff" not in string:
            assert note.text == tidy(f"a{string}z")
    page = browser.get(person).content
    assert [raw for raw in RUNS if raw in page] == []
    assert escape("<script>alert(1)</script>").encode() in page
    assert b"{{ 7*7 }}" in page


def is_known(path: str) -> bool:
    """Whether any address of ours looks like this; what does not is answered by one page, whoever asks and however."""
    try:
        resolve(unquote(path, errors="replace"))
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_nonsense_in_an_address_is_not_found(kind, world, browsers):
    """Every address that is known is asked; of the unknown, each nonsense once by each browser."""
    wrong, unknown_asked = [], set()
    for address in our_addresses():
        if f"<{kind}:" not in address.route:
            continue
        browser = browsers(address)
        fixed = address.route
        for good in world.args(address.name):
            fixed = re.sub(r"<(\w+):\w+>", rf"<\1>{good}</>", fixed, count=1)
        for bad in PARTS[kind]:
            # One part at a time is nonsense; any other is as it should be.
            for broken in re.finditer(rf"<{kind}>.*?</>", fixed):
                path = fixed[: broken.start()] + bad + fixed[broken.end() :]
                path = "/" + re.sub(r"<\w+>(.*?)</>", r"\1", path)
                if not is_known(path) and not is_known(f"{path}/"):
                    if (bad, browser) in unknown_asked:
                        continue
                    unknown_asked.add((bad, browser))
                for method in ("get", "post"):
                    with transaction.atomic():
                        status = getattr(browser, method)(path).status_code
                        transaction.set_rollback(True)
                    if status not in {404, 301}:
                        wrong.append(f"{method} {path[:120]}: {status}")
    assert wrong == []


@pytest.fixture
def looked(monkeypatch):
    """Fills when a page looks at what follows the question mark, whichever way."""
    seen = []

    def watch(owner, name):
        real = vars(owner)[name]
        read = getattr(real, "func", real)

        def watched(self, *args, **kwargs):
            seen.append(name)
            return read(self, *args, **kwargs)

        monkeypatch.setattr(owner, name, watched if read is real else property(watched))

    watch(WSGIRequest, "GET")
    watch(HttpRequest, "get_full_path")
    watch(HttpRequest, "get_full_path_info")
    return seen


@pytest.mark.slow
def test_nonsense_after_the_question_mark_is_ignored(world, browsers, looked):
    """A page that does not look at it is asked with one nonsense; a page that looks, or has a form for it, with all."""
    wrong, looking = [], set()
    for address in our_addresses():
        browser, url = browsers(address), address_of(address, world)
        page = browser.get(url)
        if page.streaming or page.status_code not in {200, 302}:
            continue
        asked = {name for form in forms_in(page.content.decode()) if form.method == "get" for name in form.fields}
        values = VALUES if asked or "<" not in address.route else VALUES[3:5]
        for number, value in enumerate(values):
            query = "&".join(f"{name}={value}" for name in sorted(asked | set(NAMES)))
            looked.clear()
            answer = browser.get(f"{url}?{query}")
            if answer.status_code != page.status_code or any(raw in answer.content for raw in RUNS):
                wrong.append(f"{url}?…={value}: {answer.status_code}")
            if looked:
                looking.add(address.name)
            elif number == 0:
                break
            if asked:
                twice = browser.get(f"{url}?{query}&{query}")
                if twice.status_code != page.status_code:
                    wrong.append(f"{url} twice {value}: {twice.status_code}")
    assert wrong == []
    assert {"people", "households", "referrals", "matching"} <= looking


# --- two browsers saving the same thing ------------------------------------------------------------

# One field of each edit form, and what each of two people types into it.
TWO_AT_ONCE = {
    "write-assessment": ("summary", "First says", "Second says"),
    "edit-team": ("phone", "01632 960001", "01632 960002"),
    "edit-professional": ("name", "First Name", "Second Name"),
    "form-design": ("designed_with", "First says", "Second says"),
    "edit-household": ("about", "First says", "Second says"),
    "edit-home": ("address", "1 First Row", "2 Second Row"),
    "edit-member": ("full_name", "First Name", "Second Name"),
    "edit-person": ("lives_at", "First place", "Second place"),
    "edit-person-contact": ("relation", "First says", "Second says"),
    "edit-arrangement": ("planned_end_on", "1 January 2028", "1 February 2028"),
    "edit-referee": ("full_name", "First Name", "Second Name"),
    "edit-scheme": ("opening_hours", "First hours", "Second hours"),
    "change-rule": ("value", "11", "12"),
    "edit-panel-paper": ("title", "First title", "Second title"),
    "settle-talk": (),
    "write-report": ("text", "First says", "Second says"),
    "edit-panel-meeting": ("place", "First room", "Second room"),
    "panel-minutes": ("minutes", "First says", "Second says"),
    "edit-enquiry": ("full_name", "First Name", "Second Name"),
    "edit-stage": ("label", "First label", "Second label"),
    "edit-closing-reason": ("text", "First reason", "Second reason"),
    "edit-profile": ("hello", "First says", "Second says"),
    "write-page": ("matters", "First says", "Second says"),
    "share-page": ("enjoys", "First says", "Second says"),
    "edit-campaign": ("name", "First name", "Second name"),
    "edit-growth-project": ("name", "First name", "Second name"),
    "edit-duty-turn": ("until_on", "1 January 2028", "1 February 2028"),
}


def main_form(page) -> HtmlForm:
    forms = forms_in(page.content.decode())
    return next(form for form in forms if form.method == "post" and form.action not in FURNITURE)


def test_every_form_that_carries_a_version_is_known(world, browsers):
    carrying = set()
    for address in our_addresses():
        page = browsers(address).get(address_of(address, world))
        if page.status_code == 200 and any("version" in form.fields for form in forms_in(page.content.decode())):
            carrying.add(address.name)
    assert sorted(carrying) == sorted(TWO_AT_ONCE)


@pytest.mark.parametrize("name", sorted(name for name, typed in TWO_AT_ONCE.items() if typed))
def test_two_browsers_saving_the_same_thing(name, world, browsers):
    """One wins; the other sees what changed, keeps its text, and may then save knowingly."""
    address = next(one for one in our_addresses() if one.name == name)
    field, first, second = TWO_AT_ONCE[name]
    url, browser = address_of(address, world), browsers(address)
    one, two = main_form(browser.get(url)), main_form(browser.get(url))
    extra = {"source": "Board", "value": "42"} if name == "change-rule" else {}
    assert browser.post(url, one.data() | extra | {field: first}).status_code == 302
    late = browser.post(url, two.data() | extra | {field: second})
    assert late.status_code == 200
    page = late.content.decode()
    again = main_form(late)
    assert first in page
    assert again.fields[field].value == second
    assert main_form(browser.get(url)).fields[field].value == first
    assert browser.post(url, again.data() | {field: second}).status_code == 302
    assert main_form(browser.get(url)).fields[field].value == second
