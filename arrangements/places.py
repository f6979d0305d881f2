"""How many places each household offers, month by month, by terms, rooms, breaks, pauses and notice. Pure reasoning.

Places offered, whoever lives there: who takes them is another question. Days are dates; an end is the first day after.
"""

from dataclasses import dataclass, field
from datetime import date

from arrangements.capacity import Limits
from schemes.dates import add_months

WHOSE = {
    "nation": "the nation’s limit",
    "scheme": "this scheme’s limit",
    "terms": "their terms",
    "rooms": "their rooms",
    "day": "the limit for day support",
}


@dataclass(frozen=True)
class Span:
    """Days on which something holds, and what it is called."""

    from_on: date
    until_on: date | None
    words: str = ""

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True)
class Offering:
    """What decides how many places one household offers: approval, limits, and when it takes nobody."""

    limits: Limits
    approved: list[Span] = field(default_factory=list)
    closed: list[Span] = field(default_factory=list)  # away, stepping back, suspended
    leaves_on: date | None = None
    is_day: bool = False

    def days_it_changes(self) -> set[date]:
        """Every day on which the number may change."""
        spans = [*self.approved, *self.closed]
        days = {span.from_on for span in spans} | {span.until_on for span in spans if span.until_on}
        return days | self.limits.days_it_changes() | ({self.leaves_on} if self.leaves_on else set())

    def on(self, day: date) -> tuple[int, str]:
        """How many places on a day, and what decides it."""
        if self.leaves_on and day >= self.leaves_on:
            return 0, "approval ends after notice"
        begun = [span for span in self.approved if span.from_on <= day]
        latest = max(begun, key=lambda span: span.from_on, default=None)
        if latest is None or not latest.holds(day):
            return 0, "no terms of approval hold"
        if latest.words:
            return 0, latest.words
        for span in self.closed:
            if span.holds(day):
                return 0, span.words
        part = self.limits.lowest_on(day, is_day=self.is_day)
        return (part.value, WHOSE[part.name]) if part else (0, "no limit is known")


@dataclass(frozen=True)
class Piece:
    """Some days of a month with one number."""

    from_on: date
    until_on: date
    places: int
    why: str

    @property
    def in_words(self) -> str:
        last = date.fromordinal(self.until_on.toordinal() - 1)
        days = f"{self.from_on:%-d}" if last == self.from_on else f"{self.from_on:%-d} to {last:%-d}"
        return f"{self.places or 'none'} on {days} {last:%B}: {self.why}"


@dataclass(frozen=True)
class Month:
    """One month of one household: the places it offers, and why."""

    first: date
    pieces: list[Piece]

    @property
    def least(self) -> int:
        return min(piece.places for piece in self.pieces)

    @property
    def most(self) -> int:
        return max(piece.places for piece in self.pieces)

    @property
    def text(self) -> str:
        """The number, or from how many to how many."""
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"

    @property
    def in_words(self) -> str:
        """The arithmetic of the month."""
        if len(self.pieces) == 1:
            return f"{self.pieces[0].places or 'None'}: {self.pieces[0].why}"
        said = "; ".join(piece.in_words for piece in self.pieces)
        return said[0].upper() + said[1:]


def months_ahead(on: date, count: int = 12) -> list[date]:
    """The first days of this month and those after it."""
    return [add_months(on.replace(day=1), n) for n in range(count)]


def month_of(offering: Offering, first: date) -> Month:
    """The places of one month, in as many pieces as there are different numbers or reasons."""
    end = add_months(first, 1)
    days = sorted({first} | {day for day in offering.days_it_changes() if first < day < end})
    pieces: list[Piece] = []
    for day, until in zip(days, [*days[1:], end], strict=True):
        places, why = offering.on(day)
        if pieces and (pieces[-1].places, pieces[-1].why) == (places, why):
            pieces[-1] = Piece(pieces[-1].from_on, until, places, why)
        else:
            pieces.append(Piece(day, until, places, why))
    return Month(first, pieces)


def summary(rows: list[list[Month]]) -> str:
    """One sentence about all of them: now, and at the end."""
    if not rows:
        return "No household offers a place."
    first, last = rows[0][0].first, rows[0][-1].first
    now, then = (sum(row[n].least for row in rows) for n in (0, -1))
    households = sum(row[0].least > 0 for row in rows)
    some = "1 household offers" if households == 1 else f"{households} households offer"
    places = "1 place" if now == 1 else f"{now} places"
    return f"All through {first:%B %Y} {some} {places}; in {last:%B %Y} it is {then}, by what is known today."
