"""How a household that is already approved comes in, whole: members, home, terms, checks."""

from django.db import transaction

from carers.models.checks import CheckResult
from carers.models.homes import Home
from carers.models.households import Household
from carers.models.members import Member
from carers.models.terms import Terms
from schemes import clock


@transaction.atomic
def add_approved_household(
    *, scheme, name, home, members, terms, checks, by, officer=None, about="", information_needs="", on=None
) -> Household:
    """Add a household that is already approved, so that a scheme can begin with the carers it has.

    `home`, `terms` and each of `members` are dicts of fields; each check is a dict whose `member` is an index into
    `members`, or None for the home. Undo: end its approval.
    """
    on = on or clock.today()
    household = Household.begin(
        scheme=scheme,
        status=Household.Status.APPROVED,
        name=name,
        home=Home.add(scheme=scheme, by=by, **home),
        officer=officer,
        about=about,
        information_needs=information_needs,
        joined_on=on,
        by=by,
    )
    people = [
        Member.add(scheme=scheme, household=household, by=by, **({"joined_on": on} | fields)) for fields in members
    ]
    Terms.set_terms(household=household, by=by, **terms)
    for check in checks:
        member = check.get("member")
        CheckResult.record_check(
            household=household, by=by, **(check | {"member": None if member is None else people[member]})
        )
    return household
