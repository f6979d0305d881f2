"""Which schemes of the region may be asked about somebody, and what came of it; and how a question looks to us."""

from django.db.models import Q

from referrals.duplicates import Known, candidates, weigh
from referrals.models import Consent, Person, SchemeAsked
from schemes.models import Scheme

MOST = 5


def consent_to_ask(person, on) -> Consent | None:
    """What lets us ask other schemes, where it does on this day."""
    consent = Consent.newest(person, Consent.Purpose.OTHER_SCHEMES)
    return consent if consent and consent.holds_on(on) else None


def asked_about(person) -> list[SchemeAsked]:
    """Whom we asked, and what each answered: `reply` is None while it is open."""
    rows = list(
        SchemeAsked.objects.standing()
        .filter(person__in=person.and_merged())
        .select_related("to_scheme", "recorded_by__staff__account", "recorded_by__link")
        .prefetch_related("replies")
        .order_by("-pk")
    )
    for row in rows:
        row.reply = next((reply for reply in row.replies.all() if not reply.replaced_by_id), None)
    return rows


def may_be_asked(person):
    """The other schemes of the region that owe us no answer about this person."""
    if person.scheme.region_id is None:
        return Scheme.objects.none()
    waiting = Q(pk__in=[row.to_scheme_id for row in asked_about(person) if row.reply is None])
    return Scheme.objects.filter(region=person.scheme.region_id).exclude(pk=person.scheme_id).exclude(waiting)


def who_it_may_be(question, actor) -> list[tuple[Person, str]]:
    """People of ours whom another scheme may mean; for whoever answers, never told to those who ask."""
    told = Known(0, question.name, "", question.date_of_birth, "", question.nhs_number)
    weighed = []
    for row in candidates(told, question.scheme_id, actor):
        speaks = weigh(told, Known(*row))
        if speaks is not None:
            weighed.append((-speaks.points, row[0], ", ".join(speaks.why)))
    weighed.sort()
    rows = Person.objects.visible_to(actor).select_related("folder").in_bulk([pk for _, pk, _ in weighed[:MOST]])
    return [(rows[pk], why) for _, pk, why in weighed[:MOST] if pk in rows]
