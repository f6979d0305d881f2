"""Makes packs in the background: one at a time is claimed, made outside any transaction, and kept if still wanted."""

import logging
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from carers.models import Pack, PanelItem
from carers.pack.contents import bytes_of, contents_of, stamp_of
from schemes import pdf
from schemes.models import Actor, Document

log = logging.getLogger(__name__)

MAKER = "pack maker"
# A pack being made for longer than this was lost with the worker that made it, and is made again.
LOST_AFTER = timedelta(minutes=10)
# Progress is written no more often than this, in seconds: a look at the page, not a record.
SAY_EVERY = 0.5


@transaction.atomic
def ask_for_pack(item: PanelItem, *, on: date, by) -> Pack:
    """The pack of an item as it stands on a day: the one of this version, or a new one waiting to be made.

    Undo: none needed; a newer version stands beside it.
    """
    PanelItem.objects.select_for_update().get(pk=item.pk)
    stamp = stamp_of(contents_of(item, on))
    found = Pack.objects.filter(item=item, stamp=stamp).first()
    if found is None:
        number = (item.packs.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        return Pack.add(scheme=item.scheme, item=item, stamp=stamp, number=number, by=by, why="Asked for")
    if found.status == Pack.Status.FAILED:
        found.save_edit({"status": Pack.Status.WAITING, "trouble": ""}, version=None, by=by, why="Asked for again")
    return found


def make_waiting(*, now: Callable[[], datetime]) -> int:
    """Make every pack that waits, one after the other; returns how many. Safe to run twice and side by side.

    `now` tells the moment, asked anew for each pack.
    """
    made = 0
    while pack := _claim(now()):
        _make(pack)
        made += 1
    return made


@transaction.atomic
def _claim(now: datetime) -> Pack | None:
    """The next pack to make, now ours: one that waits, or one whose maker was lost."""
    pack = (
        Pack.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(Q(status=Pack.Status.WAITING) | Q(status=Pack.Status.MAKING, started_at__lt=now - LOST_AFTER))
        .order_by("pk")
        .first()
    )
    if pack:
        claimed = {"status": Pack.Status.MAKING, "started_at": now, "done": 0, "of": 0}
        pack.save_edit(claimed, version=None, by=Actor.for_job(MAKER), why="Begun")
    return pack


def _make(pack: Pack) -> None:
    """Make one pack; what goes wrong is said on its page, and in the log without anybody's name."""
    started, by = pack.started_at, Actor.for_job(MAKER)
    try:
        content, pages = _pages(pack, by)
    except ChangedMeanwhile:
        words = "What goes into it has changed since it was asked for. Make the new version."
        _finish(pack, started, by, status=Pack.Status.FAILED, trouble=words)
        return
    except Exception as trouble:
        log.exception("Pack %s could not be made", pack.pk)
        words = f"It could not be made ({type(trouble).__name__}). Try again, or leave out the paper added last."
        _finish(pack, started, by, status=Pack.Status.FAILED, trouble=words)
        return
    with transaction.atomic():
        pack.lock()
        if pack.status != Pack.Status.MAKING or pack.started_at != started:
            return  # somebody else took it over
        document = Document.keep_file(
            folder=(pack.item.application or pack.item.household).folder, kind=Document.Kind.PACK,
            name=f"{(pack.item.application or pack.item.household).reference}-pack-{pack.number}.pdf",
            media_type="application/pdf", content=content, pages=pages, happened_on=_day_of(pack), by=by,
        )  # fmt: skip
        pack.save_edit({"status": Pack.Status.READY, "document": document, "done": pack.of}, version=None, by=by,
                       why="Made")  # fmt: skip


def _day_of(pack: Pack) -> date:
    """The day on which its making began, where the scheme is."""
    return timezone.localdate(pack.started_at)


def _pages(pack: Pack, by) -> tuple[bytes, int]:
    """The pack as one PDF, and how many pages it has."""
    contents = contents_of(pack.item, _day_of(pack))
    if stamp_of(contents) != pack.stamp:
        raise ChangedMeanwhile
    uploads, pictures = bytes_of(contents, pack.scheme)
    progress = _Progress(pack, by, of=2 + len(uploads))
    version = f"Version {pack.number} · {pack.stamp[:8]}"
    footer = f"{contents['reference']} · {version}"
    ours = pdf.set_pages("pack", contents | {"version": version, "footer": footer}, pictures)
    progress.done(1)
    content = pdf.join(
        ours, uploads,
        label=lambda page, pages: f"{footer} · Page {page} of {pages}",
        on_part=lambda part: progress.done(part + 2),
    )  # fmt: skip
    return content, pdf.count_pages(ours) + sum(paper["pages"] for paper in contents["papers"])


class ChangedMeanwhile(Exception):
    """What goes into the pack changed after it was asked for; asking again makes the newer version."""


def _finish(pack, started, by, **changes) -> None:
    with transaction.atomic():
        pack.lock()
        if pack.status == Pack.Status.MAKING and pack.started_at == started:
            pack.save_edit(changes, version=None, by=by, why=str(changes.get("trouble", "")))


class _Progress:
    """Says how far a pack is, now and then."""

    def __init__(self, pack, by, *, of):
        self.pack, self.by, self.said_at = pack, by, time.monotonic()
        pack.save_edit({"of": of}, version=None, by=by, why="Begun")

    def done(self, parts: int) -> None:
        """So many parts are finished."""
        if time.monotonic() - self.said_at >= SAY_EVERY:
            self.pack.save_edit({"done": parts}, version=None, by=self.by, why=f"{parts} of {self.pack.of}")
            self.said_at = time.monotonic()
