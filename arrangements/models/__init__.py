"""People and households together: matches, introductions, arrangements, stays, visits, reviews."""

from arrangements.models.allegations import Allegation, HomeDecision, Told, record_allegation
from arrangements.models.arrangements import Arrangement
from arrangements.models.carers import NamedApproval, ProfileGiven
from arrangements.models.matches import Answer, Introduction, Match, Side
from arrangements.models.moving import move_house, stays_that_may_move
from arrangements.models.stays import NoPlace, Stay
from arrangements.models.visits import Review, Visit

__all__ = [
    "Allegation",
    "Answer",
    "Arrangement",
    "HomeDecision",
    "Introduction",
    "Match",
    "NamedApproval",
    "NoPlace",
    "ProfileGiven",
    "Review",
    "Side",
    "Stay",
    "Told",
    "Visit",
    "move_house",
    "record_allegation",
    "stays_that_may_move",
]
