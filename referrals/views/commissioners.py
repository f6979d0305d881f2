"""Meetings between the scheme and those who commission it: what was asked, and what was answered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from referrals.forms.sources import CommissionerMeetingForm, CorrectCommissionerMeetingForm
from referrals.models import CommissionerMeeting
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent

FIELDS = ("authority", "happened_on", "who_was_there", "asked", "answered", "next_on")
PER_PAGE = 20


@allow("referrals.see")
def commissioner_meetings(request):
    """Every meeting, newest first."""
    rows = CommissionerMeeting.objects.visible_to(request.actor).standing()
    rows = rows.select_related("authority", "recorded_by__staff__account")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "referrals/sources/commissioner_meetings.html", {"page": page})


def _act(request, act, form, **more):
    page = {"form": form, "cancel_url": reverse("commissioner-meetings")}
    return render(request, f"referrals/sources/{act}.html", page | more)


@allow("referrals.triage")
def record_commissioner_meeting(request):
    """Write down a meeting."""
    scheme = request.actor.scheme
    form = CommissionerMeetingForm(sent(request), scheme=scheme, initial={"happened_on": clock.today()})

    def record():
        CommissionerMeeting.record_commissioner_meeting(scheme=scheme, by=request.actor, **form.cleaned_data)

    if attempt(request, form, record):
        messages.success(request, "Meeting kept.")
        return redirect("commissioner-meetings")
    return _act(request, "record_commissioner_meeting", form)


@allow("referrals.triage")
def correct_commissioner_meeting(request, pk):
    """Put right what was written down, or add what was answered since."""
    row = get_object_or_404(CommissionerMeeting.objects.visible_to(request.actor), pk=pk)
    begin = {name: getattr(row, name) for name in FIELDS}
    form = CorrectCommissionerMeetingForm(sent(request), scheme=request.actor.scheme, initial=begin)
    if attempt(request, form, lambda: row.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Corrected.")
        return redirect("commissioner-meetings")
    return _act(request, "correct_commissioner_meeting", form)
