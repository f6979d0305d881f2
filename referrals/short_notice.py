"""Whether a referral is at short notice, and by when somebody rings back; pure, no clock."""

from datetime import date, datetime, timedelta

from schemes.forms.days import NotADay, read_day
from schemes.models import Policies
from schemes.vocabulary import ArrangementType

# What a place at short notice cannot begin without; the other questions are asked later.
SHORT_PAGES = ["you", "them", "talking", "their-words", "what-for", "good-support", "safety"]
CAN_WAIT = {"gender", "phone", "language", "good_day", "hopes", "personal_care", "alone", "support_me", "support_group"}

RULES = ("short_notice_days", "short_notice_hours")


def is_at_short_notice(said: dict, *, days: int, today: date) -> bool:
    """Whether a place is needed so soon: by the day that was said, or at once where no later day was.

    `said` has `type_wanted`, `wanted_from` (a day, or one as it was typed) and `urgency`.
    """
    wanted = _day(said.get("wanted_from"), today)
    if wanted is not None:
        return wanted <= today + timedelta(days=days)
    return said.get("type_wanted") == ArrangementType.EMERGENCY or said.get("urgency") == "now"


def limit_of(scheme, on: date) -> int:
    """Within how many days a place counts as at short notice."""
    return Policies([scheme], RULES).value(scheme.pk, "short_notice_days", on)


def ring_by(scheme, at: datetime, on: date) -> datetime:
    """By when we ring back about what came at this moment."""
    return at + timedelta(hours=Policies([scheme], RULES).value(scheme.pk, "short_notice_hours", on))


def _day(value, today: date) -> date | None:
    if not value or isinstance(value, date):
        return value or None
    try:
        return read_day(str(value), today, "")
    except (NotADay, OverflowError, ValueError):
        return None
