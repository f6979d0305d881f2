"""Carers: the member of a household, the household, the home, kept apart; how they come, are approved, and leave."""

from carers.models.agreements import CarerAgreement, CarerReview, HouseholdVisit
from carers.models.applicants import Referee, Reference, SectionFilled
from carers.models.applications import Application
from carers.models.approval import add_approved_household
from carers.models.assessment import AssessmentVisit, Report, ReportComment, ReportVersion
from carers.models.checks import CheckResult
from carers.models.closings import Closing
from carers.models.contacts import Contact
from carers.models.facts import Away, HouseholdFact, PlannedChange
from carers.models.growth import Campaign, GrowthProject, Mentoring, Spend
from carers.models.homes import Home
from carers.models.households import Household, HouseMove
from carers.models.members import Member
from carers.models.packs import Pack, PanelPaper, SharedPack
from carers.models.panels import (
    Appeal,
    Interest,
    PanelItem,
    PanelMeeting,
    PanelOutcome,
    PanelSeat,
)
from carers.models.profiles import Profile, ProfilePhoto, ProfileVersion
from carers.models.requirements import CheckRule, CheckRules, Waiver
from carers.models.signing import sign_agreement
from carers.models.splitting import split_household
from carers.models.stages import ClosingReason, StageName
from carers.models.standing import Leaving, Pause
from carers.models.terms import RequiredAction, Terms, terms_on

__all__ = [
    "Appeal",
    "Application",
    "AssessmentVisit",
    "Away",
    "Campaign",
    "CarerAgreement",
    "CarerReview",
    "CheckResult",
    "CheckRule",
    "CheckRules",
    "Closing",
    "ClosingReason",
    "Contact",
    "GrowthProject",
    "Home",
    "HouseMove",
    "Household",
    "HouseholdFact",
    "HouseholdVisit",
    "Interest",
    "Leaving",
    "Member",
    "Mentoring",
    "Pack",
    "PanelItem",
    "PanelMeeting",
    "PanelOutcome",
    "PanelPaper",
    "PanelSeat",
    "Pause",
    "PlannedChange",
    "Profile",
    "ProfilePhoto",
    "ProfileVersion",
    "Referee",
    "Reference",
    "Report",
    "ReportComment",
    "ReportVersion",
    "RequiredAction",
    "SectionFilled",
    "SharedPack",
    "Spend",
    "StageName",
    "Terms",
    "Waiver",
    "add_approved_household",
    "sign_agreement",
    "split_household",
    "terms_on",
]
