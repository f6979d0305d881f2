"""What is owed to carers' households: checks that run out."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from carers import due_pipeline
from carers.models import CheckResult, Household
from schemes.due import Due


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """What is owed to those who apply and to those who are approved; each part reads its own rows."""
    yield from checks_due(schemes, on, policies, until=until)
    yield from due_pipeline.due(schemes, on, policies, until=until)


def checks_due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Each check that runs out, of households approved on that day, for members who still live there.

    Only the newest result of a kind counts, so writing down a renewal moves the date. `until`: those that run out
    after that day are not asked for.
    """
    checks = CheckResult.objects.filter(scheme__in=schemes, household__in=Household.objects.approved_on(on))
    checks = checks.running_out(on).select_related("household", "member", "scheme")
    if until:
        checks = checks.filter(expires_on__lte=until)
    for check in checks:
        household = check.household
        yield Due(
            key=f"check:{household.pk}:{check.member_id or 'home'}:{check.kind}",
            kind="check",
            scheme_id=check.scheme_id,
            folder_id=household.folder_id,
            on=check.expires_on,
            what=f"Renew {check.label}",
            who=_whose(check),
            url=reverse("record-check", args=[household.pk])
            + f"?kind={check.kind}"
            + (f"&member={check.member_id}" if check.member_id else ""),
            officer_id=household.officer_id,
            warn_days=policies.value(check.scheme_id, "check_warn_days", on),
        )


def _whose(check: CheckResult) -> str:
    """The member by name, and the household where its name does not say that they belong to it."""
    household, member = check.household.name, check.member
    if member is None:
        return household
    surname = "".join(member.full_name.split()[-1:])
    return member.called if surname in household else f"{member.called}, {household}"
