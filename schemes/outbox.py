"""Sends what waits in the outbox. Safe to run twice, at once, or to kill in the middle."""

import smtplib
import time
from collections.abc import Callable

from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from schemes import clock
from schemes.models import Message


def send(message: Message) -> None:
    """Hand one message to the mail server, with the Message-ID its row has had since it was made."""
    EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(fail_silently=False),
    ).send()


def is_the_servers(error: Exception) -> bool:
    """Whether the mail server itself was away or refused us, and not this one message or its address."""
    its_own = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
    return isinstance(error, OSError) and not isinstance(error, its_own)


def deliver(limit: int = 200, seconds: float = 240, after_sending: Callable[[Message], None] | None = None) -> int:
    """Send waiting messages one by one, for so many seconds at most; returns how many were sent.

    Each is claimed with a row lock that other workers skip. A worker killed between the server's yes and our commit
    leaves the row waiting: the next run sends one further copy with the same Message-ID, and no second row.
    A server that is away ends this run, so that the other messages keep their tries for when it is back.
    """
    sent = 0
    tried: list[int] = []
    until = time.monotonic() + seconds
    while len(tried) < limit and time.monotonic() < until:
        with transaction.atomic():
            message = (
                Message.objects.select_for_update(skip_locked=True)
                .filter(status=Message.Status.WAITING, next_try_at__lte=clock.now())
                .exclude(pk__in=tried)
                .order_by("next_try_at", "pk")
                .first()
            )
            if message is None:
                break
            tried.append(message.pk)
            if message.refuse_unsafe():
                continue
            try:
                send(message)
            except (smtplib.SMTPException, OSError, ValueError) as error:
                message.record_failure(f"{type(error).__name__}: {error}", at=clock.now())
                if is_the_servers(error):
                    break
                continue
            if after_sending:
                after_sending(message)
            message.record_sent(at=clock.now())
            sent += 1
    return sent
