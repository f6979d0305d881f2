"""Every check of a household beside what is asked of it: in date, running out, lapsed, waived. Pure reasoning."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from carers.models.checks import CheckResult
from carers.models.requirements import CARERS, Asked, Waiver
from schemes.vocabulary import CHECKS_ON_A_MEMBER, CheckKind, check_label

CURRENT, SOON, LAPSED, NOT_IN_ORDER, MISSING, WAIVED = "current", "soon", "lapsed", "not_in_order", "missing", "waived"
OPEN = (LAPSED, NOT_IN_ORDER, MISSING)  # what somebody has to do something about


class Line(NamedTuple):
    """One check of one member or of the home: the newest result, those before it, and where it stands on a day."""

    kind: CheckKind
    member: Any  # a Member, or something that is called, has a number and a role; None: the home
    newest: CheckResult | None
    older: list[CheckResult]
    beneath: str  # where it stands but for a waiver
    asked: Asked
    is_asked: bool  # of this member, or of this home; otherwise it was recorded all the same
    on: date
    nation: str = ""
    waiver: Waiver | None = None

    @property
    def state(self) -> str:
        """Where it stands: as it is, or waived."""
        return WAIVED if self.waiver and self.beneath in (LAPSED, MISSING) else self.beneath

    @property
    def is_needed(self) -> bool:
        """Whether it must be current before a new match."""
        return self.is_asked and self.asked.blocks

    @property
    def label(self) -> str:
        """What is checked, as the nation calls it."""
        return check_label(self.kind, self.nation)

    @property
    def what(self) -> str:
        """The check and whose it is."""
        return f"{self.label} of {self.member.called}" if self.member else self.label

    @property
    def is_lapsed(self) -> bool:
        """Whether it has run out, is not in order, or is missing although it is needed; a waiver stills it."""
        return self.state in (LAPSED, NOT_IN_ORDER) or (self.state == MISSING and self.is_needed)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was ever written down, and nothing waits for it."""
        return self.state == MISSING and not self.is_needed

    @property
    def may_be_waived(self) -> bool:
        """Whether a manager may let it wait: what is missing or has run out, never what was found not in order."""
        return self.state in (LAPSED, MISSING)

    @property
    def tone(self) -> str:
        """How loudly the page says it."""
        return "late" if self.is_lapsed else {SOON: "soon", WAIVED: "soon", MISSING: "quiet"}.get(self.state, "")

    @property
    def words(self) -> str:
        """Where it stands, in words that need no colour."""
        words = self._words
        return f"{words}; waived until {_day(self.waiver.until_on)}" if self.state == WAIVED else words

    @property
    def _words(self) -> str:
        if self.beneath == MISSING:
            return "not recorded"
        if self.beneath == NOT_IN_ORDER:
            if self.newest.result == CheckResult.Result.NOT_ELIGIBLE:
                return "written down as not eligible, but who cares for somebody is"
            return "not in order"
        if self.newest.result == CheckResult.Result.NOT_ELIGIBLE and self.beneath == CURRENT:
            return "not eligible; risk conversation recorded"
        if self.newest.expires_on is None:
            return "no end"
        days = (self.newest.expires_on - self.on).days
        if days < 0:
            return f"ran out {_days(-days)} ago"
        if self.beneath == SOON:
            return "runs out today" if days == 0 else f"runs out in {_days(days)}"
        return "in date"

    @property
    def address(self) -> str:
        """What to add to the address of "record a check" so that it starts with this one chosen."""
        return f"?kind={self.kind}" + (f"&member={self.member.pk}" if self.member else "")


class Group(NamedTuple):
    """The checks of one member, or of the home."""

    who: str
    role: str
    lines: list[Line]

    @property
    def told(self) -> list[Line]:
        """Those with something to say: recorded, needed before a match, or waived."""
        return [line for line in self.lines if not line.is_quiet]

    @property
    def untold(self) -> list[Line]:
        """Those asked for that nobody has written down, and that nothing waits for."""
        return [line for line in self.lines if line.is_quiet]


class Matrix:
    """How a scheme asks for checks on a day, laid beside what is recorded of one household after another."""

    def __init__(self, asked: dict[CheckKind, Asked], *, on: date, nation: str = ""):
        self.asked, self.on, self.nation = asked, on, nation
        self._soon = {kind: on + timedelta(days=one.warn_days) for kind, one in asked.items()}
        self._kinds: dict[tuple, list[tuple[CheckKind, Asked, bool]]] = {}

    def of(self, members: Iterable, results: Iterable[CheckResult], *, types=(), waivers=()) -> list[Group]:
        """The checks of a household, a group for each member still there and one for the home.

        `results` and `waivers` are standing ones; those of a later day are not known yet. `types` are what the
        household is approved for. A check shows where it is asked for, or was recorded (domain 3.6: who only lives in
        the home of adults' carers is not asked for a record check by rule).
        """
        found: dict[tuple[int | None, str], list[CheckResult]] = {}
        for result in results:
            if result.happened_on <= self.on:
                found.setdefault((result.member_id, result.kind), []).append(result)
        for held in found.values():
            if len(held) > 1:
                held.sort(key=lambda r: (r.happened_on, r.pk), reverse=True)
        lets_wait = {(row.member_id, row.kind): row for row in waivers if row.happened_on <= self.on <= row.until_on}
        groups = []
        for member in members:
            if member.left_on and member.left_on <= self.on:
                continue
            if lines := self._lines(found, lets_wait, member, member.role, types):
                groups.append(Group(member.called, member.get_role_display(), lines))
        home = self._lines(found, lets_wait, None, None, types)
        return [*groups, Group("The home", "", home)] if home else groups

    def _lines(self, found, lets_wait, member, role, types) -> list[Line]:
        key = (role, tuple(types))
        if key not in self._kinds:
            counted, wanted = self.kinds_for(self.asked, role, types)
            self._kinds[key] = [(kind, one, kind in wanted) for kind, one in self.asked.items() if kind in counted]
        member_id, lines = member and member.pk, []
        for kind, one, is_asked in self._kinds[key]:
            held = found.get((member_id, kind.value))
            if held is None and not is_asked:
                continue
            newest, older = (held[0], held[1:]) if held else (None, [])
            state = state_of(newest.result, newest.expires_on, role, self.on, self._soon[kind]) if held else MISSING
            lines.append(
                Line(
                    kind, member, newest, older, state, one, is_asked, self.on, self.nation,
                    lets_wait.get((member_id, kind.value)),
                )
            )  # fmt: skip
        return lines

    @staticmethod
    def kinds_for(asked: dict[CheckKind, Asked], role: str | None, types) -> tuple[set[CheckKind], set[CheckKind]]:
        """The kinds that count for a member in this role (None: for the home) once recorded, and those asked for."""
        counted = {
            kind: one
            for kind, one in asked.items()
            if (kind in CHECKS_ON_A_MEMBER) == (role is not None) and one.is_followed(types)
        }
        return set(counted), {kind for kind, one in counted.items() if one.is_asked_of(role, types)}


def state_of(result: str, expires_on: date | None, role: str | None, on: date, soon: date) -> str:
    """Where a result stands on a day, for a member in this role; from when on it soon runs out."""
    if not is_in_order(result, role):
        return NOT_IN_ORDER
    if expires_on is None:
        return CURRENT
    if expires_on < on:
        return LAPSED
    return SOON if expires_on <= soon else CURRENT


def is_in_order(result: str, role: str | None) -> bool:
    """Whether a result will do for a member in this role: a carer is eligible for every check (domain 3.6)."""
    if result == CheckResult.Result.NOT_ELIGIBLE:
        return role not in CARERS
    return result != CheckResult.Result.NOT_IN_ORDER


def missing(groups: Iterable[Group]) -> list[Line]:
    """What is asked for and is neither in order nor waived."""
    return [line for group in groups for line in group.lines if line.is_asked and line.state in OPEN]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"
