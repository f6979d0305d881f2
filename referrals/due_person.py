"""What is owed around a person: courts and councils, answers that run out, needs that are not met, safe contact."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from referrals.models import Capacity, Consent, FundingState, Liberty, NeedReview, Person, Referral
from schemes.dates import add_months
from schemes.due import WAITING, Due
from schemes.models import UnsafeContact
from schemes.together import read_together

STATE = Liberty.State
# How far ahead Today speaks of what somebody has to look at again.
WARN_DAYS = 28


# What is read of each kind of record: what tells two of one person apart, and what is looked at.
READ = {
    Liberty: ((), ("state", "review_on", "court_on", "expires_on")),
    Capacity: (("decision",), ("review_on",)),
    Consent: (("purpose",), ("answer", "until_on")),
    FundingState: ((), ("state", "weekly_pence", "from_on", "until_on")),
    NeedReview: ((), ("is_met", "unmet", "act_on")),
}


def with_us(schemes, gone=()):
    """People somebody here is in touch with: not only turned down, and not `gone`; merged records among them.

    `gone`: the people whom the rooms above know to have moved on.
    """
    theirs = Referral.objects.filter(person=OuterRef("pk"))
    versions = Person.history.model.objects.filter(id=OuterRef("pk")).order_by("history_date")
    return (
        Person.objects.filter(scheme__in=schemes)
        .annotate(known_since=Subquery(versions.values("history_date")[:1]))
        .exclude(Exists(theirs), ~Exists(theirs.filter(status__in=[*Referral.OPEN, Referral.Status.STARTED])))
        .exclude(pk__in=gone)
    )


def due(schemes, on: date, policies, gone=()) -> Iterable[Due]:
    """Look again, ask again, tell the council, hear from the court; two queries.

    What was written on a record that was merged away is owed to the person it was merged into.
    """
    rows = list(with_us(schemes, gone))
    kept = {person.pk: person for person in rows if person.merged_into_id is None}
    of = {person.pk: kept[_kept_pk(person)] for person in rows if _kept_pk(person) in kept}
    folders = {person.folder_id: of[person.pk] for person in rows if person.pk in of}
    newest = _newest(of, folders)
    yield from _liberty(newest[Liberty], on, policies)
    yield from _decisions(newest[Capacity], newest[Consent])
    yield from _money(newest[FundingState])
    yield from _needs(kept.values(), newest[NeedReview], on, policies)
    yield from _safety(kept.values(), newest[UnsafeContact])


def _kept_pk(person) -> int:
    """The number of the record that stands for this person."""
    return person.merged_into_id or person.pk


def _row(person, kind, on, what, page, **more) -> Due:
    """One obligation about a person; its key names who and what, never the day."""
    about = more.pop("about", "")
    return Due(
        key=f"{kind.replace('_', '-')}:{person.pk}{f':{about}' if about else ''}",
        kind=kind,
        scheme_id=person.scheme_id,
        folder_id=person.folder_id,
        on=on,
        what=what,
        who=person.called,
        url=reverse(page, args=[person.pk]),
        officer_id=person.officer_id,
        **more,
    )


def _newest(of: dict[int, Person], folders: dict[int, Person]) -> dict[type, list]:
    """By kind: the newest standing record of each person, or of each person and key, with its person; in one query.

    `of` and `folders` say whose each record is, by the number it was written under. Warnings stand side by side.
    """
    parts = {}
    for model, (keys, looked_at) in READ.items():
        rows = model.objects.standing().filter(person__in=of).order_by("person_id", *keys, "-happened_on", "-pk")
        names = ("id", "person_id", "happened_on", *keys, *looked_at)
        parts[model.__name__] = rows.distinct("person_id", *keys), {name: name for name in names}
    warnings = UnsafeContact.objects.standing().filter(folder__in=folders).order_by("pk")
    parts[UnsafeContact.__name__] = warnings, {name: name for name in ("id", "folder_id", "review_on")}
    kinds = {model.__name__: model for model in (*READ, UnsafeContact)}
    found: dict[type, list] = {model: [] for model in kinds.values()}
    newest: dict[tuple, tuple] = {}
    for kind, told in read_together(parts):
        model = kinds[kind]
        row = model(**vars(told))
        if model is UnsafeContact:
            found[model].append((folders[row.folder_id], row))
            continue
        person = of[row.person_id]
        key = (model, person.pk, *(getattr(row, name) for name in READ[model][0]))
        if key not in newest or (newest[key][1].happened_on, newest[key][1].pk) < (row.happened_on, row.pk):
            newest[key] = person, row
    for (model, *_), pair in newest.items():
        found[model].append(pair)
    return {model: sorted(pairs, key=lambda pair: pair[1].pk) for model, pairs in found.items()}


def _liberty(rows, on, policies) -> Iterable[Due]:
    """A deprivation of liberty goes from screening to council to court; each step waits for somebody."""
    for person, row in rows:
        warn = policies.value(person.scheme_id, "order_warn_days", on)
        if row.state == STATE.MAY_BE:
            what = "Tell the council about liberty"
            yield _row(person, "tell_council", row.review_on or row.happened_on, what, "record-liberty")
        elif row.state == STATE.TOLD:
            yield _row(
                person, "hear_council", row.review_on or row.happened_on + timedelta(days=WARN_DAYS),
                "Hear whether the council goes to court", "record-liberty", state=WAITING,
            )  # fmt: skip
        elif row.state == STATE.APPLIED:
            yield _row(
                person, "hear_court", row.court_on or row.review_on or row.happened_on + timedelta(days=WARN_DAYS),
                "Hear what the court said", "record-liberty", state="booked" if row.court_on else WAITING,
            )  # fmt: skip
        elif row.state == STATE.ORDERED:
            said = f"The order ends {row.expires_on:%-d %B %Y}"
            yield _row(
                person, "order_ends", row.expires_on, "See that the court looks again", "record-liberty",
                said=said, warn_days=warn,
            )  # fmt: skip
            if row.court_on and row.court_on >= row.happened_on and row.court_on < row.expires_on:
                yield _row(
                    person, "hear_court", row.court_on, "Hear what the court said", "record-liberty", state="booked"
                )
        elif row.review_on:
            what = "Screen again for liberty"
            yield _row(person, "screen_liberty", row.review_on, what, "record-liberty", warn_days=WARN_DAYS)


def _decisions(capacity, consents) -> Iterable[Due]:
    """A decision to look at again, and an answer about sharing that runs out."""
    for person, row in capacity:
        if row.review_on is None:
            continue
        yield _row(
            person, "look_at_capacity", row.review_on, "Look again at a decision", "record-capacity",
            said=row.decision, warn_days=WARN_DAYS, about=row.decision[:60].casefold(),
        )  # fmt: skip
    for person, row in consents:
        if row.until_on is None or row.answer == Consent.Answer.NO:
            continue
        yield _row(
            person, "ask_consent", row.until_on, "Ask again what may be shared", "record-consent",
            said=row.get_purpose_display(), warn_days=WARN_DAYS, about=row.purpose,
        )  # fmt: skip


def _money(rows) -> Iterable[Due]:
    """Money that was agreed until a day."""
    paying = {FundingState.State.AGREED, FundingState.State.PART_AGREED, FundingState.State.OWN_MONEY}
    for person, row in rows:
        if row.until_on and row.state in paying:
            yield _row(
                person, "money_ends", row.until_on, "Ask who pays from then on", "record-funding",
                said=row.in_words, warn_days=2 * WARN_DAYS,
            )  # fmt: skip


def _needs(people, rows, on, policies) -> Iterable[Due]:
    """A need that is not met, and needs nobody asked about for long (Accessible Information Standard)."""
    reviews = {person.pk: row for person, row in rows}
    for person in people:
        row = reviews.get(person.pk)
        if row is not None and not row.is_met:
            yield _row(
                person, "unmet_need", row.act_on, "Meet a need for information", "record-need-review",
                said=" ".join(row.unmet.split())[:200],
            )  # fmt: skip
        elif person.information_needs:
            months = policies.value(person.scheme_id, "need_review_months", on)
            last = row.happened_on if row else timezone.localdate(person.known_since)
            yield _row(
                person, "need_review", add_months(last, months), "Ask whether information reaches",
                "record-need-review",
                said=person.information_needs,
            )  # fmt: skip


def _safety(people, warnings) -> Iterable[Due]:
    """An address that is hidden and a number that is not safe are looked at again; nothing here tells them."""
    for person in people:
        if person.is_address_hidden and person.hidden_review_on:
            yield _row(
                person, "hidden_address", person.hidden_review_on, "Look again at hiding the address of",
                "safety-of-contact",
            )  # fmt: skip
    for person, row in warnings:
        yield _row(
            person, "unsafe_contact", row.review_on, "Look again at a contact that is not safe",
            "safety-of-contact", about=row.pk,
        )  # fmt: skip
