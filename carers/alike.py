"""Who may be the same person, or of the same home: offered to staff before a second record is made, never acted on."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from carers.models import Application, Household, Member
from schemes.places import sector_of
from schemes.sought import COUNTRY, digits

# How alike two names near each other must be, from 0 to 1: tried with nicknames, second names and slips of the finger.
ALIKE = 0.4
DIGITS = 9  # the end of a phone number that must agree
MOST = 6


@dataclass(frozen=True)
class Alike:
    """Something that may be about the same people, and why it seems so."""

    row: Application | Household
    name: str
    why: str

    @property
    def key(self) -> str:
        return f"{self.row.KIND}{self.row.pk}"


@dataclass(frozen=True)
class Told:
    """What is known of somebody: what is compared."""

    name: str
    email: str = ""
    phone: str = ""
    postcode: str = ""

    @classmethod
    def by(cls, application: Application) -> "Told":
        return cls(application.full_name, application.email, application.phone, application.postcode)

    @property
    def sector(self) -> str:
        return (sector_of(self.postcode) or "") if self.postcode else ""

    @property
    def digits(self) -> str:
        return digits_of(self.phone)


def digits_of(phone: str) -> str:
    """The end of a phone number that tells two apart; nothing of a number too short to tell."""
    plain = re.sub(r"\D", "", COUNTRY.sub("", phone, count=1) if COUNTRY.match(phone) else phone)
    return plain[-DIGITS:] if len(plain) >= DIGITS else ""


def _looks(told: Told, sector: str) -> Q:
    """Same email, same phone, or a name like it in the same postcode sector."""
    looks = Q(pk__in=[])
    if told.email:
        looks |= Q(email__iexact=told.email)
    if told.digits:
        looks |= Q(phone_digits__endswith=told.digits)
    if told.sector:
        looks |= Q(**{sector: told.sector}, name_is_like__gte=ALIKE)
    return looks


def _why(told: Told, row, sector: str) -> str:
    reasons = []
    if told.email and row.email.casefold() == told.email.casefold():
        reasons.append("same email address")
    if told.digits and digits_of(row.phone) == told.digits:
        reasons.append("same phone number")
    if told.sector and sector == told.sector and row.name_is_like >= ALIKE:
        reasons.append("same name" if row.name_is_like == 1 else "similar name" if reasons else "similar name nearby")
    return ", ".join(reasons) or "looks alike"


def alike(actor, told: Told, *, but: Application | None = None) -> list[Alike]:
    """Applications and households this actor may see that may be about the same people, the likeliest first."""
    like = {"name_is_like": TrigramSimilarity("full_name", told.name)}
    applications = (
        Application.objects.visible_to(actor)
        .alias(**digits("phone"))
        .annotate(**like)
        .filter(_looks(told, "sector"))
        .with_labels()
        .select_related("folder")
        .order_by("-name_is_like", "-pk")
    )
    members = (
        Member.objects.visible_to(actor)
        .alias(**digits("phone"))
        .annotate(**like)
        .filter(_looks(told, "household__home__sector"))
        .select_related("household__folder", "household__home")
        .order_by("-name_is_like", "-pk")
    )
    if but is not None:
        applications = applications.exclude(pk=but.pk)
        members = members.exclude(household=but.household_id) if but.household_id else members
    found = [Alike(row, row.full_name, _why(told, row, row.sector)) for row in applications[:MOST]]
    seen = set()
    for member in members[:MOST]:
        if member.household_id not in seen:
            seen.add(member.household_id)
            found.append(Alike(member.household, member.full_name, _why(told, member, member.household.home.sector)))
    return found
