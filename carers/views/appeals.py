"""Appeals: written down, put before people who did not sit, and ended."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from carers.forms.appeals import AppealForm, EndAppealForm, HearAppealForm
from carers.forms.assessment import meetings_ahead
from carers.models import Appeal
from carers.models.appeals import end_appeal as end
from carers.models.appeals import hear_appeal as hear
from carers.models.appeals import meetings_to_hear, who_sat_first
from carers.models.appeals import record_appeal as write_appeal
from carers.models.outcomes import may_be_appealed
from carers.models.sittings import settled_outcome
from carers.views.panel_items import open_item, show_act
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.models import WrongState


@allow("panel.hold")
def record_appeal(request, pk):
    """A household appeals against a decision."""
    item = open_item(request, pk)
    outcome = settled_outcome(item)
    form = AppealForm(sent(request), initial={"asked_on": clock.today()})

    def appeal():
        if outcome is None:
            raise WrongState("Nothing is decided yet, so there is nothing to appeal against.")
        write_appeal(item, outcome, by=request.actor, **form.cleaned_data)

    if attempt(request, form, appeal):
        messages.success(request, "Appeal recorded. Next: put it before people who did not sit.")
        return redirect(item)
    is_late = bool(outcome and outcome.appeal_by_on and outcome.appeal_by_on < clock.today())
    may_appeal = bool(outcome and may_be_appealed(item.kind, outcome.outcome))
    page = {"outcome": outcome, "is_late": is_late, "may_appeal": may_appeal}
    return show_act(request, "carers/appeals/record_appeal.html", item, form, **page)


def open_appeal(request, pk: int) -> Appeal:
    """An appeal this actor may see, or 404."""
    rows = Appeal.objects.visible_to(request.actor).select_related(
        "household__folder", "outcome__item__meeting", "outcome__item__application__folder",
        "outcome__item__household", "outcome__decided_by__account", "item__meeting", "scheme",
    )  # fmt: skip
    appeal = get_object_or_404(rows, pk=pk)
    write_opening(request, appeal.outcome.item.application or appeal.household)
    return appeal


@allow("panel.hold")
def hear_appeal(request, pk):
    """Put an appeal on the list of a meeting of people who did not sit the first time."""
    appeal, today = open_appeal(request, pk), clock.today()
    meetings = meetings_ahead(request.actor, today).prefetch_related("seats__member__account")
    judged = meetings_to_hear(appeal, meetings)
    form = HearAppealForm(
        sent(request),
        meetings=[meeting for meeting, why in judged if not why],
        initial={"asks": "Hear the appeal, and say whether it is upheld."},
    )
    if attempt(request, form, lambda: hear(appeal, by=request.actor, **form.cleaned_data)):
        messages.success(request, "On the list.")
        return redirect(form.cleaned_data["meeting"])
    return show_act(
        request,
        "carers/appeals/hear_appeal.html",
        appeal.outcome.item,
        form,
        appeal=appeal,
        cannot=[(meeting, why) for meeting, why in judged if why],
        has_meetings=bool(form.meetings),
        sat=sorted(who_sat_first(appeal).values()),
    )


@allow("panel.hold")
def end_appeal(request, pk):
    """An appeal ends without a hearing here: withdrawn, or heard elsewhere."""
    appeal = open_appeal(request, pk)
    form = EndAppealForm(sent(request), initial={"on": clock.today()})
    if attempt(request, form, lambda: end(appeal, by=request.actor, **form.cleaned_data)):
        messages.success(request, f"The appeal ended: {appeal.get_ending_display().lower()}.")
        return redirect(appeal.outcome.item)
    return show_act(request, "carers/appeals/end_appeal.html", appeal.outcome.item, form, appeal=appeal)
