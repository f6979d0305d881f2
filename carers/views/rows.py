"""How the acts of this room get their row, show their form and save a plain edit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from carers.models import Household
from schemes.access import open_record, write_opening
from schemes.models import Stale


def open_household(request, pk: int) -> Household:
    """A household this actor may see, or 404."""
    return open_record(request, Household.objects.select_related("folder", "scheme", "home"), pk=pk)


def open_row(request, rows, pk: int):
    """Something about a household (a member, a check, terms) this actor may see, or 404."""
    row = get_object_or_404(
        rows.objects.visible_to(request.actor).select_related("household__folder", "household__scheme"), pk=pk
    )
    write_opening(request, row.household)
    return row


def sent(request):
    """What was sent, or None on a first look: a form sent empty is still a form that was sent."""
    return request.POST if request.method == "POST" else None


def version_sent(request) -> int:
    """Which version of the row the form was opened at; one that makes no sense is taken for a very old one."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def save_plain_edit(request, template, *, household, row, form):
    """Save plain edits of a row, or show what somebody else saved meanwhile beside what was typed."""
    form.version = row.version
    stale = None
    if form.is_valid():
        try:
            row.save_edit(form.cleaned_data, version=version_sent(request), by=request.actor)
        except Stale as meanwhile:
            stale, form.version = meanwhile, row.version
        else:
            messages.success(request, "Changes saved.")
            return redirect(household)
    saved_by = row.history.latest().history_user if stale else None
    return show_act(request, template, household, form, stale=stale, saved_by=saved_by)


def show_act(request, template, household, form, **more):
    """The page of one act about a household."""
    page = {"household": household, "form": form, "cancel_url": household.get_absolute_url()}
    return render(request, template, page | more)
