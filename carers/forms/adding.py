"""Adding a household that is already approved, on one page: who, the home, the terms, the checks."""

from django import forms

from carers.forms import households, terms
from carers.forms.checks import RUNS_OUT_LATER
from carers.forms.choices import OfficerField
from carers.forms.members import ROLE_HINTS
from carers.models import CheckRules, Member
from schemes.dates import add_months
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, OneOf, PhoneField, PostcodeField, look, say_day
from schemes.forms.layout import Act, Folded, Group, SideBySide
from schemes.vocabulary import CHECKS_ON_A_MEMBER, CheckKind, Gender, check_label

CARERS = {"carer_1": "the first carer", "carer_2": "the second carer"}
OTHERS = {
    "other_1": "the first other member",
    "other_2": "the second other member",
    "other_3": "the third other member",
}
ROLES_OF_OTHERS = [(role.value, role.label) for role in Member.Role if role != Member.Role.CARER]
HOME_CHECKS = [
    CheckKind(kind)
    for kind in (CheckKind.LIABILITY, CheckKind.HOME_SAFETY, CheckKind.GAS, CheckKind.CAR_INSURANCE)
    if kind not in CHECKS_ON_A_MEMBER
]
# What tells that a row was meant: everything that starts empty.
TYPED = ("full_name", "preferred_name", "role", "date_of_birth", "phone", "email", "dbs_on", "dbs_until")


def _member_fields(row: str, who: str, record_check: str, *, required: bool) -> dict:
    """The questions about one member; a carer is also asked for the check of their record."""
    fields = {
        "full_name": forms.CharField(
            label="Full name",
            max_length=120,
            required=required,
            error_messages={"required": f"Enter the full name of {who}"},
        ),
        "preferred_name": forms.CharField(label="Likes to be called", max_length=60, required=False),
        "gender": OneOf(
            label="Gender", choices=Gender.choices, initial=Gender.NOT_SAID, required=False, inline=True, small=True
        ),
        "date_of_birth": DayField(
            label="Date of birth",
            called=f"the date of birth of {who}",
            required=False,
            past_only=True,
            help_text="For example, 27 March 1968",
        ),
        "phone": PhoneField(label="Phone", required=False, max_length=40),
        "email": look(forms.EmailField(label="Email", required=False, max_length=254), width=20),
    }
    if row in CARERS:
        fields |= _check_fields("dbs", f"the {record_check} of {who}", f"{record_check}: date")
    else:
        fields["role"] = OneOf(
            label="What do they do here?", choices=ROLES_OF_OTHERS, hints=ROLE_HINTS, required=False, small=True
        )
    return {f"{row}_{name}": field for name, field in fields.items()}


def _check_fields(name: str, called: str, label: str) -> dict:
    """When a check was made and when it runs out."""
    return {
        f"{name}_on": DayField(
            label=label, called=f"the date of {called}", required=False, past_only=True, help_text="For example, 6/8/26"
        ),
        f"{name}_until": DayField(
            label="Runs out on", called=f"the day {called} runs out", required=False, help_text="For example, 5/8/29"
        ),
    }


def _questions(record_check: str) -> dict:
    fields = _member_fields("carer_1", CARERS["carer_1"], record_check, required=True)
    for row, who in (CARERS | OTHERS).items():
        if row != "carer_1":
            fields |= _member_fields(row, who, record_check, required=False)
    for kind in HOME_CHECKS:
        fields |= _check_fields(kind, f"the {kind.label.lower()}", f"{kind.label}: date")
    return fields


def _row(row: str) -> list:
    """How one member's questions are laid out."""
    pieces = [SideBySide(f"{row}_full_name", f"{row}_preferred_name"), f"{row}_gender", f"{row}_date_of_birth"]
    if row in OTHERS:
        pieces.insert(1, f"{row}_role")
    pieces.append(SideBySide(f"{row}_phone", f"{row}_email"))
    if row in CARERS:
        pieces.append(SideBySide(f"{row}_dbs_on", f"{row}_dbs_until"))
    return pieces


class AddHouseholdForm(PlainForm):
    """A household as the scheme knows it today. What is not known yet can be added later, each by its own act."""

    name = households.name_field()
    officer = OfficerField(label="Officer")
    information_needs = households.information_needs_field()
    about = households.about_field()
    address = households.address_field()
    postcode = PostcodeField(label="Postcode")
    rooms = households.rooms_field()
    from_on = terms.from_field()
    until_on = terms.until_field()
    people_limit = terms.people_field()
    types = terms.types_field()
    decided_by = terms.decided_by_field()
    conditions = terms.conditions_field()

    helper = Act(
        "Add household",
        Group("The household", "name", "officer", "information_needs"),
        Group("First carer", *_row("carer_1")),
        Folded("Add a second carer", *_row("carer_2")),
        Folded(
            "Add other members: support carers, family at home",
            *(Group(f"Other member {number}", *_row(row), size="s") for number, row in enumerate(OTHERS, start=1)),
        ),
        Group("The home", "address", SideBySide("postcode", "rooms"), "about"),
        Group(
            "Terms of approval",
            SideBySide("from_on", "until_on"),
            "people_limit",
            "types",
            "decided_by",
            "conditions",
        ),
        Group(
            "Checks on the home",
            *(SideBySide(f"{kind}_on", f"{kind}_until") for kind in HOME_CHECKS),
            hint="What is left empty shows as not recorded.",
        ),
    )

    def __init__(self, *args, actor, policies, scheme, **kwargs):
        self.policies, self.scheme, self.rules = policies, scheme, CheckRules([scheme], policies)
        # One form, so that one summary names every mistake; its rows are the same questions over and over.
        self.base_fields = self.base_fields | _questions(check_label(CheckKind.DBS, scheme.nation))
        super().__init__(*args, **kwargs)
        self.fields["officer"].offer_to(actor)

    def clean(self):
        super().clean()
        terms.check_terms(self, self.policies, self.scheme)
        for row, who in (CARERS | OTHERS).items():
            self._check_row(row, who)
        for name in [*(f"{row}_dbs" for row in CARERS), *HOME_CHECKS]:
            self._check_dates(name)
        return self.cleaned_data

    def _check_row(self, row: str, who: str) -> None:
        """A row that was begun needs a name, and for anyone but a carer what they do."""
        if not self._is_meant(row):
            return
        if f"{row}_full_name" not in self.errors and not self.cleaned_data.get(f"{row}_full_name"):
            self.add_error(f"{row}_full_name", f"Enter the full name of {who}, or clear what you typed about them")
        if row in OTHERS and f"{row}_role" not in self.errors and not self.cleaned_data.get(f"{row}_role"):
            self.add_error(f"{row}_role", f"Choose what {who} does here")

    def _is_meant(self, row: str) -> bool:
        names = [f"{row}_{name}" for name in TYPED]
        return any(name in self.errors or self.cleaned_data.get(name) for name in names if name in self.fields)

    def _check_dates(self, name: str) -> None:
        made_on, until = self.cleaned_data.get(f"{name}_on"), self.cleaned_data.get(f"{name}_until")
        if until and not made_on and f"{name}_on" not in self.errors:
            self.add_error(f"{name}_on", f"Enter {self.fields[f'{name}_on'].called}, or clear the day it runs out")
        if made_on and until and until <= made_on:
            self.add_error(f"{name}_until", f"{RUNS_OUT_LATER} {say_day(made_on)}")

    def household(self, today) -> dict:
        """What `add_approved_household` takes."""
        told = self.cleaned_data
        rows = [row for row in CARERS | OTHERS if told.get(f"{row}_full_name")]
        checks = [
            self._check(CheckKind.DBS, f"{row}_dbs", member=number)
            for number, row in enumerate(rows)
            if row in CARERS and told[f"{row}_dbs_on"]
        ]
        checks += [self._check(kind, kind, member=None) for kind in HOME_CHECKS if told[f"{kind}_on"]]
        decided_on = min(told["from_on"], today)
        return {
            "name": told["name"],
            "home": {name: told[name] for name in ("address", "postcode", "rooms")},
            "members": [self._member(row) for row in rows],
            "terms": {
                name: told[name]
                for name in ("from_on", "until_on", "people_limit", "types", "decided_by", "conditions")
            }
            | {"happened_on": decided_on},
            "checks": checks,
            "officer": told["officer"],
            "about": told["about"],
            "information_needs": told["information_needs"],
            "on": decided_on,
        }

    def _member(self, row: str) -> dict:
        names = ("full_name", "preferred_name", "date_of_birth", "phone", "email")
        told = self.cleaned_data
        return {name: told[f"{row}_{name}"] for name in names} | {
            "gender": told[f"{row}_gender"] or Gender.NOT_SAID,
            "role": Member.Role.CARER if row in CARERS else told[f"{row}_role"],
        }

    def _check(self, kind, name: str, *, member: int | None) -> dict:
        made_on, until = self.cleaned_data[f"{name}_on"], self.cleaned_data[f"{name}_until"]
        return {
            "member": member,
            "kind": kind,
            "happened_on": made_on,
            "expires_on": until or self._by_rule(kind, made_on),
        }

    def _by_rule(self, kind, made_on):
        """When a check runs out by the scheme's rule, or None where it has none."""
        months = self.rules.asked(self.scheme.pk, kind, made_on).months
        return add_months(made_on, months) if months else None
