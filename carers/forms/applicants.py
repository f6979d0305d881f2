"""What applicants fill in behind their link, and what officers send them."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from carers.sections import REFEREES, SECTIONS, asked_in
from schemes.forms.base import PlainForm
from schemes.forms.fields import ManyOf, OneOf, PhoneField, WordsField, look
from schemes.forms.layout import Act, Bare, Group

MOST_CHARACTERS = 10_000
KINDS = {
    "words": lambda **o: WordsField(suggest=None, theirs=False, rows=4, max_length=MOST_CHARACTERS, **o),
    "line": lambda **o: forms.CharField(max_length=500, **o),
    "email": lambda **o: forms.EmailField(max_length=254, **o),
    "phone": lambda **o: PhoneField(**o),
    "choice": lambda **o: OneOf(small=True, **o),
    "many": lambda **o: ManyOf(small=True, **o),
}


def _field(question) -> forms.Field:
    options = {"label": question.wording, "required": question.needed, "help_text": question.hint}
    if question.choices:
        options["choices"] = question.choices
    field = KINDS[question.kind](**options)
    return look(field, width=20) if question.kind == "phone" else field


class SectionForm(PlainForm):
    """One section of the application. What is typed is kept as it stands, and checked when they have finished it."""

    section = ""

    def as_typed(self) -> dict:
        """Every answer as it was typed, whether it makes sense yet or not."""
        typed = {}
        for name, one in self.fields.items():
            value = one.widget.value_from_datadict(self.data, self.files, name)
            if value not in (None, "", []):
                typed[name] = value
        return typed

    @property
    def is_too_long(self) -> bool:
        """Whether something is longer than is kept."""
        return any(len(str(value)) > MOST_CHARACTERS for value in self.as_typed().values())


class RefereesSectionForm(SectionForm):
    """Referees: two at least, one from life and one from work."""

    def clean(self):
        typed = super().clean()
        kinds = {typed.get(f"referee{n}_kind") for n in range(1, REFEREES + 1) if typed.get(f"referee{n}_name")}
        if not self.errors and not {"personal", "work"} <= kinds:
            self.add_error("referee2_kind", _("Name one who knows you well, and one from work"))
        for n in range(1, REFEREES + 1):
            has_name, reach = typed.get(f"referee{n}_name"), (f"referee{n}_email", f"referee{n}_phone")
            if has_name and not any(typed.get(name) or name in self.errors for name in reach):
                self.add_error(reach[0], _("Enter an email address or a phone number for this referee"))
        return typed


def _form_of(section) -> type[SectionForm]:
    questions = asked_in(section.key)
    if section.key == "referees":
        per = len(questions) // REFEREES
        layout = [
            Group(format_lazy(_("Referee {n}"), n=n + 1), *[q.key for q in questions[n * per : (n + 1) * per]])
            for n in range(REFEREES)
        ]
        helper, base = Bare(*layout), RefereesSectionForm
    else:
        helper, base = Bare(), SectionForm
    fields = {question.key: _field(question) for question in questions}
    return type("SectionForm", (base,), {"section": section.key, "helper": helper, "__doc__": base.__doc__} | fields)


SECTION_FORMS = {key: _form_of(section) for key, section in SECTIONS.items()}


class ReportCommentForm(PlainForm):
    """What the applicant says about the report on them."""

    agrees = OneOf(
        label=_("Is it right?"),
        called=_("whether it is right"),
        choices=[("yes", _("It is right")), ("mostly", _("Mostly right")), ("no", _("It is not right"))],
    )
    text = WordsField(
        label=_("In your own words"),
        help_text=_("What is wrong, what is missing, what you want panel to know"),
        required=False,
        suggest=None,
        max_length=6000,
        rows=8,
    )
    helper = Act(_("Send this to the scheme"))

    def clean(self):
        typed = super().clean()
        if typed.get("agrees") == "no" and not typed.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what is not right"))
        return typed


class InviteApplicantForm(PlainForm):
    """Where the link goes."""

    email = forms.EmailField(label="Email address", max_length=254)
    helper = Act("Send the link")
