"""Due: an obligation with a date, computed from cases, records and the scheme's rules; never stored as a task."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from schemes.models import Message
from schemes.models.messages import holds_a_key

# How a row is shown on Today, most pressing first.
MUST_ACT, OVERDUE, SOON, WAITING, NEW, AHEAD, LATER = (
    "must_act", "overdue", "soon", "waiting", "new", "ahead", "later",
)  # fmt: skip

# A morning email that failed is worth a manager's look today and tomorrow; after that a newer one tells the same.
DIGEST_DAYS = 1


@dataclass(frozen=True)
class Due:
    """Something somebody must do. `key` names kind, subject and causing row, and stays the same when the date moves."""

    key: str
    kind: str
    scheme_id: int
    folder_id: int | None  # none: about the scheme itself, for its managers
    on: date
    what: str  # begins with a verb: "Visit", "Review", "Read the referral"
    who: str  # the people or household it is about
    url: str  # the form that ends it
    officer_id: int | None = None
    state: str = "due"  # due, booked, waiting (on someone else), new, must_act
    said: str = ""  # one line that helps: what was last said, who is waiting
    warn_days: int | None = None  # show it this many days ahead, if not the scheme's usual
    # What else a room says of it: `needs`, the permission of its form; `otherwise`, where those without it read of it.
    extra: dict = field(default_factory=dict, compare=False)

    def group(self, on: date, soon_days: int) -> str:
        """Where it stands on Today, seen on a day."""
        if self.state == MUST_ACT:
            return MUST_ACT
        if self.on < on:
            return OVERDUE
        if self.state in (NEW, WAITING):
            return self.state
        days = (self.on - on).days
        if days > (soon_days if self.warn_days is None else self.warn_days):
            return LATER
        return SOON if days <= soon_days else AHEAD


def due(schemes, on: date, policies) -> Iterable[Due]:
    """Messages that could not be delivered: somebody has to ring, mend the address, or try again."""
    failed = (
        Message.objects.filter(scheme__in=schemes, status=Message.Status.FAILED)
        .exclude(key__startswith="digest:", queued_at__date__lt=on - timedelta(days=DIGEST_DAYS))
        .exclude(holds_a_key())  # nobody but whom they were sent to may read those
        .select_related("folder")
        .order_by("pk")
    )
    for message in failed:
        yield Due(
            key=f"undelivered:message:{message.pk}",
            kind="undelivered",
            scheme_id=message.scheme_id,
            folder_id=message.folder_id,
            on=timezone.localdate(message.queued_at),
            what="Mend an email that could not be delivered",
            who=message.folder.reference if message.folder else message.to,
            url=message.get_absolute_url(),
            state=MUST_ACT,
        )
