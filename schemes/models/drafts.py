"""Drafts: what someone is still typing. Kept on the server, never in the browser; gone when sent."""

import uuid

from django.db import models

from schemes import clock
from schemes.models.base import SchemeOwned


class Draft(SchemeOwned):
    """One person's unfinished form. The key in the address opens it only with its owner's session."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    act = models.CharField(max_length=40)
    owner = models.ForeignKey("schemes.Actor", null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    folder = models.ForeignKey("schemes.Folder", null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    form_version = models.PositiveIntegerField(default=1)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    # Whoever gave an address comes back by a link; each draft has its own, so that a second never shuts the first.
    link = models.OneToOneField(
        "schemes.Link", null=True, blank=True, on_delete=models.SET_NULL, related_name="draft", editable=False
    )
    reminded = models.PositiveSmallIntegerField("reminders sent", default=0, editable=False)

    class Meta:
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self):
        return f"Draft of {self.act}"

    def keep_answers(self, answers: dict) -> None:
        """Add what was just typed to the draft."""
        self.data = self.data | answers
        self.saved_at = clock.now()
        self.save(update_fields=["data", "saved_at"])

    @classmethod
    def sweep(cls, *, at) -> int:
        """Throw away the drafts that ran out; returns how many."""
        return cls.objects.filter(expires_at__lt=at).delete()[0]
