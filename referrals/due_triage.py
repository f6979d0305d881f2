"""What cannot wait, what was promised, and what is still to be written down about open referrals."""

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Value, When
from django.urls import reverse
from django.utils import timezone

from referrals.duty import OnDuty
from referrals.forms.triage import missing_of
from referrals.inbox import answered_of
from referrals.models import Alternative, Referral
from referrals.promises import Promises, received_on
from schemes.due import MUST_ACT, Due
from schemes.templatetags.words import counted

STATUS = Referral.Status
BEFORE_LOOKING = {STATUS.MEETING, STATUS.LOOKING, STATUS.INTRODUCING}


def with_triage(referrals):
    """Each with whether somebody wrote down what would otherwise happen, and what a short-notice one left out."""
    written = Alternative.objects.filter(referral=OuterRef("pk"), replaced_by__isnull=True)
    return referrals.annotate(
        has_alternative=Exists(written),
        answered=Case(When(is_short_notice=True, then=ArraySubquery(answered_of(OuterRef("pk")))), default=Value(None)),
    )


def of_referral(referral, on: date, promises: Promises, duty: OnDuty, row: dict) -> Iterable[Due]:
    """What one open referral asks for besides its next step; `row` is what all of its obligations share."""
    if referral.is_short_notice and referral.rung_at is None and referral.promised_at:
        by = timezone.localtime(referral.promised_at)
        told = row | {"officer_id": duty.officer_of(referral.scheme_id) or referral.officer_id}
        yield Due(
            key=f"ring-back:{referral.pk}",
            kind="ring_back",
            on=by.date(),
            what=f"Ring by {by:%-H:%M}" + ("" if by.date() == on else f" on {by:%-d %B}"),
            url=reverse("record-rung", args=[referral.pk]),
            state=MUST_ACT,
            said=", ".join(filter(None, ["Short notice", referral.referrer_name, referral.referrer_phone])),
            **told,
        )
    if referral.is_short_notice and (left_out := missing_of(referral.answered or [])):
        yield Due(
            key=f"rest-of-referral:{referral.pk}",
            kind="rest_of_referral",
            on=promises.more_by(referral, received_on(referral)),
            what="Ask for the rest",
            url=reverse("ask-for-more" if STATUS.NEEDS_MORE in Referral.MOVES[referral.status] else "referral",
                        args=[referral.pk]),
            said=f"Short notice: {counted(len(left_out), 'question')} left for later",
            **row,
        )  # fmt: skip
    if referral.status in BEFORE_LOOKING and not referral.has_alternative:
        yield Due(
            key=f"alternative:{referral.pk}",
            kind="alternative",
            on=promises.meet_by(referral),
            what="Write down what would otherwise happen",
            url=reverse("record-alternative", args=[referral.pk]),
            **row,
        )
    if referral.next_contact_on:
        yield Due(
            key=f"news-promised:{referral.pk}",
            kind="news_promised",
            on=referral.next_contact_on,
            what="Give the news we promised",
            url=reverse("promise-contact", args=[referral.pk]),
            said=f"To {referral.referrer_name}, whatever was found until then",
            **row,
        )
