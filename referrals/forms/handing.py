"""Who works on a referral, chosen with everybody's load in sight."""

from django import forms

from referrals.load import Load
from referrals.models import Referral
from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField
from schemes.forms.layout import Act
from schemes.models import StaffMember


class LoadedOfficerField(forms.ModelChoiceField):
    """An officer, with what each holds now."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(StaffMember.objects.none(), **kwargs)
        self.load: dict[int, Load] = {}

    def of(self, actor, load) -> None:
        """Offer the officers of this actor's scheme."""
        self.load = load
        self.queryset = StaffMember.objects.visible_to(actor).officers().select_related("account")

    def label_from_instance(self, officer):
        return f"{officer.name}: {self.load.get(officer.pk, Load())}"


class HandForm(PlainForm):
    """Who works on it from now on, and why."""

    officer = LoadedOfficerField(label="Who works on it?", empty_label="Nobody for now", required=False)
    why = NotesField(label="Why?", max_length=300, required=False)
    helper = Act("Hand it over")

    def __init__(self, data=None, *, actor, load, **options):
        super().__init__(data, **options)
        self.fields["officer"].of(actor, load)


class HandSeveralForm(PlainForm):
    """Which referrals, and who works on them from now on."""

    pick = forms.ModelMultipleChoiceField(
        Referral.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Which referrals?",
        error_messages={"required": "Tick the referrals to hand over", "invalid_choice": "One of them is not open now"},
    )
    officer = LoadedOfficerField(
        label="Who works on them?", empty_label=None, error_messages={"required": "Choose who works on them"}
    )
    helper = Act("Hand them over")

    def __init__(self, data=None, *, actor, load, picked, **options):
        super().__init__(data, **options)
        self.fields["officer"].of(actor, load)
        rows = Referral.objects.visible_to(actor).open().filter(pk__in=picked)
        self.fields["pick"].queryset = rows.select_related("folder", "person")
        self.fields["pick"].label_from_instance = _in_a_line


def _in_a_line(referral) -> str:
    return f"{referral.reference} {referral.person.called}, {referral.asked_for.lower()}"
