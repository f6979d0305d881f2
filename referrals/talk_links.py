"""The small door to what referrer and scheme wrote to each other: the link alone shows no word of it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from referrals.models import Referral
from referrals.promises import Promises
from schemes import clock
from schemes.doors import Door
from schemes.models import Link


def still_shown(referral, promises: Promises) -> bool:
    """Whether the referrer's pages are still there: closed ones stay for as long as the scheme's rule says."""
    if not referral.closed_on:
        return True
    days = promises.policies.value(referral.scheme_id, "status_link_days", referral.closed_on)
    return clock.today() <= referral.closed_on + timedelta(days=days)


def _is_open(link: Link) -> bool:
    referral = Referral.behind(link)
    return still_shown(referral, Promises([referral.scheme]))


TALK = Door(
    purpose=Link.Purpose.REFERRAL_STATUS,
    start="referral-talk-start",
    inside="referral-talk",
    days_rule="status_link_days",
    heading=_("What we wrote to each other"),
    is_open=_is_open,
)
