"""Visits to a household as such, announced or not, and how one is put right."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.reviews import CorrectHouseholdVisitForm, HouseholdVisitForm
from carers.models import HouseholdVisit
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent

FIELDS = ("happened_on", "who_was_there", "carers_words", "summary", "to_do", "next_on")


@allow("households.edit")
def record_household_visit(request, pk):
    """Write down a visit to a household; `?unannounced=1` when it is the one they were not to know about."""
    household = open_household(request, pk)
    shown = {"happened_on": clock.today()} | ({"is_announced": "no"} if request.GET.get("unannounced") else {})
    form = HouseholdVisitForm(sent(request), initial=shown)

    def act():
        HouseholdVisit.record_household_visit(household=household, by=request.actor, **form.cleaned_data)
        messages.success(request, "The visit is saved.")

    if attempt(request, form, act):
        return redirect(household)
    last = household.household_visits.standing().order_by("-happened_on", "-pk").first()
    return show_act(request, "carers/visits/record_household_visit.html", household, form, last=last)


@allow("households.edit")
def correct_household_visit(request, pk):
    """Replace what was written about one visit; the old words stay readable."""
    visit = open_row(request, HouseholdVisit, pk)
    shown = {name: getattr(visit, name) for name in FIELDS} | {"is_announced": "yes" if visit.is_announced else "no"}
    form = CorrectHouseholdVisitForm(sent(request), initial=shown)
    if attempt(request, form, lambda: visit.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Corrected. The earlier words stay readable under changes.")
        return redirect(visit.household)
    return show_act(request, "carers/visits/correct_household_visit.html", visit.household, form)
