"""What is still missing before panel: each thing asked for, whether it is there, and what to do. Pure reasoning."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ready:
    """One thing panel needs: what, whether it is there, a line that helps, and the name of the act that brings it."""

    what: str
    is_done: bool
    note: str = ""
    act: str = ""

    @property
    def missing(self) -> str:
        """What is missing, for a list somebody reads before going on without it."""
        return f"{self.what}: {self.note}" if self.note else self.what


@dataclass(frozen=True)
class Facts:
    """What is known of one application on a day."""

    checks_missing: tuple[str, ...] = ()  # what each line of the matrix says: "DBS check of Joy: not recorded"
    home_safety: str = ""  # "current", "missing", or what is wrong with it
    references: int = 0
    references_needed: int = 2
    visits: int = 0
    sections_written: tuple[str, ...] = ()
    sections: int = 12
    shared: bool = False  # a version was shared with the applicant
    commented: bool = False  # they said what they think of it
    asks_for_sharing: bool = True  # not where the scheme does without that stage


# Without these two nobody can tell what panel is asked.
MUST_BE_WRITTEN = ("summary", "recommendation")


def readiness(facts: Facts) -> list[Ready]:
    """Everything panel needs, in the order of the file, each done or not."""
    missing = len(facts.checks_missing)
    checks = ""
    if missing:
        shown = "; ".join(facts.checks_missing[:3])
        checks = f"{shown}; and {missing - 3} more" if missing > 3 else shown
    written = all(key in facts.sections_written for key in MUST_BE_WRITTEN)
    rows = [
        Ready("Checks in order", not missing, checks, "checks"),
        Ready(
            "References received",
            facts.references >= facts.references_needed,
            f"{facts.references} of {facts.references_needed}",
            "referees",
        ),
        Ready("Visits made", facts.visits > 0, _counted(facts.visits), "record-assessment-visit"),
        Ready("Home safety checked", facts.home_safety == "current", _safety(facts.home_safety), "checks"),
        Ready(
            "Report written",
            written,
            f"{len(facts.sections_written)} of {facts.sections} sections"
            + ("" if written else "; panel needs “In short” and “What we recommend”"),
            "report",
        ),
    ]
    if facts.asks_for_sharing:
        note = "" if facts.commented else "shared, and no answer yet" if facts.shared else "not shared yet"
        rows.append(Ready("The applicant has read it and answered", facts.commented, note, "share-report"))
    return rows


def missing(rows: list[Ready]) -> list[Ready]:
    """Those that are not there yet."""
    return [row for row in rows if not row.is_done]


def _counted(visits: int) -> str:
    return "none yet" if not visits else "1 visit" if visits == 1 else f"{visits} visits"


def _safety(state: str) -> str:
    return {"current": "", "missing": "not recorded", "": "not recorded"}.get(state, state)
