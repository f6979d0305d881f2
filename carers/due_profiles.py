"""What is owed around profiles: a first one after approval, and a look at it from time to time."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse

from carers.models import Household, ProfileVersion
from schemes.dates import add_months
from schemes.due import Due
from schemes.models import Move

# Who is leaving is not asked for a new profile.
ASKED = [Household.Status.APPROVED, Household.Status.STEPPED_BACK]


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Households to ask for a profile, or for a look at the one they have. One query for any number of schemes."""
    versions = ProfileVersion.objects.standing().filter(household=OuterRef("pk")).order_by().values("household")
    approved = Move.objects.standing().filter(folder=OuterRef("folder"), to_status=Household.Status.APPROVED)
    households = Household.objects.filter(scheme__in=schemes, status__in=ASKED).annotate(
        published_on=Subquery(versions.annotate(last=Max("happened_on")).values("last")),
        came_on=Subquery(approved.order_by("id").values("happened_on")[:1]),
    )
    for household in households.only("name", "scheme", "folder", "officer", "joined_on").order_by("pk"):
        if household.published_on:
            by = add_months(household.published_on, policies.value(household.scheme_id, "profile_months", on))
            said = f"Last looked at on {household.published_on:%-d %B %Y}"
        else:
            days = policies.value(household.scheme_id, "first_profile_days", on)
            by = (household.came_on or household.joined_on) + timedelta(days=days)
            said = "None yet"
        if until is None or by <= until:
            yield Due(
                key=f"profile:{household.pk}",
                kind="profile",
                scheme_id=household.scheme_id,
                folder_id=household.folder_id,
                on=by,
                what="Ask to look at the profile" if household.published_on else "Ask for a profile",
                who=household.name,
                url=reverse("invite-carer", args=[household.pk]),
                officer_id=household.officer_id,
                said=said,
            )
