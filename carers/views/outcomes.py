"""What panel said, what was decided after it, and the letter to the household."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.outcomes import CorrectOutcomeForm, DecisionForm, DecisionLetterForm, OutcomeForm
from carers.models import PanelItem
from carers.models.outcome_corrections import INSTEAD, correctable_outcome
from carers.models.outcome_corrections import correct_panel_outcome as put_right
from carers.models.outcomes import (
    Outcome,
    panel_decides,
    people_limit_on,
    terms_in,
    told_household,
    words_of,
)
from carers.models.outcomes import record_decision as decide
from carers.models.outcomes import record_panel_outcome as write_outcome
from carers.models.sittings import settled_outcome, sitting_of
from carers.panel_history import listed
from carers.panel_letters import draft, keep_printed_letter, letter_sent
from carers.panel_letters import send_decision_letter as send_letter
from carers.views.panel_items import ABOUT, open_item, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import StaffMember, WrongState
from schemes.roles import Role


def _asked(item) -> dict:
    """What the form starts with: what panel was asked."""
    return {"people_limit": item.people_limit, "types": item.types}


def _as_said(outcome) -> dict:
    """What was written down of an outcome, as a form starts with it."""
    if outcome is None:
        return {}
    terms = terms_in(outcome)
    actions = terms.pop("actions")
    said = terms | {"outcome": outcome.outcome, "conditions": outcome.conditions}
    for number, (what, due_on) in enumerate(actions, start=1):
        said |= {f"action_{number}": what, f"action_{number}_on": due_on}
    return said


@allow("panel.hold")
def record_panel_outcome(request, pk):
    """What panel decided, or recommends where somebody decides after it."""
    item, today = open_item(request, pk), clock.today()
    form = OutcomeForm(
        sent(request),
        item=item,
        most=people_limit_on(item.scheme, today),
        initial={"happened_on": min(item.meeting.held_on, today)} | _asked(item),
    )
    if attempt(request, form, lambda: write_outcome(item, by=request.actor, **form.said())):
        messages.success(request, "Written down. The next step stands on this page.")
        return redirect(item)
    return show_act(
        request,
        "carers/outcomes/record_panel_outcome.html",
        item,
        form,
        sitting=sitting_of(item),
        panel_decides=panel_decides(item),
        is_written=item.outcomes.standing().exists(),
    )


@allow("panel.hold")
def correct_panel_outcome(request, pk):
    """What panel said, put right while nothing has followed from it; afterwards the page says what to do instead."""
    item, today = open_item(request, pk), clock.today()
    row = correctable_outcome(item)
    was = _as_said(row) | {"happened_on": row.happened_on, "reasons": row.reasons} if row else {}
    form = CorrectOutcomeForm(
        sent(request), item=item, most=people_limit_on(item.scheme, today), initial=_asked(item) | was
    )
    if attempt(request, form, lambda: put_right(item, by=request.actor, **form.said())):
        messages.success(request, "Corrected. What stood there before stays in the history.")
        return redirect(item)
    return show_act(
        request, "carers/outcomes/correct_panel_outcome.html", item, form, outcome=row, instead=INSTEAD[item.kind]
    )


@allow("panel.decide")
def record_decision(request, pk):
    """What the decision maker decides after panel recommended; it may differ, with reasons."""
    item, today = open_item(request, pk), clock.today()
    row = listed(PanelItem.objects.visible_to(request.actor).filter(pk=item.pk).select_related(*ABOUT))[0]
    recommended = row.recommended
    deciders = StaffMember.objects.visible_to(request.actor).working().filter(role=Role.MANAGER)
    initial = {"happened_on": today, "decided_by": request.actor.staff_id} | _asked(item) | _as_said(recommended)
    form = DecisionForm(
        sent(request),
        item=item,
        most=people_limit_on(item.scheme, today),
        deciders=deciders.select_related("account"),
        initial=initial,
    )
    if attempt(request, form, lambda: decide(item, by=request.actor, **form.said())):
        messages.success(request, "Decision recorded. The next step is the letter.")
        return redirect(item)
    return show_act(
        request,
        "carers/outcomes/record_decision.html",
        item,
        form,
        recommended=recommended,
        recommended_words=words_of(recommended) if recommended else "",
        may_be_decided=bool(recommended and recommended.outcome != Outcome.DEFER and not row.decided),
    )


@allow("panel.hold")
def send_decision_letter(request, pk):
    """The letter to the household: drafted in the scheme's words, looked at, changed, then sent or posted."""
    item, today = open_item(request, pk), clock.today()
    outcome = settled_outcome(item)
    written = draft(outcome, signed=request.actor.name, on=today) if outcome else {}
    form = DecisionLetterForm(sent(request), initial=written)
    looks = request.method == "POST" and "look" in request.POST
    printed = request.method == "POST" and "printed" in request.POST

    def send():
        if outcome is None:
            raise WrongState("Nothing is decided yet, so there is nothing to write about.")
        told = form.cleaned_data
        told_household(outcome, on=today, by=request.actor)
        if printed:
            keep_printed_letter(outcome, subject=told["subject"], body=told["body"], on=today, by=request.actor)
        else:
            send_letter(outcome, by=request.actor, **told)

    if not looks and attempt(request, form, send):
        messages.success(request, "Kept as posted." if printed else "The letter is on its way; the folder keeps it.")
        return redirect(item)
    shown = None
    if looks and form.is_valid():
        shown = form.cleaned_data
    return show_act(
        request,
        "carers/outcomes/send_decision_letter.html",
        item,
        form,
        outcome=outcome,
        outcome_words=words_of(outcome) if outcome else "",
        shown=shown,
        letter=letter_sent(outcome) if outcome and outcome.told_on else None,
    )
