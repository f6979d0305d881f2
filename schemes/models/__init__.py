"""The ground floor's nouns."""

from schemes.models.base import Kept, SchemeOwned, SchemeQuerySet, Stale, WithHistory, rows_visible_to
from schemes.models.cases import Case, Move, WrongState
from schemes.models.drafts import Draft
from schemes.models.folders import Folder, Link, Note, Opening
from schemes.models.invitations import AlreadyHere, Invitation
from schemes.models.messages import Message
from schemes.models.once import Once
from schemes.models.places import Authority, Provider, ReferenceCounter, Region, Scheme
from schemes.models.policy import Policies, Policy
from schemes.models.records import AlreadyCorrected, Record, RecordQuerySet
from schemes.models.searches import Search
from schemes.models.staff import Account, Actor, LastAdministrator, StaffMember

__all__ = [
    "Account",
    "Actor",
    "AlreadyCorrected",
    "AlreadyHere",
    "Authority",
    "Case",
    "Draft",
    "Folder",
    "Invitation",
    "Kept",
    "LastAdministrator",
    "Link",
    "Message",
    "Move",
    "Note",
    "Once",
    "Opening",
    "Policies",
    "Policy",
    "Provider",
    "Record",
    "RecordQuerySet",
    "ReferenceCounter",
    "Region",
    "Scheme",
    "SchemeOwned",
    "SchemeQuerySet",
    "Search",
    "StaffMember",
    "Stale",
    "WithHistory",
    "WrongState",
    "rows_visible_to",
]
