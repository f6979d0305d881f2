"""Trying an act: once only, whole or not at all, with what refused it said on the form."""

from django.db import OperationalError, transaction

from schemes.models import AlreadyCorrected, WrongState
from schemes.once import first_time

# What the database says when a row stayed locked too long, and when two acts waited for each other.
IN_THE_WAY = {"55P03", "40P01"}
REFUSALS = (WrongState, AlreadyCorrected)


def sent(request):
    """What was sent, or None on a first look: a form sent empty is still a form that was sent."""
    return request.POST if request.method == "POST" else None


def attempt(request, form, act, *, refusals=REFUSALS) -> bool:
    """Whether the act is done: now, or by an earlier sending of the same form. A refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            if first_time(request, form):
                act()
    except refusals as refusal:
        form.add_error(None, str(refusal))
        return False
    except OperationalError as trouble:
        if getattr(trouble.__cause__, "sqlstate", None) not in IN_THE_WAY:
            raise
        form.add_error(None, "Somebody is changing this now. Try again in a moment.")
        return False
    return True
