"""Celery's messages for the outbox. They only say "look now"."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from schemes import clock, outbox, scanning
from schemes.models import Draft, LinkRequest, Once

log = logging.getLogger(__name__)
SENT_TWICE = timedelta(days=2)  # nobody goes Back and sends a form again after that


@shared_task
def deliver_messages() -> int:
    """Send what waits in the outbox."""
    return outbox.deliver()


@shared_task
def scan_files() -> int:
    """Ask the virus scanner, where there is one, about files that are held."""
    return scanning.scan_waiting()


@shared_task
def clear_away() -> None:
    """Forget drafts that ran out, which forms were sent before yesterday, and who asked for a link."""
    now = clock.now()
    Draft.sweep(at=now)
    Once.sweep(before=now - SENT_TWICE)
    LinkRequest.sweep(before=now - SENT_TWICE)


def look_now(task) -> None:
    """Ask for a look once this transaction is kept. If Redis is away nothing is lost: the next scan looks anyway."""

    def ask():
        try:
            task.apply_async(retry=False)
        except (OperationalError, OSError) as error:
            log.warning(
                "The task runner could not be asked to look now (%s); the next scan will.", type(error).__name__
            )

    transaction.on_commit(ask)
