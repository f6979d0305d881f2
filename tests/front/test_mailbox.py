"""The demonstration's mail: read in the browser, only there, and never a file that is not a message."""

import os

import pytest
from django.core.mail import EmailMessage, get_connection

from sharedlives.mailbox import newest, read
from sharedlives.views.mailbox import with_our_links


def send(
    subject="R-1001: we have it", body="See http://127.0.0.1:8431/status/abc?x=1&y=2 <b>now</b>", to="a@example.org"
):
    EmailMessage(subject, body, to=[to], connection=get_connection()).send()


@pytest.mark.django_db
def test_messages_newest_first_and_links_to_these_pages(client, mail, settings):
    settings.DEMO = True
    send("First")
    send("Second", to="b@example.org")
    page = client.get("/mailbox/").content.decode()
    assert page.index("Second") < page.index("First")
    assert "b@example.org" in page
    name = newest(str(mail))[0].name
    page = client.get(f"/mailbox/{name}/").content.decode()
    assert '<a class="govuk-link" href="http://127.0.0.1:8431/status/abc?x=1&amp;y=2">' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page


@pytest.mark.django_db
def test_empty(client, mail, settings):
    settings.DEMO = True
    assert "No email has been sent yet" in client.get("/mailbox/").content.decode()


@pytest.mark.django_db
def test_not_on_a_server(client, mail, settings):
    send()
    name = newest(str(mail))[0].name
    settings.LOCAL = settings.DEMO = False
    assert client.get("/mailbox/").status_code == 404
    assert client.get(f"/mailbox/{name}/").status_code == 404
    settings.LOCAL, settings.MAIL_CATCHER_FOLDER = True, ""
    assert client.get("/mailbox/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["..", "../settings.py", "%2e%2e%2fsecret.eml", "..%2Fsecret.eml", ".hidden.eml", "no.eml", "a%00.eml", "link.eml",
     "folder.eml", "x" * 300 + ".eml"],
)  # fmt: skip
def test_no_other_file_is_read(client, mail, tmp_path, name):
    mail.mkdir(exist_ok=True)
    (tmp_path / "secret.eml").write_text("Subject: secret\n\nsecret")
    (mail / ".hidden.eml").write_text("Subject: secret\n\nsecret")
    os.symlink(tmp_path / "secret.eml", mail / "link.eml")
    (mail / "folder.eml").mkdir()
    assert client.get(f"/mailbox/{name}/").status_code == 404
    assert newest(str(mail)) == []


def test_odd_messages_are_read_all_the_same(tmp_path):
    for number, content in enumerate(
        [b"", b"\xff\xfe\x00", b"Subject: =?utf-8?q?=E2?=\nDate: never\n\n\xe9", b"To: x"]
    ):
        (tmp_path / f"{number}.eml").write_bytes(content)
    assert len(newest(str(tmp_path))) == 4
    assert read(str(tmp_path), "missing.eml") is None


def test_only_our_own_addresses_become_links(settings):
    said = with_our_links(f'javascript:alert(1) https://evil.example/ {settings.SITE_ADDRESS}/x"onclick="y')
    assert said.count("<a ") == 1
    assert f'href="{settings.SITE_ADDRESS}/x"' in said
    assert 'onclick="' not in said
