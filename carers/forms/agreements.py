"""What we ask about a carer agreement when it is signed, and how it is put right."""

from django import forms

from schemes.dates import add_months
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, UploadField, say_day
from schemes.forms.layout import Act, SideBySide


class AgreementForm(PlainForm):
    """The carer agreement as it was signed."""

    happened_on = DayField(label="Signed on", called="the day it was signed", past_only=True)
    signed_by = forms.CharField(label="Who signed for the household?", max_length=200)
    signed_for_us_by = forms.CharField(label="Who signed for the scheme?", max_length=160)
    form = forms.CharField(
        label="Which form of agreement?",
        max_length=120,
        required=False,
        help_text="For example, Carer agreement, version of April 2026",
    )
    renew_on = DayField(label="Renew by", called="the day it is renewed by", required=False)
    upload = UploadField(label="The signed copy", required=False)

    LAYOUT = ("happened_on", SideBySide("signed_by", "signed_for_us_by"), "form", "renew_on", "upload")
    helper = Act("Sign agreement", *LAYOUT)

    def __init__(self, *args, months: int, earliest=None, earliest_why="", **kwargs):
        self.months, self.earliest, self.earliest_why = months, earliest, earliest_why
        super().__init__(*args, **kwargs)
        self.fields["renew_on"].help_text = f"Left empty: {months} months after it was signed, by your scheme’s rule"

    def clean(self):
        told = super().clean()
        signed_on, renew_on = told.get("happened_on"), told.get("renew_on")
        if signed_on and self.earliest and signed_on < self.earliest:
            self.add_error("happened_on", f"{self.earliest_why} {say_day(self.earliest)}: enter that day or later")
        if signed_on and renew_on and renew_on <= signed_on:
            self.add_error("renew_on", f"It must be renewed after it was signed on {say_day(signed_on)}")
        if signed_on and "renew_on" in told and not renew_on:
            told["renew_on"] = add_months(signed_on, self.months)
        return told


class CorrectAgreementForm(AgreementForm):
    """The same agreement, put right, and why."""

    why = NotesField(label="What was wrong?", max_length=500, rows=2)

    helper = Act("Save correction", *AgreementForm.LAYOUT, "why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = f"Leave empty to keep the copy there is. {UploadField.HELP}"
