"""The year after approval: the household's own review, and visits to the household; their words first."""

from django import forms

from carers.models import CarerReview
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField, say_day
from schemes.forms.layout import Act

THEIR_WORDS = {
    "label": "What they said", "required": False, "rows": 5, "suggest": None, "help_text": "In their own words",
}  # fmt: skip


def _next_comes_later(form, called: str) -> None:
    told = form.cleaned_data
    on, next_on = told.get("happened_on"), told.get("next_on")
    if on and next_on and next_on <= on:
        form.add_error("next_on", f"{called} must be after this one on {say_day(on)}")


class CarerReviewForm(PlainForm):
    """How the year was for them, and what follows. `probation_ends_on`: of the terms that hold, if there is one."""

    happened_on = DayField(label="Date of the review", past_only=True)
    who_took_part = forms.CharField(label="Who took part", max_length=200, required=False)
    carers_words = WordsField(max_length=6000, **THEIR_WORDS)
    kind = OneOf(label="Which review is it?", choices=CarerReview.Kind.choices)
    summary = NotesField(
        label="How the year was",
        required=False,
        max_length=8000,
        rows=5,
        help_text="Support, training, breaks, money, what to change",
    )
    outcome = OneOf(label="What happens now?", choices=CarerReview.Outcome.choices)
    next_on = DayField(label="Next review", called="the day of the next review", required=False)

    LAYOUT = (
        "happened_on",
        "who_took_part",
        "carers_words",
        "kind",
        "summary",
        "outcome",
        "next_on",
    )
    helper = Act("Save review", *LAYOUT)

    def __init__(self, *args, probation_ends_on=None, **kwargs):
        self.probation_ends_on = probation_ends_on
        super().__init__(*args, **kwargs)

    def clean(self):
        told = super().clean()
        _next_comes_later(self, "The next review")
        first, outcome = told.get("kind") == CarerReview.Kind.FIRST_YEAR, told.get("outcome")
        if first and self.probation_ends_on and outcome and outcome != CarerReview.Outcome.PANEL:
            self.add_error(
                "outcome", f"Probation ends on {say_day(self.probation_ends_on)}, so this review goes to panel"
            )
        return told


class CorrectCarerReviewForm(CarerReviewForm):
    """The same review, put right, and why."""

    why = NotesField(label="Why you correct it", max_length=2000, rows=2)

    helper = Act("Save correction", *CarerReviewForm.LAYOUT, "why")


class HouseholdVisitForm(PlainForm):
    """What was said and seen on a visit to the household itself."""

    happened_on = DayField(label="Date of the visit", past_only=True)
    is_announced = OneOf(
        label="Did they know you were coming?",
        choices=[("yes", "Yes"), ("no", "No, it was unannounced")],
        inline=True,
        error_messages={"required": "Choose whether they knew you were coming"},
    )
    who_was_there = forms.CharField(label="Who was there", max_length=200, required=False)
    carers_words = WordsField(max_length=4000, **THEIR_WORDS)
    summary = NotesField(label="What you saw", required=False, max_length=6000)
    to_do = NotesField(label="Anything to do", required=False, max_length=2000, rows=2)
    next_on = DayField(label="Next visit", called="the day of the next visit", required=False)

    LAYOUT = (
        "happened_on",
        "who_was_there",
        "is_announced",
        "carers_words",
        "summary",
        "to_do",
        "next_on",
    )
    helper = Act("Save visit", *LAYOUT)

    def clean(self):
        told = super().clean()
        _next_comes_later(self, "The next visit")
        if "is_announced" in told:
            told["is_announced"] = told["is_announced"] == "yes"
        return told


class CorrectHouseholdVisitForm(HouseholdVisitForm):
    """The same visit, put right, and why."""

    why = NotesField(label="Why you correct it", max_length=2000, rows=2)

    helper = Act("Save correction", *HouseholdVisitForm.LAYOUT, "why")
