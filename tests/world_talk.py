"""Part of the world the tests ask about: what a referrer wrote, and the link they read it behind."""

import uuid

from referrals.models import ReferrerMessage
from schemes.models import Link


def talked(referral, said, by) -> dict:
    """A message from the referrer that nobody has answered."""
    message = ReferrerMessage.say(referral=referral, text=said("Any news?"), is_from_referrer=True, by=by)
    return {"referrer_message": message}


def _link(world, actor):
    return [Link.objects.get(folder=world.new.folder, purpose=Link.Purpose.REFERRAL_STATUS).pk]


def _new(world, actor):
    return [world.new.pk]


def _secret(world, actor):
    return [world.secret]


# What stands between the slashes of each address.
ARGUMENTS = {
    "write-to-scheme": _secret,
    "referral-talk-start": _secret,
    "referral-talk": _link,
    "referral-copy": _link,
    "refer-copy": lambda world, actor: [uuid.UUID(int=5)],
    "write-to-referrer": _new,
    "settle-talk": _new,
    "change-referrer": _new,
}
