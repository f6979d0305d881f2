"""Checks that run out: when each is to be renewed, by the rule the scheme has for it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from carers.models import CheckResult, CheckRules, Household, Terms, Waiver
from schemes.due import Due


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Each check that runs out, of households approved on that day, for members who still live there.

    Only the newest result of a kind counts, so writing down a renewal moves the date. What the scheme does not ask for
    any more is not owed; what a manager lets wait is owed when the waiver ends. `until`: those that run out after that
    day are not asked for, unless a rule warns earlier than that.
    """
    schemes = list(schemes)
    rules = CheckRules(schemes, policies)
    asked = {scheme.pk: rules.all_asked(scheme.pk, on) for scheme in schemes}
    every = [one for of_scheme in asked.values() for one in of_scheme.values()]
    checks = CheckResult.objects.filter(scheme__in=schemes, household__in=Household.objects.approved_on(on))
    checks = checks.running_out(on).select_related("household", "member", "scheme")
    if until and every:
        warned = on + timedelta(days=max(one.warn_days for one in every))
        checks = checks.filter(expires_on__lte=max(until, warned))
    types = {}
    if any(one.types for one in every):
        in_force = Terms.objects.in_force(on).filter(scheme__in=schemes)
        types = dict(in_force.values_list("household_id", "types"))
    waived = (
        Waiver.objects.running(on)
        .select_related(None)
        .annotate(whose=Coalesce("member_id", 0))
        .filter(whose=Coalesce(OuterRef("member_id"), 0), household=OuterRef("household"), kind=OuterRef("kind"))
    )
    checks = checks.annotate(waits_until=Subquery(waived.values("until_on")[:1]))
    for check in checks:
        household, rule = check.household, asked[check.scheme_id][check.kind]
        if not rule.is_followed(types.get(household.pk, ())):
            continue
        waits_until = check.waits_until if check.expires_on < on else None
        yield Due(
            key=f"check:{household.pk}:{check.member_id or 'home'}:{check.kind}",
            kind="check",
            scheme_id=check.scheme_id,
            folder_id=household.folder_id,
            on=waits_until or check.expires_on,
            what=f"Renew {check.label}" + (", waived until then" if waits_until else ""),
            who=_whose(check),
            url=reverse("record-check", args=[household.pk])
            + f"?kind={check.kind}"
            + (f"&member={check.member_id}" if check.member_id else ""),
            officer_id=household.officer_id,
            warn_days=rule.warn_days,
        )


def _whose(check: CheckResult) -> str:
    """The member by name, and the household where its name does not say that they belong to it."""
    household, member = check.household.name, check.member
    if member is None:
        return household
    surname = "".join(member.full_name.split()[-1:])
    return member.called if surname in household else f"{member.called}, {household}"
