"""A referral somebody began: kept as it is typed, found again by a link of its own, reminded of twice, then erased."""

import re
from datetime import timedelta
from urllib.parse import urlparse

import pytest
from django.test import Client

from referrals.models import Referral
from referrals.tasks import remind_of_drafts
from schemes import clock
from schemes.files import Accepted
from schemes.models import Draft, HeldFile, Link, LinkRequest, Message
from schemes.tasks import clear_away
from sharedlives.tasks import send_lost_links
from tests.carers.door import code_in, come_in
from tests.referrals.conftest import LEAST

pytestmark = pytest.mark.django_db
TYPING = {"headers": {"X-Autosave": "1"}}


def link_mails():
    return Message.objects.filter(key__startswith="link:").order_by("pk")


def path_in(message) -> str:
    (address,) = re.findall(r"https?://\S+", message.body)
    return urlparse(address).path


def keep(referrer, page, answers, **more):
    """What the page's own script does."""
    return referrer.client.post(f"{referrer.base}{page}/keep/", answers, **TYPING, **more)


def test_what_is_typed_is_kept_as_it_stands(referrer):
    referrer.begin()
    answer = keep(referrer, "their-words", {"matters": "My allot", "once": "d" * 32, "sending": "1"})
    assert answer.json()["said"].startswith("Kept at ")
    assert Draft.objects.get().data["their-words"] == {"matters": "My allot"}
    assert "My allot" in referrer.page("their-words").content.decode()
    # What makes no sense yet is kept too.
    keep(referrer, "them", {"date_of_birth": "31 Febr", "once": "e" * 32, "sending": "1"})
    assert 'value="31 Febr"' in referrer.page("them").content.decode()


def test_what_arrives_late_changes_nothing(referrer):
    referrer.begin()
    page = {"once": "d" * 32}
    keep(referrer, "their-words", page | {"matters": "one two", "sending": "2"})
    assert keep(referrer, "their-words", page | {"matters": "one", "sending": "1"}).json()["said"] == ""
    assert Draft.objects.get().data["their-words"]["matters"] == "one two"
    referrer.fill("their-words", page | {"matters": "one two three", "sending": "3"})
    keep(referrer, "their-words", page | {"matters": "one two", "sending": "2"})
    assert Draft.objects.get().data["their-words"]["matters"] == "one two three"


def test_the_first_page_is_kept_while_it_is_typed(referrer):
    page = {"referrer_name": "Alex", "once": "c" * 32, "sending": "1"}
    assert referrer.client.post("/refer/vale/you/", page, **TYPING).json()["said"]
    assert Draft.objects.get().data["you"] == {"referrer_name": "Alex"}
    assert not Link.objects.exists()
    again = referrer.client.get("/refer/vale/you/", follow=True)
    assert 'value="Alex"' in again.content.decode()
    assert Client().get("/refer/vale/you/").status_code == 200


def test_nobody_else_keeps_or_reads_it(referrer, another_referrer):
    referrer.begin()
    another_referrer.base = referrer.base
    answer = keep(another_referrer, "their-words", {"matters": "Not theirs"})
    assert answer.status_code == 404
    assert "their-words" not in Draft.objects.get().data
    assert Client().get(f"{referrer.base}their-words/keep/").status_code == 404


def test_too_long_to_keep(referrer):
    referrer.begin()
    assert keep(referrer, "their-words", {"matters": "x" * 10_001}).status_code == 413
    assert "their-words" not in Draft.objects.get().data


def test_a_page_with_a_mistake_is_kept_too(referrer):
    referrer.begin().fill("what-for", {"near": "HP20 1ZZ", "miles": "a few"})
    assert Draft.objects.get().data["what-for"] == {"near": "HP20 1ZZ", "miles": "a few"}


def test_an_email_with_a_link_and_nothing_else_about_it(referrer):
    referrer.begin().fill_all()
    message = link_mails().get()
    assert message.to == "alex.fairley@example.org"
    assert message.subject == "Vale Shared Lives: come back to what you began"
    words = f"{message.subject} {message.body}".lower()
    assert not re.search(r"sam|thornbury|allotment|alex|aylesbury|\b32\b", words)
    assert "referral" not in message.subject.lower()
    assert not re.search(r"sam|thornbury|alex", path_in(message), re.IGNORECASE)


def test_coming_back_on_another_computer(referrer):
    referrer.begin().fill("their-words", LEAST["their-words"])
    browser, url = come_in(path_in(link_mails().get()))
    page = browser.get(url, follow=True)
    assert page.request["PATH_INFO"] == f"{referrer.base}check/"
    assert "My allotment." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not re.search("allotment|alex", repr(dict(browser.session)), re.IGNORECASE)


def test_a_wrong_code_or_a_foreign_link_tells_nothing(referrer, another_referrer):
    referrer.begin().fill_all()
    path = path_in(link_mails().get())
    browser = Client()
    browser.post(path, {"send": "1"})
    wrong = "000000" if code_in() != "000000" else "000001"
    assert "does not open it" in browser.post(path, {"code": wrong}).content.decode()
    assert browser.get(f"{referrer.base}check/").status_code == 404
    known, unknown = Client().get(f"{referrer.base}check/"), Client().get("/refer/return/nothing/")
    gone = Client().get("/refer/draft/12345678-1234-5678-1234-567812345678/check/")
    assert known.content == gone.content
    assert unknown.status_code == 404


def test_a_second_draft_never_breaks_the_first(referrer, another_referrer):
    referrer.begin().fill("their-words", {"matters": "The first one."})
    another_referrer.begin().fill("their-words", {"matters": "The second one."})
    first, second = link_mails()
    assert Link.objects.count() == 2
    for message, said in [(first, "The first one."), (second, "The second one.")]:
        browser, url = come_in(path_in(message))
        assert said in browser.get(url, follow=True).content.decode()


def test_a_mistyped_address_opens_nothing_once_it_is_put_right(referrer):
    referrer.begin(LEAST["you"] | {"referrer_email": "somebody.else@example.org"})
    wrong = path_in(link_mails().get())
    referrer.fill("you", LEAST["you"])
    assert Client().get(wrong).status_code == 404
    assert link_mails().get().to == "alex.fairley@example.org"
    assert not Link.objects.filter(email="somebody.else@example.org").exists()


def test_finding_it_again_is_the_same_for_known_and_unknown(referrer):
    referrer.begin()
    answers = []
    for email in ("ALEX.fairley@example.org", "nobody@example.org"):
        answer = Client().post("/my-link/vale/", {"email": email})
        answers.append((answer.status_code, answer["Location"], Client().get(answer["Location"]).content))
    assert answers[0] == answers[1]
    assert LinkRequest.objects.count() == 2
    assert send_lost_links() == 1
    browser, url = come_in(path_in(link_mails().last()))
    assert browser.get(url, follow=True).status_code == 200


def test_closing_it_on_a_shared_computer(referrer):
    referrer.begin()
    answer = referrer.fill("their-words", {"matters": "My allotment.", "later": "1"})
    assert answer["Location"] == "/refer/vale/later/"
    page = referrer.client.get(answer["Location"]).content.decode()
    assert not re.search("allotment|alex", page, re.IGNORECASE)
    for name in ["their-words", "check", "you"]:
        assert referrer.page(name).status_code == 404
    assert "You began" not in referrer.client.get("/refer/vale/").content.decode()
    assert Draft.objects.get().data["their-words"] == {"matters": "My allotment."}
    browser, url = come_in(path_in(link_mails().get()))
    assert "My allotment." in browser.get(url, follow=True).content.decode()


def test_a_session_that_ran_out_loses_nothing(referrer):
    referrer.begin().fill_all()
    referrer.client.session.flush()
    referrer.client.cookies.clear()
    answer = referrer.fill("safety", {"safety_known": "told", "safety": "Traffic, when somebody shouts."})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert page.count("Traffic, when somebody shouts.") == 2  # to be read, and to be sent again
    browser, _url = come_in(path_in(link_mails().get()), referrer.client)
    browser.get(_url)
    again = browser.post(
        f"{referrer.base}safety/", {"safety_known": "told", "safety": "Traffic, when somebody shouts."}
    )
    assert again.status_code == 302


def test_two_reminders_and_no_third(referrer, set_clock):
    referrer.begin()
    begun, sent = clock.now(), []
    for days in (6, 7, 7, 12, 21, 22, 27):
        set_clock(begun + timedelta(days=days, minutes=1))
        sent.append(remind_of_drafts())
    assert sent == [0, 1, 0, 0, 1, 0, 0]
    newest = link_mails().last()
    assert newest.subject == "Vale Shared Lives: not sent yet"
    browser, url = come_in(path_in(newest))
    assert browser.get(url, follow=True).status_code == 200


def test_who_was_away_gets_one_reminder_for_two(referrer, set_clock):
    referrer.begin()
    set_clock(clock.now() + timedelta(days=22))
    assert (remind_of_drafts(), remind_of_drafts()) == (1, 0)


def test_nobody_is_reminded_of_what_was_sent(referrer, set_clock):
    referrer.begin().fill_all()
    referrer.send()
    set_clock(clock.now() + timedelta(days=8))
    assert remind_of_drafts() == 0


def test_after_the_last_day_nothing_is_left(referrer, set_clock):
    referrer.begin().fill_all()
    path = path_in(link_mails().get())
    come_in(path)  # a code was sent, and somebody acted by the link
    draft = Draft.objects.get()
    HeldFile.hold(upload=Accepted("a.pdf", "application/pdf", b"%PDF-"), question="money", draft=draft)
    set_clock(draft.expires_at + timedelta(minutes=1))
    assert Client().get(path).status_code == 404
    clear_away()
    assert not Draft.objects.exists()
    assert not HeldFile.objects.exists()
    assert not Link.objects.exists()
    assert not Message.objects.filter(to="alex.fairley@example.org").exists()


def test_sending_leaves_no_way_back_to_the_draft(referrer):
    referrer.begin().fill_all()
    path = path_in(link_mails().get())
    referrer.send()
    assert Referral.objects.count() == 1
    assert Client().get(path).status_code == 404
    assert not Link.objects.filter(purpose=Link.Purpose.REFERRAL_DRAFT).exists()
