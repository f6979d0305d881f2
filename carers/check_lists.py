"""Reads the checks of households into matrices: of one, of many in a fixed number of queries, and of an application."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from carers.matrix import CURRENT, LAPSED, MISSING, OPEN, WAIVED, Group, Matrix, missing, state_of
from carers.models import CheckResult, CheckRules, Household, Member, Terms, Waiver, terms_on
from carers.models.requirements import Asked
from schemes.models import Policies, Scheme
from schemes.vocabulary import CheckKind


class Who(NamedTuple):
    """As much of a member as a list of checks shows."""

    pk: int
    household_id: int
    full_name: str
    preferred_name: str
    role: str
    left_on: date | None

    @property
    def called(self) -> str:
        """The name they go by."""
        return self.preferred_name or self.full_name

    def get_role_display(self) -> str:
        """What they are here, in words."""
        return ROLES[self.role]


class Result(NamedTuple):
    """As much of a check as a list shows."""

    pk: int
    household_id: int
    member_id: int | None
    kind: str
    result: str
    happened_on: date
    expires_on: date | None


ROLES = dict(Member.Role.choices)
LOOKED_AT = ("kind", "result", "expires_on")


def of_household(household: Household, on: date, rules: CheckRules | None = None) -> list[Group]:
    """Where every check of one household stands on a day, each with the results before it."""
    scheme = household.scheme
    rules = rules or CheckRules([scheme], Policies([scheme]))
    terms = terms_on(list(household.terms.standing()), on)
    return Matrix(rules.all_asked(scheme.pk, on), on=on, nation=scheme.nation).of(
        household.members.all(),
        household.checks.standing().of_this_home().select_related("member", "scheme"),
        types=terms.types if terms else (),
        waivers=household.waivers.running(on),
    )


def before_panel(application, on: date) -> list[Group]:
    """What is asked of each applicant and of their home before panel, and where it stands. Nothing for an enquiry."""
    return of_household(application.household, on) if application.household_id else []


def missing_before_panel(application, on: date) -> list[str]:
    """What is asked for and not in order, each in words: "DBS check of Joy: not recorded"."""
    return [f"{line.what}: {line.words}" for line in missing(before_panel(application, on))]


def of_households(scheme: Scheme, ids, on: date, asked: dict[CheckKind, Asked]) -> dict[int, list[Group]]:
    """Where every check of these households stands on a day; four queries, whatever their number."""
    matrix = Matrix(asked, on=on, nation=scheme.nation)
    members, results, waivers = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in (
        Member.objects.filter(household__in=ids)
        .order_by("role", "pk")
        .values_list("pk", "household_id", "full_name", "preferred_name", "role", "left_on")
    ):
        members[row[1]].append(Who(*row))
    newest = CheckResult.objects.filter(household__in=ids, happened_on__lte=on).latest()
    for row in newest.values_list("pk", "household_id", "member_id", "kind", "result", "happened_on", "expires_on"):
        results[row[1]].append(Result(*row))
    for waiver in Waiver.objects.running(on).select_related(None).filter(household__in=ids):
        waivers[waiver.household_id].append(waiver)
    types = dict(Terms.objects.in_force(on).filter(household__in=ids).values_list("household_id", "types"))
    return {pk: matrix.of(members[pk], results[pk], types=types.get(pk, ()), waivers=waivers.get(pk, ())) for pk in ids}


def states_of_households(scheme: Scheme, ids, on: date, asked: dict[CheckKind, Asked]) -> dict[int, set[str]]:
    """In which states each of these households has a check, without reading those that are simply in date.

    For counting and choosing among hundreds; `of_households` says the same of the few that are shown. What is recorded
    is asked for by scheme: hundreds of numbers in every query cost more than the few rows that are left out.
    """
    results = CheckResult.objects.filter(scheme=scheme, happened_on__lte=on)
    types = dict(Terms.objects.in_force(on).filter(scheme=scheme).values_list("household_id", "types"))
    waivers = Waiver.objects.running(on).select_related(None).filter(scheme=scheme)
    lets_wait = set(waivers.values_list("household_id", "member_id", "kind"))
    roles = {(pk, None): None for pk in ids}
    states: dict[int, set[str]] = {pk: set() for pk in ids}
    here = Member.objects.filter(scheme=scheme).exclude(left_on__lte=on).order_by()
    for pk, household_id, role in here.values_list("pk", "household_id", "role"):
        if household_id in states:
            roles[household_id, pk] = role
    soon = {kind: on + timedelta(days=one.warn_days) for kind, one in asked.items()}
    needs_a_look = Q(expires_on__lte=max(soon.values())) | ~Q(result__in=["clear", "accepted"])
    recorded, looked_at = {}, {}
    newest = CheckResult.objects.filter(pk__in=results.latest().values("pk")).order_by()
    for household_id, member_id, kinds, *looks in newest.values_list("household_id", "member_id").annotate(
        kinds=ArrayAgg("kind"),
        **{f"{name}_s": ArrayAgg(name, filter=needs_a_look, order_by="kind") for name in LOOKED_AT},
    ):
        recorded[household_id, member_id] = kinds
        if looks[0]:
            looked_at[household_id, member_id] = list(zip(*looks, strict=True))
    kinds_of: dict[tuple, tuple[set, set]] = {}
    for subject, role in roles.items():
        household_id, member_id = subject
        key = (role, tuple(types.get(household_id, ())))
        if key not in kinds_of:
            kinds_of[key] = Matrix.kinds_for(asked, *key)
        followed, wanted = kinds_of[key]
        known = followed.intersection(recorded.get(subject, ()))
        own = states[household_id]
        for kind in wanted - known:
            own.add(WAIVED if lets_wait and (*subject, kind) in lets_wait else MISSING)
        in_date = len(known)
        for kind, result, expires_on in looked_at.get(subject, ()):
            if kind not in known:
                continue
            state = state_of(result, expires_on, role, on, soon[kind])
            if state != CURRENT:
                in_date -= 1
                own.add(WAIVED if state == LAPSED and (*subject, kind) in lets_wait else state)
        if in_date:
            own.add(CURRENT)
    return states


class Effect(NamedTuple):
    """What a changed rule does to the households approved on a day: how many, before and after it."""

    households: int
    without_now: int  # with something asked for that is missing or not in order
    without_then: int
    blocked_now: int  # with a check that keeps them from a new match
    blocked_then: int


def effect_of(scheme: Scheme, now: Asked, then: Asked, on: date) -> Effect:
    """What asking for a check differently would do, if it held on this day."""
    ids = list(Household.objects.filter(scheme=scheme).approved_on(on).values_list("pk", flat=True))
    counts = []
    for one in (now, then):
        found = of_households(scheme, ids, on, {one.kind: one}).values()
        lines = [[line for group in groups for line in group.lines if line.is_asked] for groups in found]
        counts.append(sum(any(line.state in OPEN for line in row) for row in lines))
        counts.append(sum(any(line.state in OPEN and line.is_needed for line in row) for row in lines))
    return Effect(len(ids), counts[0], counts[2], counts[1], counts[3])
