"""An allegation about somebody in a household: what is said, who was told, what was decided, what was found."""

from datetime import datetime, time

from django import forms
from django.utils import timezone

from arrangements.models import Allegation, HomeDecision
from carers.forms.panels import TimeOfDay
from carers.models import Pause
from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField, look
from schemes.forms.layout import Act, Group, SideBySide

HOUSEHOLD = "household"


def time_field(**kwargs):
    return look(
        TimeOfDay(
            label="Time", required=False, help_text="For example, 10:00. Leave empty if not known",
            error_messages={"invalid": "Enter the time like 10:00"}, **kwargs,
        ),
        width=5,
    )  # fmt: skip


def moment(on, at):
    """A day and a time, or the middle of the day where no time is known; never later than now."""
    return min(timezone.make_aware(datetime.combine(on, at or time(12))), clock.now())


class AllegationForm(PlainForm):
    """Three questions, and what happens to payments meanwhile."""

    what = WordsField(label="What is said, in the words it was told?", max_length=8000, rows=6, suggest=None)
    told_by = forms.CharField(label="Who told you?", max_length=160)
    member = OneOf(label="Who is it about?", choices=[])
    about_on = DayField(
        label="On which day?", called="the day it is said to have happened", required=False, past_only=True
    )
    happened_about = forms.CharField(
        label="Or when, roughly?", max_length=160, required=False, help_text="For example, over the summer"
    )
    known_on = DayField(label="When did the scheme know?", called="the day the scheme knew", past_only=True)
    known_time = time_field()
    payments = OneOf(label="What happens to payments to the household for now?", choices=Pause.Payments.choices)
    payments_why = NotesField(
        label="Who decided that, and why?",
        max_length=2000,
        rows=2,
        help_text="This stands with the suspension, which officers can read. Do not say what is alleged.",
    )

    helper = Act(
        "Go on",
        Group("What is said", "what", "told_by"),
        Group(
            "Who, and when", "member", SideBySide("about_on", "happened_about"), SideBySide("known_on", "known_time")
        ),
        Group("Payments meanwhile", "payments", "payments_why"),
    )

    def __init__(self, *args, members, **kwargs):
        self.members = {str(member.pk): member for member in members}
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [
            *((pk, f"{one.called}, {one.get_role_display().lower()}") for pk, one in self.members.items()),
            (HOUSEHOLD, "The household, or somebody not named"),
        ]

    def clean(self):
        told = super().clean()
        about_on, known_on = told.get("about_on"), told.get("known_on")
        if about_on and known_on and about_on > known_on:
            self.add_error("about_on", "It cannot have happened after the scheme knew of it: check both days")
        return told

    def answers(self) -> dict:
        """What `record_allegation` takes."""
        told = self.cleaned_data
        return {
            "what": told["what"],
            "told_by": told["told_by"],
            "member": self.members.get(told["member"]),
            "about_on": told["about_on"],
            "happened_about": told["happened_about"],
            "known_at": moment(told["known_on"], told["known_time"]),
            "pause": {
                "why": "Nobody new comes for now",
                "payments": told["payments"],
                "payments_why": told["payments_why"],
                "from_on": told["known_on"],
            },
        }


class ToldForm(PlainForm):
    """Who was told, when, how; or why it is not needed."""

    who = forms.CharField(label="Whom did you tell?", max_length=160, required=False, help_text="A name or an office")
    told_on = DayField(label="On which day?", called="the day you told them", required=False, past_only=True)
    told_time = time_field()
    how = forms.CharField(
        label="How?", max_length=200, required=False, help_text="For example, by phone, or on their website"
    )
    reference = forms.CharField(label="Their reference", max_length=120, required=False)
    not_needed_because = NotesField(
        label="Or: why do they not have to be told?", required=False, max_length=2000, rows=3,
        help_text="Your decision as a manager. It is kept.",
    )  # fmt: skip

    helper = Act(
        "Save who was told",
        Group("They were told", "who", SideBySide("told_on", "told_time"), "how", "reference"),
        Group("They do not have to be told", "not_needed_because"),
    )

    def clean(self):
        told = super().clean()
        if told.get("not_needed_because"):
            if told.get("who") or told.get("how"):
                self.add_error("not_needed_because", "Enter who was told, or why not: not both")
        elif not self.errors:
            for name, ask in (("who", "Enter whom you told"), ("told_on", "Enter the day"), ("how", "Enter how")):
                if not told.get(name):
                    self.add_error(name, ask)
        return told

    def answers(self) -> dict:
        """What `Allegation.record_told` takes."""
        told = self.cleaned_data
        if why := told["not_needed_because"]:
            return {"not_needed_because": why}
        kept = {name: told[name] for name in ("who", "how", "reference")}
        return kept | {"told_at": moment(told["told_on"], told["told_time"])}


class LetterForm(PlainForm):
    """A letter about an allegation: to whom, and its words. No names go into an email."""

    who = forms.CharField(label="Who gets it?", max_length=160, help_text="The council or the team")
    to = forms.EmailField(label="Their email address")
    subject = forms.CharField(label="Subject", max_length=160)
    body = NotesField(label="What it says", max_length=8000, rows=14)

    helper = Act("Preview")

    def __init__(self, *args, names=(), **kwargs):
        self.names = names
        super().__init__(*args, **kwargs)

    def clean(self):
        told = super().clean()
        for field in ("subject", "body"):
            words = told.get(field, "").lower()
            found = next((name for name in self.names if name and name.lower() in words), None)
            if found:
                self.add_error(field, f"Take the name “{found}” out: an email holds references only")
        return told


class DecideHomeForm(PlainForm):
    """What happens for one person while this is looked into."""

    decision = OneOf(label="What was decided?", choices=HomeDecision.Decision.choices)
    why = NotesField(label="What they said, and why", max_length=4000, rows=4)
    decided_by = forms.CharField(label="Who decided?", max_length=160, help_text="The person comes first")

    helper = Act("Save decision")


class CloseAllegationForm(PlainForm):
    """What was found, and what follows from it."""

    finding = OneOf(label="What was found?", choices=Allegation.Finding.choices)
    lessons = NotesField(label="What follows from it?", max_length=6000, rows=5)
    on = DayField(label="Closed on", called="the day it was closed", past_only=True)

    helper = Act("Close allegation")


class CorrectToldForm(ToldForm):
    """The same answers again, and why they change."""

    why = NotesField(label="Why do you correct it?", max_length=2000, rows=2)

    helper = Act(
        "Save correction",
        Group("They were told", "who", SideBySide("told_on", "told_time"), "how", "reference"),
        Group("They do not have to be told", "not_needed_because"),
        "why",
    )
