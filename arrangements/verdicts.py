"""What was found about one household for one person: the column it stands in, and the sentences that say why."""

from dataclasses import dataclass
from datetime import date

# The three columns, and the kinds of reason.
FITS, NEARLY, RULED_OUT = "fits", "nearly", "ruled_out"
MEETS, FAILS, WISH, UNMET, GAP = "meets", "fails", "wish", "unmet", "gap"


@dataclass(frozen=True)
class Reason:
    """One sentence about one rule or wish, where it comes from, and what would change it."""

    kind: str
    rule: str
    text: str
    source: str = ""
    on: date | None = None
    about: str = "facts"  # which part of the household's page shows the fact
    change_on: date | None = None
    change: str = ""
    is_must: bool = True
    plain: str = ""  # the same without anybody's name: what is kept, since a folder may be restricted later


@dataclass(frozen=True)
class Verdict:
    """Where one household stands for one person, and why."""

    household_id: int
    column: str
    reasons: list[Reason]
    miles: float | None
    wishes_met: int
    name: str = ""

    @property
    def met(self) -> list[Reason]:
        """The rules that are met."""
        return [r for r in self.reasons if r.kind == MEETS]

    @property
    def telling(self) -> list[Reason]:
        """What sets this household apart: rules not met, questions not asked, wishes."""
        return [r for r in self.reasons if r.kind != MEETS]

    @property
    def _decisive(self) -> Reason | None:
        failed = [r for r in self.reasons if r.kind == FAILS]
        return next((r for r in failed if r.change_on is None), failed[0] if failed else None)

    @property
    def first_obstacle(self) -> str:
        """The reason that decides, in one sentence."""
        return self._decisive.text if self._decisive else ""

    @property
    def obstacle_rule(self) -> str:
        """The rule of the reason that decides."""
        return self._decisive.rule if self._decisive else ""

    @property
    def order(self):
        """More wishes first, then nearer, then by name. Printed on the page."""
        return (-self.wishes_met, self.miles if self.miles is not None else 9999, self.name.lower(), self.household_id)

    def as_kept(self) -> list[dict]:
        """The reasons as they are kept with a decision: without the names of those who live there."""
        return [
            {
                "kind": r.kind,
                "rule": r.rule,
                "text": r.plain or r.text,
                "source": r.source,
                "on": r.on.isoformat() if r.on else None,
                "change": r.change,
                "change_on": r.change_on.isoformat() if r.change_on else None,
            }
            for r in self.reasons
        ]
