"""People, who refers them, and what was asked for them."""

from referrals.models.answers import Answer, AskedForMore, MoreGiven, PassedOn, PersonMet, TurnedDown
from referrals.models.people import Format, OwnWords, Person, Wish
from referrals.models.referrals import Referral

__all__ = [
    "Answer",
    "AskedForMore",
    "Format",
    "MoreGiven",
    "OwnWords",
    "PassedOn",
    "Person",
    "PersonMet",
    "Referral",
    "TurnedDown",
    "Wish",
]
