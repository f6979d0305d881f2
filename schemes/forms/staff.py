"""Forms about who works in a scheme."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from schemes.forms.base import PlainForm
from schemes.forms.fields import OneOf
from schemes.forms.layout import Act
from schemes.models import Account
from schemes.roles import Role

ROLE_HINTS = {
    Role.OFFICER: "Works with people and households. Sees the scheme’s records, except restricted ones",
    Role.MANAGER: "Sees everything, puts steps back, restricts records, reads who opened what",
    Role.PANEL_MEMBER: "Reads the papers of their own panels only",
    Role.VIEWER: "Sees counts, never names",
    Role.ADMINISTRATOR: "Looks after settings and staff. Sees no records",
}


class InviteForm(PlainForm):
    """Whom to invite, and for which job."""

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="Work email address", max_length=254)
    role = OneOf(
        label="Role",
        choices=[(role.value, role.label) for role in Role if role != Role.REGIONAL_VIEWER],
        hints=ROLE_HINTS,
        error_messages={"required": "Choose a role"},
    )

    helper = Act("Send invitation")


class AcceptForm(PlainForm):
    """A new account: the name colleagues read, and a password."""

    name = forms.CharField(label="Your full name", max_length=120)
    password = forms.CharField(
        label="Choose a password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=500,
        help_text="At least 12 characters. Three words you can remember work well.",
    )

    helper = Act("Join")

    def __init__(self, *args, email, **kwargs):
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password"):
            try:
                validate_password(password, Account(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class JoinForm(PlainForm):
    """Nothing to fill in: they have an account, and only say yes."""

    helper = Act("Join")


class LetGoForm(PlainForm):
    """Why somebody leaves."""

    why = forms.CharField(
        label="Why are they leaving?",
        max_length=300,
        help_text="For example: new job. It stays in the history.",
        error_messages={"required": "Say why they are leaving"},
    )

    helper = Act("End this job now", warn=True)


class TakeBackForm(PlainForm):
    """Nothing to fill in: the invitation is no longer meant."""

    helper = Act("Take invitation back")


class OwnNameForm(PlainForm):
    """The name colleagues read beside what this person does."""

    name = forms.CharField(label="Your full name", max_length=120)

    helper = Act("Save name")
