"""The only place that reads the clock. The demonstration, an import and a simulation set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """This moment, with its time zone."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """Today where the scheme is (Europe/London)."""
    return timezone.localdate(now())


@contextmanager
def set_to(moment: date | datetime) -> Iterator[None]:
    """Inside this block it is `moment`; a bare date means nine in the morning of that day."""
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time(9)))
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
