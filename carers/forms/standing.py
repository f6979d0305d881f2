"""Where a household stands: stepping back, coming back, notice, de-registration, the end of approval."""

from datetime import timedelta

from django import forms

from carers.models import Leaving
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, say_day
from schemes.forms.layout import Act, Group, SideBySide

ASK_FIRST = "Ask panel first, or enter why panel did not decide it"


class StepBackForm(PlainForm):
    """From when they take nobody new, and until when they think."""

    from_on = DayField(
        label="From",
        called="the day they step back",
        past_only=True,
        help_text="Today or earlier. For days ahead, record days away instead.",
    )
    expected_until_on = DayField(
        label="Until, as far as they know",
        called="the day they expect to come back",
        required=False,
        future_only=True,
        help_text="On this day Today asks you to talk to them. Leave empty if not known.",
    )
    why = NotesField(label="Why?", max_length=4000, rows=3, help_text="What they said, in their words if you can")

    helper = Act("Step back", SideBySide("from_on", "expected_until_on"), "why")


class ComeBackForm(PlainForm):
    """From when they may take people again, and why."""

    on = DayField(label="From", called="the day they come back", past_only=True)
    why = NotesField(label="Why?", max_length=4000, rows=3)

    helper = Act("Come back")


class NoticeForm(PlainForm):
    """The household says that it will stop, and when."""

    kind = OneOf(
        label="What have they told you?",
        choices=[
            (Leaving.Kind.RETIRING, "They retire"),
            (Leaving.Kind.STOPPING, "They stop for another reason"),
        ],
    )
    given_on = DayField(label="Told us on", called="the day they told us", past_only=True)
    ends_on = DayField(
        label="Approval to end on", called="the day approval is to end", help_text="It ends by a separate act"
    )
    why = NotesField(label="What they said", required=False, max_length=4000, rows=3)

    helper = Act("Give notice", "kind", SideBySide("given_on", "ends_on"), "why")

    def clean(self):
        told = super().clean()
        _ends_after_notice(self)
        return told


class CallOffNoticeForm(PlainForm):
    """They stay after all, and why."""

    why = NotesField(label="Why do they stay?", max_length=4000, rows=3)

    helper = Act("Call off notice")


class DecisionField(forms.ModelChoiceField):
    """A decision of panel that a de-registration rests on."""

    def label_from_instance(self, outcome):
        return f"{outcome.item.meeting}, decided on {say_day(outcome.happened_on)}"


class DeregisterForm(PlainForm):
    """The scheme gives notice that it ends an approval: what it rests on, and every day that matters."""

    outcome = DecisionField(
        queryset=None, required=False, label="Which decision of panel does it rest on?", empty_label="None"
    )
    without_panel_because = NotesField(
        label="Why did panel not decide it?",
        required=False,
        max_length=2000,
        rows=3,
        help_text="Leave empty if panel decided. Not following your own policy is what ombudsmen find fault with.",
    )
    why = NotesField(label="Reasons", max_length=4000, rows=5, help_text="As the household is told them")
    given_on = DayField(label="Notice given on", called="the day notice was given", past_only=True)
    appeal_by_on = DayField(label="They may appeal until", called="the day until which they may appeal")
    ends_on = DayField(label="Approval to end on", called="the day approval is to end")

    def __init__(self, *args, decisions, appeal_days: int, **kwargs):
        self.appeal_days = appeal_days
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = decisions
        rests_on = ["without_panel_because"]
        if decisions:
            rests_on.insert(0, "outcome")
        else:
            del self.fields["outcome"]
            without = self.fields["without_panel_because"]
            without.required, without.help_text = True, "No decision of panel to de-register them is on record here"
            without.error_messages["required"] = ASK_FIRST
        self.helper = Act(
            "De-register household",
            Group("What it rests on", *rests_on, "why"),
            Group("The days", SideBySide("given_on", "appeal_by_on"), "ends_on"),
            warn=True,
        )

    def clean(self):
        told = super().clean()
        _ends_after_notice(self)
        given_on, appeal_by_on, ends_on = told.get("given_on"), told.get("appeal_by_on"), told.get("ends_on")
        if given_on and appeal_by_on and appeal_by_on < given_on + timedelta(days=self.appeal_days):
            earliest = say_day(given_on + timedelta(days=self.appeal_days))
            self.add_error(
                "appeal_by_on", f"Your scheme gives {self.appeal_days} days to appeal: enter {earliest} or later"
            )
        if appeal_by_on and ends_on and ends_on < appeal_by_on and "ends_on" not in self.errors:
            self.add_error("ends_on", f"They may appeal until {say_day(appeal_by_on)}: enter that day or later")
        names = {"outcome", "without_panel_because"}
        if not told.get("outcome") and not told.get("without_panel_because") and not names & set(self.errors):
            self.add_error("without_panel_because", ASK_FIRST)
        return told


class EndApprovalForm(PlainForm):
    """The day approval ends, and why."""

    on = DayField(label="Approval ends on", called="the day approval ends", past_only=True)
    why = NotesField(label="Why?", max_length=4000, rows=3)

    helper = Act("End approval", warn=True)


def _ends_after_notice(form) -> None:
    told = form.cleaned_data
    given_on, ends_on = told.get("given_on"), told.get("ends_on")
    if given_on and ends_on and ends_on < given_on:
        form.add_error(
            "ends_on", f"Approval ends after notice was given on {say_day(given_on)}: enter that day or later"
        )
