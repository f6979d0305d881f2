"""The filters of this room's lists. What is chosen stands in the address; what makes no sense there is ignored."""

from django import forms

from schemes.forms.base import tidy
from schemes.forms.fields import look
from schemes.forms.filters import OfficerFilter
from schemes.vocabulary import ArrangementType

NOT_SURE = "not_sure"


class ReferralsFilter(OfficerFilter):
    """Which referrals to show."""

    status = forms.ChoiceField(
        label="Show",
        choices=[("", "Open ones"), ("closed", "Closed ones"), ("all", "All of them")],
        required=False,
    )
    type = forms.ChoiceField(
        label="Asked for",
        choices=[("", "Anything"), *ArrangementType.choices, (NOT_SURE, "Not sure yet")],
        required=False,
    )
    reference = look(forms.CharField(label="Reference", max_length=16, required=False), width=10)
    field_order = ["status", "type", "officer", "reference"]

    def clean_reference(self):
        return tidy(self.cleaned_data["reference"]).strip()


class PeopleFilter(OfficerFilter):
    """Which people to show."""

    letter = forms.ChoiceField(
        label="Name begins with",
        choices=[("", "Any letter"), *[(letter, letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]],
        required=False,
    )
    field_order = ["letter", "officer"]
