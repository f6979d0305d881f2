"""Search: part of a name, a reference, a postcode, a phone number in any form, or an email address."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Replace

from arrangements.models import Arrangement, Match
from carers.models import Household, Member
from referrals.models import Person, Referral
from schemes import clock
from schemes.models import Search

LEAST, MOST_WORDS, MOST_ROWS = 2, 200, 25
KEPT_FOR = timedelta(days=1)

REFERENCE = re.compile(r"([PHRMA])\s*-?\s*([0-9]{1,9})", re.IGNORECASE)
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?([0-9][A-Z]{0,2})?")
PHONE = re.compile(r"\+?[0-9 ().-]+")
COUNTRY = re.compile(r"(00|\+)\s*44\s*(\(0\))?|0")


@dataclass(frozen=True)
class Sought:
    """What was typed, and what it may be."""

    text: str
    words: list[str]
    reference: str = ""
    postcode: str = ""
    digits: str = ""
    email: str = ""

    @property
    def is_too_short(self) -> bool:
        return len(self.text) < LEAST


def read(text: str) -> Sought:
    """Work out what somebody may have meant by what they typed."""
    text = " ".join(text.split())[:MOST_WORDS]
    reference = REFERENCE.fullmatch(text)
    together = text.replace(" ", "").upper()
    digits = ""
    if PHONE.fullmatch(text):
        digits = re.sub(r"\D", "", COUNTRY.sub("", text, count=1) if COUNTRY.match(text) else text)
    return Sought(
        text=text,
        words=text.split(),
        reference=f"{reference[1].upper()}-{reference[2]}" if reference else f"-{text}" if text.isdecimal() else "",
        postcode=together if POSTCODE.fullmatch(together) else "",
        digits=digits if len(digits) >= 4 else "",
        email=text if "@" in text else "",
    )


def keep(actor, text: str) -> Search:
    """Keep what was typed under an opaque key, and clear away this person's old searches."""
    mine = Search.objects.filter(actor=actor)
    mine.filter(made_at__lt=clock.now() - KEPT_FOR).delete()
    return Search.objects.create(scheme=actor.scheme, actor=actor, words=" ".join(text.split())[:MOST_WORDS])


@dataclass
class Found:
    """What a search found, in groups; each group at most so many, and whether there are more."""

    people: list = field(default_factory=list)
    referrals: list = field(default_factory=list)
    households: list = field(default_factory=list)
    matches: list = field(default_factory=list)
    arrangements: list = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in vars(self).values())

    @property
    def has_more(self) -> bool:
        return any(len(rows) > MOST_ROWS for rows in vars(self).values())


def find(actor, text: str) -> Found:
    """Everything this actor may see that what was typed could mean; the queries do not grow with the rows."""
    sought = read(text)
    if sought.is_too_short:
        return Found()

    def first(rows):
        return list(rows.visible_to(actor)[: MOST_ROWS + 1])

    person = name_is(sought, "person__full_name", "person__preferred_name")
    members = Member.objects.alias(**digits("phone")).filter(
        name_is(sought, "full_name", "preferred_name")
        | phone_is(sought, "phone")
        | contains(sought.email, "email__icontains"),
        household=OuterRef("pk"),
    )
    return Found(
        people=first(
            Person.objects.alias(**plain("postcode"), **digits("phone"))
            .filter(
                name_is(sought, "full_name", "preferred_name")
                | reference_is(sought, "folder")
                | postcode_is(sought, "postcode")
                | phone_is(sought, "phone")
            )
            .select_related("folder", "officer__account")
            .order_by("full_name", "pk")
        ),
        referrals=first(
            Referral.objects.alias(
                **plain("near"), **digits("referrer_phone"), **plain("person__postcode"), **digits("person__phone")
            )
            .filter(
                person
                | name_is(sought, "referrer_name")
                | reference_is(sought, "folder")
                | reference_is(sought, "person__folder")
                | postcode_is(sought, "near")
                | postcode_is(sought, "person__postcode")
                | phone_is(sought, "referrer_phone")
                | phone_is(sought, "person__phone")
                | Q(referrer_email__icontains=sought.text)
            )
            .select_related("folder", "person", "officer__account")
            .order_by("-received_at", "-pk")
        ),
        households=first(
            Household.objects.alias(**plain("home__postcode"))
            .filter(
                name_is(sought, "name")
                | Exists(members)
                | reference_is(sought, "folder")
                | postcode_is(sought, "home__postcode")
            )
            .select_related("folder", "home", "officer__account")
            .order_by("name", "pk")
        ),
        matches=first(
            Match.objects.filter(reference_is(sought, "folder"))
            .select_related("folder", "referral__person", "household", "officer__account")
            .order_by("-pk")
        ),
        arrangements=first(
            Arrangement.objects.alias(
                **plain("household__home__postcode"), **plain("person__postcode"), **digits("person__phone")
            )
            .filter(
                person
                | name_is(sought, "household__name")
                | reference_is(sought, "folder")
                | reference_is(sought, "person__folder")
                | reference_is(sought, "household__folder")
                | postcode_is(sought, "household__home__postcode")
                | postcode_is(sought, "person__postcode")
                | phone_is(sought, "person__phone")
            )
            .select_related("folder", "person", "household", "officer__account")
            .order_by("-starts_on", "-pk")
        ),
    )


NOTHING = Q(pk__in=[])


def name_is(sought: Sought, *fields: str) -> Q:
    """Each word that was typed is part of one of the names, whatever its case and accents."""
    every = Q()
    for word in sought.words:
        any_of = Q()
        for name in fields:
            any_of |= Q(**{f"{name}__unaccent__icontains": word})
        every &= any_of
    return every


def reference_is(sought: Sought, folder: str) -> Q:
    """Its reference, whole ("R-1051", "r1051"), or the number alone."""
    if not sought.reference:
        return NOTHING
    how = "endswith" if sought.reference.startswith("-") else "exact"
    return Q(**{f"{folder}__reference__{how}": sought.reference})


def contains(text: str, lookup: str) -> Q:
    return Q(**{lookup: text}) if text else NOTHING


def plain(path: str) -> dict:
    """An alias: a postcode without its spaces."""
    return {f"{path.replace('__', '_')}_plain": Replace(F(path), Value(" "), Value(""))}


def postcode_is(sought: Sought, path: str) -> Q:
    """It begins with what was typed, with or without a space."""
    return contains(sought.postcode, f"{path.replace('__', '_')}_plain__istartswith")


def digits(path: str) -> dict:
    """An alias: the digits of a phone number alone."""
    return {
        f"{path.replace('__', '_')}_digits": Func(
            F(path), Value(r"\D"), Value(""), Value("g"), function="REGEXP_REPLACE"
        )
    }


def phone_is(sought: Sought, path: str) -> Q:
    """It holds these digits; the country's code and the first nought do not count."""
    return contains(sought.digits, f"{path.replace('__', '_')}_digits__contains")
