"""Today: what is owed, in the order to take it. The page, the team's list and the morning email are all this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schemes.due import AHEAD, LATER, MUST_ACT, NEW, OVERDUE, SOON, WAITING, Due
from schemes.models import StaffMember
from schemes.roles import Role
from schemes.templatetags.words import counted, day, days_away
from sharedlives.due import KINDS, LATER_DAYS, UNNAMED

MINE, TEAM, UNASSIGNED = "mine", "team", "unassigned"

# Group, heading, tone of its heading, tone of its dates.
GROUPS = [
    (MUST_ACT, "Must act now", "must", "must"),
    (OVERDUE, "Overdue", "late", "late"),
    (SOON, "Due this week", "soon", "soon"),
    (WAITING, "Waiting on someone else", "waiting", "quiet"),
    (NEW, "New", "new", ""),
    (AHEAD, "Coming up", "waiting", "quiet"),
]
ASKS_FOR_AN_ACT = (MUST_ACT, OVERDUE, SOON, NEW)


@dataclass(frozen=True)
class Group:
    name: str
    heading: str
    tone: str
    row_tone: str
    rows: list[Due]


@dataclass(frozen=True)
class Today:
    """One person's view of what is owed on a day."""

    on: date
    groups: list[Group]
    later: list[Due]  # within the next 30 days, beyond what is shown

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def asks_for_an_act(self) -> bool:
        """Whether anything here is for the reader to do soon."""
        return any(group.rows for group in self.groups if group.name in ASKS_FOR_AN_ACT)

    def rows_in(self, name: str) -> list[Due]:
        return next((group.rows for group in self.groups if group.name == name), [])


def usual_view(role: str) -> str:
    """What somebody sees first: an officer their own work, a manager the team's."""
    return TEAM if role == Role.MANAGER else MINE


def is_in_view(row: Due, staff: StaffMember, view: str) -> bool:
    """Mine: what I hold, and what nobody holds that cannot wait for somebody to take it."""
    if view == TEAM:
        return True
    if view == UNASSIGNED:
        return row.officer_id is None
    return row.officer_id == staff.pk or (row.officer_id is None and row.state in (NEW, MUST_ACT))


def arrange(rows: Iterable[Due], staff: StaffMember, on: date, soon_days: int, view: str, label: str = "") -> Today:
    """These rows as one person looks at them: their view, one kind or all, grouped, soonest first."""
    standing: dict[str, list[Due]] = {}
    for row in rows:
        if is_in_view(row, staff, view) and (not label or kind_of(row).label == label):
            standing.setdefault(row.group(on, soon_days), []).append(row)
    groups = [
        Group(name, heading if name != SOON or soon_days == 7 else f"Due in the next {soon_days} days", tone, row_tone,
              sorted(standing.get(name, []), key=lambda row: (row.on, row.key)))
        for name, heading, tone, row_tone in GROUPS
    ]  # fmt: skip
    later = [row for row in standing.get(LATER, []) if (row.on - on).days <= LATER_DAYS]
    return Today(on, groups, sorted(later, key=lambda row: (row.on, row.key)))


def kind_of(row: Due):
    """The kind of this obligation: the word it is filtered by, and its verb without a name."""
    return KINDS.get(row.kind, UNNAMED)


def said_near(on: date, today: date) -> str:
    """A day as one says it: with its name when near, with its year when far."""
    ahead = (on - today).days
    if -1 <= ahead <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[ahead]
    return f"{on:%A} {on.day} {on:%B}" if abs(ahead) < 14 else day(on)


def when_in_words(row: Due, group: str, today: date) -> str:
    """How late it is, or when it is due, as an officer says it."""
    if group == OVERDUE:
        return days_away(row.on, today)
    near = said_near(row.on, today)
    if group == MUST_ACT:
        return f"since {near}" if row.on < today else "now"
    if group == NEW:
        return f"answer by {near}"
    if row.state == "booked":
        return f"booked for {near}"
    if group == WAITING:
        return f"expected by {near}"
    if group in (AHEAD, LATER):
        return f"due {near}, in {counted((row.on - today).days, 'day')}"
    return f"due {near}"
