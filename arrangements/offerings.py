"""Reads what decides how many places households offer; the queries do not grow with their number."""

from collections import defaultdict

from arrangements.limits import limits_of
from arrangements.places import Offering, Span
from carers.models import Away, Leaving, Pause, Terms
from schemes.vocabulary import ArrangementType


def offerings(households, policies, *, type: str = "") -> dict[int, Offering]:
    """For each household, by number, what it offers for a type of arrangement, or overnight for any."""
    households = list(households)
    ids = [household.pk for household in households]
    limits = limits_of({h.home_id: h.home for h in households}.values(), policies)
    approved, closed = defaultdict(list), defaultdict(list)
    for row in Terms.objects.standing().filter(household__in=ids).order_by("from_on", "pk"):
        words = ""
        if type and type not in row.types:
            words = f"their terms do not allow {ArrangementType(type).label.lower()}"
        elif row.is_named_only:
            words = "for named people only"
        approved[row.household_id].append(Span(row.from_on, row.until_on, words))
    for row in Away.objects.standing().filter(household__in=ids).order_by("from_on", "pk"):
        closed[row.household_id].append(Span(row.from_on, row.until_on, "having a break"))
    for row in Pause.objects.standing().filter(household__in=ids).order_by("from_on", "pk"):
        until = row.until_on or row.expected_until_on
        words = row.get_kind_display().lower()
        if until and not row.until_on:
            words += f", expected until {until:%-d %B %Y}"
        closed[row.household_id].append(Span(row.from_on, until, words))
    leaves = dict(Leaving.objects.standing().filter(household__in=ids).values_list("household_id", "ends_on"))
    return {
        h.pk: Offering(
            limits[h.home_id], approved[h.pk], closed[h.pk], leaves.get(h.pk), type == ArrangementType.DAY_SUPPORT
        )
        for h in households
    }
