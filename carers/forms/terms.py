"""What we ask about terms of approval, how they are put right, and what they require by a day."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, look, say_day
from schemes.forms.layout import Act, Folded, Group, SideBySide
from schemes.vocabulary import ArrangementType

NEVER_MORE_THAN = 10  # the database refuses more, whatever the nation allows
ACTIONS = 3  # rows for required actions on the page of new terms; more are added one by one


def from_field() -> DayField:
    return DayField(label="In force from", called="the day the terms begin")


def until_field() -> DayField:
    return DayField(
        label="In force until",
        called="the day the terms end",
        required=False,
        help_text="The first day they no longer hold. Leave empty if no end was set.",
    )


def people_field() -> forms.IntegerField:
    return look(
        forms.IntegerField(
            label="Most people at once",
            min_value=1,
            max_value=NEVER_MORE_THAN,
            error_messages={"invalid": "The most people at once must be a whole number, like 2"},
        ),
        width=2,
    )


def types_field() -> ManyOf:
    return ManyOf(
        label="Approved for",
        choices=ArrangementType.choices,
        error_messages={"required": "Choose at least one kind of arrangement they are approved for"},
    )


def named_only_field() -> forms.BooleanField:
    return forms.BooleanField(
        label="Only for people who are named",
        required=False,
        help_text="Nobody else is offered this home. Name each person on the household’s page.",
    )


def may_support_field() -> NotesField:
    return NotesField(label="Needs they may support", required=False, max_length=2000, rows=2)


def exclusions_field() -> NotesField:
    return NotesField(label="What they are not approved for", required=False, max_length=2000, rows=2)


def probation_field() -> DayField:
    return DayField(
        label="Probation ends",
        called="the day probation ends",
        required=False,
        help_text="Their first-year review goes to panel before it. Leave empty if there is none.",
    )


def decided_by_field() -> forms.CharField:
    return forms.CharField(
        label="Decided by",
        max_length=120,
        required=False,
        help_text="The panel or decision maker. For example, Panel of 12 May",
    )


def conditions_field() -> NotesField:
    return NotesField(label="Conditions", required=False, max_length=2000, rows=3)


def check_terms(form, policies, scheme, *, from_on="from_on", until_on="until_on", people_limit="people_limit") -> None:
    """Refuse terms whose days are out of order, or that allow more people than the nation or the scheme does."""
    told = form.cleaned_data
    begins, ends, most = told.get(from_on), told.get(until_on), told.get(people_limit)
    if begins and ends and ends <= begins:
        form.add_error(until_on, f"The terms must end after they begin on {say_day(begins)}")
    if begins and most:
        nation = policies.value(scheme.pk, "people_limit_nation", begins)
        own = policies.value(scheme.pk, "people_limit_scheme", begins)
        if most > nation:
            where = scheme.get_nation_display()
            form.add_error(people_limit, f"{where} allows at most {nation} people in one home: enter {nation} or fewer")
        elif most > own:
            form.add_error(people_limit, f"This scheme allows at most {own} people in one home: enter {own} or fewer")
    probation = told.get("probation_ends_on")
    if begins and probation and probation <= begins:
        form.add_error("probation_ends_on", f"Probation must end after the terms begin on {say_day(begins)}")


class OutcomeField(forms.ModelChoiceField):
    """A decision of panel that new terms may rest on."""

    def label_from_instance(self, outcome):
        return f"{outcome.item.get_kind_display()}, {outcome.item.meeting}: {outcome.get_outcome_display().lower()}"


class WrittenTermsForm(PlainForm):
    """Terms of approval as they are written down."""

    from_on = from_field()
    until_on = until_field()
    people_limit = people_field()
    types = types_field()
    is_named_only = named_only_field()
    may_support = may_support_field()
    exclusions = exclusions_field()
    probation_ends_on = probation_field()
    happened_on = DayField(label="Date of the decision", past_only=True)
    decided_by = decided_by_field()
    conditions = conditions_field()

    APPROVED_FOR = (
        SideBySide("from_on", "until_on"),
        "people_limit",
        "types",
        "is_named_only",
        "may_support",
        "exclusions",
    )
    DECIDED = (SideBySide("happened_on", "decided_by"), "conditions", "probation_ends_on")
    WRITTEN = (
        "from_on", "until_on", "people_limit", "types", "is_named_only", "may_support", "exclusions",
        "probation_ends_on", "happened_on", "decided_by", "conditions",
    )  # fmt: skip

    def __init__(self, *args, policies, scheme, **kwargs):
        self.policies, self.scheme = policies, scheme
        super().__init__(*args, **kwargs)

    def clean(self):
        super().clean()
        check_terms(self, self.policies, self.scheme)
        return self.cleaned_data


class TermsForm(WrittenTermsForm):
    """New terms of approval, with what they rest on and what they require by a day.

    `decisions` are panel's that no terms rest on yet. Where the scheme's terms go through panel (`needs_panel`), only
    a manager (`may_skip`) goes past it, saying why.
    """

    outcome = OutcomeField(
        queryset=None, required=False, label="Which decision of panel do they rest on?", empty_label="None of these"
    )
    without_panel_because = NotesField(label="Why panel was not asked", required=False, max_length=2000, rows=2)

    def __init__(self, *args, decisions, needs_panel=False, may_skip=False, **kwargs):
        self.needs_panel, self.may_skip = needs_panel, may_skip
        # One form, so that one summary names every mistake; its rows are the same two questions over and over.
        self.base_fields = self.base_fields | _action_rows()
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = decisions
        decided = [*self.DECIDED]
        if decisions:
            decided.insert(0, "outcome")
        else:
            del self.fields["outcome"]
        if needs_panel and may_skip:
            decided.append("without_panel_because")
        else:
            del self.fields["without_panel_because"]
        self.helper = Act(
            "Set these terms",
            Group("What they are approved for", *self.APPROVED_FOR),
            Group("Who decided", *decided),
            Folded(
                "Ask for something by a day",
                *(SideBySide(f"action_{row}_what", f"action_{row}_on") for row in range(1, ACTIONS + 1)),
            ),
        )

    def clean(self):
        told = super().clean()
        if self.needs_panel and not told.get("outcome") and "outcome" not in self.errors:
            if not self.may_skip:
                self.add_error(
                    None, "In this scheme changed terms go through panel. Ask panel, or ask a manager to set them."
                )
            elif not told.get("without_panel_because") and "without_panel_because" not in self.errors:
                self.add_error("without_panel_because", "Enter why panel was not asked")
        for row in range(1, ACTIONS + 1):
            what, due_on = told.get(f"action_{row}_what"), told.get(f"action_{row}_on")
            if what and not due_on and f"action_{row}_on" not in self.errors:
                self.add_error(f"action_{row}_on", f"Enter the day by which “{what}” must be done")
            if due_on and not what and f"action_{row}_what" not in self.errors:
                self.add_error(f"action_{row}_what", f"Enter what must be done by {say_day(due_on)}")
        return told

    def terms(self) -> dict:
        """What `Terms.set_terms` takes."""
        told = self.cleaned_data
        rows = [(told[f"action_{row}_what"], told[f"action_{row}_on"]) for row in range(1, ACTIONS + 1)]
        return (
            {name: told[name] for name in self.WRITTEN}
            | {name: told[name] for name in ("outcome", "without_panel_because") if told.get(name)}
            | {"actions": [(what, due_on) for what, due_on in rows if what]}
        )


def _action_rows() -> dict:
    rows = {}
    for row in range(1, ACTIONS + 1):
        rows[f"action_{row}_what"] = look(
            forms.CharField(
                label="What",
                max_length=200,
                required=False,
                error_messages={"max_length": f"What is asked for in row {row} must be 200 characters or fewer"},
            ),
            width=20,
        )
        rows[f"action_{row}_on"] = DayField(label="By", called=f"the day of row {row}", required=False)
    return rows


class CorrectTermsForm(WrittenTermsForm):
    """The same terms, put right, and why."""

    why = NotesField(label="What was wrong?", max_length=500, rows=2)

    helper = Act(
        "Correct these terms",
        Group("What they are approved for", *WrittenTermsForm.APPROVED_FOR),
        Group("Who decided", *WrittenTermsForm.DECIDED),
        "why",
    )


class RequiredActionForm(PlainForm):
    """Something the household must do by a day."""

    what = forms.CharField(
        label="What must be done?", max_length=200, help_text="For example, a course, a ramp, a second fire alarm"
    )
    due_on = DayField(label="By", called="the day it must be done by", future_only=True)

    helper = Act("Ask for it")


class FinishRequiredActionForm(PlainForm):
    """That it was done, when and how."""

    done_on = DayField(label="Done on", called="the day it was done", past_only=True)
    how = forms.CharField(label="What was done?", max_length=300, required=False)

    helper = Act("Write down that it is done")


class CallOffRequiredActionForm(PlainForm):
    """That it is not needed any more, and why."""

    why = NotesField(label="Why is it not needed any more?", max_length=500, rows=2)

    helper = Act("Call it off")
