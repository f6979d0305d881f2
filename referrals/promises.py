"""What was promised to whoever referred, by which day, from the scheme's own rules; pure, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from referrals.models import Referral
from schemes.models import Policies
from schemes.working_days import add_working_days

STATUS = Referral.Status


@dataclass(frozen=True)
class Promise:
    """The next thing that was promised and the day it was promised for."""

    what: str
    on: date
    is_late: bool


class Promises:
    """The days some schemes promise, worked out from their rules, read once."""

    def __init__(self, schemes, policies: Policies | None = None):
        self.nations = {scheme.pk: scheme.nation for scheme in schemes}
        self.policies = policies or Policies(schemes)

    def within(self, scheme_id: int, key: str, start: date) -> date:
        """The day that is so many working days after `start` as the rule said then."""
        return add_working_days(start, self.policies.value(scheme_id, key, start), self.nations[scheme_id])

    def answer_by(self, referral, begun: date) -> date:
        return self.within(referral.scheme_id, "answer_working_days", begun)

    def meet_by(self, referral) -> date:
        return self.within(referral.scheme_id, "meet_working_days", received_on(referral))

    def more_by(self, referral, asked_on: date) -> date:
        return self.within(referral.scheme_id, "more_working_days", asked_on)

    def news_by(self, referral, last: date) -> date:
        """By when to say something while looking, even if nothing was found."""
        days = self.policies.value(referral.scheme_id, "looking_silence_days", last)
        return last + timedelta(days=days)

    def next_for(self, referral, today: date) -> Promise | None:
        """The next promise about one referral read `with_last_signs()`; None once it is closed."""
        received = received_on(referral)
        moved = referral.last_move_on or received
        said = {
            STATUS.NEW: lambda: ("Read and answer", self.answer_by(referral, max(received, moved))),
            STATUS.NEEDS_MORE: lambda: ("Hear from the referrer", self.more_by(referral, referral.asked_on or moved)),
            STATUS.MEETING: lambda: ("Meet the person", self.meet_by(referral)),
            STATUS.LOOKING: lambda: ("Say how it goes", self.news_by(referral, last_sign_on(referral))),
            STATUS.INTRODUCING: lambda: ("Say how it goes", self.news_by(referral, last_sign_on(referral))),
            STATUS.ON_HOLD: lambda: ("Take off hold", referral.wake_on),
        }
        if referral.status not in said:
            return None
        what, on = said[referral.status]()
        return Promise(what, on, is_late=on < today)


def received_on(referral) -> date:
    """The day it came in, where the scheme is."""
    return timezone.localdate(referral.received_at)


def last_sign_on(referral) -> date:
    """The last day something was recorded about a referral read `with_last_signs()`."""
    return max(filter(None, [received_on(referral), referral.last_move_on, referral.last_note_on]))
