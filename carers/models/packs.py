"""What goes into a panel pack besides our own pages, the packs that were made, and who was given which."""

from django.db import models, transaction
from django.db.models import Q

from carers.models.panels import PanelItem, PanelSeat
from schemes import clock
from schemes.models import Document, Kept, Record, SchemeQuerySet


class PanelPaper(Kept):
    """An uploaded paper that belongs to one item's pack, and where in it."""

    FOLDERS = ("item__household__folder",)

    item = models.ForeignKey(PanelItem, on_delete=models.PROTECT, related_name="papers", editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", editable=False)
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=1)
    is_removed = models.BooleanField("left out of the pack", default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def leave_out(self, *, by) -> None:
        """Leave it out of the pack; the file stays in the folder. Undo: add it again."""
        self.save_edit({"is_removed": True}, version=None, by=by, why="Left out of the pack")


class PackQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        """The packs of the items this actor may see."""
        return self.filter(item__in=PanelItem.objects.visible_to(actor).values("pk"))


class Pack(Kept):
    """One pack as one PDF: made in the background, once for each version of what goes into it."""

    FOLDERS = ("item__household__folder",)

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be made"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    item = models.ForeignKey(PanelItem, on_delete=models.PROTECT, related_name="packs", editable=False)
    stamp = models.CharField(max_length=64, editable=False, help_text="SHA-256 of everything that goes into it.")
    number = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING, editable=False)
    done = models.PositiveSmallIntegerField(default=0, editable=False, help_text="Parts finished.")
    of = models.PositiveSmallIntegerField(default=0, editable=False, help_text="Parts in all.")
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    trouble = models.CharField(max_length=300, blank=True, editable=False)
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="pack"
    )

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "stamp"], name="one_pack_per_version"),
            models.UniqueConstraint(fields=["item", "number"], name="one_pack_per_number"),
            models.CheckConstraint(
                condition=Q(status="ready", document__isnull=False) | (~Q(status="ready") & Q(document__isnull=True)),
                name="a_ready_pack_is_there",
            ),
        ]

    def __str__(self):
        return f"Pack {self.number}"


class SharedPack(Record):
    """Which pack a member was given, so that it can be shown later what they had read."""

    FOLDERS = ("pack__item__household__folder",)

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="given")
    seat = models.ForeignKey(PanelSeat, on_delete=models.PROTECT, related_name="packs_given")


@transaction.atomic
def add_papers(*, item, files, by) -> list[PanelPaper]:
    """Add uploaded files to an item, after those that are there, all or none. Undo: leave them out.

    `files` are what `schemes.files.read_upload` took.
    """
    item.lock()
    folder = (item.application or item.household).folder
    last = item.papers.order_by("-position").values_list("position", flat=True).first() or 0
    added = []
    for place, file in enumerate(files, start=last + 1):
        document = Document.keep_file(
            folder=folder, kind=Document.Kind.PAPER, name=file.name, media_type=file.media_type,
            content=file.content, pages=file.pages, happened_on=clock.today(), by=by,
        )  # fmt: skip
        title = file.name.rpartition(".")[0] or file.name
        added.append(
            PanelPaper.add(scheme=item.scheme, item=item, document=document, title=title, position=place, by=by)
        )
    return added


def give_pack(pack: Pack, *, to) -> None:
    """Write down that a member read this pack, once; staff who do not sit are in the log of openings anyway.

    Undo: none; what was read stays read.
    """
    seat = None if to.is_job else PanelSeat.objects.filter(meeting=pack.item.meeting_id, member=to.staff_id).first()
    if seat and not pack.given.filter(seat=seat).exists():
        SharedPack.put_down(scheme=pack.scheme, pack=pack, seat=seat, happened_on=clock.today(), by=to)
