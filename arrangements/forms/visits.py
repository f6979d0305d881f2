"""Visits and reviews, each on one screen: the person's words first, how things are, when next."""

from django import forms

from arrangements.models import Review, Visit
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField
from schemes.forms.layout import Act


class OfArrangementForm(PlainForm):
    """A record of an arrangement, with the day of the next one."""

    next_called = ""

    def __init__(self, data=None, *, arrangement, **kwargs):
        super().__init__(data, **kwargs)
        self.arrangement = arrangement
        self.fields["persons_words"].label = f"What {arrangement.person.called} said"
        self.fields["happened_on"].earliest = arrangement.starts_on

    def clean(self):
        answers = super().clean()
        on, next_on = answers.get("happened_on"), answers.get("next_on")
        if on and next_on and next_on <= on:
            self.add_error("next_on", f"{self.next_called} must be after this one")
        return answers


class VisitForm(OfArrangementForm):
    """What to ask at the kitchen table."""

    next_called = "The next visit"

    happened_on = DayField(label="Date of the visit", past_only=True)
    who_was_there = forms.CharField(label="Who was there", max_length=300, required=False)
    seen_alone = OneOf(label="Did you see them alone?", choices=Visit.Alone.choices, inline=True)
    persons_words = WordsField(
        label="What they said", required=False, max_length=4000, rows=4, suggest=None, help_text="In their own words"
    )
    how = OneOf(label="How are things?", choices=Visit.HowThingsAre.choices, inline=True)
    summary = NotesField(label="What you saw", required=False, max_length=6000, rows=3)
    papers_checked = OneOf(
        label="Medicines record and money checked?",
        choices=[("yes", "Yes"), ("no", "No"), ("na", "Not needed here")],
        inline=True,
        initial="na",
    )
    to_do = NotesField(label="Anything to do", required=False, max_length=2000, rows=2)
    next_on = DayField(label="Next visit", called="the day of the next visit", required=False)

    helper = Act("Save visit")

    def __init__(self, data=None, *, arrangement, **kwargs):
        super().__init__(data, arrangement=arrangement, **kwargs)
        person = arrangement.person.called
        self.fields["seen_alone"].label = f"Did you see {person} alone?"
        self.fields["seen_alone"].error_messages["required"] = f"Choose whether you saw {person} alone"
        self.fields["how"].error_messages["required"] = "Choose how things are"
        self.fields["papers_checked"].error_messages["required"] = "Choose whether medicines and money were checked"


class CorrectVisitForm(VisitForm):
    why = NotesField(label="Why you correct it", max_length=2000, rows=2)

    helper = Act("Save correction")


class ReviewForm(OfArrangementForm):
    """How it goes, looked at together."""

    next_called = "The next review"

    happened_on = DayField(label="Date of the review", past_only=True)
    who_took_part = forms.CharField(label="Who took part", max_length=300)
    persons_words = WordsField(
        label="What they said", required=False, max_length=4000, rows=4, suggest=None, help_text="In their own words"
    )
    going_well = NotesField(label="What is going well", required=False, max_length=4000, rows=3)
    worrying = NotesField(label="What is worrying", required=False, max_length=4000, rows=3)
    outcome = OneOf(label="What happens now?", choices=Review.Outcome.choices)
    changes = NotesField(
        label="What will change", required=False, max_length=4000, rows=3, help_text="What, who does it, and by when"
    )
    next_on = DayField(label="Next review", called="the day of the next review", required=False)

    helper = Act("Save review")

    def clean(self):
        answers = super().clean()
        if answers.get("outcome") == Review.Outcome.CHANGE and not answers.get("changes"):
            self.add_error("changes", "Enter what will change, who does it and by when")
        return answers


class CorrectReviewForm(ReviewForm):
    why = NotesField(label="Why you correct it", max_length=2000, rows=2)

    helper = Act("Save correction")
