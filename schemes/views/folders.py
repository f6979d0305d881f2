"""Acts on a folder: who may open it, and who did."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from schemes.access import allow, write_opening
from schemes.forms.notes import LiftRestrictionForm, RestrictForm
from schemes.models import Folder, Opening

OPENINGS_A_PAGE = 50


def open_folder(request, pk, *, rows=Folder.objects):
    """A folder whose owner this actor may see, and its owner; or 404. That they opened it is written down.

    A match's own folder is open to an officer only while those of its person and household are.
    """
    folder = get_object_or_404(rows.visible_to(request.actor).select_related("scheme"), pk=pk)
    if not folder.is_open_to(request.actor):
        raise Http404
    write_opening(request, folder)
    return folder, folder.owner


@allow("folders.restrict")
def restrict_folder(request, pk):
    """Show what is about this person or household to managers only."""
    return _change_restriction(
        request, pk, RestrictForm, Folder.restrict, "restrict_folder", "is now for managers only"
    )


@allow("folders.restrict")
def lift_restriction(request, pk):
    """Let officers see it again."""
    return _change_restriction(
        request, pk, LiftRestrictionForm, Folder.lift_restriction, "lift_restriction", "can be seen by officers again"
    )


def _change_restriction(request, pk, form_class, act, template, what_happened):
    folder, owner = open_folder(request, pk)
    form = form_class(request.POST or None)
    if act is Folder.lift_restriction and folder.kind == Folder.Kind.ALLEGATION:
        if form.is_bound:
            form.add_error(None, "An allegation stays with managers.")
    elif form.is_valid():
        act(folder, why=form.cleaned_data["why"], by=request.actor)
        messages.success(request, f"{folder.reference} {what_happened}.")
        return redirect(owner)
    return render(
        request,
        f"schemes/folders/{template}.html",
        {"form": form, "folder": folder, "owner": owner, "cancel_url": owner.get_absolute_url()},
    )


@allow("openings.see")
def folder_openings(request, pk):
    """Who opened this folder, when, and which page of it."""
    folder, owner = open_folder(request, pk)
    openings = Opening.objects.visible_to(request.actor).filter(folder=folder)
    rows = openings.select_related("actor__staff__account", "actor__link").order_by("-opened_at", "-id")
    page = Paginator(rows, OPENINGS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "schemes/folders/folder_openings.html",
        {"folder": folder, "owner": owner, "page": page, "back_url": owner.get_absolute_url()},
    )
