"""Checks of a household seen from its arrangements: what ran out, what soon will, what stands against a start."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Count, DateField, F, Q, Value, Window
from django.db.models.functions import Coalesce, NullIf

from arrangements.board import offers
from arrangements.matching import weigh
from arrangements.sides import Wanted
from arrangements.verdicts import FAILS
from carers.matrix import is_in_order
from carers.models import CheckResult, CheckRules, Household, Waiver
from schemes.models import Policies
from schemes.statements import Given, GivenKeys, Statement

# The rules that somebody has to answer for when an arrangement starts against them. Places are the database's.
ANSWERED_FOR = ("checks", "terms")


@dataclass(frozen=True)
class RunningOut:
    """One check of a household that has run out, is not in order, or soon runs out."""

    what: str
    on: date | None
    has_lapsed: bool

    @property
    def text(self) -> str:
        """A sentence for the page."""
        if self.on is None:
            return f"{self.what} is not in order."
        return f"{self.what} {'ran' if self.has_lapsed else 'runs'} out on {self.on:%-d %B %Y}."


def running_out(households: Iterable[Household], on: date, policies: Policies) -> dict[int, list[RunningOut]]:
    """For each household, its checks that have run out or soon will, the earliest first; the queries do not grow."""
    by_pk = {household.pk: household for household in households}
    schemes = {household.scheme_id for household in by_pk.values()}
    rules = CheckRules(schemes, policies)
    asked = {pk: rules.all_asked(pk, on) for pk in schemes}
    waived = {
        (row.household_id, row.member_id, row.kind) for row in Waiver.objects.running(on).filter(household__in=by_pk)
    }
    found = defaultdict(list)
    checks = (
        CheckResult.objects.filter(household__in=by_pk, happened_on__lte=on).latest().select_related("member", "scheme")
    )
    for check in checks:
        if check.member and check.member.left_on and check.member.left_on <= on:
            continue
        rule = asked[check.scheme_id][check.kind]
        if not rule.is_asked:
            continue
        lapsed = not (check.is_current(on) and is_in_order(check.result, check.member and check.member.role))
        not_in_order = (lapsed and check.is_current(on)) or check.result == CheckResult.Result.NOT_IN_ORDER
        if lapsed and not not_in_order and (check.household_id, check.member_id, check.kind) in waived:
            continue
        if lapsed or (check.expires_on and check.expires_on <= on + timedelta(days=rule.warn_days)):
            ends = None if not_in_order else check.expires_on
            found[check.household_id].append(RunningOut(f"{check.label} of {check.about}", ends, lapsed))
    for rows in found.values():
        rows.sort(key=lambda row: (not row.has_lapsed, row.on or date.min, row.what))
    return dict(found)


def against_a_start(household: Household, *, type: str, starts_on: date, on: date, policies: Policies) -> list[str]:
    """What stands against starting here on a day: lapsed or missing checks, terms that do not allow it."""
    sides = offers([household], near="", start=starts_on, on=on, policies=policies, scheme=household.scheme)
    verdict = weigh(Wanted(type=type, start=starts_on), sides[household.pk], nearly_days=0)
    return [r.text for r in verdict.reasons if r.kind == FAILS and r.rule in ANSWERED_FOR]


@dataclass(frozen=True)
class NextCheck:
    """The check of a household that runs out first, and how many have run out already."""

    household_id: int
    kind: str
    expires_on: date
    lapsed: int
    whose: str | None


def _next_checks():
    on = Given("on", DateField())
    have_lapsed = Window(Count("pk", filter=Q(expires_on__lt=on)), partition_by=F("household"))
    whose = Coalesce(NullIf("member__preferred_name", Value("")), "member__full_name")
    ours = CheckResult.objects.filter(household__in=GivenKeys("households", BigIntegerField()))
    first = ours.running_out(on).order_by("household_id", "expires_on", "pk").distinct("household_id")
    return first.annotate(lapsed=have_lapsed, whose=whose).values_list(
        "household_id", "kind", "expires_on", "lapsed", "whose"
    )


NEXT_CHECKS = Statement(_next_checks)


def next_checks(households: Iterable[Household], on: date) -> dict[int, NextCheck]:
    """For each household that has one, the check that runs out first."""
    rows = NEXT_CHECKS.rows(households=[household.pk for household in households], on=on)
    return {row[0]: NextCheck(*row) for row in rows}
