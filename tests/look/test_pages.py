"""Every page of the sign-in library and every error page comes out in our own look."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("our_pages")]


def ours(response, status=200):
    """The text of a page in our frame: one heading, our header and footer, no inline script or style."""
    page = response.content.decode()
    assert response.status_code == status, page
    assert len(re.findall("<h1", page)) == 1
    assert "sl-header" in page
    assert "sl-footer" in page
    assert not re.search(r"<style|style=|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?! type=\"module\" src=)", page)
    return page


@pytest.fixture
def asked_again(officer, sign_in):
    """Signed in with the password a moment ago, as changes to sign-in ask for."""
    client = Client()
    client.post(reverse("account_login"), {"login": officer.staff.email, "password": "a-long-enough-password"})
    client.post(reverse("account_reauthenticate"), {"password": "a-long-enough-password"})
    return client


@pytest.mark.parametrize(
    "name",
    [
        "accessibility",
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_inactive",
        "account_reset_password_from_key_done",
    ],
)
def test_pages_before_sign_in(client, name):
    ours(client.get(reverse(name), follow=True))


def test_a_link_that_no_longer_works(client):
    page = ours(client.get("/account/password/reset/key/abc-set-password/"))
    assert "This link no longer works" in page


@pytest.mark.parametrize(
    "name",
    [
        "account",
        "accessibility",
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
    ],
)
def test_pages_after_sign_in(asked_again, name):
    page = ours(asked_again.get(reverse(name), follow=True))
    if name == "mfa_activate_totp":
        assert "Set up an authenticator app" in page
        assert '<svg class="sl-qr"' in page


def test_a_second_step_once_set_up(officer, sign_in):
    secret = generate_totp_secret()
    TOTP.activate(officer.staff.account, secret)
    RecoveryCodes.activate(officer.staff.account)
    assert "Confirm it is you" in ours(sign_in(officer).get(reverse("mfa_deactivate_totp"), follow=True))

    another = Client()
    login = {"login": officer.staff.email, "password": "a-long-enough-password"}
    assert "Enter your code" in ours(another.post(reverse("account_login"), login, follow=True))
    assert "Error:" in ours(another.post(reverse("mfa_authenticate"), {"code": "wrong"}))
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[-1]))
    assert another.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert another.post(reverse("account_reauthenticate"), {"password": login["password"]}).status_code == 302
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        ours(another.get(reverse(name)))


def test_the_email_with_the_link_says_what_it_is_for(client, officer, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": officer.staff.email})
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    known, unknown = mailoutbox
    assert known.subject == "Choose a new password"
    link = re.search(r"http://testserver(\S+)", known.body)[1]
    assert "Save new password" in ours(client.get(link, follow=True))
    assert unknown.subject == "No account for this address"
    assert officer.staff.name not in known.subject + known.body


def test_a_wrong_password_is_said_first(client, officer):
    page = ours(client.post(reverse("account_login"), {"login": officer.staff.email, "password": "wrong"}))
    assert page.index("There is a problem") < page.index("<h1")
    assert "<title>Error: Sign in" in page
    assert "wrong" not in page.split("<main")[1]


def test_error_pages(officer, sign_in):
    client = sign_in(officer)
    client.raise_request_exception = False
    assert "Page not found" in ours(client.get("/nowhere/"), 404)
    broken = client.get("/trip/")
    assert broken.status_code == 500
    assert "something went wrong" in broken.content.decode()


def test_a_form_open_too_long_loses_nothing():
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    page = ours(
        client.post("/echo/", {"said": "<b>toast</b>\nand jam", "csrfmiddlewaretoken": "old", "once": "x"}), 403
    )
    assert "&lt;b&gt;toast&lt;/b&gt;" in page
    assert "Send it again" in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert client.post("/echo/", {"said": "toast", "csrfmiddlewaretoken": token}).content == b"toast"


@pytest.mark.parametrize(
    ("origin", "data"),
    [("https://elsewhere.example", {"said": "toast"}), ("http://testserver", {"login": "a", "password": "secret"})],
)
def test_no_second_sending_for_other_sites_or_with_passwords(origin, data):
    client = Client(enforce_csrf_checks=True, headers={"origin": origin})
    page = ours(client.post("/echo/", data), 403)
    assert "Send it again" not in page
    assert "secret" not in page


def test_the_gallery_is_for_building_only(client, settings):
    ours(client.get("/gallery/"))
    ours(client.get("/gallery/?state=wrong"))
    settings.LOCAL = False
    assert client.get("/gallery/").status_code == 404


def test_every_page_says_that_it_is_a_demonstration(client, settings):
    assert "This is a demonstration." not in ours(client.get(reverse("account_login")))
    settings.DEMO = True
    for url in (reverse("account_login"), "/gallery/"):
        assert "This is a demonstration." in ours(client.get(url))
    assert "This is a demonstration." in ours(client.get("/nowhere/"), 404)


def test_sign_ins_stand_on_the_demonstration_only(client, scheme, settings):
    scheme.name = "Kennet Shared Lives"
    scheme.save()
    assert "@example.org" not in ours(client.get(reverse("account_login"))).split("<main")[1]
    settings.DEMO = True
    page = ours(client.get(reverse("account_login"))).split("<main")[1]
    assert "@example.org" in page
    assert '<h2 class="govuk-heading-s">Kennet Shared Lives</h2>' in page
    assert "Vale Shared Lives</h2>" not in page
