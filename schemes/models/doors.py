"""One-time codes: what somebody with an emailed link types before their small door opens."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models, transaction

from schemes import clock
from schemes.models.base import SchemeOwned
from schemes.models.folders import Link

MINUTES = 15
TRIES = 5


class LinkCode(SchemeOwned):
    """A code sent to the address of a link; it opens the link once, for a quarter of an hour, in five tries."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="codes")
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["link", "-id"])]

    def __str__(self):
        return f"Code for {self.link}"

    @staticmethod
    def _print_of(link, code: str) -> str:
        return hashlib.sha256(f"{link.fingerprint}:{code}".encode()).hexdigest()

    @classmethod
    def make(cls, link, *, at) -> str:
        """A new code of six digits; earlier ones of this link stop working. Only its fingerprint is kept.

        Undo: it runs out by itself.
        """
        code = f"{secrets.randbelow(1_000_000):06d}"
        cls.objects.create(
            scheme=link.scheme,
            link=link,
            fingerprint=cls._print_of(link, code),
            made_at=at,
            expires_at=at + timedelta(minutes=MINUTES),
        )
        return code

    @classmethod
    @transaction.atomic
    def try_code(cls, link, code: str, *, at) -> bool:
        """Whether this code opens the link now. Each try counts; after five the code is dead."""
        newest = cls.objects.select_for_update().filter(link=link, used_at__isnull=True).order_by("-id").first()
        if newest is None or newest.expires_at <= at or newest.tries >= TRIES:
            return False
        newest.tries += 1
        opens = secrets.compare_digest(newest.fingerprint, cls._print_of(link, "".join(code.split())))
        if opens:
            newest.used_at = at
        newest.save(update_fields=["tries", "used_at"])
        return opens
