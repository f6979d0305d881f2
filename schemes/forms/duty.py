"""Who is on duty, and for which days."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField
from schemes.forms.layout import Act
from schemes.models import StaffMember


class DutyTurnForm(PlainForm):
    """One officer's days on duty."""

    officer = forms.ModelChoiceField(StaffMember.objects.none(), label="Who?", empty_label="Choose an officer")
    from_on = DayField(label="From", called="the first day")
    until_on = DayField(label="Until, that day included", called="the last day")
    helper = Act("Save turn")

    def __init__(self, data=None, *, actor, **options):
        super().__init__(data, **options)
        self.fields["officer"].queryset = StaffMember.objects.visible_to(actor).officers().select_related("account")

    def clean(self):
        typed = super().clean()
        first, last = typed.get("from_on"), typed.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day must not be before the first")
        return typed
