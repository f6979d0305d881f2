"""Filters of this room's lists; what is chosen stays in the address, and what makes no sense is ignored."""

from django import forms

from schemes.forms.base import PlainForm, tidy
from schemes.forms.fields import look
from schemes.models import StaffMember
from schemes.vocabulary import ArrangementType

NOT_SURE = "not_sure"


class Filter(PlainForm):
    """A filter in the address: choices that are not offered count as none."""

    mark_optional = False

    def chosen(self) -> dict:
        """What was chosen and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class _OfOfficers(Filter):
    officer = forms.ModelChoiceField(
        StaffMember.objects.none(), label="Officer", required=False, empty_label="All officers"
    )

    def __init__(self, data=None, *, actor, **options):
        super().__init__(data, **options)
        self.fields["officer"].queryset = StaffMember.objects.visible_to(actor).officers().select_related("account")


class ReferralsFilter(_OfOfficers):
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


class PeopleFilter(_OfOfficers):
    """Which people to show."""

    letter = forms.ChoiceField(
        label="Name begins with",
        choices=[("", "Any letter"), *[(letter, letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]],
        required=False,
    )
    field_order = ["letter", "officer"]
