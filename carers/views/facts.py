"""Asking about a household and its home."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.facts import FactsForm
from carers.models import HouseholdFact
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.once import first_time


@allow("households.edit")
def record_facts(request, pk):
    """Write down what a household said about itself and its home: only what was asked this time."""
    household = open_household(request, pk)
    known = {fact.key: fact for fact in household.facts.latest()}
    form = FactsForm(sent(request), initial={"happened_on": clock.today()}, known=known)
    if form.is_valid():
        answers = form.answers()
        if answers and first_time(request, form):
            HouseholdFact.record_answers(household=household, answers=answers, by=request.actor)
            messages.success(request, f"{len(answers)} answer{'s' if len(answers) > 1 else ''} saved.")
        elif not answers:
            messages.info(request, "Nothing new was said, so nothing was written down.")
        return redirect(household)
    return show_act(request, "carers/facts/record_facts.html", household, form)
