"""A scheme's own words for its letters: versioned rows with listed placeholders, never template code."""

from django.db import models

from schemes.models.records import OpenRecordQuerySet, Record


class Wording(Record):
    """How a scheme words one letter from a day on. `happened_on` is the first day it holds (see `schemes.wordings`)."""

    key = models.CharField(max_length=40)
    subject = models.CharField(max_length=160)
    body = models.TextField(max_length=8000)

    objects = OpenRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scheme", "key", "-happened_on", "-id"])]

    def __str__(self):
        return self.key

    @classmethod
    def set_words(cls, *, scheme, key, subject, body, from_on, by) -> "Wording":
        """Word a letter differently from a day on. Undo: word it back; both stay on record."""
        return cls.put_down(scheme=scheme, key=key, subject=subject, body=body, happened_on=from_on, by=by)
