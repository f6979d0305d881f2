"""What is owed to people who live with a household that leaves: to talk early about where they live next."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from arrangements.models import Arrangement
from carers.models import Household, Leaving
from schemes.due import Due


def due(schemes, on: date, policies) -> Iterable[Due]:
    """Each running arrangement without a planned end whose household gave notice, or is approved no more. One query."""
    notice = Leaving.objects.standing().filter(household=OuterRef("household")).values("ends_on")[:1]
    running = Arrangement.objects.filter(scheme__in=schemes, planned_end_on__isnull=True).running()
    running = running.annotate(leaves_on=Subquery(notice)).filter(
        Q(household__status=Household.Status.ENDED)
        | Q(household__status__in=Household.STANDING, leaves_on__isnull=False)
    )
    for row in running.select_related("person", "household").order_by("pk"):
        yield Due(
            key=f"next_home:{row.pk}",
            kind="next_home",
            scheme_id=row.scheme_id,
            folder_id=row.folder_id,
            on=row.leaves_on or on,
            what="Talk about where they live next",
            who=str(row),
            url=reverse("edit-arrangement", args=[row.pk]),
            officer_id=row.officer_id,
            said="Plan the ending with them, or how they stay with somebody who goes on. Nothing ends by itself.",
            warn_days=policies.value(row.scheme_id, "check_warn_days", on),
        )
