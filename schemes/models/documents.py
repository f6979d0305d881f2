"""Documents: what was uploaded or made for a folder, kept in the same database so that one backup holds everything."""

import hashlib

from django.db import models

from schemes.models.base import SchemeOwned
from schemes.models.folders import Folder
from schemes.models.records import Record


class Blob(SchemeOwned):
    """The bytes of a document, kept once for each scheme whatever they are called."""

    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the content.")
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "fingerprint"], name="one_blob_per_content")]

    @classmethod
    def hold(cls, *, scheme, content: bytes) -> "Blob":
        """The row that holds these bytes, made when it is not there yet."""
        fingerprint = hashlib.sha256(content).hexdigest()
        blob, _ = cls.objects.get_or_create(scheme=scheme, fingerprint=fingerprint, defaults={"content": content})
        return blob


class Document(Record):
    """One file in a folder: what it is called, what it is, and how long. It is only ever served as a download."""

    FOLDERS = ("folder",)

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", "Evidence of a check"
        PAPER = "paper", "Paper for panel"
        PHOTO = "photo", "Photo"
        AGREEMENT = "agreement", "Signed agreement"
        PACK = "pack", "Panel pack"
        REFERRAL = "referral", "Sent with a referral"
        OTHER = "other", "Other"

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="documents")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="In bytes.")
    pages = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["folder", "kind"])]

    def __str__(self):
        return self.name

    @classmethod
    def keep_file(cls, *, folder, name, media_type, content, by, happened_on, kind=Kind.OTHER, pages=None):
        """Keep a file that was looked at before (see `schemes.files`). Undo: `correct` it with the right one."""
        return cls.put_down(
            scheme=folder.scheme,
            folder=folder,
            blob=Blob.hold(scheme=folder.scheme, content=content),
            kind=kind,
            name=name[:160],
            media_type=media_type,
            size=len(content),
            pages=pages,
            happened_on=happened_on,
            by=by,
        )

    @property
    def content(self) -> bytes:
        """The bytes."""
        return bytes(self.blob.content)
