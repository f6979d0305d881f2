"""Files from outside: held until they were scanned, or until somebody who works here takes them out with a reason."""

from django.db import models, transaction
from django.db.models import Q

from schemes import clock
from schemes.models.base import SchemeOwned, SchemeQuerySet
from schemes.models.cases import WrongState
from schemes.models.documents import Document
from schemes.models.drafts import Draft
from schemes.models.folders import Folder


class HeldFileQuerySet(SchemeQuerySet):
    def shown(self):
        """What a list shows of them: everything but the bytes."""
        return self.defer("content").select_related("document", "released_by__staff__account")

    def waiting_for_scan(self, most_tries: int):
        """Those no scanner has looked at yet, asked about least often first."""
        return self.filter(state=HeldFile.State.HELD, tries__lt=most_tries).order_by("tries", "pk")


class HeldFile(SchemeOwned):
    """One file somebody without an account sent. It belongs to a draft until that is sent, then to a folder.

    Nobody can open it while it is held. Let out, it becomes a document of the folder; found bad, its bytes are gone.
    """

    FOLDERS = ("folder",)

    class State(models.TextChoices):
        HELD = "held", "Not scanned yet"
        LET_OUT = "let_out", "Scanned, nothing found"
        RELEASED = "released", "Released without a scan"
        BAD = "bad", "Something harmful was found"

    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.PROTECT, related_name="held_files")
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="held_file", editable=False
    )
    question = models.CharField("what it answers", max_length=40, blank=True)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="In bytes.")
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD, editable=False)
    found = models.CharField("what the scanner said", max_length=200, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField("times the scanner was asked", default=0, editable=False)
    came_at = models.DateTimeField(default=clock.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_because = models.TextField(blank=True, editable=False)
    released_by = models.ForeignKey(
        "schemes.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = HeldFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(state="held"), name="files_held")]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False, folder__isnull=True) | Q(draft__isnull=True, folder__isnull=False),
                name="a_held_file_is_somewhere",
            ),
            models.CheckConstraint(
                condition=(Q(state="released") & ~Q(released_because="") & Q(released_by__isnull=False))
                | ~Q(state="released"),
                name="a_release_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | Q(state__in=["let_out", "released"]),
                name="nothing_unscanned_is_a_document",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_held(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.state == self.State.HELD

    @classmethod
    def hold(cls, *, upload, question="", draft=None, folder=None) -> "HeldFile":
        """Hold a file (`schemes.files.Accepted`) that came with a draft or to a folder. Undo: `take_away`."""
        return cls.objects.create(
            scheme=(draft or folder).scheme, draft=draft, folder=folder, question=question, name=upload.name[:160],
            media_type=upload.media_type, size=len(upload.content), pages=upload.pages, content=upload.content,
        )  # fmt: skip

    @classmethod
    @transaction.atomic
    def move_to(cls, folder, *, draft, by) -> int:
        """The draft was sent: its files are of the folder now, those let out documents; how many. Undo: none."""
        rows = list(cls.objects.select_for_update().filter(draft=draft))
        for row in rows:
            row.draft, row.folder = None, folder
            row.save(update_fields=["draft", "folder"])
            if row.state == cls.State.LET_OUT:
                row._become_document(by=by)
        return len(rows)

    @transaction.atomic
    def record_scan(self, *, found: str, by) -> None:
        """What the scanner said; nothing found lets it out. Undo: none."""
        self._lock_held()
        self.found, self.decided_at = found[:200], clock.now()
        self.state = self.State.BAD if found else self.State.LET_OUT
        if found:
            self.content = b""
        self.save()
        if not found and self.folder_id:
            self._become_document(by=by)

    def record_no_answer(self) -> None:
        """The scanner could not say: it is asked again, for a while. Undo: none needed."""
        self.tries += 1
        self.save(update_fields=["tries"])

    @transaction.atomic
    def release(self, *, why, by) -> Document:
        """Take it out without a scan, saying why. Undo: none: what was opened was opened."""
        self._lock_held()
        if self.folder_id is None:
            raise WrongState("This has not been sent yet.")
        self.state, self.decided_at = self.State.RELEASED, clock.now()
        self.released_because, self.released_by = why, by
        self.save()
        return self._become_document(by=by)

    def take_away(self) -> None:
        """Whoever sent it takes it away before the draft is sent. Undo: choose it again."""
        if self.draft_id is None:
            raise WrongState("This was sent already.")
        self.delete()

    def _lock_held(self) -> None:
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.state != self.State.HELD:
            raise WrongState(f"This file is no longer held: “{self.get_state_display().lower()}”.")

    def _become_document(self, *, by) -> Document:
        self.document = Document.keep_file(
            folder=self.folder, name=self.name, media_type=self.media_type, content=bytes(self.content),
            kind=Document.Kind.REFERRAL, pages=self.pages, happened_on=clock.today(), by=by,
        )  # fmt: skip
        self.content = b""
        self.save(update_fields=["document", "content"])
        return self.document
