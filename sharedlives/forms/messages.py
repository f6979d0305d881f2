"""What an officer can do about an email that could not be delivered."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField
from schemes.forms.layout import Act


class TryAgainForm(PlainForm):
    to = forms.EmailField(label="Email address", help_text="Mend it here if it was wrong.", max_length=254)

    helper = Act("Try again")


class SettleForm(PlainForm):
    why = NotesField(label="What you did instead", help_text="For example: phoned them and told them.")

    helper = Act("Keep this and take it off the list")
