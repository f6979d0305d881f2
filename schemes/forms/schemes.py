"""The form for a scheme's own details."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import PhoneField
from schemes.forms.layout import Act, Group
from schemes.models import Scheme


class SchemeForm(PlainForm):
    """How people reach the scheme, and the words it uses."""

    name = forms.CharField(label="Name of the scheme", max_length=120)
    phone = PhoneField(label="Phone", max_length=40)
    email = forms.EmailField(label="Email address", max_length=254)
    opening_hours = forms.CharField(label="When somebody answers", max_length=120)
    carer_word = forms.CharField(
        label="What you call a carer",
        max_length=40,
        help_text="For example: Shared Lives carer, host, Shared Lives host",
    )
    officer_word = forms.CharField(
        label="What you call an officer", max_length=40, help_text="For example: officer, coordinator, link worker"
    )

    helper = Act(
        "Save details",
        Group("How people reach you", "name", "phone", "email", "opening_hours"),
        Group("Your words", "carer_word", "officer_word"),
    )

    def __init__(self, *args, scheme, **kwargs):
        self.scheme = scheme
        super().__init__(*args, **kwargs)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Scheme.objects.exclude(pk=self.scheme.pk).filter(name__iexact=name).exists():
            raise forms.ValidationError("Another scheme has this name: choose another")
        return name
