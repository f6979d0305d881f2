"""Acts on a household: adding one that is approved, plain edits, handing it over."""

from django.contrib import messages
from django.shortcuts import redirect, render

from carers.forms.adding import AddHouseholdForm
from carers.forms.households import HandHouseholdForm, HomeForm, HouseholdForm
from carers.models import add_approved_household
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.edits import save_plain_edit
from schemes.models import Policies
from schemes.once import first_time
from schemes.roles import Role


@allow("households.edit")
def add_household(request):
    """Add a household that is already approved."""
    scheme, today = request.actor.scheme, clock.today()
    mine = request.actor.staff if request.actor.role in (Role.OFFICER, Role.MANAGER) else None
    form = AddHouseholdForm(
        sent(request), initial={"officer": mine}, actor=request.actor, policies=Policies([scheme]), scheme=scheme
    )
    if form.is_valid():
        if not first_time(request, form):
            return redirect("households")
        household = add_approved_household(scheme=scheme, by=request.actor, **form.household(today))
        messages.success(request, f"{household.name} added as {household.reference}. Next: ask about the home.")
        return redirect(household)
    return render(request, "carers/households/add_household.html", {"form": form})


@allow("households.edit")
def edit_household(request, pk):
    """Change what staff call a household, and how it speaks of itself."""
    household = open_household(request, pk)
    form = HouseholdForm(sent(request), initial={name: getattr(household, name) for name in HouseholdForm.base_fields})
    if save_plain_edit(request, household, form):
        return redirect(household)
    return show_act(request, "carers/households/edit_household.html", household, form)


@allow("households.edit")
def edit_home(request, pk):
    """Change the address, the postcode or the number of rooms of a household's home."""
    household = open_household(request, pk)
    home = household.home
    names = ("address", "postcode", "rooms")
    form = HomeForm(sent(request), initial={name: getattr(home, name) for name in names})
    if save_plain_edit(request, home, form):
        return redirect(household)
    return show_act(request, "carers/homes/edit_home.html", household, form)


@allow("households.edit")
def hand_household(request, pk):
    """Give a household to another officer."""
    household = open_household(request, pk)
    form = HandHouseholdForm(sent(request), initial={"officer": household.officer_id}, actor=request.actor)
    if form.is_valid():
        officer = form.cleaned_data["officer"]
        household.hand_to(officer, why=form.cleaned_data["why"], by=request.actor)
        messages.success(request, f"{household.name} is now with {officer or 'nobody'}.")
        return redirect(household)
    return show_act(request, "carers/households/hand_household.html", household, form)
