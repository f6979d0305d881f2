"""Carers: the member of a household, the household, the home, kept apart."""

from carers.models.approval import add_approved_household
from carers.models.checks import CheckResult
from carers.models.facts import Away, HouseholdFact, PlannedChange
from carers.models.homes import Home
from carers.models.households import Household
from carers.models.members import Member
from carers.models.terms import Terms, terms_on

__all__ = [
    "Away",
    "CheckResult",
    "Home",
    "Household",
    "HouseholdFact",
    "Member",
    "PlannedChange",
    "Terms",
    "add_approved_household",
    "terms_on",
]
