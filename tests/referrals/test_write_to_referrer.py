"""Referrer and scheme write to each other: read behind link and code, due until answered, emails empty of detail."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from referrals import letters
from referrals.due import due
from referrals.models import MoreGiven, ReferrerMessage, TalkSettled
from referrals.promises import Promises
from schemes import clock
from schemes.models import Link, Message, Policies
from tests import factories
from tests.referrals.conftest import NAUGHTY

pytestmark = pytest.mark.django_db


@pytest.fixture
def status(referral, officer, link_in):
    letters.send_received(referral, at=clock.now(), by=officer)
    return link_in("received:")


@pytest.fixture
def base(referral):
    return f"/referrals/{referral.pk}/"


@pytest.fixture
def go_in(status):
    """A browser that came through the link with the code, and the address inside."""

    def come(address=None):
        browser, start = Client(), f"{address or status}read/"
        browser.post(start, {"send": "1"})
        code = re.search(r"\b\d{6}\b", Message.objects.filter(key__startswith="code:").latest("pk").body)[0]
        answer = browser.post(start, {"code": code})
        assert answer.status_code == 302, answer.content
        return browser, answer["Location"]

    return come


def says(referral, text="Zebedee has moved.", by=None):
    return ReferrerMessage.say(referral=referral, text=text, is_from_referrer=True, by=by)


def rows_of(scheme, on):
    return [row for row in due([scheme], on, Policies([scheme])) if row.kind == "answer_message"]


def test_the_referrer_writes_with_the_link_alone(referral, status):
    answer = Client().post(f"{status}write/", {"message": "Zebedee has moved.", "once": "a" * 32})
    assert answer["Location"] == status
    message = ReferrerMessage.objects.get()
    assert (message.text, message.is_from_referrer, message.recorded_by.is_link) == ("Zebedee has moved.", True, True)
    page = Client().get(status).content.decode()
    assert "Zebedee" not in page
    assert "Read the messages" in page


def test_the_link_alone_reads_nothing(referral, officer, status):
    says(referral, by=officer)
    shown = Client().get(f"{status}read/").content.decode()
    assert "we send you a code first" in shown
    for personal in ["Zebedee", "Sam", "Alex"]:
        assert personal not in shown
    link = Link.objects.get()
    for inside in (f"/referral/open/{link.pk}/", f"/referral/open/{link.pk}/copy/"):
        assert Client().get(inside).status_code == 404


def test_link_and_code_read_all_and_write(referral, officer, go_in):
    says(referral, by=officer)
    asked = referral.ask_for_more(items=["Medicines"], words="What does he take?", by=officer)
    assert asked
    MoreGiven.put_down(scheme=referral.scheme, referral=referral, items=["Medicines"], text="One tablet.",
                       happened_on=clock.today(), by=officer)  # fmt: skip
    browser, inside = go_in()
    page = browser.get(inside).content.decode()
    for said in ["Zebedee has moved.", "What does he take?", "One tablet."]:
        assert said in page
    assert browser.post(inside, {"message": "Thank you."})["Location"] == inside
    assert ReferrerMessage.objects.latest("pk").text == "Thank you."


def test_staff_answer_and_the_email_tells_nothing(referral, officer, base, send, go_in, link_in):
    says(referral, by=officer)
    answer = send(f"{base}write/", {"text": "Zebedee can stay till May.", "once": "a" * 32})
    assert answer["Location"] == referral.get_absolute_url()
    email = Message.objects.get(key__startswith="message-waits:")
    assert email.to == referral.referrer_email
    for personal in ["Zebedee", "May", "Sam", "Taylor"]:
        assert personal not in email.subject + email.body
    assert email.body.count("http") == 1
    assert email.subject == f"{referral.reference}: a message for you"
    browser, inside = go_in(link_in("message-waits:").removesuffix("read/"))
    assert "Zebedee can stay till May." in browser.get(inside).content.decode()


def test_twice_is_one_message(base, send):
    for _ in range(2):
        send(f"{base}write/", {"text": "Hello", "once": "a" * 32})
    assert ReferrerMessage.objects.count() == 1


def test_an_unanswered_message_is_due_until_it_is_answered(referral, officer, base, send):
    scheme, today = referral.scheme, clock.today()
    first = says(referral, by=officer)
    says(referral, "And another.", by=officer)
    (row,) = rows_of(scheme, today)
    assert (row.key, row.url) == (f"answer-message:{first.pk}", f"{base}write/")
    assert row.on == Promises([scheme]).answer_by(referral, today)
    assert "Zebedee" not in f"{row.what}{row.who}{row.said}"
    send(f"{base}write/", {"text": "We come on Monday."})
    assert rows_of(scheme, today) == []
    again = says(referral, "One more thing.", by=officer)
    assert [one.key for one in rows_of(scheme, today)] == [f"answer-message:{again.pk}"]


def test_or_until_somebody_says_that_it_needs_no_answer(referral, officer, base, send, sign_in):
    says(referral, by=officer)
    assert "not answered yet" in sign_in(officer).get(base).content.decode()
    assert send(f"{base}needs-no-answer/", {"why": " "}).status_code == 200
    assert send(f"{base}needs-no-answer/", {"why": "Rang Alex", "once": "b" * 32}).status_code == 302
    assert TalkSettled.objects.get().why == "Rang Alex"
    assert rows_of(referral.scheme, clock.today()) == []
    page = sign_in(officer).get(base).content.decode()
    assert "not answered yet" not in page
    assert "Rang Alex" in page
    again = send(f"{base}needs-no-answer/", {"why": "Again"})
    assert "Nothing waits for an answer" in again.content.decode()
    says(referral, "New.", by=officer)
    assert len(rows_of(referral.scheme, clock.today())) == 1


def test_what_does_not_arrive_is_on_the_page(referral, officer, base, send, sign_in):
    send(f"{base}write/", {"text": "Hello"})
    message = Message.objects.get(key__startswith="message-waits:")
    for _ in range(8):
        message.record_failure("550 no such box", at=clock.now())
    page = sign_in(officer).get(base).content.decode()
    assert "Could not be delivered" in page
    assert message.get_absolute_url() in page


def test_as_many_as_we_take_in_a_day(referral, officer, status, monkeypatch):
    monkeypatch.setattr("referrals.sending_more.MOST_MESSAGES_A_DAY", 1)
    says(referral, by=officer)
    answer = Client().post(f"{status}write/", {"message": "More"})
    assert "as many messages as we take in one day" in answer.content.decode()
    assert ReferrerMessage.objects.count() == 1


def test_any_text(base, status, go_in, takes_anything):
    takes_anything(f"{base}write/", {"text": "x"})
    browser, inside = go_in()
    for typed in NAUGHTY:
        assert Client().post(f"{status}write/", {"message": typed}).status_code in (200, 302)
        assert browser.post(inside, {"message": typed}).status_code in (200, 302)
    assert "<script>alert" not in browser.get(inside).content.decode()


def test_who_may(referral, base, refuses_others):
    refuses_others(f"{base}write/", referral.folder)


def test_the_copy_is_the_answers_as_they_were_sent(referral, officer, go_in):
    browser, inside = go_in()
    answer = browser.get(f"{inside}copy/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{referral.reference}.pdf"'
    assert answer.content[:5] == b"%PDF-"
    assert answer.content == browser.get(f"{inside}copy/").content


def test_a_closed_link_shuts_what_it_had_opened(referral, officer, go_in):
    browser, inside = go_in()
    assert browser.get(inside).status_code == 200
    referral.change_referrer(name="Kim Ash", email="kim.ash@example.org", by=officer, why="Alex left")
    assert browser.get(inside).status_code == 404
    assert browser.get(f"{inside}copy/").status_code == 404


def test_long_closed_it_opens_nothing(referral, officer, status, go_in, set_clock):
    browser, inside = go_in()
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    set_clock(clock.today() + timedelta(days=31))
    for answer in (browser.get(inside), Client().get(f"{status}read/"), Client().post(f"{status}write/", {})):
        assert answer.status_code == 404
        assert referral.reference not in answer.content.decode()


def test_few_queries_and_a_light_page(referral, officer, status):
    counts = []
    for number in (1, 30):
        for _ in range(number):
            says(referral, "Hello.", by=officer)
            MoreGiven.put_down(scheme=referral.scheme, referral=referral, items=["Medicines"], text="x",
                               happened_on=clock.today(), by=officer)  # fmt: skip
        Client().get(status)
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(status)
        told = [one["sql"][:120] for one in asked if "SAVEPOINT" not in one["sql"]]
        counts.append(len(told))
        assert len(page.content) < 60_000
    assert counts == [6, 6], told  # one of them writes down that it was opened


def test_one_query_more_where_something_was_asked(referral, officer, status):
    referral.ask_for_more(items=["Medicines"], words="", by=officer)
    Client().get(status)
    for address in (status, f"{status}send/"):
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        told = [one["sql"][:120] for one in asked if "SAVEPOINT" not in one["sql"]]
        assert len(told) == 7, told


def test_due_in_the_same_number_of_queries(scheme, officer):
    def ask(number):
        for _ in range(number):
            says(factories.make_referral(scheme, by=officer), by=officer)
        with CaptureQueriesContext(connection) as asked:
            found = rows_of(scheme, clock.today())
        return len(found), len(asked)

    (few, first), (many, last) = ask(1), ask(9)
    assert (few, many) == (1, 10)
    assert first == last
