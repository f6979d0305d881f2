"""Due: an obligation with a date, computed from cases, records and the scheme's rules; never stored as a task."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from schemes.models import Message

# How a row is shown on Today, most pressing first.
MUST_ACT, OVERDUE, SOON, WAITING, NEW, LATER = "must_act", "overdue", "soon", "waiting", "new", "later"


@dataclass(frozen=True)
class Due:
    """Something somebody must do. `key` names kind, subject and causing row, and stays the same when the date moves."""

    key: str
    kind: str
    scheme_id: int
    folder_id: int
    on: date
    what: str  # begins with a verb: "Visit", "Review", "Read the referral"
    who: str  # the people or household it is about
    url: str  # the form that ends it
    officer_id: int | None = None
    state: str = "due"  # due, booked, waiting (on someone else), new, must_act
    said: str = ""  # one line that helps: what was last said, who is waiting
    warn_days: int | None = None  # show it this many days ahead, if not the scheme's usual
    extra: dict = field(default_factory=dict, compare=False)

    def group(self, on: date, soon_days: int) -> str:
        """Where it stands on Today, seen on a day."""
        if self.state in (MUST_ACT, NEW):
            return OVERDUE if self.state == NEW and self.on < on else self.state
        if self.state == "waiting" and self.on >= on:
            return WAITING
        if self.on < on:
            return OVERDUE
        ahead = soon_days if self.warn_days is None else self.warn_days
        return SOON if (self.on - on).days <= ahead else LATER


def due(schemes, on: date, policies) -> Iterable[Due]:
    """Messages that could not be delivered: somebody has to ring or mend the address."""
    failed = (
        Message.objects.filter(scheme__in=schemes, status=Message.Status.FAILED)
        .exclude(key__startswith="digest:")
        .select_related("folder")
        .order_by("pk")
    )
    for message in failed:
        if message.folder_id is None:
            continue
        yield Due(
            key=f"undelivered:message:{message.pk}",
            kind="undelivered",
            scheme_id=message.scheme_id,
            folder_id=message.folder_id,
            on=message.queued_at.date(),
            what="Mend an email that could not be delivered",
            who=message.folder.reference,
            url=message.get_absolute_url(),
            state=MUST_ACT,
        )
