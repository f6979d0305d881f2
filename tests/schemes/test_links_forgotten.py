"""A link in an email is kept until it is sent, and no longer; those of emails sent long ago are forgotten too."""

from importlib import import_module

import pytest
from django.db import connection

from schemes import outbox
from schemes.models import Message

pytestmark = pytest.mark.django_db
LINK = "https://example.org/a/oaF3-secret_/"
BODY = f"Dear Ann\n\nOpen it here:\n{LINK}\n\nRing 01632 960001."


def queue(scheme, by, key):
    return Message.queue(scheme=scheme, key=key, to="ann@example.org", subject="R-1", body=BODY, by=by)


def test_sending_it_forgets_the_link(scheme, officer, mailoutbox):
    message = queue(scheme, officer, "link:1:x")
    assert outbox.deliver() == 1
    message.refresh_from_db()
    assert LINK in mailoutbox[0].body
    assert message.body == BODY.replace(LINK, "(a link only its reader may open)")


def test_links_of_emails_sent_before_are_forgotten(scheme, officer, manager):
    rows = {status: queue(scheme, officer, f"link:{status}") for status in Message.Status.values}
    for status, row in rows.items():
        at = row.queued_at if status == "sent" else None
        Message.objects.filter(pk=row.pk).update(status=status, sent_at=at)
    forget = import_module("schemes.migrations.0010_links_of_sent_emails_forgotten").FORGET
    with connection.cursor() as cursor:
        cursor.execute(forget)
    kept = {status for status, row in rows.items() if LINK in Message.objects.get(pk=row.pk).body}
    assert kept == {"waiting", "failed"}
    assert Message.objects.get(pk=rows["sent"].pk).body == rows["sent"].readable
