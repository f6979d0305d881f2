"""What lies ahead for a household: days away, and changes that will lift a rule."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.ahead import AwayForm, CorrectAwayForm, CorrectPlannedChangeForm, PlannedChangeForm
from carers.models import Away, PlannedChange
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.once import first_time


@allow("households.edit")
def record_away(request, pk):
    """Write down days on which nobody new can come."""
    household, today = open_household(request, pk), clock.today()
    form = AwayForm(sent(request), initial={"from_on": today})
    if form.is_valid():
        if first_time(request, form):
            Away.record_away(household=household, happened_on=today, by=request.actor, **form.cleaned_data)
            messages.success(request, "Days away recorded. Nobody new is offered this home on them.")
        return redirect(household)
    return show_act(request, "carers/ahead/record_away.html", household, form)


@allow("households.edit")
def record_planned_change(request, pk):
    """Write down what will change and when, so that matching can see it coming."""
    household = open_household(request, pk)
    lifts = request.GET.get("lifts")
    form = PlannedChangeForm(sent(request), initial={"lifts": lifts if lifts in PlannedChange.Lifts.values else ""})
    if form.is_valid():
        if first_time(request, form):
            PlannedChange.record_planned_change(
                household=household, happened_on=clock.today(), by=request.actor, **form.cleaned_data
            )
            messages.success(request, "Planned change recorded. Matching counts on it from that day.")
        return redirect(household)
    return show_act(request, "carers/ahead/record_planned_change.html", household, form)


@allow("households.edit")
def correct_away(request, pk):
    """Put days away right, or call them off, saying why."""
    away = open_row(request, Away, pk)
    form = CorrectAwayForm(sent(request), initial=_typed(away, "from_on", "until_on", "reason"))
    return _correct(request, away, form, "carers/ahead/correct_away.html", "Days away corrected.")


@allow("households.edit")
def correct_planned_change(request, pk):
    """Put a planned change right, or call it off, saying why."""
    change = open_row(request, PlannedChange, pk)
    form = CorrectPlannedChangeForm(sent(request), initial=_typed(change, "lifts", "expected_on", "what"))
    return _correct(request, change, form, "carers/ahead/correct_planned_change.html", "Planned change corrected.")


def _typed(row, *names) -> dict:
    stands = "off" if row.is_called_off else "stands"
    return {name: getattr(row, name) for name in names} | {"stands": stands}


def _correct(request, row, form, template, done):
    """Replace a record of what lies ahead with the corrected one."""

    def correct():
        changes = dict(form.cleaned_data)
        row.correct(is_called_off=not changes.pop("stands"), by=request.actor, **changes)

    if attempt(request, form, correct):
        messages.success(request, done)
        return redirect(row.household)
    return show_act(request, template, row.household, form)
