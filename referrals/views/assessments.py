"""The scheme's own assessment: written over several days, finished when whole, made again when life changes."""

from django.contrib import messages
from django.shortcuts import redirect

from referrals.forms.assessments import AssessmentForm
from referrals.models import Assessment
from referrals.views.acts import open_referral, show_act
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.edits import carry_version, show_both
from schemes.models import Stale


@allow("referrals.see")
def assessment(request, pk):
    """What was found, what nobody knows yet, and earlier assessments."""
    referral = open_referral(request, pk)
    rows = list(Assessment.objects.visible_to(request.actor).filter(referral=referral).order_by("-pk"))
    chosen = next((row for row in rows if str(row.pk) == request.GET.get("of")), rows[0] if rows else None)
    page = {
        "assessment": chosen,
        "others": [row for row in rows if row is not chosen],
        "wishes": referral.person.wishes.latest(),
        "changes": changes_of(chosen) if chosen else [],
        "may_write": request.actor.may("referrals.triage"),
    }
    return show_act(request, "../assessments/assessment", referral, None, **page)


@allow("referrals.triage")
def write_assessment(request, pk):
    """Write on the assessment that is open; it begins from the last one."""
    referral = open_referral(request, pk)
    found = Assessment.objects.visible_to(request.actor).filter(referral=referral, finished_on__isnull=True).first()
    if found is None:
        found = Assessment.begin(referral=referral, by=request.actor)
    form = AssessmentForm(sent(request), assessment=found)
    carry_version(request, form, found.version)

    def save():
        found.write(form.changes(), version=form.version, by=request.actor)
        if "finish" in request.POST:
            found.finish(by=request.actor)

    try:
        if attempt(request, form, save):
            is_finished = "finish" in request.POST
            messages.success(request, "Assessment finished." if is_finished else "Saved. It is not finished yet.")
            return redirect("assessment", pk)
    except Stale as meanwhile:
        show_both(form, meanwhile.changes, version=found.version, changed=found)
    return show_act(request, "../assessments/write_assessment", referral, form)
