"""Hiding where somebody lives, and saying which number or address must not be used."""

from django import forms
from django.core.validators import validate_email

from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, look
from schemes.forms.layout import Act
from schemes.models import UnsafeContact

ANOTHER = "another"


def look_again(**options) -> DayField:
    """When somebody has to look at it again."""
    return DayField(label="Look at it again on", called="the day to look at it again", future_only=True, **options)


class HideAddressForm(PlainForm):
    """Why nobody may know, and when to look at it again."""

    why = NotesField(
        label="Why is it hidden?", called="why it is hidden", max_length=2000, rows=3,
        help_text="Only managers and the person’s own officer read this.",
    )  # fmt: skip
    review_on = look_again()
    helper = Act("Hide their address")


class ShowAddressForm(PlainForm):
    """Why it is no secret any more."""

    why = NotesField(label="Why may it be known again?", called="why it may be known again", max_length=2000, rows=3)
    helper = Act("Show their address again", warn=True)


class WarnForm(PlainForm):
    """Which number or address must not be used, why, and when to look at it again."""

    which = OneOf(label="Which is not safe?", called="which is not safe", choices=[])
    value = look(forms.CharField(label="Another number or email", max_length=254, required=False), width=30)
    why = NotesField(label="Why is it not safe?", called="why it is not safe", max_length=2000, rows=3)
    review_on = look_again()
    helper = Act("Mark as not safe", warn=True)

    def __init__(self, data=None, *, ways, **options):
        super().__init__(data, **options)
        self.ways = {str(number): way for number, way in enumerate(ways)}
        self.fields["which"].choices = [
            *((number, f"{value}, {whose}") for number, (_, value, whose) in self.ways.items()),
            (ANOTHER, "Another one"),
        ]

    def clean(self):
        typed = super().clean()
        value = (typed.get("value") or "").strip()
        if typed.get("which") == ANOTHER:
            typed["kind"] = UnsafeContact.Kind.EMAIL if "@" in value else UnsafeContact.Kind.PHONE
            typed["value"] = value
            if typed["kind"] == UnsafeContact.Kind.EMAIL:
                try:
                    validate_email(value)
                except forms.ValidationError:
                    self.add_error("value", "Enter an email address, like kay@example.org")
            elif len(UnsafeContact.plain(typed["kind"], value)) < 6:
                self.add_error("value", "Enter a phone number or an email address")
        elif typed.get("which"):
            typed["kind"], typed["value"], _ = self.ways[typed["which"]]
        return typed


class KeepWarningForm(PlainForm):
    """It is still not safe: why, and when to look next."""

    why = NotesField(label="Why is it still not safe?", called="why it is still not safe", max_length=2000, rows=3)
    review_on = look_again()
    helper = Act("Keep it marked as not safe")


class LiftWarningForm(PlainForm):
    """Why it is safe again."""

    why = NotesField(label="Why is it safe again?", called="why it is safe again", max_length=2000, rows=3)
    helper = Act("Say that it is safe again", warn=True)
