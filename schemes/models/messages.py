"""The outbox: every email is a row before it is sent. The row, not a queue, is the truth about what went out."""

import re
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from schemes import clock
from schemes.models.base import SchemeOwned, SchemeQuerySet
from schemes.models.cases import WrongState
from schemes.models.folders import Note
from schemes.models.safe_contact import UnsafeContact

# Minutes to wait after each failure; after the last the message stands as "could not deliver" for an officer to act on.
WAITS = [1, 5, 15, 60, 240, 720]

# An address in an email may open a door for its reader alone.
LINK = re.compile(r"https?://\S+")
LINK_WAS_HERE = "(a link only its reader may open)"


# Why a message was not even tried.
NOT_SAFE = "Could not deliver: not safe. This address must not be used."

# How the names of messages begin that hold a link or a code: staff never read those.
KEYS = ("invitation:", "link:", "code:")


def holds_a_key() -> Q:
    """Messages whose words open something."""
    held = Q()
    for beginning in KEYS:
        held |= Q(key__startswith=beginning)
    return held


class MessageQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        """The messages this actor may read; a link or a code is for whoever it was sent to, and nobody else."""
        seen = super().visible_to(actor)
        return seen if actor is not None and actor.is_job else seen.exclude(holds_a_key())


class Message(SchemeOwned):
    """One email to one address, with a Message-ID that never changes, so that a second copy is known for what it is."""

    FOLDERS = ("folder",)

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not deliver"
        SETTLED = "settled", "Dealt with another way"

    key = models.CharField(max_length=120, help_text="What this message is, so that it is made once.")
    folder = models.ForeignKey(
        "schemes.Folder", null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    last_error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=clock.now)
    queued_by = models.ForeignKey("schemes.Actor", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="one_message_per_key"),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | (~Q(status="sent") & Q(sent_at__isnull=True)),
                name="sent_messages_say_when",
            ),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(status="waiting"), name="messages_waiting")]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("message", args=[self.pk])

    @classmethod
    def queue(cls, *, scheme, key, to, subject, body, by, folder=None) -> "Message":
        """Put an email in the outbox once: the same key again gives the row that is there. Undo: none once sent."""
        host = settings.SITE_ADDRESS.split("//")[-1].split(":")[0] or "localhost"
        message, _ = cls.objects.get_or_create(
            scheme=scheme,
            key=key,
            defaults={
                "folder": folder,
                "to": to,
                "subject": " ".join(subject.split())[:200],
                "body": body,
                "queued_by": by,
                "message_id": f"<{uuid.uuid4().hex}@{host}>",
            },
        )
        return message

    @property
    def readable(self) -> str:
        """What it says, for everybody but its reader: without the links."""
        return LINK.sub(LINK_WAS_HERE, self.body)

    def record_sent(self, *, at) -> None:
        """The mail server took it. Its link is kept no longer: sending it again means a new one."""
        self.status, self.sent_at, self.last_error = self.Status.SENT, at, ""
        self.body = self.readable
        self.tries += 1
        self.save()

    def refuse_unsafe(self) -> bool:
        """Whether it goes to an address that is not safe. It then stands as not delivered, and is not tried again.

        Every message passes here on its way out, also one that was queued before the address was known to be unsafe.
        """
        if not UnsafeContact.is_unsafe(self.scheme_id, UnsafeContact.Kind.EMAIL, self.to):
            return False
        self.status, self.last_error = self.Status.FAILED, NOT_SAFE
        self.tries += 1
        self.save()
        return True

    def record_failure(self, error: str, *, at) -> None:
        """It was not taken: try again later, and after the last try let an officer see it."""
        self.last_error = error[:300]
        if self.tries >= len(WAITS):
            self.status = self.Status.FAILED
        else:
            self.next_try_at = at + timedelta(minutes=WAITS[self.tries])
        self.tries += 1
        self.save()

    def lock_failed(self) -> None:
        """Hold the row and make sure that it still stands as "could not deliver"."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.status != self.Status.FAILED:
            raise WrongState(f"This email is now “{self.get_status_display().lower()}”, so this was not done.")

    @transaction.atomic
    def try_again(self, *, at, by, to="") -> None:
        """An officer asks for another try, perhaps to a mended address; the folder keeps a note of that. Undo: none."""
        self.lock_failed()
        if to and to != self.to:
            self.note(f"Email “{self.subject}” could not reach {self.to}. Sent again to {to}.", at=at, by=by)
            self.to = to
        self.status, self.next_try_at, self.tries, self.queued_by = self.Status.WAITING, at, 0, by
        self.save()

    @transaction.atomic
    def settle(self, *, why, at, by) -> None:
        """An officer let them know in another way, and says how; the folder keeps a note. Undo: none."""
        self.lock_failed()
        self.note(f"Email “{self.subject}” could not reach {self.to}. {why}", at=at, by=by)
        self.status, self.queued_by, self.body = self.Status.SETTLED, by, self.readable
        self.save()

    def note(self, text: str, *, at, by) -> None:
        """Keep in the folder, if there is one, what was done about this email."""
        if self.folder:
            Note.write(folder=self.folder, text=text, happened_on=timezone.localdate(at), by=by)
