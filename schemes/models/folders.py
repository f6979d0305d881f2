"""Folders, and what hangs in them: notes, emailed links, and who opened them."""

import hashlib
import secrets

from django.db import models, transaction

from schemes import clock
from schemes.models.base import Kept, SchemeOwned, SchemeQuerySet, rows_visible_to
from schemes.models.records import Record


class FolderQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        """The folders this actor may open; a restricted one is closed to officers."""
        seen = self.filter(rows_visible_to(actor))
        if actor is not None and not actor.may("folders.see_restricted"):
            seen = seen.filter(is_restricted=False)
        return seen


class Folder(Kept):
    """Where things about one case or person hang. The case or person owns it by a key that points down to it."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        HOUSEHOLD = "household", "Household"
        APPLICATION = "application", "Application"
        REFERRAL = "referral", "Referral"
        MATCH = "match", "Match"
        ARRANGEMENT = "arrangement", "Arrangement"
        ALLEGATION = "allegation", "Allegation"

    # The letter that begins a reference: what people write in subject lines.
    LETTERS = {
        "person": "P",
        "household": "H",
        "application": "C",
        "referral": "R",
        "match": "M",
        "arrangement": "A",
        "allegation": "S",
    }

    kind = models.CharField(max_length=16, choices=Kind.choices)
    reference = models.CharField(max_length=16)
    is_restricted = models.BooleanField("restricted to managers", default=False)

    objects = FolderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "reference"], name="one_folder_per_reference")]

    def __str__(self):
        return self.reference

    @property
    def owner(self):
        """The person, household or case this folder belongs to, or None while it has none."""
        return getattr(self, self.kind, None)

    def is_open_to(self, actor) -> bool:
        """Whether this actor may see what it belongs to: a match is closed while its person or household is."""
        owner = self.owner
        return owner is not None and type(owner).objects.visible_to(actor).filter(pk=owner.pk).exists()

    @classmethod
    def open_new(cls, *, scheme, kind, by) -> "Folder":
        """A new folder with the next free reference of its kind. Undo: none; an empty folder harms nobody."""
        return cls.add(scheme=scheme, kind=kind, reference=scheme.next_reference(cls.LETTERS[kind]), by=by)

    @transaction.atomic
    def restrict(self, *, why, by) -> None:
        """Show what is about this person or household to managers only. Undo: `lift_restriction`."""
        self.save_edit({"is_restricted": True}, version=None, by=by, why=why)

    @transaction.atomic
    def lift_restriction(self, *, why, by) -> None:
        """Let officers see it again. Undo: `restrict`."""
        self.save_edit({"is_restricted": False}, version=None, by=by, why=why)


class Note(Record):
    """Something worth keeping that no form asked for: a phone call, a thought, a worry shared."""

    FOLDERS = ("folder",)

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(max_length=5000)

    @classmethod
    def write(cls, *, folder, text, happened_on, by) -> "Note":
        """Keep a note in a folder. Undo: `correct`."""
        return cls.put_down(scheme=folder.scheme, folder=folder, text=text, happened_on=happened_on, by=by)


class OpeningQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        return self.filter(rows_visible_to(actor, ("folder",)))


class Opening(SchemeOwned):
    """Somebody opened a record, a document or an export: who, which folder, when. Nothing edits or removes it."""

    class What(models.TextChoices):
        PAGE = "page", "Page"
        DOCUMENT = "document", "Document"
        EXPORT = "export", "Export"

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="openings")
    actor = models.ForeignKey("schemes.Actor", on_delete=models.PROTECT, related_name="openings")
    what = models.CharField(max_length=10, choices=What.choices, default=What.PAGE)
    page = models.CharField(max_length=80, help_text="The address's name, never what was typed.")
    opened_at = models.DateTimeField(default=clock.now)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["folder", "-opened_at"])]
        ordering = ["-opened_at", "-id"]

    @property
    def in_words(self) -> str:
        """Which page it was: its address's name as words."""
        return self.page.replace("-", " ")


class Link(SchemeOwned):
    """An emailed link that opens one small door: what for, for whom, until when. Only its fingerprint is kept."""

    FOLDERS = ("folder",)

    class Purpose(models.TextChoices):
        REFERRAL_STATUS = "referral_status", "Status of a referral"
        INVITATION = "invitation", "Invitation to join the staff"
        APPLICANT = "applicant", "An applicant's own part"
        REFEREE = "referee", "A referee's own part"
        CARER = "carer", "A carer's own part"
        REFERRAL_DRAFT = "referral_draft", "A referral somebody has begun"
        PERSON = "person", "A person's own page"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.PROTECT, related_name="links")
    email = models.EmailField()
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.get_purpose_display()

    @classmethod
    def make(cls, *, scheme, purpose, email, expires_at, folder=None) -> tuple["Link", str]:
        """A new link and the secret that goes into its address. The secret is never kept. Undo: `close`."""
        secret = secrets.token_urlsafe(32)
        link = cls.objects.create(
            scheme=scheme,
            purpose=purpose,
            folder=folder,
            email=email,
            expires_at=expires_at,
            fingerprint=cls.fingerprint_of(secret),
        )
        return link, secret

    @staticmethod
    def fingerprint_of(secret: str) -> str:
        return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

    @classmethod
    def open_with(cls, secret: str, purpose: str, at) -> "Link | None":
        """The link this secret opens now, or None: unknown, closed and expired ones look the same."""
        return (
            cls.objects.select_related("scheme", "folder")
            .filter(fingerprint=cls.fingerprint_of(secret), purpose=purpose, closed_at__isnull=True, expires_at__gt=at)
            .first()
        )

    @transaction.atomic
    def renew(self, *, at, expires_at) -> str:
        """A new secret for the same door, as after a lost email: the one before opens nothing from now on."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        secret = secrets.token_urlsafe(32)
        self.fingerprint, self.made_at, self.expires_at = self.fingerprint_of(secret), at, expires_at
        self.closed_at = None
        self.save(update_fields=["fingerprint", "made_at", "expires_at", "closed_at"])
        return secret

    def is_open(self, at) -> bool:
        """Whether it still opens something: neither closed nor run out."""
        return self.closed_at is None and self.expires_at > at

    def close(self, *, at) -> None:
        """The link opens nothing any more."""
        self.closed_at = at
        self.save(update_fields=["closed_at"])
