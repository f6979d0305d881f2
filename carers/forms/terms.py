"""What we ask about terms of approval, and how they are put right."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, look, say_day
from schemes.forms.layout import Act, SideBySide
from schemes.vocabulary import ArrangementType

NEVER_MORE_THAN = 10  # the database refuses more, whatever the nation allows


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
    """Refuse terms that end before they begin, or that allow more people than the nation does."""
    told = form.cleaned_data
    begins, ends, most = told.get(from_on), told.get(until_on), told.get(people_limit)
    if begins and ends and ends <= begins:
        form.add_error(until_on, f"The terms must end after they begin on {say_day(begins)}")
    if begins and most:
        nation = policies.value(scheme.pk, "people_limit_nation", begins)
        if most > nation:
            where = scheme.get_nation_display()
            form.add_error(people_limit, f"{where} allows at most {nation} people in one home: enter {nation} or fewer")


class TermsForm(PlainForm):
    """New terms of approval."""

    from_on = from_field()
    until_on = until_field()
    people_limit = people_field()
    types = types_field()
    happened_on = DayField(label="Date of the decision", past_only=True)
    decided_by = decided_by_field()
    conditions = conditions_field()

    LAYOUT = (
        SideBySide("from_on", "until_on"),
        "people_limit",
        "types",
        "happened_on",
        "decided_by",
        "conditions",
    )
    helper = Act("Set these terms", *LAYOUT)

    def __init__(self, *args, policies, scheme, **kwargs):
        self.policies, self.scheme = policies, scheme
        super().__init__(*args, **kwargs)

    def clean(self):
        super().clean()
        check_terms(self, self.policies, self.scheme)
        return self.cleaned_data


class CorrectTermsForm(TermsForm):
    """The same terms, put right, and why."""

    why = NotesField(label="What was wrong?", max_length=500, rows=2)

    helper = Act("Correct these terms", *TermsForm.LAYOUT, "why")
