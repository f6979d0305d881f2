"""Celery's messages of this room. They only say "look now"."""

from celery import shared_task

from referrals import draft_links
from schemes import clock


@shared_task
def remind_of_drafts() -> int:
    """Remind those who began a referral and did not send it; returns how many emails were queued."""
    return draft_links.remind(at=clock.now())
