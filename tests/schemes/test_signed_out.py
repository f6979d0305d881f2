"""Signed out while typing: nothing is lost. And the pages of the sign-in library that stay shut."""

import html
import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from schemes.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "Rang Sam's mother. <b>All is well</b>\nand so is the dog."


def key_of(answer) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]


def sent_again(answer) -> dict:
    """The fields that "Send it again" would send, with the key of the page."""
    page = answer.content.decode()
    fields = re.findall(r'<textarea name="([^"]+)" hidden aria-hidden="true">\n(.*?)</textarea>', page, re.S)
    return {name: html.unescape(value) for name, value in fields} | {"csrfmiddlewaretoken": key_of(answer)}


@pytest.fixture
def referral(scheme, officer):
    return factories.make_looking(scheme, officer)


@pytest.fixture
def url(referral):
    return reverse("add-note", args=[referral.folder_id])


def test_a_note_typed_while_the_hour_ran_out_is_given_back_and_saved(url, referral, officer):
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    browser.force_login(officer.staff.account)
    key = key_of(browser.get(url))
    browser.session.flush()
    answer = browser.post(url, {"text": WORDS, "happened_on": "today", "csrfmiddlewaretoken": key})
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    page = answer.content.decode()
    assert "You have been signed out" in page
    assert re.search(r'<a [^>]*href="/account/login/" target="_blank" rel="noopener">', page)
    assert sent_again(answer)["text"].replace("\r\n", "\n") == WORDS
    assert not referral.folder.notes.exists()

    sign_in = browser.get(reverse("account_login"))
    told = {
        "login": officer.staff.account.email,
        "password": factories.PASSWORD,
        "csrfmiddlewaretoken": key_of(sign_in),
    }
    assert browser.post(reverse("account_login"), told).status_code == 302
    # Signing in changed the key: the words come back once more, and then they are saved.
    answer = browser.post(url, sent_again(answer))
    assert "What you typed is below" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    answer = browser.post(url, sent_again(answer))
    assert answer.status_code == 302
    assert referral.folder.notes.get().text.replace("\r\n", "\n") == WORDS


def test_where_nothing_was_typed_the_sign_in_page_comes_first(url):
    for sent in ({}, {"text": "  "}, {"once": "a" * 32, "version": "3"}):
        answer = Client().post(url, sent)
        assert answer.url.startswith("/account/login/")


def test_a_password_is_never_given_back(client):
    answer = client.post(reverse("account_change_password"), {"oldpassword": "toast-and-jam", "other": "words"})
    assert b"toast-and-jam" not in answer.content


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/abc:def/"])
@pytest.mark.parametrize("act", ["action_add", "action_primary", "action_send"])
def test_nobody_moves_their_account_to_another_address(path, act, officer, sign_in):
    browser, before = sign_in(officer), officer.staff.account.email
    assert browser.get(f"/account/{path}").status_code == 404
    assert browser.post(f"/account/{path}", {"email": "else@example.org", act: ""}).status_code == 404
    assert Client().get(f"/account/{path}").status_code == 404
    assert Account.objects.get(pk=officer.staff.account_id).email == before
    assert mail.outbox == []


@pytest.mark.parametrize("error", [ConnectionRefusedError, TimeoutError, SMTPServerDisconnected])
def test_the_page_answers_as_always_when_the_mail_server_is_away(error, officer, client, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise error("away")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    answer = client.post(reverse("account_reset_password"), {"email": officer.staff.account.email})
    assert answer.url == reverse("account_reset_password_done")
    assert "An email was not sent" in caplog.text
    assert officer.staff.account.email not in caplog.text
