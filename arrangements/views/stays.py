"""Short breaks: nights planned, and nights given back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from arrangements.forms.stays import BreakForm, ReleaseForm
from arrangements.models import Stay
from arrangements.views.arrangements import about_arrangement, open_arrangement
from arrangements.views.attempts import attempt
from arrangements.views.starts import places_in_words
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.models import Policies, WrongState


@allow("arrangements.act")
def plan_break(request, pk):
    """Plan nights of a short break, if the home has a place on each."""
    arrangement = open_arrangement(request, pk)
    form = BreakForm(sent(request))
    if attempt(request, form, lambda answers: arrangement.plan_break(by=request.actor, **answers)):
        messages.success(request, "The break is planned, and its nights are kept.")
        return redirect(arrangement)
    on = max(clock.today(), arrangement.starts_on)
    places = places_in_words(arrangement.household, on, Policies([arrangement.scheme]))
    return render(
        request, "arrangements/stays/plan_break.html", about_arrangement(arrangement) | {"form": form, "places": places}
    )


@allow("arrangements.act")
def release_stay(request, pk):
    """Give the nights of a break back."""
    breaks = Stay.objects.visible_to(request.actor).filter(kind=Stay.Kind.SHORT_BREAK, arrangement__isnull=False)
    stay = get_object_or_404(breaks, pk=pk)
    arrangement = open_arrangement(request, stay.arrangement_id)
    form = ReleaseForm(sent(request))

    def act(answers):
        if stay.is_released:
            raise WrongState("These nights were given back before.")
        stay.release(by=request.actor, **answers)

    if attempt(request, form, act):
        messages.success(request, "These nights are free again.")
        return redirect(arrangement)
    return render(
        request, "arrangements/stays/release_stay.html", about_arrangement(arrangement) | {"form": form, "stay": stay}
    )
