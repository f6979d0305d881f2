"""The short answers a referral begins with."""

from django.db import models


class Urgency(models.TextChoices):
    """How soon a place is needed, as the referrer says."""

    ORDINARY = "ordinary", "No hurry beyond the wanted date"
    SOON = "soon", "Soon: something is coming to an end"
    NOW = "now", "Now: they have nowhere safe to stay"


class Funding(models.TextChoices):
    """How far the money is, as the referrer says."""

    AGREED = "agreed", "Agreed"
    BEING_AGREED = "being_agreed", "Being agreed"
    NOT_STARTED = "not_started", "Not started"
    OWN_MONEY = "own_money", "Own money or direct payment"
    NOT_KNOWN = "not_known", "I don't know yet"


class Knows(models.TextChoices):
    """Whether the person knows about the referral, and wants it."""

    YES = "yes", "Yes, they know and want it"
    NOT_YET = "not_yet", "Not yet"
    CANNOT_SAY = "cannot_say", "They may not be able to decide this for themselves"
    NOT_KNOWN = "not_known", "I don't know yet"
