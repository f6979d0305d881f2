"""Getting to know each other: the next step, how it went for each of them, a yes, a stop."""

from django import forms

from arrangements.models import Answer, Introduction, Match, Side
from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField
from schemes.forms.layout import Act, Group


def who_by_name(person: str, household: str) -> list[tuple[str, str]]:
    """Who may decide, with these two by name."""
    names = {Side.PERSON: person, Side.CARER: household}
    return [(value, names.get(value, label)) for value, label in Side.choices]


class WhyForm(PlainForm):
    """Any act that needs a reason and nothing else."""

    why = NotesField(label="Why", max_length=2000, rows=3)


class PutBackForm(WhyForm):
    helper = Act("Put it back")


class PlanStepForm(PlainForm):
    """What they do next to get to know each other, and when."""

    next_step = forms.CharField(label="What they do next", max_length=120, help_text="For example, tea at their home")
    next_on = DayField(label="On which day", called="the day of the next step", future_only=True)

    helper = Act("Plan this step")


class IntroductionForm(PlainForm):
    """How it went, for the person first."""

    kind = OneOf(label="What did they do?", choices=Introduction.Kind.choices, inline=True, small=True)
    happened_on = DayField(label="Date", called="the date they met", past_only=True)
    who_was_there = forms.CharField(label="Who was there", max_length=300, required=False)
    persons_words = WordsField(label="In their words", required=False, max_length=3000, rows=3, suggest=None)
    person_says = OneOf(label="Go on with this household?", choices=Answer.choices, inline=True)
    carers_words = NotesField(label="In the household's words", required=False, max_length=3000, rows=3)
    carer_says = OneOf(label="What does the household say?", choices=Answer.choices, inline=True)
    next_step = forms.CharField(label="Next step", max_length=120, required=False)
    next_on = DayField(label="Next step on", called="the day of the next step", required=False)

    MEETING = ("kind", "happened_on", "who_was_there")
    PERSON = ("persons_words", "person_says")
    HOUSEHOLD = ("carers_words", "carer_says")
    NEXT = ("next_step", "next_on")

    def __init__(self, data=None, *, match, **kwargs):
        super().__init__(data, **kwargs)
        person, household = match.person.called, match.household.name
        self.fields["persons_words"].label = f"What {person} said, in their words"
        self.fields["person_says"].label = f"Does {person} want to go on?"
        self.fields["carers_words"].label = f"What {household} said, in their words"
        self.fields["carer_says"].label = f"Does {household} want to go on?"
        for name in ("person_says", "carer_says"):
            self.fields[name].help_text = "Not yet is not a failure, and silence is not a yes."
            self.fields[name].error_messages["required"] = f"Choose what {person if name[0] == 'p' else household} says"
        self.helper = self._shape(person, household)

    def _shape(self, person, household):
        return Act(
            "Save introduction",
            *self.MEETING,
            Group(person, *self.PERSON),
            Group(household, *self.HOUSEHOLD),
            Group("What comes next", *self.NEXT, hint="Leave empty if nothing is planned yet."),
        )

    def clean(self):
        answers = super().clean()
        if answers.get("next_on") and not answers.get("next_step"):
            self.add_error("next_step", "Enter what they do on that day")
        if answers.get("next_on") and answers["next_on"] < clock.today():
            self.add_error("next_on", "The day of the next step must be today or in the future")
        return answers


class FirstIntroductionForm(IntroductionForm):
    """A first introduction before which the person was not given the profile: why they met without it."""

    without_profile_because = NotesField(
        label="Why did they meet before the profile was given?", required=False, max_length=1000, rows=2,
        help_text="A note in the match keeps it.",
    )  # fmt: skip

    MEETING = (*IntroductionForm.MEETING, "without_profile_because")


class CorrectIntroductionForm(IntroductionForm):
    """The same answers again, and why they change."""

    why = NotesField(label="Why you correct it", max_length=2000, rows=2)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["next_step"], self.fields["next_on"]

    def _shape(self, person, household):
        return Act(
            "Save correction", *self.MEETING, Group(person, *self.PERSON), Group(household, *self.HOUSEHOLD), "why"
        )


class AgreeForm(PlainForm):
    """Nothing to ask: both have said yes already."""

    helper = Act("Both said yes: go on to a start")


class EmergencyForm(PlainForm):
    """Why introductions are skipped."""

    reason = NotesField(
        label="Why they cannot get to know each other first",
        max_length=2000,
        help_text="What was skipped is still owed: plan it for after the start.",
    )

    helper = Act("Agree without introductions", warn=True)


class StopForm(PlainForm):
    """Who decided to stop, why, and in which words. Nobody is to blame."""

    ended_by = OneOf(label="Who decided?", choices=Side.choices)
    end_reason = OneOf(label="Why?", choices=Match.EndReason.choices)
    words = NotesField(
        label="In their words", required=False, max_length=3000, help_text="What they said, if they said something."
    )

    helper = Act("Stop here")

    def __init__(self, data=None, *, match, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["ended_by"].choices = who_by_name(match.person.called, match.household.name)
