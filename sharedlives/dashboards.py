"""Counts of how things are: people supported, places, waiting, promises. Never a name."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from arrangements.board import limits_and_stays
from arrangements.capacity import first_full_day
from arrangements.models import Arrangement
from carers.models import Away, Household
from referrals.models import Referral
from schemes.due import OVERDUE
from schemes.models import Policies, Scheme
from schemes.vocabulary import ArrangementType
from sharedlives.due import all_due


@dataclass(frozen=True)
class SchemeCounts:
    """How things are in one scheme on a day."""

    scheme: Scheme
    on: date
    people: int
    people_by_type: dict[str, int]
    households: int
    households_with_a_place: int
    referrals: int
    referrals_by_status: dict[str, int]
    waiting_longest: int | None  # days since the oldest open referral came
    overdue: int
    overdue_unheld: int


def counts(schemes, on: date) -> list[SchemeCounts]:
    """The counts of each scheme on a day, in a number of queries that does not grow with schemes or rows."""
    schemes = list(schemes)
    policies = Policies(schemes)
    people, by_type = people_supported(schemes, on)
    households, with_a_place = places(schemes, on, policies)
    referrals, longest = waiting(schemes, on)
    overdue, unheld = late(schemes, on, policies)
    return [
        SchemeCounts(
            scheme=scheme,
            on=on,
            people=people[scheme.pk],
            people_by_type={kind: by_type[scheme.pk, kind] for kind in ArrangementType.values},
            households=households[scheme.pk],
            households_with_a_place=with_a_place[scheme.pk],
            referrals=sum(referrals[scheme.pk, status] for status in Referral.OPEN),
            referrals_by_status={status: referrals[scheme.pk, status] for status in Referral.OPEN},
            waiting_longest=longest.get(scheme.pk),
            overdue=overdue[scheme.pk],
            overdue_unheld=unheld[scheme.pk],
        )
        for scheme in schemes
    ]


def people_supported(schemes, on: date) -> tuple[Counter, Counter]:
    """People with a running arrangement that has begun: in all, and by type; each person once in each."""
    begun = Arrangement.objects.filter(scheme__in=schemes, starts_on__lte=on).running().order_by()
    of_type = list(begun.values_list("scheme", "type", "person").distinct())
    people = {(scheme, person) for scheme, _, person in of_type}
    return Counter(scheme for scheme, _ in people), Counter((scheme, kind) for scheme, kind, _ in of_type)


def places(schemes, on: date, policies: Policies) -> tuple[Counter, Counter]:
    """Approved households, and those of them who could take one more person to stay on that day."""
    approved = list(Household.objects.filter(scheme__in=schemes).approved_on(on).select_related("home").order_by("pk"))
    limits, taken = limits_and_stays({household.home_id: household.home for household in approved}.values(), policies)
    away = set(
        Away.objects.standing()
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=on), scheme__in=schemes, from_on__lte=on)
        .values_list("household", flat=True)
    )
    tomorrow = on + timedelta(days=1)
    free = [
        household
        for household in approved
        if household.pk not in away
        and first_full_day(taken[household.home_id], limits[household.home_id], on, tomorrow) is None
    ]
    return Counter(h.scheme_id for h in approved), Counter(h.scheme_id for h in free)


def waiting(schemes, on: date) -> tuple[Counter, dict[int, int]]:
    """Open referrals by scheme and status, and how many days the oldest of each scheme has waited."""
    rows = (
        Referral.objects.filter(scheme__in=schemes)
        .open()
        .order_by()
        .values_list("scheme", "status")
        .annotate(number=Count("pk"), oldest=Min("received_at"))
    )
    numbers: Counter = Counter()
    oldest: dict[int, list[date]] = defaultdict(list)
    for scheme, status, number, received_at in rows:
        numbers[scheme, status] = number
        oldest[scheme].append(timezone.localdate(received_at))
    return numbers, {scheme: (on - min(days)).days for scheme, days in oldest.items()}


def late(schemes, on: date, policies: Policies) -> tuple[Counter, Counter]:
    """What is overdue in each scheme, and how much of it nobody holds: the same computation as Today."""
    overdue, unheld = Counter(), Counter()
    for row in all_due(schemes, on, policies, until=on):
        if row.group(on, 0) == OVERDUE:
            overdue[row.scheme_id] += 1
            unheld[row.scheme_id] += row.officer_id is None
    return overdue, unheld
