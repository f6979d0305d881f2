"""What is owed around emailed links: references that did not come, and links that did not arrive."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from carers.models import Application, Household, Referee
from schemes.due import MUST_ACT, Due
from schemes.models import Link, Message
from schemes.working_days import add_working_days


def due(schemes, on: date, policies) -> Iterable[Due]:
    """Referees to chase, and links to mend; the same queries for any number of schemes."""
    schemes = list(schemes)
    yield from _references(schemes, on, policies)
    yield from _undelivered(schemes, on)


def _references(schemes, on, policies):
    waiting = Referee.objects.awaited().filter(scheme__in=schemes)
    for referee in waiting.select_related("application__folder", "scheme"):
        application = referee.application
        asked_on = max(filter(None, [referee.asked_on, referee.reminded_on]))
        days = policies.value(referee.scheme_id, "reference_working_days", on)
        yield Due(
            key=f"reference:{referee.pk}",
            kind="reference",
            scheme_id=referee.scheme_id,
            folder_id=application.folder_id,
            on=add_working_days(asked_on, days, referee.scheme.nation),
            what="Hear from a referee",
            who=f"{application.reference} · {application.name}",
            url=reverse("remind-referee", args=[referee.pk]),
            officer_id=application.officer_id,
            state="waiting",
            said=f"Asked {referee.full_name} {(on - asked_on).days} days ago",
        )


def _undelivered(schemes, on):
    failed = Message.objects.filter(scheme__in=schemes, status=Message.Status.FAILED, key__startswith="link:")
    found = dict(failed.values_list("key", "folder"))
    if not found:
        return
    numbers = [int(key.split(":")[1]) for key in found]
    links = Link.objects.filter(pk__in=numbers, closed_at__isnull=True, folder__isnull=False)
    open_ones = Application.objects.open().filter(scheme__in=schemes, folder__in=set(found.values()))
    owners = {row.folder_id: row for row in open_ones.select_related("folder")}
    households = Household.objects.filter(scheme__in=schemes, folder__in=set(found.values()))
    owners |= {row.folder_id: row for row in households.select_related("folder")}
    for link in links:
        owner = owners.get(link.folder_id)
        if owner is None or f"link:{link.pk}:{link.fingerprint[:12]}" not in found:
            continue
        yield Due(
            key=f"link-undelivered:{link.pk}",
            kind="link_undelivered",
            scheme_id=link.scheme_id,
            folder_id=owner.folder_id,
            on=on,
            what="Mend a link that could not be delivered",
            who=f"{owner.reference} · {owner.name}",
            url=owner.get_absolute_url(),
            officer_id=owner.officer_id,
            state=MUST_ACT,
        )
