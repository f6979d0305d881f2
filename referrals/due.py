"""What is owed to people who were referred and to those who referred them."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from referrals import due_person, due_words
from referrals.due_triage import of_referral, with_triage
from referrals.duty import OnDuty
from referrals.models import Referral
from referrals.promises import Promises, last_sign_on, received_on
from referrals.whereabouts import near_for
from schemes.due import NEW, Due

STATUS = Referral.Status


def due(schemes, on: date, policies, gone=()) -> Iterable[Due]:
    """Read it, meet the person, hear from the referrer, wake it up, or say something about the search.

    `gone`: people whom the rooms above know to have moved on; nothing is asked around them.
    """
    yield from due_person.due(schemes, on, policies, gone)
    yield from due_words.due(schemes, on, policies)
    promises, duty = Promises(schemes, policies), OnDuty(schemes, on)
    referrals = with_triage(
        Referral.objects.filter(scheme__in=schemes)
        .open()
        .select_related("person", "folder")
        .with_last_signs()
        .order_by("pk")
    )
    for referral in referrals:
        received = received_on(referral)
        moved = referral.last_move_on or received
        row = {
            "scheme_id": referral.scheme_id,
            "folder_id": referral.folder_id,
            "who": f"{referral.reference} · {referral.person.called}",
            "officer_id": referral.officer_id,
        }
        yield from of_referral(referral, on, promises, duty, row)
        kind = referral.get_type_wanted_display() or "Not sure yet"
        if referral.status == STATUS.NEW:
            yield Due(
                key=f"read-referral:{referral.pk}",
                kind="read_referral",
                on=promises.answer_by(referral, max(received, moved)),
                what="Read the referral",
                url=reverse("triage", args=[referral.pk]),
                state=NEW,
                said=kind + (f" near {near}" if (near := near_for(referral, None)) else ""),
                **row,
            )
        elif referral.status == STATUS.NEEDS_MORE:
            asked_on = referral.asked_on or moved
            yield Due(
                key=f"more-from-referrer:{referral.pk}",
                kind="more_from_referrer",
                on=promises.more_by(referral, asked_on),
                what="Hear from the referrer",
                url=reverse("triage", args=[referral.pk]),
                state="waiting",
                said=f"Asked {referral.referrer_name} {(on - asked_on).days} days ago",
                **row,
            )
        elif referral.status == STATUS.MEETING:
            promised = promises.meet_by(referral)
            yield Due(
                key=f"meet-person:{referral.pk}",
                kind="meet_person",
                on=referral.meet_on or promised,
                what="Meet",
                url=reverse("record-meeting", args=[referral.pk]),
                state="booked" if referral.meet_on else "due",
                said=f"{kind}, promised by {promised:%-d %B}",
                **row,
            )
        elif referral.status == STATUS.ON_HOLD:
            yield Due(
                key=f"wake-referral:{referral.pk}",
                kind="wake_referral",
                on=referral.wake_on,
                what="Take off hold, or hold for longer",
                url=reverse("referral", args=[referral.pk]),
                **row,
            )
        elif referral.status in (STATUS.LOOKING, STATUS.INTRODUCING):
            last = last_sign_on(referral)
            by = promises.news_by(referral, last)
            is_looking = referral.status == STATUS.LOOKING
            yield Due(
                key=f"say-something:{referral.pk}",
                kind="say_something",
                on=by,
                what="Look for a household, or note what is happening" if is_looking else "Note how introducing goes",
                url=reverse("workbench" if is_looking else "referral", args=[referral.pk]),
                said=f"{kind}. Nothing recorded since {last:%-d %B}",
                # An introduction has dates of its own: this one shows only when nothing is heard of it any more.
                warn_days=None if is_looking else 0,
                **row,
            )
