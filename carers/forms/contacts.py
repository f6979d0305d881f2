"""Forms of the contact log."""

from django import forms

from carers.models import Contact
from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField
from schemes.forms.layout import Act

WHY = {"max_length": 500, "error_messages": {"required": "Say why it is corrected"}}


class ContactForm(PlainForm):
    """How and with whom somebody talked, what they said, what was agreed."""

    how = OneOf(label="How?", called="how", choices=Contact.How.choices, small=True)
    happened_on = DayField(label="Date", called="the date", past_only=True)
    who = forms.CharField(label="With whom", required=False, max_length=160)
    said = WordsField(label="What they said", required=False, suggest=150, max_length=4000)
    summary = NotesField(label="What was agreed", required=False, max_length=4000)

    helper = Act("Save contact")

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"happened_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self):
        told = super().clean()
        if self.errors or told["how"] == Contact.How.TRIED:
            return told
        if not told["said"] and not told["summary"]:
            self.add_error("said", "Enter what they said, or below what was agreed")
        return told


class CorrectContactForm(ContactForm):
    """A contact put right, and why."""

    why = forms.CharField(label="Why is it corrected?", **WHY)

    helper = Act("Save correction")
