"""Forms that move an application along: on, to a step, on hold, to its end, to another officer."""

from django import forms

from carers.forms.choices import OfficerField
from carers.forms.households import address_field, name_field, rooms_field
from carers.forms.members import ROLE_HINTS
from carers.models import Application, Closing, ClosingReason, Member
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, PhoneField, PostcodeField, WordsField, look
from schemes.forms.layout import Act, Folded, Group, SideBySide
from schemes.vocabulary import Gender

NEW_HOUSEHOLD = "new"


class StageField(OneOf):
    """One of the stages that may follow. Any stage can be sent: a form sent twice meets the case where it took it."""

    def valid_value(self, value):
        return value in Application.Status.values


class MoveApplicationForm(PlainForm):
    """Where it goes on to, and why."""

    to = StageField(label="Where does it go on to?", called="where it goes on to", choices=[])
    why = NotesField(label="Why", required=False, max_length=2000, rows=3)

    helper = Act("Move it on")

    def __init__(self, *args, stages: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = stages


class TakeStepForm(PlainForm):
    """Which of the scheme's own steps it is at."""

    step = OneOf(label="Which step is it at?", called="the step", choices=[], required=False)

    helper = Act("Save step")
    mark_optional = False

    def __init__(self, *args, steps: list[str], now: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        kept = [now] if now and now not in steps else []
        self.fields["step"].choices = [*((step, step) for step in [*kept, *steps]), ("", "None of them yet")]


class HoldApplicationForm(PlainForm):
    """Why it waits, and when it wakes up."""

    why = NotesField(label="Why does it wait?", called="why it waits", max_length=2000)
    until = DayField(label="Look at it again on", called="the day to look at it again", future_only=True)

    helper = Act("Put on hold")


class ResumeApplicationForm(PlainForm):
    """Why it goes on now."""

    why = NotesField(label="What has changed?", max_length=2000, required=False)

    helper = Act("Take off hold")


class CloseApplicationForm(PlainForm):
    """Why it does not go on, who decided, and what they said."""

    reason = forms.ModelChoiceField(
        ClosingReason.objects.none(), label="Why does it not go on?", empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choose why it does not go on"},
    )  # fmt: skip
    who_decided = OneOf(label="Who decided?", called="who decided", choices=Closing.WhoDecided.choices, small=True)
    words = WordsField(label="What they said", required=False, suggest=60, max_length=2000, rows=3)

    helper = Act("Close it", warn=True)

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = reasons
        look(self.fields["reason"], small=True)


ANOTHER = "another"


class JoinApplicationForm(PlainForm):
    """Which other enquiry comes from the same home, and what they said."""

    other = OneOf(label="Which enquiry comes from the same home?", called="the other enquiry", choices=[])
    reference = look(
        forms.CharField(label="Its reference, if it is not in the list", max_length=16, required=False), width=10
    )
    words = WordsField(label="What they said about it", required=False, suggest=60, max_length=2000, rows=3)

    helper = Act("Join them")

    def __init__(self, *args, application, offered, others, **kwargs):
        """`offered`: those that seem to be of the same home, as (application, why); `others`: all that may be named."""
        super().__init__(*args, **kwargs)
        self.application, self.others = application, others
        self.offered = {str(row.pk): row for row, _ in offered}
        field = self.fields["other"]
        field.choices = [
            *((pk, f"{row.name}, {row.reference}") for pk, row in self.offered.items()),
            (ANOTHER, "Another one"),
        ]
        look(field, hints={str(row.pk): f"{why.capitalize()}. {row.get_status_display()}" for row, why in offered})
        if not offered:
            field.required, field.widget = False, forms.HiddenInput()
            reference = self.fields["reference"]
            reference.label, reference.required = "The reference of the other enquiry", True
            reference.error_messages["required"] = "Enter the reference of the other enquiry"

    def clean(self):
        told = super().clean()
        row = self.offered.get(told.get("other"))
        if row is None and not self.errors:
            typed = told.get("reference", "")
            row = self.others.filter(folder__reference__iexact=typed).exclude(pk=self.application.pk).first()
            if row is None:
                self.add_error(
                    "reference",
                    f"We found no other application {typed}. References look like {self.application.reference}"
                    if typed
                    else "Enter the reference of the other enquiry",
                )
        return {"other": row, "words": told.get("words", "")}


class PutBackApplicationForm(PlainForm):
    """Why a step is taken back."""

    why = WordsField(label="Why?", called="why it is put back", max_length=2000, suggest=None, theirs=False, rows=3)

    helper = Act("Put it back", warn=True)


class HandApplicationForm(PlainForm):
    """Who works with them from now on."""

    officer = OfficerField(label="Who works with them from now on?")
    why = NotesField(label="Why", required=False, max_length=500, rows=2)

    helper = Act("Hand over")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].offer_to(actor)


WHO = {"first": "the first person", "second": "the second person", "third": "the third person"}
TYPED = ("full_name", "preferred_name", "date_of_birth", "phone", "email")


def _person(row: str, who: str) -> dict:
    """The questions about one person of the household that applies."""
    fields = {
        "full_name": forms.CharField(
            label="Full name", max_length=120, required=False, error_messages={"required": f"Enter the name of {who}"}
        ),
        "preferred_name": forms.CharField(label="Likes to be called", max_length=60, required=False),
        "role": OneOf(
            label="What will they do?", called=f"what {who} will do", choices=Member.Role.choices, hints=ROLE_HINTS,
            initial=Member.Role.CARER if row == "first" else None, required=False, small=True,
        ),
        "gender": OneOf(
            label="Gender", choices=Gender.choices, required=False, inline=True, small=True,
            initial=Gender.NOT_SAID if row == "first" else None,
        ),
        "date_of_birth": DayField(
            label="Date of birth", called=f"the date of birth of {who}", required=False, past_only=True,
            help_text="For example, 27 March 1968",
        ),
        "phone": PhoneField(label="Phone", required=False, max_length=40),
        "email": look(forms.EmailField(label="Email", required=False, max_length=254), width=20),
    }  # fmt: skip
    return {f"{row}_{name}": field for name, field in fields.items()}


def _laid_out(row: str) -> list:
    return [
        SideBySide(f"{row}_full_name", f"{row}_preferred_name"),
        f"{row}_role",
        f"{row}_gender",
        f"{row}_date_of_birth",
        SideBySide(f"{row}_phone", f"{row}_email"),
    ]


class BeginApplicationForm(PlainForm):
    """Who applies together, and the home; or the household that was here before."""

    household = OneOf(label="Which household?", called="which household", choices=[], small=True)
    name = name_field()
    address = address_field()
    postcode = PostcodeField(label="Postcode", required=False)
    rooms = rooms_field()

    helper = Act(
        "Invite them to apply",
        "household",
        Group("The household", "name", "address", SideBySide("postcode", "rooms")),
        Group("First person", *_laid_out("first")),
        Folded("Add a second person who applies or lives there", *_laid_out("second")),
        Folded("Add a third person", *_laid_out("third")),
    )

    def __init__(self, *args, application, known, asked_too=(), **kwargs):
        """`known`: the households that may be theirs, as (household, why); `asked_too`: enquiries joined with this."""
        self.base_fields = self.base_fields | {
            name: field for row, who in WHO.items() for name, field in _person(row, who).items()
        }
        self.known = {str(household.pk): household for household, _ in known}
        initial = {
            "household": NEW_HOUSEHOLD, "name": application.name, "postcode": application.postcode,
            "first_full_name": application.full_name, "first_phone": application.phone,
            "first_email": application.email, "rooms": 0 if application.has_room is False else 1,
        }  # fmt: skip
        rows = dict(zip(list(WHO)[1:], asked_too, strict=False))
        for row, other in rows.items():
            initial |= {f"{row}_{name}": getattr(other, name) for name in ("full_name", "phone", "email")}
            initial |= {f"{row}_role": Member.Role.CARER}
        super().__init__(*args, initial=initial, **kwargs)
        if rows:
            shown = [Group(f"{WHO[row].capitalize()}, who asked too", *_laid_out(row)) for row in rows]
            self.helper = Act(
                self.helper.submit_text,
                *self.helper.layout.fields[:3],
                *shown,
                *self.helper.layout.fields[3 + len(rows) :],
            )
        choices = [(str(household.pk), f"{household.name}, {household.reference}") for household, _ in known]
        hints = {str(household.pk): f"{household.get_status_display()}: {why}" for household, why in known}
        self.fields["household"].choices = [(NEW_HOUSEHOLD, "A new household"), *choices]
        look(self.fields["household"], hints=hints)
        is_new = not known or self.data.get("household", NEW_HOUSEHOLD) == NEW_HOUSEHOLD
        for name in (*NEEDED, "first_full_name"):
            self.fields[name].required = is_new
            if name in NEEDED:
                self.fields[name].error_messages["required"] = NEEDED[name]
        if not known:
            del self.fields["household"]
            self.helper = Act(self.helper.submit_text, *self.helper.layout.fields[1:])

    def clean(self):
        super().clean()
        told = self.cleaned_data
        for row, who in WHO.items():
            begun = any(f"{row}_{name}" in self.errors or told.get(f"{row}_{name}") for name in TYPED)
            if begun and f"{row}_full_name" not in self.errors and not told.get(f"{row}_full_name"):
                self.add_error(f"{row}_full_name", f"Enter the full name of {who}, or clear what you typed about them")
        return told

    def beginning(self) -> dict:
        """What `begin_application` takes."""
        told = self.cleaned_data
        return {
            "household": self.known.get(told.get("household")),
            "name": told["name"],
            "home": {name: told[name] for name in ("address", "postcode", "rooms")},
            "members": [self._member(row) for row in WHO if told[f"{row}_full_name"]],
        }

    def _member(self, row: str) -> dict:
        told = self.cleaned_data
        return {name: told[f"{row}_{name}"] for name in TYPED} | {
            "role": told[f"{row}_role"] or Member.Role.CARER,
            "gender": told[f"{row}_gender"] or Gender.NOT_SAID,
        }


NEEDED = {
    "name": "Enter what staff call this household",
    "address": "Enter the address",
    "postcode": "Enter the postcode",
    "rooms": "Enter the bedrooms for people supported here; 0 is an answer",
}
