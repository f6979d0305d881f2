"""Who is on duty: told at once when something cannot wait."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.edits import save_plain_edit
from schemes.forms.duty import DutyTurnForm
from schemes.models.duty import DutyTurn

SHOWN_BACK = 28  # days


def _gap_after(turns, today):
    """The first day from today on that nobody has."""
    day = today
    for turn in sorted(turns, key=lambda one: one.from_on):
        if turn.from_on <= day <= turn.until_on:
            day = turn.until_on + timedelta(days=1)
    return day


@allow("duty.set")
def duty_turns(request):
    """Who is on duty now, next, and was of late; and the first day nobody has."""
    today = clock.today()
    rows = list(
        DutyTurn.objects.visible_to(request.actor)
        .filter(until_on__gte=today - timedelta(days=SHOWN_BACK))
        .select_related("officer__account")
        .order_by("from_on", "pk")
    )
    return render(
        request,
        "schemes/duty/duty_turns.html",
        {
            "ahead": [turn for turn in rows if turn.until_on >= today],
            "past": [turn for turn in rows if turn.until_on < today],
            "today": today,
            "gap_on": _gap_after(rows, today),
            "back_url": reverse("settings"),
        },
    )


@allow("duty.set")
def give_duty_turn(request):
    """Put an officer on duty for some days."""
    today = clock.today()
    form = DutyTurnForm(
        sent(request), actor=request.actor, initial={"from_on": today, "until_on": today + timedelta(days=6)}
    )
    if attempt(
        request,
        form,
        lambda: DutyTurn.give(scheme=request.actor.scheme, by=request.actor, **form.cleaned_data),
    ):
        messages.success(request, f"{form.cleaned_data['officer']} is on duty on those days.")
        return redirect("duty-turns")
    return render(request, "schemes/duty/give_duty_turn.html", {"form": form, "cancel_url": reverse("duty-turns")})


@allow("duty.set")
def edit_duty_turn(request, pk):
    """Change who is on duty, or for which days."""
    turn = get_object_or_404(DutyTurn.objects.visible_to(request.actor), pk=pk)
    initial = {"officer": turn.officer_id, "from_on": turn.from_on, "until_on": turn.until_on}
    form = DutyTurnForm(sent(request), actor=request.actor, initial=initial)
    if save_plain_edit(request, turn, form):
        return redirect("duty-turns")
    return render(request, "schemes/duty/edit_duty_turn.html", {"form": form, "cancel_url": reverse("duty-turns")})
