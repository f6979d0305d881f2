"""The ground floor's nouns."""

from schemes.models.base import Kept, SchemeOwned, SchemeQuerySet, Stale, WithHistory, rows_visible_to
from schemes.models.cases import Case, Move, WrongState
from schemes.models.documents import Blob, Document
from schemes.models.doors import LinkCode, LinkRequest
from schemes.models.drafts import Draft
from schemes.models.duty import DutyTurn
from schemes.models.folders import Folder, Link, Note, Opening
from schemes.models.held import HeldFile
from schemes.models.invitations import AlreadyHere, Invitation
from schemes.models.messages import Message
from schemes.models.once import Once
from schemes.models.places import Authority, Provider, ReferenceCounter, Region, Scheme
from schemes.models.policy import Policies, Policy
from schemes.models.records import AlreadyCorrected, Record, RecordQuerySet
from schemes.models.safe_contact import UnsafeContact
from schemes.models.searches import Search
from schemes.models.staff import Account, Actor, LastAdministrator, StaffMember
from schemes.models.wordings import Wording

__all__ = [
    "Account",
    "Actor",
    "AlreadyCorrected",
    "AlreadyHere",
    "Authority",
    "Blob",
    "Case",
    "Document",
    "Draft",
    "DutyTurn",
    "Folder",
    "HeldFile",
    "Invitation",
    "Kept",
    "LastAdministrator",
    "Link",
    "LinkCode",
    "LinkRequest",
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
    "UnsafeContact",
    "WithHistory",
    "Wording",
    "WrongState",
    "rows_visible_to",
]
