"""The home itself: where it is and how many rooms it has for people."""

from django.db import models
from django.db.models import Q

from schemes.models import Kept
from schemes.places import sector_of


class Home(Kept):
    """A Shared Lives carer's own home. Capacity is a question about the home, whoever lives and works in it."""

    address = models.TextField(max_length=400)
    postcode = models.CharField(max_length=10)
    sector = models.CharField("postcode sector", max_length=8, blank=True, editable=False)
    rooms = models.PositiveSmallIntegerField("rooms for people to sleep in", default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rooms__lte=12), name="a_home_has_at_most_twelve_rooms")]

    def __str__(self):
        return self.postcode

    def save(self, *args, **kwargs):
        self.sector = sector_of(self.postcode) or ""
        super().save(*args, **kwargs)
