"""One growth project: what was promised for the money, and what has come of it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from arrangements.growth import agreements_signed, first_arrangements, grown
from carers.models import GrowthProject
from schemes import clock
from schemes.access import allow
from schemes.changes import changes_of

NAMED = 50


@allow("applications.see")
def growth_project(request, pk):
    """What was promised; households approved and people supported since it began."""
    actor, today = request.actor, clock.today()
    project = get_object_or_404(GrowthProject.objects.visible_to(actor), pk=pk)
    signed = agreements_signed(project, today).visible_to(actor).select_related("folder").order_by("closed_on", "pk")
    begun = first_arrangements(project, today).visible_to(actor).select_related("person", "household", "folder")
    page = {
        "project": project,
        "campaigns": project.campaigns.all(),
        "grown": grown(project, today),
        "has_begun": project.from_on <= today,
        "signed": signed[:NAMED],
        "begun": begun.order_by("starts_on", "pk")[:NAMED],
        "changes": changes_of(project),
        "may_edit": actor.may("growth.edit"),
        "back_url": reverse("growth-projects"),
    }
    return render(request, "arrangements/growth/growth_project.html", page)
