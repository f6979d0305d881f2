"""Acts on checks and training."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.checks import CheckForm, CorrectCheckForm, as_typed
from carers.forms.choices import check_key
from carers.models import CheckResult
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Policies
from schemes.once import first_time


def _still_here(household, today) -> list:
    """Members who have not left by a day."""
    return [m for m in household.members.all() if m.left_on is None or m.left_on > today]


@allow("households.edit")
def record_check(request, pk):
    """Write down what a check found and until when it holds. `?kind=` and `?member=` choose what was checked."""
    household, today = open_household(request, pk), clock.today()
    form = CheckForm(
        sent(request),
        initial={
            "what": check_key(request.GET.get("kind", ""), request.GET.get("member")),
            "happened_on": today,
        },
        members=_still_here(household, today),
        policies=Policies([household.scheme]),
        scheme=household.scheme,
        today=today,
    )
    if form.is_valid():
        if first_time(request, form):
            check = CheckResult.record_check(household=household, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{check} recorded: {_until(check)}.")
        return redirect(household)
    return show_act(request, "carers/checks/record_check.html", household, form)


@allow("households.edit")
def correct_check(request, pk):
    """Put a check right that was written down wrongly, saying why."""
    check, today = open_row(request, CheckResult, pk), clock.today()
    household = check.household
    form = CorrectCheckForm(
        sent(request),
        initial=as_typed(check),
        members=list(household.members.all()),
        policies=Policies([household.scheme]),
        scheme=household.scheme,
        today=today,
    )

    def correct():
        corrected = check.correct(**form.cleaned_data, by=request.actor)
        messages.success(request, f"{corrected} corrected: {_until(corrected)}.")

    if attempt(request, form, correct):
        return redirect(household)
    return show_act(request, "carers/checks/correct_check.html", household, form)


def _until(check) -> str:
    return f"runs out on {check.expires_on:%-d %B %Y}" if check.expires_on else "no end set"
