"""Giving a person a household's profile: in which format, and what they said."""

from arrangements.models import ProfileGiven
from referrals.models.people import Format as Needed
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, OneOf, WordsField
from schemes.forms.layout import Act

# Which format suits what somebody needs.
SUITS = {
    Needed.EASY_READ: ProfileGiven.Format.EASY,
    Needed.LARGE_PRINT: ProfileGiven.Format.LARGE,
    Needed.AUDIO: ProfileGiven.Format.ALOUD,
    Needed.BSL: ProfileGiven.Format.ALOUD,
    Needed.IN_PERSON: ProfileGiven.Format.ALOUD,
}


class GiveProfileForm(PlainForm):
    """How it was given, when, and what they said about it."""

    format = OneOf(label="How was it given?", choices=ProfileGiven.Format.choices)
    happened_on = DayField(label="Given on", called="the day it was given", past_only=True)
    said = WordsField(label="What they said about it", required=False, max_length=2000, rows=3, suggest=None)

    helper = Act("Save that it was given")


def suits(person) -> str:
    """The format to begin with for a person."""
    return SUITS.get(person.information_format, ProfileGiven.Format.ORDINARY)
