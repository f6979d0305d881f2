"""Places offered: how many each household offers in the months ahead, and the arithmetic of one."""

from django.core.paginator import Paginator
from django.shortcuts import render

from arrangements.forms.matching import OfficerAndType
from arrangements.offerings import offerings
from arrangements.places import month_of, months_ahead, summary
from carers.models import Household
from carers.views.rows import open_household
from schemes import clock
from schemes.access import allow
from schemes.models import Policies
from schemes.vocabulary import ArrangementType

ON_A_PAGE = 50


@allow("households.see")
def places(request):
    """Which households offer places in the next twelve months, and how many?"""
    form = OfficerAndType.read(request.GET, actor=request.actor)
    kind = form.cleaned_data["type"]
    seen = Household.objects.visible_to(request.actor).filter(status__in=Household.STANDING)
    households = list(form.of_officer(seen).select_related("home").order_by("name", "pk"))
    months = months_ahead(clock.today())
    found = offerings(households, Policies([request.actor.scheme]), type=kind)
    rows = [(household, [month_of(found[household.pk], month) for month in months]) for household in households]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    totals = [
        (sum(row[n].least for _, row in rows), sum(row[n].most for _, row in rows)) for n in range(len(months))
    ]  # fmt: skip
    return render(
        request,
        "arrangements/places/places.html",
        {
            "page": page,
            "months": months,
            "totals": totals,
            "summary": summary([row for _, row in rows]),
            "filter_form": form,
            "kind": ArrangementType(kind).label if kind else "",
            "type": kind,
        },
    )


@allow("households.see")
def household_places(request, pk):
    """The places one household offers, month by month, each with its arithmetic."""
    household, today = open_household(request, pk), clock.today()
    kind = request.GET.get("type", "")
    kind = kind if kind in ArrangementType.values else ""
    offering = offerings([household], Policies([household.scheme]), type=kind)[household.pk]
    return render(
        request,
        "arrangements/places/household_places.html",
        {
            "household": household,
            "kind": ArrangementType(kind).label if kind else "",
            "months": [month_of(offering, month) for month in months_ahead(today)],
            "parts": offering.limits.parts_on(today, is_day=offering.is_day),
        },
    )
