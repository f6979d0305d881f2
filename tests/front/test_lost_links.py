"""Asking for a lost link: the same answer whoever asks, and mail only where something is open."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schemes import clock
from schemes.models import Link, LinkRequest, Message
from schemes.tasks import clear_away
from sharedlives.tasks import send_lost_links
from tests.carers.door import come_in, invited, link_in, make_application

pytestmark = pytest.mark.django_db
ASK = "/my-link/vale/"


@pytest.fixture
def path(scheme, officer, sign_in):
    return invited(make_application(scheme, officer), officer, sign_in)


def mails() -> int:
    return Message.objects.filter(key__startswith="link:").count()


def test_a_lost_link_comes_anew_and_the_old_one_opens_nothing(path):
    answer = Client().post(ASK, {"email": "ADA@example.org"})
    assert answer.status_code == 302
    assert "a new link is on its way" in Client().get(answer.url).content.decode()
    assert send_lost_links() == 1
    assert Client().get(path).status_code == 404
    come_in(link_in())
    assert Link.objects.count() == 1
    assert send_lost_links() == 0


def test_the_answer_is_the_same_for_known_and_unknown(path):
    asked = {}
    for email in ("ada@example.org", "nobody@example.org"):
        browser = Client()
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(ASK, {"email": email})
        asked[email] = (answer.status_code, answer.url, answer.content, browser.get(answer.url).content, len(queries))
    assert asked["ada@example.org"] == asked["nobody@example.org"]
    before = mails()
    assert send_lost_links() == 1
    assert mails() == before + 1


def test_five_times_a_day(path, set_clock):
    for _ in range(7):
        assert Client().post(ASK, {"email": "ada@example.org"}).status_code == 302
    assert LinkRequest.objects.count() == 5
    set_clock(clock.now() + timedelta(days=1))
    Client().post(ASK, {"email": "ada@example.org"})
    assert LinkRequest.objects.count() == 6


def test_what_staff_closed_stays_closed(path):
    Link.objects.get().close(at=clock.now())
    Client().post(ASK, {"email": "ada@example.org"})
    assert send_lost_links() == 0


def test_one_that_ran_out_is_renewed_for_a_while(path, set_clock):
    for days, sent in [(60, 1), (60 + 56 + 91, 0)]:
        set_clock(clock.now() + timedelta(days=days))
        Client().post(ASK, {"email": "ada@example.org"})
        assert send_lost_links() == sent


def test_another_schemes_page_sends_nothing(path, other_scheme):
    assert Client().post("/my-link/harbour/", {"email": "ada@example.org"}).status_code == 302
    assert send_lost_links() == 0


def test_an_address_that_is_none(scheme):
    answer = Client().post(ASK, {"email": "ada at home"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert Client().get("/my-link/no-such-scheme/").status_code == 404


def test_one_scheme_needs_no_choosing(scheme):
    assert Client().get("/my-link/").url == ASK


def test_several_schemes_are_listed(scheme, other_scheme):
    assert other_scheme.name in Client().get("/my-link/").content.decode()


def test_requests_are_forgotten(path, set_clock):
    Client().post(ASK, {"email": "nobody@example.org"})
    send_lost_links()
    set_clock(clock.now() + timedelta(days=3))
    clear_away()
    assert not LinkRequest.objects.exists()
