"""The form that changes how a scheme asks for one kind of check."""

import hashlib

from django import forms

from carers.models import Member
from carers.models.requirements import Asked
from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, look
from schemes.forms.layout import Act
from schemes.vocabulary import CHECKS_ON_A_MEMBER, ArrangementType

YES_NO = [("yes", "Yes"), ("no", "No")]
LOOK = Act("See what this changes")
SAVE = Act("Change this check", other=[("look", "Look again")])


class CheckRuleForm(PlainForm):
    """From which day a check is asked for differently, of whom, how long it holds, and where that comes from.

    It is looked at before it is saved: what was looked at travels with the form, and only that is saved.
    """

    is_asked = OneOf(label="Do you ask for it?", choices=YES_NO, inline=True)
    roles = look(
        ManyOf(
            label="Of whom?",
            required=False,
            choices=Member.Role.choices,
            hints={
                Member.Role.HOUSEHOLD_MEMBER: "Adults who only live with carers of adults are not eligible for a "
                "record check. “Not eligible; risk conversation recorded” is an answer for them."
            },
        ),
        one_of_several=True,
    )
    types = ManyOf(
        label="Only where approved for",
        required=False,
        choices=ArrangementType.choices,
        help_text="Leave empty if it is asked for whatever they are approved for.",
    )
    months = look(
        forms.IntegerField(
            label="It lasts",
            required=False,
            min_value=1,
            max_value=240,
            help_text="Empty: it does not run out by rule.",
            error_messages=dict.fromkeys(
                ["invalid", "min_value", "max_value"],
                "Enter how long it lasts in months, from 1 to 240, or leave it empty",
            ),
        ),
        width=3,
        suffix="months",
    )
    warn_days = look(
        forms.IntegerField(
            label="Warn before it runs out",
            min_value=0,
            max_value=365,
            error_messages=dict.fromkeys(
                ["required", "invalid", "min_value", "max_value"], "Enter how many days before, from 0 to 365"
            ),
        ),
        width=3,
        suffix="days",
    )
    is_blocking = OneOf(
        label="Must it be current before a new match?",
        choices=YES_NO,
        inline=True,
        help_text="A lapsed one never ends anybody’s home.",
    )
    from_on = DayField(label="From", called="the first day it holds", min=clock.today)
    source = NotesField(
        label="Where does it come from?",
        max_length=600,
        rows=2,
        help_text="A law, a guide, or who decided it and when.",
    )

    helper = LOOK

    def __init__(self, *args, asked: Asked, **kwargs):
        self.asked = asked
        kwargs["initial"] = {
            "is_asked": "yes" if asked.is_asked else "no",
            "roles": list(asked.roles),
            "types": list(asked.types),
            "months": asked.months,
            "warn_days": asked.warn_days,
            "is_blocking": "yes" if asked.blocks else "no",
            "from_on": clock.today(),
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if asked.kind not in CHECKS_ON_A_MEMBER:
            del self.fields["roles"]

    def clean(self):
        told = super().clean()
        if (
            told.get("is_asked") == "yes"
            and "roles" in self.fields
            and "roles" not in self.errors
            and not told["roles"]
        ):
            self.add_error("roles", "Choose whom you ask, or say that you do not ask for it")
        return told

    def to_be(self) -> Asked:
        """How it would be asked for."""
        told = self.cleaned_data
        return Asked(
            kind=self.asked.kind,
            is_asked=told["is_asked"] == "yes",
            roles=tuple(told.get("roles", ())),
            types=tuple(told["types"]),
            months=told["months"],
            warn_days=told["warn_days"],
            blocks=told["is_blocking"] == "yes",
            source=told["source"],
        )

    def fields_to_keep(self) -> dict:
        """The same as a rule keeps it."""
        to_be = self.to_be()
        return {
            "kind": to_be.kind,
            "is_asked": to_be.is_asked,
            "roles": list(to_be.roles),
            "types": list(to_be.types),
            "months": to_be.months,
            "warn_days": to_be.warn_days,
            "is_blocking": to_be.blocks,
            "source": to_be.source,
        }

    @property
    def fingerprint(self) -> str:
        """Stands for exactly these answers, and the rule they change: another rule is looked at again."""
        seen = (self.asked, self.to_be(), self.cleaned_data["from_on"])
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]

    @property
    def was_looked_at(self) -> bool:
        """Whether what it changes was shown for exactly these answers, and the button was not "Look again"."""
        return self.data.get("looked_at") == self.fingerprint and "look" not in self.data

    def hidden_values(self):
        looked = getattr(self, "looked_at", "")
        return super().hidden_values() | ({"looked_at": looked} if looked else {})

    def show_effect(self) -> None:
        """It goes out with its effect beside it: the next sending of the same answers saves them."""
        self.helper, self.looked_at = SAVE, self.fingerprint
