"""What we ask about a check, and how one is put right."""

from carers.forms.choices import check_key, checked_field
from carers.models import CheckResult
from schemes.dates import add_months
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, say_day
from schemes.forms.layout import Act
from schemes.vocabulary import CheckKind, check_label

RUNS_OUT_LATER = "A check must run out after it was made on"


def runs_out(kind, made_on, until, result, policies, scheme):
    """When a check runs out: as typed, or by the scheme's rule where it has one; None if it never does."""
    if until or not made_on or kind != CheckKind.DBS or result == CheckResult.Result.NOT_IN_ORDER:
        return until
    return add_months(made_on, policies.value(scheme.pk, "dbs_months", made_on))


class CheckForm(PlainForm):
    """What a check found, and until when it holds."""

    what = checked_field()
    happened_on = DayField(label="Date of the check", past_only=True)
    expires_on = DayField(label="Runs out on", called="the day it runs out", required=False)
    result = OneOf(label="What did it show?", choices=CheckResult.Result.choices, initial=CheckResult.Result.CLEAR)
    note = NotesField(
        label="Note",
        required=False,
        max_length=2000,
        rows=3,
        help_text="Certificate number, who saw it, what was agreed",
    )

    helper = Act("Record check")

    def __init__(self, *args, members, policies, scheme, today, **kwargs):
        self.policies, self.scheme = policies, scheme
        super().__init__(*args, **kwargs)
        self.fields["what"].offer(members, scheme.nation)
        months = policies.value(scheme.pk, "dbs_months", today)
        record_check = check_label(CheckKind.DBS, scheme.nation)
        self.fields[
            "expires_on"
        ].help_text = f"Left empty: {months} months after its date for {record_check}; any other check never runs out."

    def clean(self):
        told = super().clean()
        made_on, until = told.get("happened_on"), told.get("expires_on")
        if made_on and until and until <= made_on:
            self.add_error("expires_on", f"{RUNS_OUT_LATER} {say_day(made_on)}")
        if what := told.pop("what", None):
            told["kind"], told["member"] = what
            told["expires_on"] = runs_out(told["kind"], made_on, until, told.get("result"), self.policies, self.scheme)
        return told


class CorrectCheckForm(CheckForm):
    """The same check, put right, and why."""

    why = NotesField(label="What was wrong?", max_length=500, rows=2)

    helper = Act("Correct this check")


def as_typed(check: CheckResult) -> dict:
    """A check's fields as its form starts with them."""
    return {
        "what": check_key(check.kind, check.member_id),
        "happened_on": check.happened_on,
        "expires_on": check.expires_on,
        "result": check.result,
        "note": check.note,
    }
