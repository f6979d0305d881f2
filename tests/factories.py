"""Plain makers of things, through the same methods as the screens; each invents what does not matter to a test."""

from datetime import date
from functools import cache
from itertools import count

from django.db import connection
from django.db.models.sql import InsertQuery

from carers.models import add_approved_household
from referrals.models import Person, Referral
from schemes import clock
from schemes.models import Account, Actor, Policy, Region, Scheme, StaffMember
from schemes.presets import preset

PASSWORD = "a-long-enough-password"
LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def the_job() -> Actor:
    return Actor.for_job("tests")


def make_scheme(name=None, *, nation="england", region=None, with_rules=True, **fields) -> Scheme:
    number = next(_numbers)
    name = name or f"Scheme {number}"
    scheme = Scheme.objects.create(
        name=name,
        slug=fields.pop("slug", f"scheme-{number}"),
        nation=nation,
        region=region or Region.objects.get_or_create(name="Middle Region")[0],
        phone="01632 960000",
        email=f"scheme{number}@example.org",
        **fields,
    )
    if with_rules:
        give_preset(scheme)
    return scheme


@cache
def preset_rows(nation) -> tuple[str, dict[str, list]]:
    """What Django would write for the rules of a nation, column by column: worked out once, for it takes a while."""
    fields = [field for field in Policy._meta.concrete_fields if not field.primary_key]
    query = InsertQuery(Policy)
    rules = preset(nation).items()
    query.insert_values(fields, [Policy(key=key, value=value, source=source) for key, (value, source) in rules])
    [(sql, columns)] = query.get_compiler(connection=connection).as_sql()
    return sql, dict(zip((field.name for field in fields), columns, strict=True))


def give_preset(scheme) -> None:
    """The rows of `Policy.begin_with_preset`, in one statement: nearly every test needs them (`test_factories.py`)."""
    sql, columns = preset_rows(scheme.nation)
    same = {"scheme": scheme.pk, "happened_on": LONG_AGO, "recorded_by": the_job().pk, "recorded_at": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(sql, [[same[name]] * len(of) if name in same else of for name, of in columns.items()])


def make_actor(scheme, role="officer", *, name=None, email=None, region=None) -> Actor:
    """A member of staff, as the actor they are; `actor.staff.account` is what they sign in with."""
    number = next(_numbers)
    email = email or f"staff{number}@example.org"
    account = Account.objects.create_user(email, PASSWORD, name=name or f"Staff {number}")
    job = StaffMember.take_on(account=account, role=role, scheme=scheme, region=region, by=the_job())
    return Actor.for_staff(job)


def make_household(scheme, name="J Okoro", *, by=None, officer=None, on=date(2024, 3, 1), **over):
    """An approved household with one carer, two rooms, terms for two, every check in date until 2030."""
    until = over.pop("checks_until", date(2030, 1, 1))
    types = over.pop("types", ["live_in", "short_breaks", "day_support", "emergency"])
    return add_approved_household(
        scheme=scheme,
        name=name,
        home={"address": "1 Long Row", "postcode": over.pop("postcode", "HP20 1ZZ"), "rooms": over.pop("rooms", 2)},
        members=over.pop("members", [{"full_name": "Joy Okoro", "gender": "woman"}]),
        terms={"from_on": on, "happened_on": on, "people_limit": over.pop("people_limit", 2), "types": types},
        checks=over.pop(
            "checks",
            [
                {"member": 0, "kind": "dbs", "happened_on": on, "expires_on": until},
                {"member": None, "kind": "liability", "happened_on": on, "expires_on": until},
            ],
        ),
        officer=officer,
        on=on,
        by=by or the_job(),
        **over,
    )


def make_person(scheme, full_name="Sam Taylor", *, by=None, **fields) -> Person:
    fields.setdefault("postcode", "HP20 2ZZ")
    return Person.add_person(scheme=scheme, full_name=full_name, by=by or the_job(), **fields)


def make_referral(scheme, full_name="Sam Taylor", *, by=None, wishes=(), words=None, person=None, **fields) -> Referral:
    """A referral just received."""
    fields.setdefault("type_wanted", "live_in")
    fields.setdefault("near", "HP20 2ZZ")
    return Referral.receive(
        scheme=scheme,
        by=by or the_job(),
        person={"full_name": full_name, "preferred_name": full_name.split()[0], "postcode": "HP20 2ZZ"}
        | (person or {}),
        words=words or [{"matters": "My garden and my sister.", "said_how": "In their own words"}],
        wishes=[{"said_by": "the referrer", "strength": "must"} | wish for wish in wishes],
        answers=[{"key": "matters", "section": "In their words", "question": "What matters?", "answer": "My garden."}],
        knows="yes",
        referrer_name=fields.pop("referrer_name", "Alex Referrer"),
        referrer_email=fields.pop("referrer_email", "alex.referrer@example.org"),
        **fields,
    )


def make_looking(scheme, officer, full_name="Sam Taylor", *, on=date(2026, 6, 1), **fields) -> Referral:
    """A referral for whom a household is being looked for: read, met."""
    referral = make_referral(scheme, full_name, **fields)
    referral.arrange_meeting(officer=officer.staff, meet_on=on, by=officer)
    referral.record_meeting(
        happened_on=on, who_was_there="Sam and Alex", persons_words="I want a garden.", summary="", by=officer
    )
    return referral
