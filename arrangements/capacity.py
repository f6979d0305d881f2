"""Who has room between these days: pure reasoning about one home. The database holds the same rule in a trigger.

A home's limit on a day is the lowest of what the nation, the scheme, the household's terms and its rooms allow; for day
support the scheme's day limit stands in place of the nation's, the scheme's own and the rooms. It counts every kind of
stay that shares the day (domain 3.1). All days are dates; a stay holds its first day and not its last.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

Steps = list[tuple[date, int]]  # a rule's values, each with the day it begins


@dataclass(frozen=True)
class Taken:
    """One place taken. `expected_until` is the planned end of a stay that is still open: a hope, never a free place."""

    from_on: date
    until_on: date | None
    is_day: bool = False
    expected_until: date | None = None
    who: str = ""
    kind: str = ""

    def holds(self, day: date) -> bool:
        """Whether this place is taken on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    def as_expected(self) -> "Taken":
        """The same, if it ends when it is planned to."""
        until = self.until_on or self.expected_until
        return Taken(self.from_on, until, self.is_day, self.expected_until, self.who, self.kind)


@dataclass(frozen=True)
class Part:
    """One of the limits that hold on a day, and where it comes from."""

    name: str  # nation, scheme, day, terms, rooms
    value: int


@dataclass(frozen=True)
class Limits:
    """What limits one home, and from when. `terms` has one list for each household of the home."""

    rooms: int
    nation: Steps = field(default_factory=list)
    scheme: Steps = field(default_factory=list)
    day: Steps = field(default_factory=list)
    terms: list[Steps] = field(default_factory=list)

    def parts_on(self, on: date, *, is_day: bool = False) -> list[Part]:
        """Each limit that holds on a day."""
        parts = []
        for name, steps in [("day", self.day)] if is_day else [("nation", self.nation), ("scheme", self.scheme)]:
            value = _value_on(steps, on)
            if value is not None:
                parts.append(Part(name, value))
        parts += [Part("terms", value) for value in (_value_on(steps, on) for steps in self.terms) if value is not None]
        if not is_day:
            parts.append(Part("rooms", self.rooms))
        return parts

    def lowest_on(self, on: date, *, is_day: bool = False, without: str = "") -> Part | None:
        """The limit that decides on a day; None where nothing limits it."""
        parts = [part for part in self.parts_on(on, is_day=is_day) if part.name != without]
        return min(parts, key=lambda part: part.value) if parts else None

    def days_it_changes(self) -> set[date]:
        """Every day on which one of the limits begins."""
        return {day for steps in [self.nation, self.scheme, self.day, *self.terms] for day, _ in steps}


@dataclass(frozen=True)
class Full:
    """The first day that has no place, and the arithmetic: how many are there, how many may be, what limits it."""

    on: date
    people: list[Taken]
    part: Part


def _value_on(steps: Steps, on: date) -> int | None:
    """The value in force on a day: the last one begun, in the order they were written."""
    found = None
    for begins, value in sorted(steps, key=lambda step: step[0]):
        if begins > on:
            break
        found = value
    return found


def days_to_look_at(taken: Iterable[Taken], limits: Limits, from_on: date, until_on: date | None) -> list[date]:
    """The days on which a home can become full: the number rises only when somebody comes or a limit changes."""
    days = {from_on} | {t.from_on for t in taken} | limits.days_it_changes()
    return sorted(day for day in days if from_on <= day and (until_on is None or day < until_on))


def first_full_day(
    taken: list[Taken], limits: Limits, from_on: date, until_on: date | None, *, is_day: bool = False, only: str = ""
) -> Full | None:
    """The first day from `from_on` up to `until_on` on which one more person is too many, or None if there is room.

    `only="rooms"` looks at the rooms alone; `only="rest"` at everything else.
    """
    same_sort = [t for t in taken if t.is_day == is_day]
    for day in days_to_look_at(same_sort, limits, from_on, until_on):
        parts = limits.parts_on(day, is_day=is_day)
        if only == "rooms":
            parts = [part for part in parts if part.name == "rooms"]
        elif only == "rest":
            parts = [part for part in parts if part.name != "rooms"]
        if not parts:
            continue
        part = min(parts, key=lambda p: p.value)
        there = [t for t in same_sort if t.holds(day)]
        if len(there) + 1 > part.value:
            return Full(day, there, part)
    return None


def free_from(
    taken: list[Taken], limits: Limits, after: date, until_on: date | None, *, is_day: bool = False, only: str = ""
) -> date | None:
    """The first later day with room, if everybody leaves when it is planned; None if that is not known."""
    expected = [t.as_expected() for t in taken if t.is_day == is_day]
    days = {t.until_on for t in expected if t.until_on} | limits.days_it_changes()
    for day in sorted(day for day in days if day > after):
        if until_on is not None and day >= until_on:
            break
        if first_full_day(expected, limits, day, until_on, is_day=is_day, only=only) is None:
            return day
    return None
