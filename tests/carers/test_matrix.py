"""Where each check of a household stands on a day."""

from datetime import date

import pytest

from carers.matrix import check_matrix
from carers.models import CheckResult, Member
from tests import factories

ON = date(2026, 9, 1)


@pytest.fixture
def lines(scheme):
    """The lines of a household's matrix, by kind and whose they are."""

    def of(household, on=ON):
        groups = check_matrix(
            list(household.members.all()),
            list(household.checks.standing()),
            on=on,
            needed=["dbs", "liability"],
            warn_days=60,
        )
        return {(line.kind.value, group.who): line for group in groups for line in group.lines}

    return of


@pytest.mark.parametrize(
    ("expires_on", "words", "tone", "is_lapsed"),
    [
        (date(2026, 8, 31), "ran out 1 day ago", "late", True),
        (date(2026, 8, 20), "ran out 12 days ago", "late", True),
        (date(2026, 9, 1), "runs out today", "soon", False),
        (date(2026, 9, 2), "runs out in 1 day", "soon", False),
        (date(2026, 10, 31), "runs out in 60 days", "soon", False),
        (date(2026, 11, 1), "in date", "", False),
        (None, "no end", "", False),
    ],
)
def test_how_far_off(scheme, lines, expires_on, words, tone, is_lapsed):
    made = {"kind": "dbs", "happened_on": date(2024, 1, 1), "expires_on": expires_on}
    household = factories.make_household(scheme, checks=[made | {"member": 0}])
    line = lines(household)["dbs", "Joy Okoro"]
    assert (line.words, line.tone, line.is_lapsed) == (words, tone, is_lapsed)


def test_what_is_not_recorded(scheme, lines):
    found = lines(factories.make_household(scheme, checks=[]))
    assert {key: (line.words, line.is_lapsed) for key, line in found.items()} == {
        ("dbs", "Joy Okoro"): ("not recorded", True),
        ("safeguarding", "Joy Okoro"): ("not recorded", False),
        ("first_aid", "Joy Okoro"): ("not recorded", False),
        ("medication", "Joy Okoro"): ("not recorded", False),
        ("home_safety", "The home"): ("not recorded", False),
        ("gas", "The home"): ("not recorded", False),
        ("car_insurance", "The home"): ("not recorded", False),
        ("liability", "The home"): ("not recorded", True),
    }


def test_the_newest_by_a_day_counts(scheme, lines, the_job):
    household = factories.make_household(scheme, checks_until=date(2026, 8, 1))
    member = household.members.get()
    for made, until in [(date(2026, 9, 2), date(2029, 9, 2)), (date(2022, 1, 1), date(2030, 1, 1))]:
        CheckResult.record_check(
            household=household, member=member, kind="dbs", happened_on=made, expires_on=until, by=the_job
        )
    assert lines(household)["dbs", "Joy Okoro"].words == "ran out 31 days ago"
    assert len(lines(household)["dbs", "Joy Okoro"].older) == 1
    assert lines(household, date(2026, 9, 2))["dbs", "Joy Okoro"].words == "in date"


def test_not_in_order_is_loud_and_not_eligible_is_not(scheme, lines, the_job):
    household = factories.make_household(scheme)
    check = household.checks.get(kind="dbs")
    check = check.correct(why="x", by=the_job, result="not_in_order")
    assert (lines(household)["dbs", "Joy Okoro"].words, lines(household)["dbs", "Joy Okoro"].is_lapsed) == (
        "not in order",
        True,
    )
    check.correct(why="x", by=the_job, result="not_eligible", expires_on=None)
    assert lines(household)["dbs", "Joy Okoro"].is_lapsed is False


def test_others_at_home_are_asked_for_nothing(scheme, lines, the_job):
    """People who only live in an adult carer's home cannot have an enhanced check (domain 3.6)."""
    household = factories.make_household(scheme)
    lee = Member.add(scheme=scheme, household=household, full_name="Lee", role="household_member", by=the_job)
    Member.add(scheme=scheme, household=household, full_name="Gone", left_on=ON, joined_on=date(2020, 1, 1), by=the_job)
    assert {who for _, who in lines(household)} == {"Joy Okoro", "The home"}
    CheckResult.record_check(
        household=household,
        member=lee,
        kind="dbs",
        happened_on=date(2020, 1, 1),
        expires_on=ON.replace(day=2),
        by=the_job,
    )
    assert [key for key in lines(household) if key[1] == "Lee"] == [("dbs", "Lee")]
    assert lines(household)["dbs", "Lee"].is_needed is False
