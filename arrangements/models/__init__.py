"""People and households together: matches, introductions, arrangements, stays, visits, reviews."""

from arrangements.models.arrangements import Arrangement
from arrangements.models.matches import Answer, Introduction, Match, Side
from arrangements.models.stays import NoPlace, Stay
from arrangements.models.visits import Review, Visit

__all__ = ["Answer", "Arrangement", "Introduction", "Match", "NoPlace", "Review", "Side", "Stay", "Visit"]
