"""What we ask about a check, and how one is put right."""

from django import forms

from carers.forms.choices import check_key, checked_field
from carers.models import CheckResult, CheckRules
from carers.models.requirements import CARERS
from schemes.dates import add_months
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, UploadField, look, say_day
from schemes.forms.layout import Act
from schemes.vocabulary import CheckKind, check_label

RUNS_OUT_LATER = "A check must run out after it was made on"
# What has to be said about a result that is not simply in order.
SAY = {
    CheckResult.Result.ACCEPTED: "Write down what was found, and who accepted the risk and why",
    CheckResult.Result.NOT_ELIGIBLE: "Write down the risk conversation: with whom, and what was agreed",
}


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
        help_text="What was found, talked about or agreed",
    )
    evidence = look(
        forms.CharField(
            label="What was seen", required=False, max_length=200, help_text="Such as a certificate\u2019s number"
        ),
        width=20,
    )
    seen_by = look(forms.CharField(label="Who saw it", required=False, max_length=120), width=20)
    document = UploadField(label="A copy of it", called="the copy", required=False)

    helper = Act("Record check")

    def __init__(self, *args, members, rules: CheckRules, scheme, today, **kwargs):
        self.rules, self.scheme = rules, scheme
        super().__init__(*args, **kwargs)
        self.fields["what"].offer(members, scheme.nation)
        kind = str(self.initial.get("what", "")).rpartition("-")[0]
        self.fields["expires_on"].help_text = self._lasts(kind, today)

    def _lasts(self, kind: str, today) -> str:
        """How long the scheme's rules say that it lasts, where it is known which check this is."""
        if kind not in CheckKind.values:
            return "Left empty, the scheme\u2019s rule for this check counts from its date."
        months, label = self.rules.asked(self.scheme.pk, kind, today).months, check_label(kind, self.scheme.nation)
        if months is None:
            return f"Left empty: no end. {label} does not run out by your scheme\u2019s rules."
        return f"Left empty: {months} months after its date, by your scheme\u2019s rule for {label}."

    def clean(self):
        told = super().clean()
        made_on, until, result = told.get("happened_on"), told.get("expires_on"), told.get("result")
        if made_on and until and until <= made_on:
            self.add_error("expires_on", f"{RUNS_OUT_LATER} {say_day(made_on)}")
        if what := told.pop("what", None):
            told["kind"], told["member"] = what
            told["expires_on"] = self._runs_out(told["kind"], made_on, until, result)
            if result == CheckResult.Result.NOT_ELIGIBLE:
                self._may_be_not_eligible(*what)
        if result in SAY and "note" not in self.errors and not told.get("note"):
            self.add_error("note", SAY[result])
        return told

    def _runs_out(self, kind, made_on, until, result):
        """When it runs out: as typed, or by the scheme's rule where it has one; None if it never does."""
        if until or not made_on or result == CheckResult.Result.NOT_IN_ORDER:
            return until
        months = self.rules.asked(self.scheme.pk, kind, made_on).months
        return add_months(made_on, months) if months else None

    def _may_be_not_eligible(self, kind, member) -> None:
        """Only a record check has people who are not eligible, and who cares for somebody always is (domain 3.6)."""
        label = check_label(CheckKind.DBS, self.scheme.nation)
        if kind != CheckKind.DBS:
            self.add_error(
                "result", f"Only a {label} has people who are not eligible for it. Choose what this one showed"
            )
        elif member and member.role in CARERS:
            self.add_error(
                "result",
                f"{member.called} cares for people here, so a {label} is possible: apply for it",
            )


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
        "evidence": check.evidence,
        "seen_by": check.seen_by,
    }
