"""What stands before a small door: the one-time code somebody types, and asking for a link that was lost."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q

from schemes import clock
from schemes.models.base import SchemeOwned
from schemes.models.folders import Link

# Ours: no published rule was found. Long enough for a slow mailbox, few enough that nobody guesses six digits.
MINUTES = 15
TRIES = 5
CODES_AN_HOUR = 5
REQUESTS_A_DAY = 5


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
    def are_too_many(cls, link, *, at) -> bool:
        """Whether this link was sent as many codes within the hour as we send."""
        return cls.objects.filter(link=link, made_at__gt=at - timedelta(hours=1)).count() >= CODES_AN_HOUR

    @classmethod
    @transaction.atomic
    def try_code(cls, link, code: str, *, at) -> bool:
        """Whether this code opens the link now. Each try counts; after five the code is dead."""
        newest = cls.objects.select_for_update().filter(link=link).order_by("-id").first()
        if newest is None or newest.used_at or newest.expires_at <= at or newest.tries >= TRIES:
            return False
        newest.tries += 1
        opens = secrets.compare_digest(newest.fingerprint, cls._print_of(link, "".join(code.split())))
        if opens:
            newest.used_at = at
        newest.save(update_fields=["tries", "used_at"])
        return opens


class LinkRequest(SchemeOwned):
    """Somebody typed an address to be sent their link again. The worker answers, so the page never knows anybody."""

    email = models.EmailField()
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "email", "asked_at"]),
            models.Index(fields=["id"], condition=Q(answered_at__isnull=True), name="link_requests_waiting"),
        ]

    def __str__(self):
        return "Request for a link"

    @classmethod
    def ask(cls, *, scheme, email, at) -> None:
        """Write down that this address asks for its links; past our limit for a day nothing is written."""
        email = email.lower()
        asked = cls.objects.filter(scheme=scheme, email=email, asked_at__gt=at - timedelta(days=1)).count()
        if asked < REQUESTS_A_DAY:
            cls.objects.create(scheme=scheme, email=email, asked_at=at)

    def record_answered(self, *, at) -> None:
        """What there was to send was put in the outbox."""
        self.answered_at = at
        self.save(update_fields=["answered_at"])

    @classmethod
    def sweep(cls, *, before) -> int:
        """Forget requests so old that they no longer count; returns how many."""
        return cls.objects.filter(asked_at__lt=before).delete()[0]
