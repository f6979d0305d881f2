"""Who waits, what was promised to them, and what was said when somebody rang."""

from datetime import timedelta

from django import forms
from django.db.models import DateField
from django.db.models.functions import Coalesce, Greatest, TruncDate

from referrals.models import Referral
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField
from schemes.forms.filters import OfficerFilter
from schemes.forms.layout import Act

DAYS = [7, 14, 28, 56]


class WaitingFilter(OfficerFilter):
    """Who waits, and for how long nothing was recorded about them."""

    days = forms.ChoiceField(
        label="Nothing recorded for",
        choices=[("", "Any time"), *((str(days), f"{days} days or more") for days in DAYS)],
        required=False,
    )
    status = forms.ChoiceField(
        label="Status",
        choices=[("", "Any"), *((status.value, status.label) for status in Referral.OPEN)],
        required=False,
    )
    field_order = ["days", "status", "officer"]

    def choose(self, referrals, *, on):
        """Open ones, read `with_facts`, the longest silence first."""
        silent_since = Greatest(
            TruncDate("received_at"),
            Coalesce("last_move_on", TruncDate("received_at")),
            Coalesce("last_note_on", TruncDate("received_at")),
            output_field=DateField(),
        )
        rows = self.of_officer(referrals.open()).annotate(silent_since=silent_since)
        if days := self.cleaned_data["days"]:
            rows = rows.filter(silent_since__lte=on - timedelta(days=int(days)))
        if status := self.cleaned_data["status"]:
            rows = rows.filter(status=status)
        return rows.order_by("silent_since", "pk")


class PromiseContactForm(PlainForm):
    """What was said to them now, and by when they hear from us again."""

    said = NotesField(label="What did you tell them now?", max_length=5000, required=False, help_text="Kept as a note")
    on = DayField(label="We promise news by", called="the day we promise", future_only=True)
    helper = Act("Promise it")


class RungForm(PlainForm):
    """What was said on the phone."""

    said = NotesField(label="What was said?", called="what was said", max_length=5000, help_text="Kept as a note")
    helper = Act("Save that you rang")
