"""The papers of a panel item and its pack: adding and ordering papers, making the pack, reading it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from carers import tasks
from carers.forms.packs import AddPapersForm, EditPaperForm, MakePackForm, RemovePaperForm
from carers.models import Pack, PanelItem, PanelPaper
from carers.models.packs import add_papers, give_pack
from carers.models.sittings import DECLARE, OPEN, papers_for
from carers.pack.contents import contents_of, stamp_of
from carers.pack.make import ask_for_pack
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.edits import save_plain_edit
from schemes.models import Opening
from schemes.tasks import look_now
from schemes.views.documents import served


def open_item(request, pk: int) -> PanelItem:
    """An item whose papers are open to this actor, or 404, 403, or a word on what to do first."""
    rows = PanelItem.objects.visible_to(request.actor).select_related(
        "meeting", "household__folder", "household__home", "household__scheme", "application__folder", "report"
    )
    item = get_object_or_404(rows, pk=pk)
    write_opening(request, item.application or item.household)
    if papers_for(item, request.actor) != OPEN:
        raise PermissionDenied
    return item


def _of_item(request, rows, pk: int):
    """A paper or a pack of an item whose papers are open to this actor."""
    row = get_object_or_404(rows.select_related("item", "document__blob"), pk=pk)
    row.item = open_item(request, row.item_id)
    return row


@allow("panel.hold")
def item_papers(request, pk):
    """The papers of an item, its packs, and how far the one being made is."""
    item = open_item(request, pk)
    packs = list(item.packs.select_related("document").order_by("-number"))
    now = stamp_of(contents_of(item, clock.today()))
    page = {
        "item": item,
        "papers": item.papers.filter(is_removed=False).select_related("document"),
        "packs": packs,
        "busy": any(pack.status in (Pack.Status.WAITING, Pack.Status.MAKING) for pack in packs),
        "is_newest": any(pack.stamp == now and pack.status != Pack.Status.FAILED for pack in packs),
        "form": MakePackForm(),
    }
    return render(request, "carers/packs/item_papers.html", page)


@allow("panel.hold")
def make_pack(request, pk):
    """Ask for the pack of an item as it stands now; the same version is never made twice."""
    item = open_item(request, pk)
    form = MakePackForm(sent(request))
    if form.is_valid():
        pack = ask_for_pack(item, on=clock.today(), by=request.actor)
        look_now(tasks.make_packs)
        if pack.status == Pack.Status.READY:
            messages.info(request, f"Nothing has changed since version {pack.number}: it is the pack.")
        return redirect("item-papers", pk=item.pk)
    return redirect("item-papers", pk=item.pk)


@allow("panel.hold")
def add_panel_papers(request, pk):
    """Add uploaded papers to an item. Undo: leave them out."""
    item = open_item(request, pk)
    form = AddPapersForm(sent(request), request.FILES or None)
    if attempt(request, form, lambda: add_papers(item=item, files=form.cleaned_data["files"], by=request.actor)):
        messages.success(request, "Papers added. Make the pack again, so that they are in it.")
        return redirect("item-papers", pk=item.pk)
    return _act(request, "carers/packs/add_panel_papers.html", item, form)


@allow("panel.hold")
def edit_panel_paper(request, pk):
    """What a paper is called, and its place."""
    paper = _of_item(request, PanelPaper.objects.visible_to(request.actor), pk)
    form = EditPaperForm(sent(request), initial={"title": paper.title, "position": paper.position})
    if save_plain_edit(request, paper, form):
        return redirect("item-papers", pk=paper.item_id)
    return _act(request, "carers/packs/edit_panel_paper.html", paper.item, form, paper=paper)


@allow("panel.hold")
def leave_out_panel_paper(request, pk):
    """Leave a paper out of the pack; the file stays. Undo: add it again."""
    paper = _of_item(request, PanelPaper.objects.visible_to(request.actor), pk)
    form = RemovePaperForm(sent(request))
    if attempt(request, form, lambda: paper.leave_out(by=request.actor)):
        messages.success(request, "The paper is left out. Make the pack again.")
        return redirect("item-papers", pk=paper.item_id)
    return _act(request, "carers/packs/leave_out_panel_paper.html", paper.item, form, paper=paper)


@allow("panel.hold")
def panel_paper(request, pk):
    """Download one paper of an item."""
    paper = _of_item(request, PanelPaper.objects.visible_to(request.actor), pk)
    return served(paper.document, as_attachment=True)


@allow("panel.sit")
def read_pack(request, pk):
    """Download a pack; a member's copy is written down, so that it can be shown what they had read."""
    packs = Pack.objects.visible_to(request.actor).select_related(
        "document__blob", "item__meeting", "item__household", "item__application"
    )
    row = get_object_or_404(packs, pk=pk)
    item = row.item
    if row.document is None:
        raise Http404
    said = papers_for(item, request.actor)
    if said == DECLARE:
        messages.info(request, "Say first whether you have an interest in this item. Then its papers open.")
        return redirect(item)
    if said != OPEN:
        raise PermissionDenied
    write_opening(request, item.application or item.household, what=Opening.What.DOCUMENT)
    give_pack(row, to=request.actor)
    return served(row.document, as_attachment=True)


def _act(request, template, item, form, **more):
    page = {"item": item, "form": form, "cancel_url": reverse("item-papers", args=[item.pk])}
    return render(request, template, page | more)
