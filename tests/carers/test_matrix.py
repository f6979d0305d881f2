"""Where each check of a household stands on a day."""

from datetime import date

import pytest

from carers import check_lists
from carers.models import CheckResult, CheckRule, Member, Waiver
from tests import factories

ON = date(2026, 9, 1)


@pytest.fixture
def lines():
    """The lines of a household's matrix, by kind and whose they are."""

    def of(household, on=ON):
        groups = check_lists.of_household(household, on)
        return {(line.kind.value, group.who): line for group in groups for line in group.lines}

    return of


@pytest.fixture
def rule(scheme, the_job):
    """Ask for a check differently from a day on."""

    def from_on(kind, on=date(2026, 1, 1), **fields):
        given = {"is_asked": True, "roles": ["carer"], "types": [], "months": 12, "warn_days": 60, "source": "x"}
        return CheckRule.set_check_rule(scheme=scheme, kind=kind, from_on=on, by=the_job, **(given | fields))

    return from_on


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


def test_what_is_not_recorded_is_loud_only_where_a_match_waits_for_it(scheme, lines):
    found = lines(factories.make_household(scheme, checks=[]))
    assert {line.words for line in found.values()} == {"not recorded"}
    assert {key for key, line in found.items() if line.is_lapsed} == {("dbs", "Joy Okoro"), ("liability", "The home")}
    assert len(found) == 19


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


def test_not_in_order_is_loud(scheme, lines, the_job):
    household = factories.make_household(scheme)
    household.checks.get(kind="dbs").correct(why="x", by=the_job, result="not_in_order")
    line = lines(household)["dbs", "Joy Okoro"]
    assert (line.words, line.is_lapsed) == ("not in order", True)


def test_not_eligible_is_in_order_for_who_only_lives_here(scheme, lines, the_job):
    """And for nobody who cares: when somebody begins to, the check is asked for (domain 3.6)."""
    household = factories.make_household(scheme)
    lee = Member.add(scheme=scheme, household=household, full_name="Lee", role="household_member", by=the_job)
    CheckResult.record_check(
        household=household, member=lee, kind="dbs", result="not_eligible", note="Talked", happened_on=ON, by=the_job
    )
    line = lines(household)["dbs", "Lee"]
    assert (line.state, line.words) == ("current", "not eligible; risk conversation recorded")
    lee.save_edit({"role": "support_carer"}, version=None, by=the_job)
    assert (lines(household)["dbs", "Lee"].state, lines(household)["dbs", "Lee"].is_lapsed) == ("not_in_order", True)


def test_others_at_home_are_asked_for_nothing_by_rule(scheme, lines, rule, the_job):
    """People who only live in an adult carer's home cannot have an enhanced check (domain 3.6)."""
    household = factories.make_household(scheme)
    lee = Member.add(scheme=scheme, household=household, full_name="Lee", role="household_member", by=the_job)
    Member.add(scheme=scheme, household=household, full_name="Gone", left_on=ON, joined_on=date(2020, 1, 1), by=the_job)
    assert {who for _, who in lines(household)} == {"Joy Okoro", "The home"}
    record = {"household": household, "member": lee, "kind": "dbs", "happened_on": date(2020, 1, 1), "by": the_job}
    CheckResult.record_check(**record, expires_on=ON.replace(day=2))
    assert [key for key in lines(household) if key[1] == "Lee"] == [("dbs", "Lee")]
    assert lines(household)["dbs", "Lee"].is_needed is False
    rule("dbs", roles=["carer", "household_member"], is_blocking=True)
    assert lines(household)["dbs", "Lee"].is_needed is True


def test_the_rule_of_the_day_says_whom_it_is_asked_of(scheme, lines, rule):
    household = factories.make_household(scheme, types=["live_in"])
    rule("moving", is_asked=False)
    rule("car", types=["day_support"])
    rule("gas", on=date(2026, 10, 1), is_blocking=True)
    found = lines(household)
    assert ("moving", "Joy Okoro") not in found
    assert ("car", "The home") not in found
    assert found["gas", "The home"].is_needed is False
    later = lines(household, date(2026, 10, 1))
    assert later["gas", "The home"].is_needed is True
    rule("car", types=["day_support", "live_in"])
    assert ("car", "The home") in lines(household)


def test_what_is_not_asked_for_any_more_is_not_shown(scheme, lines, rule):
    household = factories.make_household(scheme, checks_until=date(2026, 8, 1))
    assert lines(household)["liability", "The home"].is_lapsed
    rule("liability", is_asked=False)
    assert ("liability", "The home") not in lines(household)


def test_a_waiver_stills_what_ran_out_and_hides_nothing(scheme, lines, manager):
    household = factories.make_household(scheme, checks_until=date(2026, 8, 20))
    member = household.members.get()
    waiver = Waiver.waive_check(
        household=household, member=member, kind="dbs", until_on=date(2026, 10, 1), why="Sent", happened_on=ON,
        by=manager,
    )  # fmt: skip
    line = lines(household)["dbs", "Joy Okoro"]
    assert (line.state, line.is_lapsed) == ("waived", False)
    assert line.words == "ran out 12 days ago; waived until 1 October 2026"
    assert lines(household, date(2026, 10, 2))["dbs", "Joy Okoro"].is_lapsed
    assert lines(household, date(2026, 8, 31))["dbs", "Joy Okoro"].is_lapsed  # not given yet
    waiver.call_off_waiver(why="x", by=manager)
    assert lines(household)["dbs", "Joy Okoro"].is_lapsed


def test_what_is_not_in_order_is_not_waived(scheme, lines, manager):
    household = factories.make_household(scheme)
    household.checks.get(kind="dbs").correct(why="x", by=manager, result="not_in_order")
    member = household.members.get()
    Waiver.waive_check(
        household=household, member=member, kind="dbs", until_on=date(2026, 10, 1), why="x", happened_on=ON, by=manager
    )
    assert lines(household)["dbs", "Joy Okoro"].state == "not_in_order"


def test_of_many_is_what_it_is_of_each(scheme, manager, the_job):
    """The list of many households reads lighter rows; it must say the same."""
    from carers.models import CheckRules
    from schemes.models import Policies

    households = [factories.make_household(scheme, f"H{n}", checks_until=date(2026, 8, n)) for n in range(1, 6)]
    households[0].checks.get(kind="dbs").correct(why="x", by=the_job, result="not_in_order")
    Waiver.waive_check(
        household=households[1], member=None, kind="liability", until_on=ON, why="x", happened_on=ON, by=manager
    )
    asked = CheckRules([scheme], Policies([scheme])).all_asked(scheme.pk, ON)
    many = check_lists.of_households(scheme, [h.pk for h in households], ON, asked)

    def said(groups):
        return [(g.who, g.role, line.what, line.words, line.is_asked) for g in groups for line in g.lines]

    for household in households:
        assert said(many[household.pk]) == said(check_lists.of_household(household, ON))
