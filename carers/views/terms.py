"""Acts on terms of approval, and on what they require by a day."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.terms import (
    CallOffRequiredActionForm,
    CorrectTermsForm,
    FinishRequiredActionForm,
    RequiredActionForm,
    TermsForm,
)
from carers.models import RequiredAction, Terms, terms_on
from carers.models.signing import decisions_to_rest_on
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Policies

CARRIED_ON = ("people_limit", "types", "is_named_only", "may_support", "exclusions", "conditions")


@allow("households.edit")
def set_terms(request, pk):
    """Set new terms of approval; those before stay readable. `?outcome=` chooses the decision they rest on."""
    household, today = open_household(request, pk), clock.today()
    policies, now = Policies([household.scheme]), terms_on(household.terms.standing(), today)
    decisions = decisions_to_rest_on([household])
    chosen = next((row for row in decisions if str(row.pk) == request.GET.get("outcome")), None)
    shown = {"from_on": today, "happened_on": today}
    if now:
        shown |= {name: getattr(now, name) for name in CARRIED_ON}
    if chosen:
        shown |= {"outcome": chosen, "happened_on": chosen.happened_on, "decided_by": str(chosen.item.meeting)}
    needs_panel = bool(policies.value(household.scheme_id, "terms_need_panel", today))
    form = TermsForm(
        sent(request),
        initial=shown,
        policies=policies,
        scheme=household.scheme,
        decisions=decisions,
        needs_panel=needs_panel,
        may_skip=request.actor.may("panel.decide"),
    )

    def act():
        terms = Terms.set_terms(household=household, by=request.actor, **form.terms())
        messages.success(request, f"Terms set from {terms.from_on:%-d %B %Y}: {terms}.")

    if attempt(request, form, act):
        return redirect(household)
    return show_act(request, "carers/terms/set_terms.html", household, form, now=now, needs_panel=needs_panel)


@allow("households.edit")
def correct_terms(request, pk):
    """Put terms right that were written down wrongly, saying why."""
    terms = open_row(request, Terms, pk)
    household = terms.household
    form = CorrectTermsForm(
        sent(request),
        initial={name: getattr(terms, name) for name in CorrectTermsForm.WRITTEN},
        policies=Policies([household.scheme]),
        scheme=household.scheme,
    )
    if attempt(request, form, lambda: terms.correct_terms(**form.cleaned_data, by=request.actor)):
        messages.success(request, "Terms corrected.")
        return redirect(household)
    return show_act(request, "carers/terms/correct_terms.html", household, form)


@allow("households.edit")
def add_required_action(request, pk):
    """Ask a household to do something by a day."""
    household = open_household(request, pk)
    form = RequiredActionForm(sent(request))

    def act():
        RequiredAction.add_required_action(household=household, by=request.actor, **form.cleaned_data)
        messages.success(request, "Written down. It shows on Today when its day comes.")

    if attempt(request, form, act):
        return redirect(household)
    return show_act(request, "carers/required_actions/add_required_action.html", household, form)


@allow("households.edit")
def finish_required_action(request, pk):
    """Write down that something asked for was done."""
    row = open_row(request, RequiredAction, pk)
    form = FinishRequiredActionForm(sent(request), initial={"done_on": clock.today()})
    if attempt(request, form, lambda: row.finish(by=request.actor, **form.cleaned_data)):
        messages.success(request, f"Done: {row}.")
        return redirect(row.household)
    return show_act(request, "carers/required_actions/finish_required_action.html", row.household, form, action=row)


@allow("households.edit")
def call_off_required_action(request, pk):
    """Write down that something asked for is not needed any more."""
    row = open_row(request, RequiredAction, pk)
    form = CallOffRequiredActionForm(sent(request))
    if attempt(request, form, lambda: row.call_off(by=request.actor, **form.cleaned_data)):
        messages.success(request, f"Called off: {row}.")
        return redirect(row.household)
    return show_act(request, "carers/required_actions/call_off_required_action.html", row.household, form, action=row)
