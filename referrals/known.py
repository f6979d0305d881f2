"""What is known around a person, for their page and its parts: each the newest that stands on a day."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from referrals.models import Consent, FundingState, Liberty, NeedReview, PersonAuthority, PersonContact
from schemes.models import UnsafeContact
from schemes.reaching import is_safe

# The parts of a person's page: url name, what its link says.
PARTS = [
    ("person", "Overview"),
    ("around-person", "People around them"),
    ("money-of-person", "Who pays"),
    ("deciding-of-person", "Deciding"),
    ("information-of-person", "Information"),
    ("safety-of-contact", "Safe contact"),
]
# What somebody may decide for another by law; being told is not among it.
DECIDES = set(PersonContact.Authority.values) - {PersonContact.Authority.CONSENT}


def parts_of(person, current: str) -> list[dict]:
    """The links between the parts of one person's page."""
    return [
        {"text": text, "url": reverse(name, args=[person.pk]), "is_current": name == current} for name, text in PARTS
    ]


def contacts_on(person, reader, on) -> list[PersonContact]:
    """Who is around them on a day, the first to contact first."""
    return list(person.every(PersonContact, reader).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)))


def newest_of(rows, *keys) -> list:
    """The newest standing record for each of these keys."""
    order = [f"-{name}" if name in ("happened_on", "pk") else name for name in (*keys, "happened_on", "pk")]
    return list(rows.standing().order_by(*order).distinct(*keys)) if keys else list(rows.standing().order_by(*order))


def newest(rows):
    """The newest standing record, or None."""
    return rows.standing().order_by("-happened_on", "-pk").first()


def unsafe_of(person) -> list[UnsafeContact]:
    """What is marked as not safe in this person's folder, or in that of another record of them."""
    return list(UnsafeContact.objects.standing().filter(folder__person__in=person.and_merged()).order_by("kind", "pk"))


@dataclass(frozen=True)
class Known:
    """One line for each thing that is known, with where to read of it; nothing stands for what nobody wrote down."""

    rows: list[tuple[str, str, str]]  # what, in words, url name
    missing: list[tuple[str, str]]  # what nobody wrote down yet, url name


def known_about(person, reader, on) -> Known:
    """The summary on a person's page: two authorities, money, who to ask, what was agreed, and what warns us."""
    rows, missing = [], []

    def say(what, words, name):
        (rows if words else missing).append((what, words, name) if words else (what, name))

    held = PersonAuthority.holding(person, on)
    names = {
        role: f"{row.authority}" + (f", {row.commissioner}" if row.commissioner else "") for role, row in held.items()
    }
    pays, host = names.get(PersonAuthority.Role.FUNDING, ""), names.get(PersonAuthority.Role.HOST, "")
    say("Pays", pays, "money-of-person")
    say("Host, for safeguarding", host, "money-of-person")
    money = newest(person.every(FundingState, reader))
    say("Money", money.in_words if money else "", "money-of-person")
    contacts = contacts_on(person, reader, on)
    first = contacts[0] if contacts and contacts[0].is_first else None
    say("Contact first", f"{first.name}, {first.get_role_display().lower()}" if first else "", "around-person")
    by_law = [
        f"{one.name}: {word}" for one in contacts for word in one.authority_in_words if set(one.authority) & DECIDES
    ]
    if by_law:
        rows.append(("May decide or speak", "\n".join(by_law), "around-person"))
    say(
        "Agreed to share",
        "\n".join(str(row) for row in newest_of(person.every(Consent, reader), "purpose")),
        "deciding-of-person",
    )
    liberty = newest(person.every(Liberty, reader))
    say("Liberty", _of_liberty(liberty) if liberty else "", "deciding-of-person")
    review = newest(person.every(NeedReview, reader))
    needs = person.information_needs
    if review:
        rows.append(("Information", f"{review}, {review.happened_on:%-d %B %Y}", "information-of-person"))
    else:
        say("Information", "Needs recorded, not reviewed yet" if needs else "", "information-of-person")
    unsafe = len(unsafe_of(person))
    warned = ["Address hidden"] if person.is_address_hidden else []
    warned += [f"{unsafe} contact{'' if unsafe == 1 else 's'} not safe"] if unsafe else []
    if warned:
        rows.insert(0, ("Be careful", "\n".join(warned), "safety-of-contact"))
    return Known(rows, missing)


def _of_liberty(row) -> str:
    """A screening or a step of the court in one line."""
    days = [("in court", row.court_on), ("ends", row.expires_on)]
    return ", ".join([row.get_state_display(), *(f"{what} {day:%-d %B %Y}" for what, day in days if day)])


def ways_to_reach(person, reader) -> list[tuple[str, str, str]]:
    """Each number and address recorded for the person, those around them and who referred them, that is still in use.

    As (kind, value, whose), without those marked as not safe.
    """
    kinds = UnsafeContact.Kind
    found = [(kinds.PHONE, person.phone, person.called)]
    for one in person.every(PersonContact, reader).filter(ended_on__isnull=True):
        found += [(kinds.PHONE, one.phone, one.name), (kinds.EMAIL, one.email, one.name)]
    for one in person.referrals.visible_to(reader):
        found += [(kinds.PHONE, one.referrer_phone, one.referrer_name)]
        found += [(kinds.EMAIL, one.referrer_email, one.referrer_name)]
    once = {
        (kind, UnsafeContact.plain(kind, value)): (str(kind), value, whose) for kind, value, whose in found if value
    }
    return [way for way in once.values() if is_safe(way[0], way[1], reader)]
