"""Forms about what panel said, what was decided, and the letter that says so."""

from django import forms

from carers.models import PanelOutcome
from carers.models.outcomes import WORDS, Kind, Outcome, sets_terms
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, look, say_day
from schemes.forms.layout import Act, Group, SideBySide
from schemes.models import StaffMember
from schemes.vocabulary import ArrangementType

ACTIONS = 4


class OutcomeForm(PlainForm):
    """What was said or decided, why, with which conditions, on which terms, and what must be done by when."""

    happened_on = DayField(label="Date", called="the date", past_only=True)
    outcome = OneOf(label="What was said?", called="what was said", choices=[])
    reasons = NotesField(label="Reasons", called="the reasons", max_length=8000, rows=6)
    conditions = NotesField(label="Conditions", called="the conditions", required=False, max_length=2000, rows=4)
    back_on = DayField(label="Back to panel by", called="the day it comes back to panel", required=False)
    from_on = DayField(label="Terms in force from", called="the day the terms begin", required=False)
    people_limit = look(
        forms.IntegerField(label="Most people at once", min_value=1, max_value=10, required=False), width=2
    )
    types = ManyOf(label="Approved for", choices=ArrangementType.choices, required=False, small=True)
    is_named_only = forms.BooleanField(label="For named people only", required=False)
    may_support = NotesField(label="Needs they may support", required=False, max_length=2000, rows=3)
    exclusions = NotesField(label="Not approved for", required=False, max_length=2000, rows=3)
    until_on = DayField(label="Terms end on", called="the day the terms end", required=False)
    probation_ends_on = DayField(label="Probation ends", called="the day probation ends", required=False)
    ends_on = DayField(label="Approval to end on", called="the day approval ends", required=False)

    button = "Record what panel said"
    mark_optional = False

    def __init__(self, *args, item, most, **kwargs):
        self.item, self.most = item, most
        super().__init__(*args, **kwargs)
        for number in range(1, ACTIONS + 1):
            self._add(f"action_{number}", forms.CharField(label=f"Action {number}", required=False, max_length=200))
            self._add(f"action_{number}_on", DayField(label="By", called=f"the day of action {number}", required=False,
                                                     help_text=""))  # fmt: skip
        self.fields["outcome"].choices = [(value.value, label) for value, label in WORDS[item.kind].items()]
        has_terms = sets_terms(item.kind, Outcome.APPROVE)
        layout = ["happened_on", *(["decided_by"] if "decided_by" in self.fields else []), "outcome", "reasons"]
        drop = []
        if Outcome.CONDITIONS in WORDS[item.kind]:
            layout.append("conditions")
        else:
            drop.append("conditions")
        layout.append("back_on")
        actions = Group(
            "What they must do, by when",
            *(SideBySide(f"action_{n}", f"action_{n}_on") for n in range(1, ACTIONS + 1)),
            hint="A course, a ramp, a second visit. Each comes up on Today.",
        )
        terms = ["people_limit", "types", "is_named_only", "may_support", "exclusions", "until_on", "probation_ends_on"]
        if has_terms:
            first = ["from_on"] if item.kind == Kind.TERMS else []
            hint = "" if first else "They begin on the day the agreement is signed."
            layout += [Group("Terms, if the answer is yes", *first, *terms, hint=hint)]
        else:
            drop += terms
        if not has_terms or item.kind != Kind.TERMS:
            drop.append("from_on")
        if item.kind == Kind.DEREGISTER:
            layout.append("ends_on")
        else:
            drop.append("ends_on")
        if item.kind in (Kind.APPEAL, Kind.DEREGISTER):
            drop += [f"action_{n}{end}" for n in range(1, ACTIONS + 1) for end in ("", "_on")]
        else:
            layout.append(actions)
        for name in drop:
            self.fields.pop(name, None)
        self.parts = layout
        self.helper = Act(self.button, *layout)

    def _add(self, name, field):
        self.fields[name] = field
        self._speak_plainly(name, field)

    def clean(self):
        told = super().clean()
        outcome, on = told.get("outcome"), told.get("happened_on")
        if outcome == Outcome.CONDITIONS and not told.get("conditions"):
            self.add_error("conditions", "Write down the conditions")
        if outcome == Outcome.DEFER:
            if not told.get("back_on") and "back_on" not in self.errors:
                self.add_error("back_on", "Enter the day it comes back to panel")
            elif on and told.get("back_on") and told["back_on"] <= on:
                self.add_error("back_on", f"It must come back after {say_day(on)}")
        if outcome and sets_terms(self.item.kind, outcome):
            self._check_terms(told, on)
        if outcome == Outcome.APPROVE and self.item.kind == Kind.DEREGISTER:
            if not told.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", "Enter the day approval ends")
            elif on and told.get("ends_on") and told["ends_on"] < on:
                self.add_error("ends_on", f"Approval cannot end before it was decided on {say_day(on)}")
        self._check_actions(told, on)
        return told

    def _check_terms(self, told, on) -> None:
        if told.get("people_limit") is None and "people_limit" not in self.errors:
            self.add_error("people_limit", "Enter the most people at once")
        elif told.get("people_limit") and told["people_limit"] > self.most:
            self.add_error(
                "people_limit",
                f"At most {self.most} people may live in or stay at one home here: enter {self.most} or fewer",
            )
        if not told.get("types"):
            self.add_error("types", "Choose at least one kind of arrangement they are approved for")
        begins = told.get("from_on") or on
        for name, what in (("until_on", "The terms"), ("probation_ends_on", "Probation")):
            if begins and told.get(name) and told[name] <= begins:
                self.add_error(name, f"{what} must end after {say_day(begins)}")

    def _check_actions(self, told, on) -> None:
        for number in range(1, ACTIONS + 1):
            what, by_on = told.get(f"action_{number}"), told.get(f"action_{number}_on")
            if what and not by_on and f"action_{number}_on" not in self.errors:
                self.add_error(f"action_{number}_on", f"Enter by when action {number} must be done")
            if by_on and not what:
                self.add_error(f"action_{number}", f"Say what must be done by {say_day(by_on)}")
            if what and by_on and on and by_on < on:
                self.add_error(f"action_{number}_on", f"Action {number} must be due on {say_day(on)} or later")

    def said(self) -> dict:
        """What the verb takes."""
        told = self.cleaned_data
        outcome = told["outcome"]
        said = {
            "outcome": outcome,
            "reasons": told["reasons"],
            "on": told["happened_on"],
            "conditions": told.get("conditions", "") if outcome == Outcome.CONDITIONS else "",
            "back_on": told.get("back_on") if outcome == Outcome.DEFER else None,
            "ends_on": told.get("ends_on") if outcome == Outcome.APPROVE else None,
        }
        if sets_terms(self.item.kind, outcome):
            names = ("people_limit", "types", "is_named_only", "may_support", "exclusions", "until_on")
            said["terms"] = {name: told[name] for name in (*names, "probation_ends_on")}
            if told.get("from_on"):
                said["terms"]["from_on"] = told["from_on"]
        if outcome in PanelOutcome.AGREES:
            said["actions"] = [
                (told[f"action_{n}"], told[f"action_{n}_on"]) for n in range(1, ACTIONS + 1) if told.get(f"action_{n}")
            ]
        return said


class CorrectOutcomeForm(OutcomeForm):
    """The same outcome, put right, and what was wrong with it."""

    why = NotesField(label="What was wrong?", called="what was wrong", max_length=500, rows=2)

    button = "Correct what was said"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = Act(self.button, "why", *self.parts)

    def said(self):
        return super().said() | {"why": self.cleaned_data["why"]}


class DecisionForm(OutcomeForm):
    """The decision maker's decision after panel recommended."""

    decided_by = forms.ModelChoiceField(
        StaffMember.objects.none(), label="Decided by", empty_label="Choose",
        error_messages={"required": "Choose who decided"},
    )  # fmt: skip

    button = "Record the decision"

    def __init__(self, *args, deciders, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decided_by"].queryset = deciders
        self.fields["outcome"].label = "What was decided?"

    def said(self):
        return super().said() | {"decided_by": self.cleaned_data["decided_by"]}


class DecisionLetterForm(PlainForm):
    """The letter as it will be sent, and where to."""

    to = forms.EmailField(label="Email address", required=False, help_text="Leave empty if you print it.")
    subject = forms.CharField(label="Subject", max_length=160)
    body = NotesField(label="Letter", max_length=12_000, rows=22)

    helper = Act(
        "Send by email", "to", "subject", "body",
        other=[("look", "See how it reads"), ("printed", "Printed and posted: keep it")],
    )  # fmt: skip
    mark_optional = False

    def clean(self):
        told = super().clean()
        by_post = "printed" in self.data or "look" in self.data
        if not by_post and not told.get("to") and "to" not in self.errors:
            self.add_error("to", "Enter the email address, or print the letter and choose “Printed and posted”")
        return told
