"""The form that words one of a scheme's letters."""

from django import forms

from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField
from schemes.forms.layout import Act
from schemes.wordings import PLACEHOLDERS, unknown_in


class WordingForm(PlainForm):
    """The subject and the words of a letter, and from which day on."""

    subject = forms.CharField(label="Subject", max_length=160)
    body = NotesField(label="Words", max_length=8000, rows=18)
    from_on = DayField(label="From", called="the first day it is worded like this", future_only=True)

    helper = Act("Save these words", "subject", "body", "from_on", other=[("look", "See how it reads")])

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"from_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def _known(self, name):
        text = self.cleaned_data[name]
        if unknown := unknown_in(text):
            said = ", ".join(f"{{{word}}}" for word in unknown)
            known = ", ".join(f"{{{word}}}" for word in PLACEHOLDERS)
            raise forms.ValidationError(f"Nothing is known to put in place of {said}. Use only {known}")
        return text

    def clean_subject(self):
        return self._known("subject")

    def clean_body(self):
        return self._known("body")
