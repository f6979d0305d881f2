"""Acts on terms of approval."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.terms import CorrectTermsForm, TermsForm
from carers.models import Terms, terms_on
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Policies
from schemes.once import first_time


@allow("households.edit")
def set_terms(request, pk):
    """Set new terms of approval; those before stay readable."""
    household, today = open_household(request, pk), clock.today()
    now = terms_on(household.terms.standing(), today)
    form = TermsForm(
        sent(request),
        initial={"from_on": today, "happened_on": today}
        | ({"people_limit": now.people_limit, "types": now.types} if now else {}),
        policies=Policies([household.scheme]),
        scheme=household.scheme,
    )
    if form.is_valid():
        if first_time(request, form):
            terms = Terms.set_terms(household=household, by=request.actor, **form.cleaned_data)
            messages.success(request, f"Terms set from {terms.from_on:%-d %B %Y}: {terms}.")
        return redirect(household)
    return show_act(request, "carers/terms/set_terms.html", household, form, now=now)


@allow("households.edit")
def correct_terms(request, pk):
    """Put terms right that were written down wrongly, saying why."""
    terms = open_row(request, Terms, pk)
    household = terms.household
    names = ("from_on", "until_on", "people_limit", "types", "happened_on", "decided_by", "conditions")
    form = CorrectTermsForm(
        sent(request),
        initial={name: getattr(terms, name) for name in names},
        policies=Policies([household.scheme]),
        scheme=household.scheme,
    )
    if attempt(request, form, lambda: terms.correct(**form.cleaned_data, by=request.actor)):
        messages.success(request, "Terms corrected.")
        return redirect(household)
    return show_act(request, "carers/terms/correct_terms.html", household, form)
