"""Moving house: the act, and who goes along."""

from django.contrib import messages
from django.shortcuts import redirect

from arrangements.forms.moving import MoveHouseForm
from arrangements.models import move_house as move_everybody
from arrangements.models import stays_that_may_move
from arrangements.views.attempts import attempt
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.models import WrongState
from schemes.vocabulary import CHECKS_OF_THE_BUILDING, CheckKind


@allow("households.edit")
def move_house(request, pk):
    """The household lives in another home now; those who went along keep their arrangements."""
    household, today = open_household(request, pk), clock.today()
    every = stays_that_may_move(household, today)
    stays = list(
        every.visible_to(request.actor).select_related("person__folder", "arrangement").order_by("from_on", "pk")
    )
    hidden = every.count() - len(stays)
    shown = {"moved_on": today, "going": [str(stay.pk) for stay in stays]}
    form = MoveHouseForm(sent(request), initial=shown, stays=stays)

    def act(answers):
        if hidden:
            raise WrongState("Somebody only managers may see lives here. Ask your manager to write this down.")
        move_everybody(household=household, by=request.actor, **form.answers())
        messages.success(request, f"{household.name} has moved. Checks of the building are to be made anew.")

    if attempt(request, form, act):
        return redirect(household)
    anew = [kind.label for kind in CheckKind if kind in CHECKS_OF_THE_BUILDING]
    return show_act(request, "arrangements/moving/move_house.html", household, form, anew=anew)
