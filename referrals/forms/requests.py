"""The link to a person's own page: sending it, what is asked through it, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.models import PersonLink
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField, look
from schemes.forms.layout import Act

PRIVATE, NOT_PRIVATE = "no", "yes"


class SendPersonLinkForm(PlainForm):
    """Where the link goes, and who will hold it."""

    holder = OneOf(label="Who gets the link?", choices=PersonLink.Holder.choices)
    name = look(forms.CharField(label="The supporter’s name", max_length=120, required=False), width=20)
    chosen = forms.CharField(
        label="How did the person choose them?", max_length=300, required=False,
        help_text="For example: told us at the visit that his sister may read and ask for him",
    )  # fmt: skip
    email = forms.EmailField(
        label="Email address", max_length=254,
        help_text="An address that only they read. Whoever reads it can ask for a code and open the page.",
    )  # fmt: skip
    helper = Act("Send the link")

    def clean(self):
        typed = super().clean()
        if typed.get("holder") == PersonLink.Holder.SUPPORTER:
            if not typed.get("name"):
                self.add_error("name", "Enter the supporter’s name")
            if not typed.get("chosen"):
                self.add_error("chosen", "Say how the person chose them")
        elif typed.get("holder"):
            typed["name"] = typed["chosen"] = ""
        return typed


class ClosePersonLinkForm(PlainForm):
    helper = Act("Close this link", warn=True)


class AskForChangeForm(PlainForm):
    """What should be different on the page."""

    text = WordsField(
        label=_("What should we change?"), max_length=2000, rows=6, suggest=None, called=_("what we should change")
    )
    helper = Act(_("Ask for this change"))


class AskToTalkForm(PlainForm):
    """That they want to talk, how to reach them, and whether their carer may know."""

    carer_may_know = OneOf(
        label=_("May your carer know that you want to talk?"),
        choices=[(PRIVATE, _("No, do not tell my carer")), (NOT_PRIVATE, _("Yes, my carer may know"))],
        error_messages={"required": _("Say whether your carer may know")},
    )
    reach = forms.CharField(
        label=_("How and when can we reach you?"), max_length=200,
        help_text=_("For example: ring me on Tuesday morning, at the day centre"),
        error_messages={"required": _("Say how we can reach you")},
    )  # fmt: skip
    text = WordsField(
        label=_("What is it about? You need not say."), max_length=2000, rows=3, suggest=None, required=False,
        called=_("what it is about"),
    )  # fmt: skip
    helper = Act(_("Ask to talk"))

    def asked(self) -> dict:
        """What `PersonRequest.ask` wants."""
        typed = self.cleaned_data
        return {
            "text": typed["text"], "reach": typed["reach"], "is_private": typed["carer_may_know"] == PRIVATE,
        }  # fmt: skip


class AnswerRequestForm(PlainForm):
    """What we did about it."""

    text = NotesField(label="What did we do?", max_length=2000, called="what we did")
    happened_on = DayField(label="When?", called="the day it was done", past_only=True)
    helper = Act("Save answer")
