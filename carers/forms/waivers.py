"""Letting a check wait, and calling that off."""

from carers.forms.choices import checked_field
from schemes import clock
from schemes.dates import add_months
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField
from schemes.forms.layout import Act

MONTHS_AT_MOST = 12


def _a_year_from_now():
    return add_months(clock.today(), MONTHS_AT_MOST)


class WaiverForm(PlainForm):
    """Which check may wait, until when, and why."""

    what = checked_field()
    until_on = DayField(
        label="It may wait until",
        called="the day it may wait until",
        future_only=True,
        max=_a_year_from_now,
        help_text="A year from today at most. Like 6 August 2026 or 6/8/26",
    )
    why = NotesField(
        label="Why may it wait?",
        max_length=2000,
        rows=4,
        help_text="What is known, who agreed, and what keeps people safe until then",
    )

    helper = Act("Let this check wait")

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].offer_lines(lines)
        self.fields["what"].label = "Which check?"
        self.fields["what"].error_messages["required"] = "Choose which check"

    def clean(self):
        told = super().clean()
        if what := told.pop("what", None):
            told["kind"], told["member"] = what
        return told


class CallOffWaiverForm(PlainForm):
    """Why a check does not wait any longer."""

    why = NotesField(label="Why does it not wait any longer?", max_length=500, rows=2)

    helper = Act("Call off this waiver")
