"""How big each scheme of the demonstration is (the figures of a realistic medium scheme, and of two small ones)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Size:
    """One scheme in numbers, as it stands today and as the last twelve months went."""

    full: int  # homes with three people living in
    two: int  # homes with two
    one: int  # homes with one
    break_homes: int
    breaks: int  # arrangements for short breaks
    day_homes: int
    days: int  # arrangements for day support
    empty: int  # approved, with nobody yet
    spare: int  # homes with one living in and another room
    couples: int
    left: int  # households that stopped in the last twelve months
    dual: int  # people with a live-in and a short-break arrangement
    recent: dict[str, int] = field(default_factory=dict)  # started in the last twelve months, by type
    not_started: int = 0  # referrals closed in the last twelve months without a start
    endings: int = 0  # arrangements ended in the last twelve months
    open: dict[str, int] = field(default_factory=dict)  # open referrals by state
    late_visits: int = 0
    late_reviews: int = 0
    lapsed_checks: int = 0
    soon_checks: int = 0
    pipeline: dict[str, int] = field(default_factory=dict)  # who asks to become carers today, by stage
    asked_in_vain: int = 0  # who asked in the last year and did not go on
    approved: int = 0  # at most so many households of the last year came through panel

    @property
    def live_in(self) -> int:
        return 3 * self.full + 2 * self.two + self.one


MEDIUM = Size(
    full=4, two=12, one=28, break_homes=24, breaks=30, day_homes=17, days=19, empty=7, spare=9, couples=24, left=5,
    dual=4,
    recent={"live_in": 10, "short_breaks": 8, "day_support": 5},
    not_started=46, endings=16,
    open={"new": 3, "needs_more": 1, "meeting": 3, "looking": 5, "introducing": 4, "on_hold": 1},
    late_visits=5, late_reviews=4, lapsed_checks=3, soon_checks=24,
    pipeline={
        "enquiry": 8, "talking": 5, "applying": 4, "assessing": 6, "panel": 2, "deferred": 1, "on_hold": 2,
    },
    asked_in_vain=34, approved=11,
)  # fmt: skip

SMALL = Size(
    full=1, two=3, one=11, break_homes=8, breaks=11, day_homes=6, days=7, empty=3, spare=4, couples=9, left=2, dual=1,
    recent={"live_in": 4, "short_breaks": 3, "day_support": 2},
    not_started=8, endings=5,
    open={"new": 3, "needs_more": 1, "meeting": 1, "looking": 3, "introducing": 2, "on_hold": 1},
    late_visits=2, late_reviews=1, lapsed_checks=1, soon_checks=8,
    pipeline={
        "enquiry": 4, "talking": 2, "applying": 1, "assessing": 3, "panel": 2, "deferred": 1, "on_hold": 1,
    },
    asked_in_vain=8, approved=4,
)  # fmt: skip

NEIGHBOUR = Size(
    full=1, two=1, one=3, break_homes=3, breaks=4, day_homes=3, days=4, empty=1, spare=1, couples=3, left=0, dual=1,
    recent={"live_in": 1, "short_breaks": 1},
    not_started=3, endings=1,
    open={"new": 1, "meeting": 1, "looking": 1},
    late_visits=1, late_reviews=0, lapsed_checks=0, soon_checks=3,
    pipeline={"enquiry": 2, "talking": 1, "assessing": 1}, asked_in_vain=3,
)  # fmt: skip
