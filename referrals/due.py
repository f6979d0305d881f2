"""What is owed to people who were referred and to those who referred them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from referrals.models import AskedForMore, Referral
from schemes.due import NEW, Due
from schemes.working_days import add_working_days

STATUS = Referral.Status


def due(schemes, on: date, policies) -> Iterable[Due]:
    """Read it, meet the person, hear from the referrer, wake it up, or say something about the search."""
    nations = {scheme.pk: scheme.nation for scheme in schemes}
    asked = dict(
        AskedForMore.objects.standing()
        .filter(scheme__in=schemes, referral__status=STATUS.NEEDS_MORE)
        .values_list("referral")
        .annotate(Max("happened_on"))
    )
    referrals = (
        Referral.objects.filter(scheme__in=schemes)
        .open()
        .select_related("person", "folder")
        .annotate(last_move_on=Max("folder__moves__happened_on"), last_note_on=Max("folder__notes__happened_on"))
        .order_by("pk")
    )
    for referral in referrals:
        nation = nations[referral.scheme_id]

        def within(key, start, nation=nation, scheme_id=referral.scheme_id):
            return add_working_days(start, policies.value(scheme_id, key, start), nation)

        received_on = timezone.localdate(referral.received_at)
        row = {
            "scheme_id": referral.scheme_id,
            "folder_id": referral.folder_id,
            "who": f"{referral.reference} · {referral.person.called}",
            "officer_id": referral.officer_id,
        }
        kind = referral.get_type_wanted_display() or "Not sure yet"
        if referral.status == STATUS.NEW:
            begun = max(received_on, referral.last_move_on or received_on)
            yield Due(
                key=f"read-referral:{referral.pk}",
                kind="read_referral",
                on=within("answer_working_days", begun),
                what="Read the referral",
                url=reverse("triage", args=[referral.pk]),
                state=NEW,
                said=kind + (f" near {referral.near}" if referral.near else ""),
                **row,
            )
        elif referral.status == STATUS.NEEDS_MORE:
            asked_on = asked.get(referral.pk, referral.last_move_on or received_on)
            yield Due(
                key=f"more-from-referrer:{referral.pk}",
                kind="more_from_referrer",
                on=within("more_working_days", asked_on),
                what="Hear from the referrer",
                url=reverse("triage", args=[referral.pk]),
                state="waiting",
                said=f"Asked {referral.referrer_name} {(on - asked_on).days} days ago",
                **row,
            )
        elif referral.status == STATUS.MEETING:
            promised = within("meet_working_days", received_on)
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
        elif referral.status == STATUS.LOOKING:
            last = max(filter(None, [referral.last_move_on, referral.last_note_on, received_on]))
            days = policies.value(referral.scheme_id, "looking_silence_days", on)
            yield Due(
                key=f"say-something:{referral.pk}",
                kind="say_something",
                on=last + timedelta(days=days),
                what="Look for a household, or note what is happening",
                url=reverse("workbench", args=[referral.pk]),
                said=f"{kind}. Nothing recorded since {last:%-d %B}",
                **row,
            )
