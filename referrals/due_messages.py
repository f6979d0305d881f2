"""What a referrer wrote is due until somebody answers it, or says that it needs no answer."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from referrals.models import ReferrerMessage
from referrals.promises import Promises
from schemes.due import Due


def due(schemes, on: date, policies) -> Iterable[Due]:
    """The oldest unanswered message of each referral. One query; what was written is not told here."""
    promises, seen = Promises(schemes, policies), set()
    rows = ReferrerMessage.objects.unanswered().filter(scheme__in=schemes)
    for message in rows.select_related("referral__person", "referral__folder").order_by("pk"):
        referral = message.referral
        if referral.pk in seen:
            continue
        seen.add(referral.pk)
        yield Due(
            key=f"answer-message:{message.pk}",
            kind="answer_message",
            scheme_id=message.scheme_id,
            folder_id=referral.folder_id,
            on=promises.answer_by(referral, message.happened_on),
            what="Answer",
            who=f"{referral.reference} · {referral.person.called}",
            url=reverse("write-to-referrer", args=[referral.pk]),
            officer_id=referral.officer_id,
            said=f"{referral.referrer_name} wrote",
        )
