"""A manager lets a check wait, or calls that off."""

from django.contrib import messages
from django.shortcuts import redirect

from carers import check_lists
from carers.forms.choices import check_key
from carers.forms.waivers import CallOffWaiverForm, WaiverForm
from carers.models import Waiver
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent


@allow("checks.waive")
def waive_check(request, pk):
    """Let a check that is missing or has run out wait until a day. `?kind=` and `?member=` choose it."""
    household, today = open_household(request, pk), clock.today()
    groups = check_lists.of_household(household, today)
    lines = [line for group in groups for line in group.lines if line.may_be_waived]
    chosen = check_key(request.GET.get("kind", ""), request.GET.get("member"))
    form = WaiverForm(sent(request), initial={"what": chosen}, lines=lines)

    def waive():
        waiver = Waiver.waive_check(household=household, happened_on=today, by=request.actor, **form.cleaned_data)
        messages.success(request, f"{waiver} may wait until {waiver.until_on:%-d %B %Y}.")

    if attempt(request, form, waive):
        return redirect(f"{household.get_absolute_url()}#checks")
    return show_act(request, "carers/waivers/waive_check.html", household, form, lines=lines)


@allow("checks.waive")
def call_off_waiver(request, pk):
    """The check does not wait any longer."""
    waiver = open_row(request, Waiver, pk)
    form = CallOffWaiverForm(sent(request))

    def call_off():
        waiver.call_off_waiver(why=form.cleaned_data["why"], by=request.actor)
        messages.success(request, f"Called off: {waiver} is asked for again.")

    if attempt(request, form, call_off):
        return redirect(f"{waiver.household.get_absolute_url()}#checks")
    return show_act(request, "carers/waivers/call_off_waiver.html", waiver.household, form, waiver=waiver)
