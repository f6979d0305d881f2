"""For whom a household is approved, where its terms are for named people only."""

from django import forms

from referrals.models import Person
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField
from schemes.forms.layout import Act


class PersonField(forms.ModelChoiceField):
    """One of the scheme's people, by name and reference."""

    def label_from_instance(self, person):
        return f"{person.full_name}, {person.reference}"


class NamePersonForm(PlainForm):
    """Who it is, and from when."""

    person = PersonField(queryset=Person.objects.none(), label="Who are they approved for?", empty_label="Choose")
    happened_on = DayField(label="From", called="the day from which they are approved", past_only=True)

    helper = Act("Name this person")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class TakeBackNamedPersonForm(PlainForm):
    """That they are not approved for this person any more, and why."""

    why = NotesField(label="Why are they not approved for this person any more?", max_length=500, rows=2)

    helper = Act("Take back")
