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

STATE = Liberty.State
# How far ahead Today speaks of what somebody has to look at again.
WARN_DAYS = 28


def with_us(schemes, gone=()):
    """People somebody here is in touch with: not merged away, not only turned down, and not `gone`.

    `gone`: the people whom the rooms above know to have moved on.
    """
    theirs = Referral.objects.filter(person=OuterRef("pk"))
    versions = Person.history.model.objects.filter(id=OuterRef("pk")).order_by("history_date")
    return (
        Person.objects.filter(scheme__in=schemes, merged_into__isnull=True)
        .annotate(known_since=Subquery(versions.values("history_date")[:1]))
        .exclude(Exists(theirs), ~Exists(theirs.filter(status__in=[*Referral.OPEN, Referral.Status.STARTED])))
        .exclude(pk__in=gone)
    )


def due(schemes, on: date, policies, gone=()) -> Iterable[Due]:
    """Look again, ask again, tell the council, hear from the court; a fixed number of queries."""
    people = {person.pk: person for person in with_us(schemes, gone)}
    yield from _liberty(people, on, policies)
    yield from _decisions(people)
    yield from _money(people)
    yield from _needs(people, on, policies)
    yield from _safety(people)


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


def _newest(model, people, *keys):
    """The newest standing record of each person, or of each person and key."""
    order = ("person_id", *keys, "-happened_on", "-pk")
    rows = model.objects.standing().filter(person__in=people).order_by(*order)
    return rows.distinct("person_id", *keys)


def _liberty(people, on, policies) -> Iterable[Due]:
    """A deprivation of liberty goes from screening to council to court; each step waits for somebody."""
    for row in _newest(Liberty, people):
        person = people[row.person_id]
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


def _decisions(people) -> Iterable[Due]:
    """A decision to look at again, and an answer about sharing that runs out."""
    for row in _newest(Capacity, people, "decision").filter(review_on__isnull=False):
        yield _row(
            people[row.person_id], "look_at_capacity", row.review_on, "Look again at a decision", "record-capacity",
            said=row.decision, warn_days=WARN_DAYS, about=row.decision[:60].casefold(),
        )  # fmt: skip
    newest = _newest(Consent, people, "purpose")
    for row in Consent.objects.filter(pk__in=newest.values("pk"), until_on__isnull=False).exclude(answer="no"):
        yield _row(
            people[row.person_id], "ask_consent", row.until_on, "Ask again what may be shared", "record-consent",
            said=row.get_purpose_display(), warn_days=WARN_DAYS, about=row.purpose,
        )  # fmt: skip


def _money(people) -> Iterable[Due]:
    """Money that was agreed until a day."""
    paying = {FundingState.State.AGREED, FundingState.State.PART_AGREED, FundingState.State.OWN_MONEY}
    for row in _newest(FundingState, people):
        if row.until_on and row.state in paying:
            yield _row(
                people[row.person_id], "money_ends", row.until_on, "Ask who pays from then on", "record-funding",
                said=row.in_words, warn_days=2 * WARN_DAYS,
            )  # fmt: skip


def _needs(people, on, policies) -> Iterable[Due]:
    """A need that is not met, and needs nobody asked about for long (Accessible Information Standard)."""
    reviews = {row.person_id: row for row in _newest(NeedReview, people)}
    for person in people.values():
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


def _safety(people) -> Iterable[Due]:
    """An address that is hidden and a number that is not safe are looked at again; nothing here tells them."""
    for person in people.values():
        if person.is_address_hidden and person.hidden_review_on:
            yield _row(
                person, "hidden_address", person.hidden_review_on, "Look again at hiding the address of",
                "safety-of-contact",
            )  # fmt: skip
    by_folder = {person.folder_id: person for person in people.values()}
    for row in UnsafeContact.objects.standing().filter(folder__in=by_folder).order_by("pk"):
        yield _row(
            by_folder[row.folder_id], "unsafe_contact", row.review_on, "Look again at a contact that is not safe",
            "safety-of-contact", about=row.pk,
        )  # fmt: skip
