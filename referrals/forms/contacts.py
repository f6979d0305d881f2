"""Who is around a person, and what the law lets them decide."""

from django import forms

from referrals.models import PersonContact
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, PhoneField, look
from schemes.forms.layout import Act, Group, SideBySide

CONTACT_NAMES = [
    "name", "role", "relation", "phone", "email", "is_first", "authority", "authority_seen_on", "began_on",
]  # fmt: skip


class ContactForm(PlainForm):
    """Who somebody is to a person, how to reach them, and what they may decide or be told."""

    name = look(forms.CharField(label="Name", max_length=120), width=30)
    role = OneOf(label="Who are they to the person?", called="who they are", choices=PersonContact.Role.choices)
    relation = look(
        forms.CharField(
            label="In the person’s words", max_length=120, required=False, help_text="Such as “my sister Kay”"
        ),
        width=20,
    )
    phone = PhoneField(label="Phone", max_length=40, required=False)
    email = look(forms.EmailField(label="Email", max_length=254, required=False), width=30)
    is_first = forms.BooleanField(label="The one to contact first", required=False)
    authority = ManyOf(
        label="What may they decide, or be told?",
        choices=PersonContact.Authority.choices,
        required=False,
        help_text="Leave all empty if nothing was agreed or granted. Being family decides nothing by law.",
    )
    authority_seen_on = DayField(
        label="When did we see the paper that says so?", called="the day we saw the paper", required=False,
        past_only=True,
    )  # fmt: skip
    began_on = DayField(label="Since", called="since when", required=False, past_only=True)
    helper = Act(
        "Save contact",
        Group("Who they are", "name", "role", "relation"),
        Group("How to reach them", SideBySide("phone", "email"), "is_first"),
        Group("By law", "authority", "authority_seen_on", "began_on"),
    )


class EditContactForm(ContactForm):
    """The same, and for somebody who was ended, since when."""

    helper = Act("Save changes", *ContactForm.helper.layout.fields)

    def __init__(self, data=None, *, contact, **options):
        super().__init__(data, **options)
        if contact.ended_on:
            self.fields["ended_on"] = DayField(
                label="No longer since", called="since when no longer", required=False, past_only=True,
                help_text="Clear it if they are it again.",
            )  # fmt: skip
            self.helper = Act("Save changes", *ContactForm.helper.layout.fields, "ended_on")
        self.began_on = contact.began_on

    def clean(self):
        typed = super().clean()
        began, ended = typed.get("began_on"), typed.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", "The day they ended must not be before the day they began")
        return typed


class EndContactForm(PlainForm):
    """Since when they are it no longer, and why."""

    ended_on = DayField(label="No longer since", called="since when no longer", past_only=True)
    why = NotesField(label="Why?", max_length=2000, rows=2, required=False)
    helper = Act("End this contact")

    def __init__(self, data=None, *, contact, **options):
        super().__init__(data, **options)
        self.fields["ended_on"].earliest = contact.began_on
