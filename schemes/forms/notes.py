"""Forms about notes, and about who may open a folder."""

from django import forms

from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField
from schemes.forms.layout import Act

WHY = {"max_length": 500, "error_messages": {"required": "Say why"}}


class NoteForm(PlainForm):
    """A note: what happened or was said, and on which day."""

    text = NotesField(label="Note", max_length=5000, rows=8, help_text="Facts and their own words. They may read this.")
    happened_on = DayField(label="Date", called="the date", past_only=True)

    helper = Act("Save note")

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"happened_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class CorrectNoteForm(NoteForm):
    """A note put right, and why."""

    why = forms.CharField(label="Why is it corrected?", **WHY)

    helper = Act("Save correction")


class RestrictForm(PlainForm):
    """Why only managers may open a folder."""

    why = forms.CharField(
        label="Why should only managers see this?", help_text="The reason stays in the history.", **WHY
    )

    helper = Act("Restrict to managers")


class LiftRestrictionForm(PlainForm):
    """Why officers may open a folder again."""

    why = forms.CharField(label="Why may officers see this again?", **WHY)

    helper = Act("Let officers see it")
