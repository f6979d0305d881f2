"""What was sent is a row: killed, doubled, refused or without a mail server, no message is lost or made twice."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from devstack.catcher import OnLoopback, start_catcher
from referrals.letters import send_received
from schemes import clock, outbox
from schemes.letters import queue_invitation
from schemes.models import Actor, Invitation, Message, Note
from schemes.models.messages import WAITS
from tests import factories
from tests.front.conftest import start_arrangement

CHECKOUT = Path(__file__).parents[2]
DIES_AFTER_SENDING = (
    "import os, django; django.setup(); from schemes import outbox; "
    "outbox.deliver(after_sending=lambda message: os.kill(os.getpid(), 9))"
)


def queue(scheme, number=1, to="a@example.org", folder=None):
    by = Actor.for_job("tests")
    return [
        Message.queue(
            scheme=scheme, key=f"test:{n}", to=to, subject=f"R-{n}: hello", body="Hello", by=by, folder=folder
        )
        for n in range(number)
    ]


def received(folder) -> list[str]:
    """The Message-ID of each copy the mail server kept."""
    return [message_from_bytes(path.read_bytes())["Message-ID"] for path in sorted(folder.glob("*.eml"))]


def environment(port) -> dict[str, str]:
    """For a real process on this test's database and mail server."""
    url = os.environ["DATABASE_URL"]
    path, _, options = url.partition("?")
    name = connection.settings_dict["NAME"]
    return os.environ | {
        "DATABASE_URL": f"{path.rsplit('/', 1)[0]}/{name}?{options}",
        "REDIS_URL": os.environ["REDIS_URL"].split("?")[0] + "?virtual_host=7",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "EMAIL_USE_TLS": "0",
        "DJANGO_SETTINGS_MODULE": "sharedlives.settings",
    }


@pytest.mark.django_db
def test_the_message_id_is_the_rows(scheme, mail):
    (message,) = queue(scheme)
    assert outbox.deliver() == 1
    message.refresh_from_db()
    assert received(mail) == [message.message_id]
    assert (message.status, message.tries) == ("sent", 1)
    assert outbox.deliver() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["invitation", "referral"])
def test_the_secret_of_a_link_is_gone_once_the_email_is(letter, scheme, administrator, officer, mail, sign_in):
    if letter == "invitation":
        invitation, secret = Invitation.invite(
            scheme=scheme, email="nia@example.org", name="Nia New", role="officer", by=administrator
        )
        message = queue_invitation(invitation, secret, by=administrator)
    else:
        message = send_received(factories.make_referral(scheme), at=clock.now(), by=officer)
        (secret,) = re.findall(r"[\w-]{43}", message.body)
    before = message.body
    assert secret in before
    assert outbox.deliver() == 1
    sent = message_from_bytes(next(mail.glob("*.eml")).read_bytes()).get_payload(decode=True).decode()
    assert secret in sent
    message.refresh_from_db()
    assert secret not in message.body
    assert message.body == re.sub(r"https?://\S+", "(a link only its reader may open)", before)


@pytest.mark.django_db
def test_the_secret_of_a_link_is_gone_when_they_were_told_otherwise(scheme, officer, sign_in):
    message = send_received(factories.make_referral(scheme), at=clock.now(), by=officer)
    (secret,) = re.findall(r"[\w-]{43}", message.body)
    message.tries = len(WAITS)
    message.record_failure("away", at=clock.now())
    assert secret in Message.objects.get(pk=message.pk).body  # another try must still open the door
    page = sign_in(officer).get(message.get_absolute_url()).content.decode()
    assert secret not in page
    assert "(a link only its reader may open)" in page
    message.settle(why="Rang them", at=clock.now(), by=officer)
    assert secret not in Message.objects.get(pk=message.pk).body


@pytest.mark.django_db
def test_the_same_key_is_one_row(scheme, other_scheme, mail):
    first, again, elsewhere = queue(scheme)[0], queue(scheme)[0], queue(other_scheme)[0]
    assert first == again
    assert elsewhere != first
    assert outbox.deliver() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_between_the_servers_yes_and_ours(scheme, mail, settings):
    """One further copy with the same Message-ID, and no second row."""
    (message,) = queue(scheme)
    killed = subprocess.run(
        [sys.executable, "-c", DIES_AFTER_SENDING], env=environment(settings.EMAIL_PORT), cwd=CHECKOUT, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    message.refresh_from_db()
    assert message.status == "waiting"
    assert outbox.deliver() == 1
    assert outbox.deliver() == 0
    assert received(mail) == [message.message_id] * 2
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_each_once(scheme, mail):
    made = queue(scheme, 40)
    sent = []

    def work():
        try:
            sent.append(outbox.deliver())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(sent) == 40
    assert sorted(received(mail)) == sorted(message.message_id for message in made)
    assert set(Message.objects.values_list("status", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_no_mail_server_tries_later_and_ends_with_an_officer(scheme, officer, manager, sign_in, settings, set_clock):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    referral = factories.make_referral(scheme)
    (message,) = queue(scheme, folder=referral.folder)
    start = clock.now()
    waits = []
    for _ in range(len(WAITS)):
        with clock.set_to(message.next_try_at):
            assert outbox.deliver() == 0
        before = message.next_try_at
        message.refresh_from_db()
        assert message.status == "waiting"
        assert "ConnectionRefused" in message.last_error
        waits.append(round((message.next_try_at - before).total_seconds() / 60))
    assert waits == WAITS
    with clock.set_to(message.next_try_at):
        outbox.deliver()
    message.refresh_from_db()
    assert message.status == "failed"
    set_clock(start + timedelta(days=1))
    for who in (officer, manager):
        page = sign_in(who).get("/").content.decode()
        assert "Must act now" in page
        assert f'href="{message.get_absolute_url()}"' in page


@pytest.mark.django_db
def test_a_server_that_is_away_costs_the_others_no_try(scheme, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    queue(scheme, 5)
    assert outbox.deliver() == 0
    assert sorted(Message.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]


class RefusesOne:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


@pytest.mark.django_db
def test_an_address_that_is_refused_does_not_hold_up_the_rest(scheme, settings):
    controller = OnLoopback(RefusesOne(), hostname="127.0.0.1", port=0)
    assert isinstance(controller, Controller)
    controller.start()
    try:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        (bad,) = queue(scheme, to="nobody@example.org")
        Message.objects.filter(pk=bad.pk).update(key="bad")
        queue(scheme, 3)
        assert outbox.deliver() == 3
    finally:
        controller.stop()
    bad.refresh_from_db()
    assert (bad.status, bad.tries) == ("waiting", 1)
    assert "550" in bad.last_error


def failed(scheme, folder=None, key="test:failed", **fields):
    return Message.objects.create(
        scheme=scheme, key=key, folder=folder, to="alex@example.org", subject="R-1001: hello", status="failed", tries=7,
        body="See https://example.org/status/secret-part now", queued_by=Actor.for_job("tests"),
        message_id=f"<{key}.{scheme.pk}@x>", last_error="550 no such mailbox", **fields,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_page_of_a_message_hides_links_and_notes_who_looked(scheme, officer, sign_in):
    referral = factories.make_referral(scheme)
    message = failed(scheme, referral.folder)
    text = sign_in(officer).get(message.get_absolute_url()).content.decode()
    assert "550 no such mailbox" in text
    assert "secret-part" not in text
    assert referral.folder.openings.filter(actor=officer, page="message").count() == 1


@pytest.mark.django_db
def test_try_again_to_a_mended_address(scheme, officer, sign_in, mail):
    referral = factories.make_referral(scheme)
    message = failed(scheme, referral.folder)
    browser = sign_in(officer)
    answer = browser.post(f"/messages/{message.pk}/try-again/", {"to": "alex.new@example.org"})
    assert (answer.status_code, answer.url) == (302, "/")
    message.refresh_from_db()
    assert (message.status, message.to, message.tries) == ("waiting", "alex.new@example.org", 0)
    assert "Sent again to alex.new@example.org" in Note.objects.get(folder=referral.folder).text
    assert outbox.deliver() == 1
    again = browser.post(f"/messages/{message.pk}/try-again/", {"to": "alex.new@example.org"})
    assert again.status_code == 200
    assert "is now “sent”" in again.content.decode()


@pytest.mark.django_db
def test_settled_in_another_way(scheme, officer, sign_in):
    referral = factories.make_referral(scheme)
    message = failed(scheme, referral.folder)
    browser = sign_in(officer)
    assert "alex" not in browser.get("/").content.decode()
    assert browser.post(f"/messages/{message.pk}/settle/", {"why": ""}).status_code == 200
    assert browser.post(f"/messages/{message.pk}/settle/", {"why": "Phoned Alex."}).status_code == 302
    message.refresh_from_db()
    assert message.status == "settled"
    assert Note.objects.get(folder=referral.folder).text.endswith("Phoned Alex.")
    assert message.get_absolute_url() not in browser.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["", "not an address", "a@b", "x@example.org\nBcc: y@example.org", "\x00@example.org"])
def test_an_address_that_is_none(scheme, officer, sign_in, to):
    message = failed(scheme, factories.make_referral(scheme).folder)
    page = sign_in(officer).post(f"/messages/{message.pk}/try-again/", {"to": to})
    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()
    message.refresh_from_db()
    assert message.status == "failed"


@pytest.mark.django_db
def test_who_may_see_a_message(
    scheme, other_scheme, officer, manager, outsider, viewer, administrator, panel_member, sign_in
):
    hung, loose = failed(scheme, factories.make_referral(scheme).folder), failed(scheme, key="digest:1:2026-08-06")
    seen = {}
    for who in (officer, manager, outsider, viewer, administrator, panel_member):
        browser = sign_in(who)
        for row in (hung, loose):
            for act in ("", "try-again/", "settle/"):
                seen.setdefault((who.name, row.key), set()).add(browser.get(f"/messages/{row.pk}/{act}").status_code)
    expected = {"Priya Nair": ({200}, {404}), "Morgan Lee": ({200}, {200}), "Otto Side": ({404}, {404})}
    for (name, key), codes in seen.items():
        assert codes == expected.get(name, ({403}, {403}))[key == loose.key], (name, key)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_and_clock_and_a_kill_in_the_middle(scheme, tmp_path):
    """The morning emails arrive by the clock's own schedule; a killed worker costs one further copy at most."""
    for n in range(12):
        person = factories.make_actor(scheme, email=f"officer{n}@example.org")
        start_arrangement(scheme, person, f"Person {n}", f"Home {n}")
    controller, port = start_catcher(tmp_path / "mail")
    env = environment(port)
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "tests.front.quick_celery"]
    worker = [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    beat = [*celery, "beat", "--schedule", str(tmp_path / "beat"), "--pidfile=", "--loglevel", "WARNING"]

    def start(command):
        with (tmp_path / "log").open("ab") as log:
            return subprocess.Popen(command, env=env, cwd=CHECKOUT, start_new_session=True, stdout=log, stderr=log)

    def wait_for(what):
        until = time.monotonic() + 45
        while not what():
            assert time.monotonic() < until, (tmp_path / "log").read_text()[-3000:]
            time.sleep(0.02)

    running = [start(worker), start(beat)]
    try:
        wait_for(lambda: len(received(tmp_path / "mail")) >= 3)
        os.killpg(running[0].pid, signal.SIGKILL)
        at_the_kill = len(received(tmp_path / "mail"))
        running.append(start(worker))
        wait_for(lambda: not Message.objects.exclude(status="sent").exists() and Message.objects.count() == 12)
    finally:
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
        controller.stop()
    assert at_the_kill < 12
    copies = received(tmp_path / "mail")
    assert set(copies) == set(Message.objects.values_list("message_id", flat=True))
    assert len(copies) in (12, 13)
