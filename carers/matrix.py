"""Every check of a household beside what is asked of it: in date, running out, lapsed, not recorded. Pure reasoning."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from carers.models.checks import CheckResult
from carers.models.members import Member
from schemes.vocabulary import CHECKS_ON_A_MEMBER, CheckKind, check_label

CURRENT, SOON, LAPSED, NOT_IN_ORDER, MISSING = "current", "soon", "lapsed", "not_in_order", "missing"


@dataclass(frozen=True)
class Line:
    """One check of one member or of the home: the newest result, those before it, and where it stands on a day."""

    kind: CheckKind
    member: Member | None
    newest: CheckResult | None
    older: list[CheckResult]
    state: str
    is_needed: bool  # must be current before a new match
    on: date
    nation: str = ""

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
        """Whether it has run out, is not in order, or is missing although it is needed."""
        return self.state in (LAPSED, NOT_IN_ORDER) or (self.state == MISSING and self.is_needed)

    @property
    def tone(self) -> str:
        """How loudly the page says it."""
        return "late" if self.is_lapsed else {SOON: "soon", MISSING: "quiet"}.get(self.state, "")

    @property
    def words(self) -> str:
        """Where it stands, in words that need no colour."""
        if self.state == MISSING:
            return "not recorded"
        if self.state == NOT_IN_ORDER:
            return "not in order"
        if self.newest.expires_on is None:
            return "no end"
        days = (self.newest.expires_on - self.on).days
        if days < 0:
            return f"ran out {_days(-days)} ago"
        if self.state == SOON:
            return "runs out today" if days == 0 else f"runs out in {_days(days)}"
        return "in date"

    @property
    def address(self) -> str:
        """What to add to the address of "record a check" so that it starts with this one chosen."""
        return f"?kind={self.kind}" + (f"&member={self.member.pk}" if self.member else "")


@dataclass(frozen=True)
class Group:
    """The checks of one member, or of the home."""

    who: str
    role: str
    lines: list[Line] = field(default_factory=list)


def check_matrix(
    members: list[Member], results: list[CheckResult], *, on: date, needed, warn_days: int, nation: str = ""
) -> list[Group]:
    """The checks of a household on a day, a group for each member still there and one for the home.

    `results` are standing ones; those of a later day are not known yet. `needed` are the kinds that block a new match.
    Carers and support carers are asked for every check on a member; others only show what was recorded (domain 3.6).
    """
    found: dict[tuple[int | None, str], list[CheckResult]] = {}
    for result in sorted(results, key=lambda r: (r.happened_on, r.pk), reverse=True):
        if result.happened_on <= on:
            found.setdefault((result.member_id, result.kind), []).append(result)

    def line(kind, member):
        held = found.get((member.pk if member else None, kind), [])
        is_needed = kind in needed and (member is None or member.role != Member.Role.HOUSEHOLD_MEMBER)
        return Line(
            kind, member, held[0] if held else None, held[1:], _state(held, on, warn_days), is_needed, on, nation
        )

    groups = []
    for member in members:
        if member.left_on and member.left_on <= on:
            continue
        lines = [line(kind, member) for kind in CheckKind if kind in CHECKS_ON_A_MEMBER]
        if member.role == Member.Role.HOUSEHOLD_MEMBER:
            lines = [one for one in lines if one.newest]
        if lines:
            groups.append(Group(member.called, member.get_role_display(), lines))
    home = [line(kind, None) for kind in CheckKind if kind not in CHECKS_ON_A_MEMBER]
    return [*groups, Group("The home", "", home)]


def _state(held: list[CheckResult], on: date, warn_days: int) -> str:
    if not held:
        return MISSING
    newest = held[0]
    if newest.result == CheckResult.Result.NOT_IN_ORDER:
        return NOT_IN_ORDER
    if not newest.is_current(on):
        return LAPSED
    if newest.expires_on and newest.expires_on <= on + timedelta(days=warn_days):
        return SOON
    return CURRENT


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
