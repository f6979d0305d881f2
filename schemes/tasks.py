"""Celery's messages for the outbox. They only say "look now"."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from schemes import outbox

log = logging.getLogger(__name__)


@shared_task
def deliver_messages() -> int:
    """Send what waits in the outbox."""
    return outbox.deliver()


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
