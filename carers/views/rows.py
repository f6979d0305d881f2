"""How the acts of this room get their row and show their form."""

from django.shortcuts import get_object_or_404, render

from carers.models import Household
from schemes.access import open_record, write_opening


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


def show_act(request, template, household, form, **more):
    """The page of one act about a household."""
    page = {"household": household, "form": form, "cancel_url": household.get_absolute_url()}
    return render(request, template, page | more)
