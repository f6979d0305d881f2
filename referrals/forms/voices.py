"""Whose words a statement about a life is: asked in one way on every form that takes one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.models import Voice
from schemes.forms.fields import OneOf, look

MISSING = _("Say whose words these are")
MISSING_NAME = _("Enter who helped, or who wrote it")


def voice_field(**options) -> OneOf:
    """They said it, with help, or written for them. Needed as soon as there are words: `check_voice` asks for it."""
    return look(
        OneOf(
            label=_("Whose words are these?"),
            choices=Voice.choices,
            required=False,
            called=_("whose words these are"),
            **options,
        ),
        one_of_several=True,
    )


def helped_by_field() -> forms.Field:
    """Somebody's name, or who they are to the person."""
    field = forms.CharField(
        label=_("Who helped, or who wrote it?"),
        max_length=120,
        required=False,
        help_text=_("Only if it was not them alone"),
    )
    return look(field, width=20, one_of_several=True)


def check_voice(form, *, is_said: bool, about: str = "", voice: str = "voice", helped_by: str = "helped_by") -> None:
    """Words need to say whose they are, and words with help say whose help; without words nothing is kept.

    `about` begins the error where a page has several such questions.
    """
    typed = form.cleaned_data
    if not is_said:
        typed[voice], typed[helped_by] = "", ""
        return
    if voice in form.errors or helped_by in form.errors:
        return
    if not typed.get(voice):
        form.add_error(voice, f"{about}{MISSING}")
    elif typed[voice] != Voice.SAID and not typed.get(helped_by):
        form.add_error(helped_by, f"{about}{MISSING_NAME}")
    elif typed[voice] == Voice.SAID:
        typed[helped_by] = ""
