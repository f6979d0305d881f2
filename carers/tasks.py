"""Celery's messages for this room. They only say "look now"."""

from celery import shared_task

from carers.pack import make
from schemes import clock


@shared_task
def make_packs() -> int:
    """Make the panel packs that wait."""
    return make.make_waiting(now=clock.now)
