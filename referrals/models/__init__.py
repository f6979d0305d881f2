"""People, who refers them, and what was asked for them."""

from referrals.models.answers import Answer, AskedForMore, MoreGiven, PassedOn, PersonMet, TurnedDown
from referrals.models.asking import PersonLink, PersonRequest, RequestAnswered
from referrals.models.assessments import Assessment
from referrals.models.contacts import PersonContact
from referrals.models.deciding import Capacity, Consent, Liberty
from referrals.models.exchanges import Alternative, ReferrerMessage, TalkSettled
from referrals.models.forms import FormDesign, FormVersion
from referrals.models.funding import FundingState, PersonAuthority
from referrals.models.merging import PersonMerged, SchemeAsked, SchemeQuestion, SchemeReplied
from referrals.models.needs import NeedReview
from referrals.models.passing import pass_to_scheme
from referrals.models.people import Format, OwnWords, Person, Wish
from referrals.models.profiles import PageGiven, PageVersion, PersonPage
from referrals.models.referrals import Referral
from referrals.models.sources import CommissionerMeeting, Organisation, Professional, ReachGroup, Team, TeamTalk
from referrals.models.voices import Voice

__all__ = [
    "Alternative",
    "Answer",
    "AskedForMore",
    "Assessment",
    "Capacity",
    "CommissionerMeeting",
    "Consent",
    "FormDesign",
    "FormVersion",
    "Format",
    "FundingState",
    "Liberty",
    "MoreGiven",
    "NeedReview",
    "Organisation",
    "OwnWords",
    "PageGiven",
    "PageVersion",
    "PassedOn",
    "Person",
    "PersonAuthority",
    "PersonContact",
    "PersonLink",
    "PersonMerged",
    "PersonMet",
    "PersonPage",
    "PersonRequest",
    "Professional",
    "ReachGroup",
    "Referral",
    "ReferrerMessage",
    "RequestAnswered",
    "SchemeAsked",
    "SchemeQuestion",
    "SchemeReplied",
    "TalkSettled",
    "Team",
    "TeamTalk",
    "TurnedDown",
    "Voice",
    "Wish",
    "pass_to_scheme",
]
