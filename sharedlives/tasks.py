"""Celery's messages for the morning email and for lost links. They only say "look now"."""

from celery import shared_task

from schemes import clock, doors
from schemes.tasks import deliver_messages, look_now
from sharedlives import reminders
from sharedlives.doors import DOORS


@shared_task
def remind() -> int:
    """Put the morning emails that are owed in the outbox; returns how many were new."""
    made = reminders.queue_morning_emails(clock.now())
    if made:
        look_now(deliver_messages)
    return made


@shared_task
def send_lost_links() -> int:
    """Send new links to those who asked for theirs; returns how many went out."""
    sent = doors.answer_requests(DOORS.values(), at=clock.now())
    if sent:
        look_now(deliver_messages)
    return sent
