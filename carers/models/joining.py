"""Two enquiries from one home that go on as one."""

from django.db import transaction

from carers.models.applications import Application
from carers.models.closings import Closing
from carers.models.stages import ClosingReason
from schemes.models import WrongState


@transaction.atomic
def join_application(application, other, *, by, words="") -> Application:
    """Two enquiries from one home go on as one, which is returned; the later closes. Undo: a manager puts it back.

    One that has a household goes on before one that has none; else the one that asked first. What belongs to the one
    that closes stays with it, and is read from the one that goes on.
    """
    for row in sorted([application, other], key=lambda row: row.pk):
        row.lock()
        if not row.is_open:
            raise WrongState(f"{row} is now “{row.get_status_display().lower()}”, so nothing was joined.")
    if application == other:
        raise WrongState("This is the same enquiry: choose another one.")
    first, later = sorted([application, other], key=lambda row: (row.household_id is None, row.opened_on, row.pk))
    if later.household_id:
        raise WrongState(f"{first} and {later} each have a household by now. Close one of them, saying why.")
    later.close(
        reason=ClosingReason.for_joining(first.scheme, by=by), who_decided=Closing.WhoDecided.SCHEME, words=words,
        joined_to=first, by=by,
    )  # fmt: skip
    if first.officer_id is None and later.officer_id:
        first.hand_to(later.officer, by=by, why=f"Joined with {later.reference}")
    first.take_on(by=by)
    return first
