"""The inbox: which referrals come first, how long each waits against what was promised, and what nobody has said."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Lower, Trim

from referrals.forms.triage import ASKABLE, NOT_ANSWERS, missing_of
from referrals.models import Answer, AskedForMore, Referral
from referrals.models.people import whereabouts_open_to
from referrals.promises import Promise, Promises, last_sign_on, received_on
from schemes.acting import whoever_acts
from schemes.models import Actor, Move, Note, Opening
from schemes.sought import Sought, digits, name_is, phone_is, plain, postcode_is, read, reference_is
from schemes.working_days import working_days_between

STATUS = Referral.Status
TO_DECIDE = [STATUS.NEW, STATUS.NEEDS_MORE]
# What was promised about each state, and by which rule.
TARGETS = {
    STATUS.NEW: "answer_working_days",
    STATUS.NEEDS_MORE: "more_working_days",
    STATUS.MEETING: "meet_working_days",
}
SILENT = 7  # days after which a list says that nothing was recorded

# Whoever cannot wait first, then what is urgent, then the rest.
PRESSING = Case(
    When(status__in=Referral.OPEN, is_short_notice=True, rung_at__isnull=True, then=0),
    When(status__in=Referral.OPEN, urgency=Referral.Urgency.NOW, then=1),
    When(status__in=Referral.OPEN, is_short_notice=True, then=1),
    When(status__in=Referral.OPEN, urgency=Referral.Urgency.SOON, then=2),
    default=3,
    output_field=IntegerField(),
)
OPENED = Opening.objects.filter(folder=OuterRef("folder_id"), actor__kind=Actor.Kind.STAFF)
IS_UNOPENED = Case(When(status=STATUS.NEW, then=~Exists(OPENED)), default=Value(False), output_field=BooleanField())


@dataclass(frozen=True)
class Line:
    """One referral as the inbox shows it."""

    referral: Referral
    promise: Promise | None
    waited: int | None  # working days since what was promised began to count
    target: int | None  # in how many it was promised
    missing: int
    silent_days: int

    @property
    def is_late(self) -> bool:
        return self.promise is not None and self.promise.is_late


def _newest(records, **about) -> Subquery:
    """The last day of some records, without reading the others."""
    rows = records.objects.filter(**about).order_by().values(*about)
    return Subquery(rows.annotate(last=Max("happened_on")).values("last"))


def in_order(referrals):
    """Short notice and urgency first; what nobody has opened before the rest; who has waited longest before others."""
    return referrals.annotate(pressing=PRESSING, is_unopened=IS_UNOPENED).order_by(
        "pressing", "-is_unopened", "received_at", "pk"
    )


def latest_first(referrals):
    """The newest first, whatever its urgency: for looking back."""
    return referrals.annotate(is_unopened=IS_UNOPENED).order_by("-received_at", "-pk")


def answered_of(referral):
    """The keys of what somebody answered, of those questions an officer is likely to need."""
    answers = Answer.objects.filter(referral=referral, replaced_by__isnull=True, key__in=[*ASKABLE, "safety_known"])
    return answers.alias(said=Lower(Trim("answer"))).exclude(said__in=NOT_ANSWERS).order_by().values("key")


def with_facts(referrals):
    """Each with what its line says, read beside the page it is on."""
    folder = OuterRef("folder_id")
    return referrals.annotate(
        last_move_on=_newest(Move, folder=folder),
        last_note_on=_newest(Note, folder=folder),
        asked_on=_newest(AskedForMore, referral=OuterRef("pk")),
        answered=ArraySubquery(answered_of(OuterRef("pk"))),
    ).select_related("person", "folder", "officer__account")


def found(referrals, words: str):
    """Those whose person, referrer, reference, phone or postcode was meant."""
    sought: Sought = read(words)
    if sought.is_too_short:
        return referrals
    means: Q = (
        name_is(sought, "person__full_name", "person__preferred_name")
        | name_is(sought, "referrer_name")
        | name_is(sought, "referrer_team")
        | reference_is(sought, "folder")
        | (postcode_is(sought, "near") & whereabouts_open_to(whoever_acts(), "person__"))
        | phone_is(sought, "referrer_phone")
        | Q(referrer_email__icontains=sought.text)
    )
    return referrals.alias(**plain("near"), **digits("referrer_phone")).filter(means)


def lines_of(page, today: date, promises: Promises) -> list[Line]:
    """The referrals of one page, as read `with_facts`."""
    return [line_of(referral, today, promises) for referral in page]


def line_of(referral, today: date, promises: Promises) -> Line:
    """One referral as the inbox shows it."""
    waited = target = None
    if rule := TARGETS.get(referral.status):
        begun = _begun_on(referral)
        waited = working_days_between(begun, today, promises.nations[referral.scheme_id])
        target = promises.policies.value(referral.scheme_id, rule, begun)
    return Line(
        referral=referral,
        promise=promises.next_for(referral, today),
        waited=waited,
        target=target,
        missing=len(missing_of(referral.answered)) if referral.status in TO_DECIDE else 0,
        silent_days=(today - last_sign_on(referral)).days if referral.is_open else 0,
    )


def _begun_on(referral) -> date:
    """Since when what was promised counts: a meeting from the first day, an answer from when it was last with us."""
    received = received_on(referral)
    if referral.status == STATUS.MEETING:
        return received
    if referral.status == STATUS.NEEDS_MORE:
        return referral.asked_on or referral.last_move_on or received
    return max(received, referral.last_move_on or received)
