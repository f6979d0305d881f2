"""What limits each home, and how many stay there on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import BigIntegerField, DateField

from arrangements.capacity import Limits
from arrangements.models import Stay
from carers.models import Terms
from schemes.models import Policies
from schemes.statements import Given, GivenKeys, Statement

LIMIT_RULES = {"nation": "people_limit_nation", "scheme": "people_limit_scheme", "day": "day_people_limit"}

TERMS_OF_HOMES = Statement(
    lambda: (
        Terms.objects.standing()
        .filter(household__home__in=GivenKeys("homes", BigIntegerField()))
        .order_by("from_on", "pk")
        .values_list("household__home_id", "household_id", "from_on", "people_limit")
    )
)


def limits_of(homes, policies: Policies) -> dict[int, Limits]:
    """For each home: what limits it. One query, whatever their number."""
    homes = list(homes)
    terms = defaultdict(lambda: defaultdict(list))
    for row in TERMS_OF_HOMES.rows(homes=[home.pk for home in homes]):
        terms[row[0]][row[1]].append((row[2], row[3]))
    return {
        home.pk: Limits(
            rooms=home.rooms,
            terms=list(terms[home.pk].values()),
            **{name: policies.steps(home.scheme_id, key) for name, key in LIMIT_RULES.items()},
        )
        for home in homes
    }


HOW_THEY_STAY = Statement(
    lambda: (
        Stay.objects.on_day(Given("on", DateField()))
        .filter(home__in=GivenKeys("homes", BigIntegerField()))
        .order_by()
        .values_list("home_id", "kind")
    )
)


def staying_on(homes: Iterable[int], on: date) -> Counter:
    """How many stay in each of these homes on a day: by (home, whether only by day)."""
    return Counter((home, kind == Stay.Kind.DAY) for home, kind in HOW_THEY_STAY.rows(homes=list(homes), on=on))
