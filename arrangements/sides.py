"""The two sides of a match as the rules read them: what the person wants, what a household offers. Facts only."""

from dataclasses import dataclass, field
from datetime import date

from arrangements.capacity import Limits, Taken
from schemes.vocabulary import Gender


@dataclass(frozen=True)
class Told:
    """An answer, with who said so and when."""

    answer: str
    on: date
    said_by: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Wanted:
    """The person's side: what is asked for, from when, near where, what must be and what they would like."""

    type: str
    start: date
    until: date | None = None
    miles: int | None = None
    gender: str = Gender.NOT_SAID
    smokes: str = ""
    musts: dict[str, Told] = field(default_factory=dict)
    likes: dict[str, Told] = field(default_factory=dict)
    must_nots: dict[str, Told] = field(default_factory=dict)
    person_id: int | None = None


@dataclass(frozen=True)
class Checked:
    """The newest result of one required check, or none: about whom, until when."""

    kind: str
    about: str
    is_recorded: bool
    in_order: bool = True
    expires_on: date | None = None
    nation: str = ""
    waived_until: date | None = None  # a manager lets it wait until then, if it is missing or has run out
    waived_by: str = ""

    def is_waived_on(self, day: date) -> bool:
        """Whether it is missing or will have run out by a day, and may wait until then; never what is not in order."""
        is_short = not self.is_recorded or (self.expires_on is not None and self.expires_on < day)
        return self.in_order and is_short and self.waived_until is not None and day <= self.waived_until


@dataclass(frozen=True)
class Approved:
    """Terms of approval that hold, or will."""

    from_on: date
    until_on: date | None
    types: tuple[str, ...]
    people_limit: int
    decided_by: str = ""
    is_named_only: bool = False

    def hold_on(self, day: date) -> bool:
        """Whether they are in force on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True)
class Change:
    """A recorded change that is expected to lift a rule."""

    rule: str
    on: date
    what: str


@dataclass(frozen=True)
class Paused:
    """A time in which a household takes nobody new: in which words, from when, until when if that is known."""

    words: str
    from_on: date
    until_on: date | None = None
    expected_on: date | None = None  # a hope


@dataclass(frozen=True)
class Offered:
    """The household's side: everything the rules read about it."""

    household_id: int
    name: str
    miles: float | None
    limits: Limits
    taken: list[Taken]
    terms: list[Approved]
    checks: list[Checked]
    facts: dict[str, Told] = field(default_factory=dict)
    carers: list[tuple[str, str]] = field(default_factory=list)  # (name, gender)
    away: list[tuple[date, date | None, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    pauses: list[Paused] = field(default_factory=list)
    leaves_on: date | None = None
    named: frozenset[int] = frozenset()  # people their terms name
