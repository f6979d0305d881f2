"""What referees are asked, and what officers do about references."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carers import references
from carers.models import Referee
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, PhoneField, WordsField, look
from schemes.forms.layout import Act


def _field(question) -> forms.Field:
    options = {"label": question.wording, "required": question.needed, "help_text": question.hint}
    if question.choices:
        return OneOf(choices=question.choices, **options)
    return WordsField(suggest=None, rows=4, max_length=6000, **options)


class _Answers(PlainForm):
    """The questions every reference answers."""

    known, strengths, worries, worries_words, loved, loved_words, anything = map(_field, references.QUESTIONS.values())

    def answers(self) -> dict:
        """What was answered, by question."""
        given = {key: self.cleaned_data.get(key) for key in references.QUESTIONS}
        return {key: value for key, value in given.items() if value}

    def clean(self):
        typed = super().clean()
        if typed.get("worries") == "yes" and not typed.get("worries_words") and "worries_words" not in self.errors:
            self.add_error("worries_words", _("Write what worries you, or choose that we ring you"))
        return typed


class GiveReferenceForm(_Answers):
    """What a referee writes behind their link."""

    helper = Act(_("Send my reference"))


class RecordReferenceForm(_Answers):
    """What a referee said on the phone or wrote in a letter."""

    happened_on = DayField(label="When they said it", called="the day they said it", past_only=True)
    field_order = ["happened_on", *references.QUESTIONS]
    helper = Act("Save reference")


class CorrectReferenceForm(RecordReferenceForm):
    """A reference as it should have been written down, and why it is changed."""

    why = NotesField(label="Why you correct it", called="why you correct it", max_length=400, rows=2)
    helper = Act("Save correction")


class RefereeForm(PlainForm):
    """Somebody to ask."""

    full_name = look(forms.CharField(label="Full name", max_length=120), width=20)
    kind = OneOf(label="Who they are", called="who they are", choices=Referee.Kind.choices)
    relation = forms.CharField(label="How they know each other", max_length=160, required=False)
    email = forms.EmailField(label="Email address", max_length=254, required=False)
    phone = PhoneField(label="Phone number", required=False, max_length=40)
    helper = Act("Add referee")

    def clean(self):
        typed = super().clean()
        if not {"email", "phone"} & set(self.errors) and not (typed.get("email") or typed.get("phone")):
            self.add_error("email", "Enter an email address or a phone number")
        return typed


class EditRefereeForm(RefereeForm):
    helper = Act("Save changes")


class AskRefereeForm(PlainForm):
    helper = Act("Send the request")


class RemindRefereeForm(PlainForm):
    helper = Act("Send the reminder")


class GiveUpRefereeForm(PlainForm):
    """Why a reference is not needed any more."""

    why = NotesField(label="Why", called="why it is not needed", max_length=400, rows=2)
    helper = Act("Not needed any more", warn=True)
