"""Whether somebody gets information in a form they can use."""

from django import forms

from referrals.forms.funding import why_corrected
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, look
from schemes.forms.layout import Act


class NeedReviewForm(PlainForm):
    """What they say about how they get information now."""

    is_met = forms.TypedChoiceField(
        label="Do they get information as they need it?",
        choices=[("yes", "Yes"), ("no", "No, something is missing")],
        coerce=lambda typed: typed == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they get information as they need it"},
    )
    asked_whom = look(forms.CharField(label="Who said so", max_length=160), width=30)
    unmet = NotesField(label="What is missing, and what we do about it", max_length=2000, rows=3, required=False)
    act_on = DayField(label="Do it by", called="the day to do it by", required=False)
    happened_on = DayField(label="When did you ask?", called="the day you asked", past_only=True)
    helper = Act("Save review")

    def clean(self):
        typed = super().clean()
        if typed.get("is_met") is False:
            if not typed.get("unmet") and "unmet" not in self.errors:
                self.add_error("unmet", "Enter what is missing, and what we do about it")
            if not typed.get("act_on") and "act_on" not in self.errors:
                self.add_error("act_on", "Enter the day to do it by")
        elif typed.get("is_met"):
            typed["unmet"], typed["act_on"] = "", None
        return typed


class CorrectNeedReviewForm(NeedReviewForm):
    """The same, and what was wrong."""

    why = why_corrected()
    helper = Act("Save correction")
