"""What a person can decide, what they agreed to, and whether their liberty is restricted."""

from django import forms

from referrals.forms.funding import why_corrected
from referrals.models import Capacity, Consent, Liberty
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField, look
from schemes.forms.layout import Act, Group, SideBySide

YES_NO = [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")]
STATE = Liberty.State
# While it stands so, somebody has to look at it again, or a court will.
OPEN_STATES = {STATE.MAY_BE, STATE.TOLD, STATE.APPLIED}


class CapacityForm(PlainForm):
    """Whether somebody can make one decision, at one time."""

    decision = look(
        forms.CharField(label="Which decision?", max_length=200, help_text="One decision, such as where to live"),
        width=30,
    )
    outcome = OneOf(label="What was found?", called="what was found", choices=Capacity.Outcome.choices)
    assessed_by = look(forms.CharField(label="Who assessed it", max_length=160, required=False), width=30)
    best_interests = NotesField(
        label="What was decided in their best interests, and with whom", max_length=4000, rows=3, required=False
    )
    happened_on = DayField(label="When?", called="the day it was assessed", past_only=True)
    review_on = DayField(label="Look at it again on", called="the day to look at it again", required=False)
    helper = Act("Save", "decision", "outcome", "assessed_by", "best_interests", SideBySide("happened_on", "review_on"))

    def clean(self):
        typed = super().clean()
        found = {Capacity.Outcome.CAN, Capacity.Outcome.CAN_WITH_HELP, Capacity.Outcome.CANNOT}
        if typed.get("outcome") in found and not typed.get("assessed_by") and "assessed_by" not in self.errors:
            self.add_error("assessed_by", "Enter who assessed it")
        return _later(self, typed, "review_on", "The day to look at it again")


class CorrectCapacityForm(CapacityForm):
    """The same, and what was wrong."""

    why = why_corrected()
    helper = Act("Save correction", *CapacityForm.helper.layout.fields, "why")


class ConsentForm(PlainForm):
    """What a person said about sharing what we know of them."""

    purpose = OneOf(label="What for?", called="what it is for", choices=Consent.Purpose.choices)
    answer = OneOf(label="What did they say?", called="what they said", choices=Consent.Answer.choices)
    said_by = look(
        forms.CharField(label="Who said so", max_length=160, help_text="The person, or who decided for them"), width=30
    )
    words = WordsField(
        label="How they said it, or why it was decided", max_length=2000, rows=3, suggest=None, required=False
    )
    happened_on = DayField(label="When?", called="the day they said so", past_only=True)
    until_on = DayField(label="Holds until", called="the day it holds until", required=False)
    helper = Act("Save answer", "purpose", "answer", "said_by", "words", SideBySide("happened_on", "until_on"))

    def clean(self):
        typed = super().clean()
        if typed.get("answer") == Consent.Answer.BEST_INTERESTS and not typed.get("words"):
            self.add_error("words", "Enter why it was decided, and with whom")
        return _later(self, typed, "until_on", "The day it holds until")


class CorrectConsentForm(ConsentForm):
    """The same, and what was wrong."""

    why = why_corrected()
    helper = Act("Save correction", *ConsentForm.helper.layout.fields, "why")


class LibertyForm(PlainForm):
    """The three questions of the acid test (Cheshire West, 2014), what followed, and the days of the court."""

    supervised = OneOf(
        label="Is somebody watching over them and in control of their life all the time?", choices=YES_NO, inline=True,
        required=False,
    )  # fmt: skip
    free_to_leave = OneOf(
        label="Are they free to leave, and to live somewhere else?", choices=YES_NO, inline=True, required=False
    )
    agrees = OneOf(label="Can they agree to this themselves?", choices=YES_NO, inline=True, required=False)
    state = OneOf(label="Where does this stand?", called="where this stands", choices=STATE.choices)
    happened_on = DayField(label="When?", called="the day of this", past_only=True)
    court_on = DayField(label="In court on", called="the day in court", required=False)
    expires_on = DayField(label="The order ends on", called="the day the order ends", required=False)
    review_on = DayField(label="Look at it again on", called="the day to look at it again", required=False)
    words = NotesField(label="More about it", max_length=4000, rows=3, required=False)
    helper = Act(
        "Save",
        Group("Three questions", "supervised", "free_to_leave", "agrees"),
        Group("What follows", "state", SideBySide("happened_on", "review_on"), SideBySide("court_on", "expires_on")),
        "words",
    )

    def clean(self):
        typed = super().clean()
        state = typed.get("state")
        answers = [typed.get(name) for name in ("supervised", "free_to_leave", "agrees")]
        if state == STATE.NOT_RESTRICTED:
            if not all(answers):
                self.add_error("state", "Answer the three questions first")
            elif answers == ["yes", "no", "no"]:
                self.add_error("state", "Watched over, not free to leave, cannot agree: choose “may be”")
        if state == STATE.ORDERED and not typed.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", "Enter the day the order ends")
        if state in OPEN_STATES and not (typed.get("review_on") or typed.get("court_on") or self.errors):
            self.add_error("review_on", "Enter when to look at it again, or the day in court")
        for name, called in [("expires_on", "The day the order ends"), ("review_on", "The day to look at it again")]:
            typed = _later(self, typed, name, called)
        return typed


class CorrectLibertyForm(LibertyForm):
    """The same, and what was wrong."""

    why = why_corrected()
    helper = Act("Save correction", *LibertyForm.helper.layout.fields, "why")


def _later(form, typed, name, called) -> dict:
    """What is to come must not be before the day of the record."""
    on, later = typed.get("happened_on"), typed.get(name)
    if on and later and later < on:
        form.add_error(name, f"{called} must not be before the day this happened")
    return typed
