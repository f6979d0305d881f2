"""Searches: what staff typed, under an opaque key, so that nothing personal stands in an address."""

import uuid

from django.db import models

from schemes import clock
from schemes.models.base import SchemeOwned


class Search(SchemeOwned):
    """One search by one member of staff. Only they can open its results again; old ones are cleared away."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey("schemes.Actor", on_delete=models.CASCADE, related_name="searches")
    words = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return "Search"
