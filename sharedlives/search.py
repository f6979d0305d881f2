"""Search: part of a name, a reference, a postcode, a phone number in any form, or an email address."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from arrangements.models import Allegation, Arrangement, Match
from carers.models import Application, Household, Member
from referrals.models import Person, Referral
from referrals.models.people import whereabouts_open_to
from schemes.sought import contains, digits, name_is, phone_is, plain, postcode_is, read, reference_is

MOST_ROWS = 25


@dataclass
class Found:
    """What a search found, in groups; each group at most so many, and whether there are more."""

    people: list = field(default_factory=list)
    referrals: list = field(default_factory=list)
    households: list = field(default_factory=list)
    matches: list = field(default_factory=list)
    arrangements: list = field(default_factory=list)
    applications: list = field(default_factory=list)
    allegations: list = field(default_factory=list)

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
            Person.objects.not_merged()
            .alias(**plain("postcode"), **digits("phone"))
            .filter(
                name_is(sought, "full_name", "preferred_name")
                | reference_is(sought, "folder")
                | (postcode_is(sought, "postcode") & whereabouts_open_to(actor))
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
                | (
                    (postcode_is(sought, "near") | postcode_is(sought, "person__postcode"))
                    & whereabouts_open_to(actor, "person__")
                )
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
        applications=first(
            Application.objects.alias(**plain("postcode"), **digits("phone"))
            .filter(
                name_is(sought, "name")
                | name_is(sought, "full_name")
                | reference_is(sought, "folder")
                | postcode_is(sought, "postcode")
                | phone_is(sought, "phone")
                | contains(sought.email, "email__icontains")
            )
            .with_labels()
            .select_related("folder", "officer__account")
            .order_by("-opened_on", "-pk")
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
                | (postcode_is(sought, "person__postcode") & whereabouts_open_to(actor, "person__"))
                | phone_is(sought, "person__phone")
            )
            .select_related("folder", "person", "household", "officer__account")
            .order_by("-starts_on", "-pk")
        ),
        allegations=first(
            Allegation.objects.filter(reference_is(sought, "folder"))
            .select_related("folder", "household", "officer__account")
            .order_by("-pk")
        ),
    )
