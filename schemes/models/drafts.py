"""Drafts: what someone is still typing. Kept on the server, never in the browser; gone when sent."""

import uuid

from django.db import models, transaction
from django.db.models import Q

from schemes import clock
from schemes.models.base import SchemeOwned
from schemes.models.messages import Message
from schemes.models.staff import Actor


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

    @transaction.atomic
    def keep_answers(self, answers: dict, *, sending: tuple[str, int] | None = None, is_pressed=True) -> bool:
        """Add what was just typed to the draft; whether it was kept.

        `sending` is the key of the page and how many times it was sent: what a page keeps by itself while somebody
        types (`is_pressed` is False) may arrive after what they sent themselves, and then changes nothing.
        """
        self.refresh_from_db(
            fields=["data", "form_version", "expires_at"], from_queryset=type(self).objects.select_for_update()
        )
        last = self.data.get("_sending", ["", -1])
        if sending and not is_pressed and sending[0] == last[0] and sending[1] <= last[1]:
            return False
        self.data = self.data | answers | ({"_sending": list(sending)} if sending else {})
        self.saved_at = clock.now()
        self.save(update_fields=["data", "saved_at"])
        return True

    def keep_until(self, at) -> None:
        """Keep it until then."""
        self.expires_at = at
        self.save(update_fields=["expires_at"])

    def give_link(self, link) -> None:
        """This link leads back to it; the one it had leads nowhere any more."""
        before, self.link = self.link, link
        self.save(update_fields=["link"])
        _erase_link(before)

    def record_reminded(self, number: int) -> None:
        """So many reminders were sent."""
        self.reminded = number
        self.save(update_fields=["reminded"])

    @transaction.atomic
    def erase(self) -> None:
        """Remove it with its files, its link and what was emailed about that. Undo: none; nothing is left of it."""
        link = self.link
        self.delete()
        _erase_link(link)

    @classmethod
    def sweep(cls, *, at) -> int:
        """Throw away the drafts that ran out, with their files and links; returns how many."""
        gone = 0
        for draft in cls.objects.select_related("link").filter(expires_at__lt=at, link__isnull=False)[:1000]:
            draft.erase()
            gone += 1
        return gone + cls.objects.filter(expires_at__lt=at, link__isnull=True).delete()[1].get("schemes.Draft", 0)


def _erase_link(link) -> None:
    """Forget an address that was given for a draft: the link, its codes, its emails."""
    if link is None:
        return
    about_it = Message.objects.filter(
        Q(key__startswith=f"link:{link.pk}:") | Q(key__startswith=f"code:{link.pk}:"),
        scheme=link.scheme_id,
        folder__isnull=True,
    )
    for message in about_it.select_for_update(skip_locked=True):
        message.delete()
    if about_it.exists():  # one is being sent at this moment: nobody waits for that, and the link is shut
        link.close(at=clock.now())
        return
    actor = Actor.objects.filter(link=link).first()
    if actor is not None:
        actor.delete()
    link.delete()
