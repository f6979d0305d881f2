"""What lies ahead for a household: days away, and changes that will lift a rule."""

from django import forms

from carers.models import PlannedChange
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, say_day
from schemes.forms.layout import Act, SideBySide


class AwayForm(PlainForm):
    """Days on which nobody new can come."""

    from_on = DayField(label="Away from", called="the first day away")
    until_on = DayField(
        label="Back on",
        called="the day they are back",
        required=False,
        help_text="The first day somebody new could come. Leave empty if not known.",
    )
    reason = forms.CharField(label="Why", max_length=200, required=False, help_text="For example, a holiday or a rest")

    LAYOUT = (SideBySide("from_on", "until_on"), "reason")
    helper = Act("Record days away", *LAYOUT)

    def clean(self):
        told = super().clean()
        away, back = told.get("from_on"), told.get("until_on")
        if away and back and back <= away:
            self.add_error("until_on", f"They must be back after they leave on {say_day(away)}")
        return told


class PlannedChangeForm(PlainForm):
    """Something that will be different from a known day on."""

    lifts = OneOf(label="What does it change?", choices=PlannedChange.Lifts.choices)
    expected_on = DayField(label="Expected on", called="the day it is expected", future_only=True)
    what = forms.CharField(
        label="What will change?", max_length=200, help_text="For example, first aid course booked, or ramp fitted"
    )

    LAYOUT = ("lifts", "expected_on", "what")
    helper = Act("Record planned change", *LAYOUT)


def _standing_or_off() -> OneOf:
    return OneOf(
        label="Does it still stand?",
        choices=[("stands", "Yes, with what I changed above"), ("off", "No, it was called off")],
        initial="stands",
    )


class CorrectAwayForm(AwayForm):
    """The same days, put right or called off, and why."""

    stands = _standing_or_off()
    why = NotesField(label="Why?", max_length=500, rows=2)

    helper = Act("Save correction", *AwayForm.LAYOUT, "stands", "why")

    def clean_stands(self):
        return self.cleaned_data["stands"] == "stands"


class CorrectPlannedChangeForm(PlannedChangeForm):
    """The same change, put right or called off, and why. Its day may have passed by now."""

    expected_on = DayField(label="Expected on", called="the day it is expected")
    stands = _standing_or_off()
    why = NotesField(label="Why?", max_length=500, rows=2)

    helper = Act("Save correction", *PlannedChangeForm.LAYOUT, "stands", "why")

    def clean_stands(self):
        return self.cleaned_data["stands"] == "stands"
