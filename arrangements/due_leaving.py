"""What is owed to people who live with a household that leaves: to talk early about where they live next."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from arrangements.models import Arrangement
from carers.models import Household, Leaving
from schemes.due import Due


def with_notice(arrangements):
    """Each arrangement with the day its household's approval ends by a notice, if one stands."""
    notice = Leaving.objects.standing().filter(household=OuterRef("household")).values("ends_on")[:1]
    return arrangements.annotate(leaves_on=Subquery(notice))


def due(row: Arrangement, on: date, policies) -> Due | None:
    """What a running arrangement owes, read `with_notice` and its household: nothing once its own end is planned."""
    has_left = row.household.status == Household.Status.ENDED
    if row.planned_end_on or not (has_left or (row.leaves_on and row.household.status in Household.STANDING)):
        return None
    return Due(
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
