"""Celery's message for the morning email. It only says "look now"."""

from celery import shared_task

from schemes import clock
from schemes.tasks import deliver_messages, look_now
from sharedlives import reminders


@shared_task
def remind() -> int:
    """Put the morning emails that are owed in the outbox; returns how many were new."""
    made = reminders.queue_morning_emails(clock.now())
    if made:
        look_now(deliver_messages)
    return made
