"""Which authorities a person has, and how far the money is."""

from decimal import Decimal

from django import forms

from referrals.models import FundingState, PersonAuthority
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, look
from schemes.forms.layout import Act, SideBySide
from schemes.models import Authority

MOST = Decimal(20_000)


def why_corrected() -> NotesField:
    """What every correction is asked."""
    return NotesField(label="What was wrong?", called="what was wrong", max_length=2000, rows=2)


class PoundsField(forms.DecimalField):
    """Pounds as people type them, with or without a sign and commas; kept as whole pence."""

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=MOST, decimal_places=2, max_digits=9, **options)
        look(self, prefix="£", width=5)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value):
        text = str(value or "").replace("£", "").replace(",", "").replace(" ", "")
        return super().to_python(text)

    def clean(self, value):
        pounds = super().clean(value)
        return None if pounds is None else int(pounds * 100)

    def prepare_value(self, value):
        return f"{value / 100:.2f}" if isinstance(value, int) else value


class AuthorityForm(PlainForm):
    """Which council or health body it is, from a day on."""

    role = OneOf(label="What is it to them?", choices=PersonAuthority.Role.choices)
    authority = forms.ModelChoiceField(
        Authority.objects.none(), label="Council or health body", required=False, empty_label="Not in this list"
    )
    named = look(forms.CharField(label="Its name, if it is not in the list", max_length=120, required=False), width=30)
    commissioner = look(
        forms.CharField(
            label="Who decides there", max_length=160, required=False, help_text="A commissioner, panel or team"
        ),
        width=30,
    )
    happened_on = DayField(label="From", called="the day from which it is so", past_only=True)
    helper = Act("Save authority")

    def __init__(self, data=None, *, scheme, **options):
        super().__init__(data, **options)
        self.fields["authority"].queryset = Authority.objects.filter(scheme=scheme)

    def clean(self):
        typed = super().clean()
        if bool(typed.get("authority")) == bool(typed.get("named")) and not self.errors.keys() & {"authority", "named"}:
            self.add_error("authority", "Choose a council or health body, or enter its name")
        return typed


class CorrectAuthorityForm(AuthorityForm):
    """The same, and what was wrong."""

    why = why_corrected()
    helper = Act("Save correction")

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        del self.fields["named"]
        self.fields["authority"].required = True
        self.fields["authority"].empty_label = None


class FundingForm(PlainForm):
    """How far the money is, how much, and for which days."""

    state = OneOf(label="How far is it?", called="how far the money is", choices=FundingState.State.choices)
    weekly_pence = PoundsField(label="How much a week", required=False)
    from_on = DayField(label="Pays from", called="the day it pays from", required=False)
    until_on = DayField(label="Pays until", called="the day it pays until", required=False)
    decided_by = look(forms.CharField(label="Who said so", max_length=160, required=False), width=30)
    their_reference = look(forms.CharField(label="Their reference", max_length=60, required=False), width=20)
    words = NotesField(label="More about it", max_length=2000, rows=3, required=False)
    happened_on = DayField(label="When did they say so?", called="the day they said so", past_only=True)
    helper = Act(
        "Save money", "state", "weekly_pence", SideBySide("from_on", "until_on"),
        SideBySide("decided_by", "their_reference"), "words", "happened_on",
    )  # fmt: skip

    def clean(self):
        typed = super().clean()
        if typed.get("from_on") and typed.get("until_on") and typed["until_on"] < typed["from_on"]:
            self.add_error("until_on", "The day it pays until must not be before the day it pays from")
        is_agreed = typed.get("state") in (FundingState.State.AGREED, FundingState.State.PART_AGREED)
        if is_agreed and not typed.get("decided_by") and "decided_by" not in self.errors:
            self.add_error("decided_by", "Enter who agreed it")
        return typed


class CorrectFundingForm(FundingForm):
    """The same, and what was wrong."""

    why = why_corrected()
    helper = Act("Save correction", *FundingForm.helper.layout.fields, "why")
