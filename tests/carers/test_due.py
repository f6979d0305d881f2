"""When a check must be renewed, and when nobody owes anything."""

from datetime import date

import pytest
from django.urls import reverse

from carers.due_checks import due
from carers.models import CheckResult, CheckRule, Member, Waiver
from schemes.models import Policies, Policy
from tests import factories

ON = date(2026, 9, 1)


@pytest.fixture
def owed(scheme):
    """What is owed on a day: (key, day) in the order of the keys."""

    def on(day=ON):
        return sorted((row.key, row.on) for row in due([scheme], day, Policies([scheme])))

    return on


@pytest.fixture
def household(scheme, officer):
    return factories.make_household(scheme, officer=officer.staff, checks_until=date(2026, 10, 1))


def record(household, kind="liability", **fields):
    return CheckResult.record_check(household=household, kind=kind, by=factories.the_job(), **fields)


def test_each_check_that_runs_out(scheme, officer, household):
    carer = household.members.get()
    rows = {row.key: row for row in due([scheme], ON, Policies([scheme]))}
    dbs = rows[f"check:{household.pk}:{carer.pk}:dbs"]
    assert set(rows) == {dbs.key, f"check:{household.pk}:home:liability"}
    assert (dbs.on, dbs.what, dbs.who) == (date(2026, 10, 1), "Renew DBS check", "Joy Okoro")
    assert dbs.url == reverse("record-check", args=[household.pk]) + f"?kind=dbs&member={carer.pk}"
    assert (dbs.scheme_id, dbs.folder_id, dbs.officer_id) == (scheme.pk, household.folder_id, officer.staff.pk)
    assert dbs.warn_days == 60


def test_nobody_is_named_twice(scheme, household, the_job):
    """A member by their name; the household too where it is called otherwise; the home's checks by the household."""
    Member.add(
        scheme=scheme, household=household, full_name="Ned Marsh", role=Member.Role.HOUSEHOLD_MEMBER, by=the_job,
        joined_on=date(2026, 1, 1),
    )  # fmt: skip
    ned = household.members.get(full_name="Ned Marsh")
    record(household, "dbs", member=ned, happened_on=date(2026, 8, 1), expires_on=date(2026, 10, 1))
    rows = due([scheme], ON, Policies([scheme]))
    assert sorted(row.who for row in rows) == ["J Okoro", "Joy Okoro", "Ned Marsh, J Okoro"]


def test_the_row_opens_the_form_that_ends_it(scheme, officer, household, sign_in):
    row = next(row for row in due([scheme], ON, Policies([scheme])) if ":dbs" in row.key)
    page = sign_in(officer).get(row.url).content.decode()
    assert f'value="dbs-{household.members.get().pk}" selected' in page


def test_a_renewal_moves_the_day_and_keeps_the_key(household, owed):
    before = owed()
    record(household, happened_on=date(2026, 8, 1), expires_on=date(2027, 8, 1))
    assert [key for key, _ in owed()] == [key for key, _ in before]
    assert (f"check:{household.pk}:home:liability", date(2027, 8, 1)) in owed()


def test_an_older_result_written_down_later_moves_nothing(household, owed):
    before = owed()
    record(household, happened_on=date(2023, 1, 1), expires_on=date(2023, 12, 31))
    assert owed() == before


def test_a_correction_counts(household, owed, the_job):
    household.checks.get(kind="liability").correct(why="Read wrongly", by=the_job, expires_on=date(2026, 11, 1))
    assert (f"check:{household.pk}:home:liability", date(2026, 11, 1)) in owed()
    assert len(owed()) == 2


def test_without_an_end_nothing_is_owed(household, owed):
    record(household, happened_on=date(2026, 8, 1), expires_on=None)
    assert [key for key, _ in owed()] == [f"check:{household.pk}:{household.members.get().pk}:dbs"]


def test_a_member_who_left_owes_nothing_from_that_day(household, owed, the_job):
    member = household.members.get()
    member.save_edit({"left_on": date(2026, 9, 1)}, version=None, by=the_job)
    assert [key for key, _ in owed()] == [f"check:{household.pk}:home:liability"]
    assert len(owed(date(2026, 8, 31))) == 2


def test_a_household_that_is_not_approved_owes_nothing(household, owed, the_job):
    household.terms.get().correct(why="Stopped", by=the_job, until_on=date(2026, 9, 1))
    assert owed() == []
    assert len(owed(date(2026, 8, 31))) == 2


def test_as_it_was_known_on_the_day(household, owed):
    """A renewal of a later day changes nothing on an earlier one."""
    before = owed()
    record(household, happened_on=date(2026, 9, 2), expires_on=date(2027, 9, 2))
    assert owed() == before
    assert owed(date(2026, 9, 2)) != before


def test_only_the_schemes_asked_for(household, other_scheme):
    assert list(due([other_scheme], ON, Policies([other_scheme]))) == []


def test_the_scheme_says_how_early(scheme, household, the_job):
    Policy.set_rule(scheme=scheme, key="check_warn_days", value=90, source="x", from_on=ON, by=the_job)
    assert {row.warn_days for row in due([scheme], ON, Policies([scheme]))} == {90}


def test_queries_do_not_grow(scheme, django_assert_num_queries):
    policies = Policies([scheme])
    factories.make_household(scheme)
    with django_assert_num_queries(2):
        assert len(list(due([scheme], ON, policies))) == 2
    for number in range(29):
        factories.make_household(scheme, f"Household {number}")
    with django_assert_num_queries(2):
        assert len(list(due([scheme], ON, policies))) == 60


def test_the_rule_says_how_early_and_whether_at_all(scheme, household, owed, the_job):
    """What a scheme does not ask for any more, or not of a household like this one, is not owed."""

    def ask(**fields):
        given = {"is_asked": True, "roles": [], "types": [], "months": 12, "warn_days": 14, "source": "x"}
        CheckRule.set_check_rule(scheme=scheme, kind="liability", from_on=ON, by=the_job, **(given | fields))

    liability = f"check:{household.pk}:home:liability"
    ask()
    assert {row.key: row.warn_days for row in due([scheme], ON, Policies([scheme]))}[liability] == 14
    ask(is_asked=False)
    assert liability not in dict(owed())
    assert liability in dict(owed(date(2026, 8, 31)))  # the past keeps the rule it had
    ask(types=["day_support"])
    assert liability in dict(owed())
    household.terms.get().correct(why="x", by=the_job, types=["live_in"])
    assert liability not in dict(owed())


def test_what_may_wait_is_owed_when_its_waiver_ends(scheme, household, owed, manager):
    day = date(2026, 10, 5)  # four days after both ran out
    Waiver.waive_check(
        household=household, member=None, kind="liability", until_on=date(2026, 12, 1), why="x", happened_on=day,
        by=manager,
    )  # fmt: skip
    assert dict(owed(day))[f"check:{household.pk}:home:liability"] == date(2026, 12, 1)
    assert dict(owed(date(2026, 10, 1)))[f"check:{household.pk}:home:liability"] == date(2026, 10, 1)
    assert dict(owed(date(2026, 12, 2)))[f"check:{household.pk}:home:liability"] == date(2026, 10, 1)


def test_a_rule_that_warns_earlier_than_today_looks_is_not_cut_off(scheme, household, the_job):
    CheckRule.set_check_rule(
        scheme=scheme, kind="liability", from_on=ON, by=the_job, is_asked=True, roles=[], types=[], months=12,
        warn_days=200, source="x",
    )  # fmt: skip
    rows = list(due([scheme], date(2026, 9, 1), Policies([scheme]), until=date(2026, 9, 10)))
    assert f"check:{household.pk}:home:liability" in {row.key for row in rows}
