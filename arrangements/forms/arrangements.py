"""Starting, changing, handing on and ending an arrangement, and the list's filter."""

from django import forms

from arrangements.forms.matches import WhyForm, who_by_name
from arrangements.forms.matching import OfficerAndType
from arrangements.models import Arrangement, Side
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, look
from schemes.forms.layout import Act, Group
from schemes.models import StaffMember
from schemes.vocabulary import ArrangementType

YES_NO = [("yes", "Yes"), ("no", "No")]


def officer_field(**kwargs):
    """Who holds it, out of this scheme's officers and managers."""
    return forms.ModelChoiceField(
        StaffMember.objects.none(), label="Officer", empty_label="Choose an officer", **kwargs
    )


def officers_of(actor):
    return StaffMember.objects.visible_to(actor).officers().select_related("account")


class ArrangementFilter(OfficerAndType):
    """Which arrangements to show; those that run unless something else is asked for."""

    status = forms.ChoiceField(
        choices=[("", "Running"), ("ended", "Ended"), ("all", "All")], required=False, label="Show"
    )


class Agreements(PlainForm):
    """What an arrangement's dates and papers have in common, at the start and later."""

    planned_end_on = DayField(
        label="Planned end",
        required=False,
        help_text="Only if a last day is planned. Nothing ends by itself on that day.",
    )
    agreed_on = DayField(
        label="Arrangement agreement signed on", called="the day the agreement was signed", required=False,
        past_only=True, help_text="Leave empty if it is not signed yet.",
    )  # fmt: skip
    licence_on = DayField(
        label="Licence agreement signed on", called="the day the licence was signed", required=False,
        past_only=True, help_text="For people who live there. Leave empty if it is not signed yet.",
    )  # fmt: skip
    personal_care = OneOf(
        label="Will the household give personal care?",
        choices=YES_NO,
        inline=True,
        hints={"yes": "Help with washing, dressing or eating: a regulated activity."},
    )

    def first_day(self):
        raise NotImplementedError

    def clean_personal_care(self):
        return self.cleaned_data["personal_care"] == "yes"

    def clean(self):
        answers = super().clean()
        end, start = answers.get("planned_end_on"), self.first_day()
        if end and start and end <= start:
            self.add_error("planned_end_on", "The planned end must be after the start")
        return answers


class StartForm(Agreements):
    """Type, dates, officer, agreements; a reason if it began before it was agreed or although a check has lapsed."""

    type = OneOf(label="Type of arrangement", choices=ArrangementType.choices)
    starts_on = DayField(label="Start date", called="the start date", help_text="For example, 6 August 2026 or today")
    early_reason = NotesField(
        label="Why it started before both said yes", required=False, max_length=2000, rows=2,
        help_text="Only if the start date is before both said yes, or before the referral came in.",
    )  # fmt: skip
    officer = officer_field()
    override = NotesField(label="Why it starts although a check has lapsed", required=False, max_length=2000)

    def __init__(self, data=None, *, actor, latest_start, agreed_from, may_override=False, **kwargs):
        super().__init__(data, **kwargs)
        self.agreed_from = agreed_from  # the first day on which nobody asks why so early, and what happened on it
        self.fields["officer"].queryset = officers_of(actor)
        self.fields["starts_on"].latest = latest_start
        if not may_override:
            del self.fields["override"]
        self.helper = Act(
            "Start arrangement",
            "type",
            Group("Dates", "starts_on", "early_reason", "planned_end_on"),
            "officer",
            Group("Agreements", "agreed_on", "licence_on"),
            "personal_care",
            *(["override"] if may_override else []),
        )

    def first_day(self):
        return self.cleaned_data.get("starts_on")

    def clean(self):
        answers = super().clean()
        (day, what), start = self.agreed_from, answers.get("starts_on")
        reason = answers.pop("early_reason", "")
        answers["why"] = ""
        if start and start < day:
            answers["why"] = f"Started before {what} on {day:%-d %B %Y}: {reason}"
            if not reason:
                self.add_error("early_reason", f"Say why it started before {what} on {day:%-d %B %Y}")
        return answers


class EditArrangementForm(Agreements):
    """What may be changed without ending anything."""

    helper = Act("Save changes", "planned_end_on", "agreed_on", "licence_on", "personal_care")

    def __init__(self, data=None, *, arrangement, **kwargs):
        shown = {name: getattr(arrangement, name) for name in ("planned_end_on", "agreed_on", "licence_on")}
        shown["personal_care"] = "yes" if arrangement.personal_care else "no"
        super().__init__(data, initial=shown, **kwargs)
        self.arrangement = arrangement

    def first_day(self):
        return self.arrangement.starts_on


class EndForm(PlainForm):
    """When it ended, who decided and why: always both."""

    ended_on = DayField(
        label="Last day", called="the last day", past_only=True,
        help_text="Today or earlier. For a day to come, set a planned end instead.",
    )  # fmt: skip
    ended_by = OneOf(label="Who decided?", choices=Side.choices)
    end_reason = OneOf(label="Why?", choices=Arrangement.EndReason.choices)
    end_planned = OneOf(label="Was the ending planned?", choices=YES_NO, inline=True)
    moved_to = look(forms.CharField(label="Where they moved to", max_length=200, required=False))

    helper = Act("End this arrangement", warn=True)

    def __init__(self, data=None, *, arrangement, **kwargs):
        super().__init__(data, **kwargs)
        self.arrangement = arrangement
        self.fields["ended_by"].choices = who_by_name(arrangement.person.called, arrangement.household.name)

    def clean_end_planned(self):
        return self.cleaned_data["end_planned"] == "yes"

    def clean_ended_on(self):
        on = self.cleaned_data["ended_on"]
        if on < self.arrangement.starts_on:
            raise forms.ValidationError(
                f"It started on {self.arrangement.starts_on:%-d %B %Y}; it cannot end before that", code="too_early"
            )
        return on


class UndoStartForm(WhyForm):
    helper = Act("It did not start", warn=True)


class HandForm(PlainForm):
    """Which officer takes it, and why."""

    officer = officer_field()
    why = forms.CharField(label="Why", required=False, max_length=300)

    helper = Act("Hand it over")

    def __init__(self, data=None, *, actor, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["officer"].queryset = officers_of(actor)
