"""Working days: Monday to Friday, less the bank holidays of one nation; pure, no database.

A nation is "england", "wales", "scotland" or "northern_ireland". Bank holidays come from the `holidays` library, which
follows the lists on gov.uk; a one-off holiday proclaimed after its release needs a newer release. In Scotland many
employers keep local holidays of their own: these are the statutory ones.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=256)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The nation's bank holidays in one year, with the substitute days for those on a weekend."""
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year, expand=False))


def is_working_day(on: date, nation: str) -> bool:
    """Whether an office in this nation is open on this day."""
    return on.weekday() < SATURDAY and on not in bank_holidays(nation, on.year)


@lru_cache(maxsize=4096)
def add_working_days(start: date, days: int, nation: str) -> date:
    """The day that is so many working days after `start`; day 1 is the next working day after it.

    With 0 days: `start` itself, or the next working day if it is not one.
    """
    if days < 0:
        raise ValueError("Working days are counted forwards only.")
    on = start
    if days == 0:
        while not is_working_day(on, nation):
            on += ONE_DAY
    while days:
        on += ONE_DAY
        if is_working_day(on, nation):
            days -= 1
    return on


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date, nation: str) -> int:
    """How many working days have passed: those after `start` up to and including `end`; negative if `end` is earlier.

    The inverse of `add_working_days`: Friday to the Monday after it is 1.
    """
    if end < start:
        return -working_days_between(end, start, nation)
    return sum(is_working_day(start + timedelta(days=n), nation) for n in range(1, (end - start).days + 1))
