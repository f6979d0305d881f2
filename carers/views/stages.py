"""The scheme's own words for its pipeline: labels, steps, what it does without, and why applications end."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from carers.forms.stages import ClosingReasonForm, StageForm
from carers.models import Application, Closing, ClosingReason, StageName
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.edits import save_plain_edit

STATUS = Application.Status
STAGES = [*Application.STAGES, STATUS.ON_HOLD, *Application.ENDED]


@allow("settings.change")
def stages(request):
    """Every stage in the scheme's words, whether it is used, its steps, and how many stand in it."""
    scheme = request.actor.scheme
    own = {row.status: row for row in StageName.objects.filter(scheme=scheme)}
    standing = Application.objects.filter(scheme=scheme).order_by().values_list("status").annotate(Count("pk"))
    counts = dict(standing)
    rows = [
        {
            "stage": stage,
            "label": own[stage].label if stage in own else stage.label,
            "own": own.get(stage),
            "is_used": stage not in Application.OPTIONAL or stage not in own or own[stage].is_used,
            "is_optional": stage in Application.OPTIONAL,
            "count": counts.get(stage, 0),
        }
        for stage in STAGES
    ]
    page = {"stages": rows, "back_url": reverse("settings"), "changes": changes_of(*own.values())}
    return render(request, "carers/stages/stages.html", page)


@allow("settings.change")
def edit_stage(request, key):
    """What one stage is called, whether it is used, and its steps; what that touches is said before it is saved."""
    if key not in STATUS.values:
        raise Http404
    scheme = request.actor.scheme
    row = StageName.of(scheme, key)
    taken = {label.casefold() for status, label in StageName.labels(scheme.pk).items() if status != key}
    form = StageForm(
        sent(request),
        is_optional=key in Application.OPTIONAL,
        labels_taken=taken,
        initial={"label": row.label, "is_used": row.is_used, "steps": "\n".join(row.steps)},
    )
    if save_plain_edit(request, row, form):
        return redirect("stages")
    there = Application.objects.filter(scheme=scheme, status=key).order_by().values_list("step")
    steps = dict(there.annotate(Count("pk")))
    page = {
        "form": form,
        "stage": STATUS(key),
        "label": row.label,
        "count": sum(steps.values()),
        "steps": [(step, number) for step, number in steps.items() if step],
        "is_ended": key in Application.ENDED,
        "is_optional": key in Application.OPTIONAL,
        "cancel_url": reverse("stages"),
    }
    return render(request, "carers/stages/edit_stage.html", page)


@allow("settings.change")
def closing_reasons(request):
    """The reasons this scheme offers when an application ends, and how often each was used."""
    actor = request.actor
    ClosingReason.offered(actor.scheme, by=actor)
    ClosingReason.for_joining(actor.scheme, by=actor)
    used = Closing.objects.standing().filter(scheme=actor.scheme).order_by().values_list("reason").annotate(Count("pk"))
    counts = dict(used)
    rows = [(row, counts.get(row.pk, 0)) for row in ClosingReason.objects.filter(scheme=actor.scheme)]
    page = {"reasons": rows, "back_url": reverse("settings")}
    return render(request, "carers/stages/closing_reasons.html", page)


@allow("settings.change")
def add_closing_reason(request):
    """One more reason of the scheme's own."""
    scheme = request.actor.scheme
    form = ClosingReasonForm(sent(request), scheme=scheme)
    if attempt(request, form, lambda: ClosingReason.add_reason(scheme=scheme, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Reason added.")
        return redirect("closing-reasons")
    page = {"form": form, "cancel_url": reverse("closing-reasons")}
    return render(request, "carers/stages/add_closing_reason.html", page)


@allow("settings.change")
def edit_closing_reason(request, pk):
    """Change the words of a reason, or offer it no more; cases that ended with it keep the words they had."""
    scheme = request.actor.scheme
    reason = get_object_or_404(ClosingReason.objects.filter(scheme=scheme), pk=pk)
    names = ("text", "position", "is_used")
    initial = {name: getattr(reason, name) for name in names}
    form = ClosingReasonForm(sent(request), scheme=scheme, but=reason.pk, initial=initial)
    if save_plain_edit(request, reason, form):
        return redirect("closing-reasons")
    page = {
        "form": form,
        "reason": reason,
        "count": Closing.objects.standing().filter(reason=reason).count(),
        "cancel_url": reverse("closing-reasons"),
    }
    return render(request, "carers/stages/edit_closing_reason.html", page)
