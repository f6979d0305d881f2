"""What happens to a referral after triage: the meeting, waiting, and steps taken back."""

from django.contrib import messages
from django.shortcuts import redirect

from referrals.forms.meetings import MeetingForm
from referrals.forms.triage import HoldForm, PutBackForm, ResumeForm
from referrals.forms.wishes import latest_wishes
from referrals.views.acts import open_referral, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent


@allow("referrals.triage")
def record_meeting(request, pk):
    """We met the person: what they said, what we learnt, what they want in a home."""
    referral = open_referral(request, pk)
    day = referral.meet_on if referral.meet_on and referral.meet_on <= clock.today() else clock.today()
    form = MeetingForm(
        sent(request), person=referral.person, latest=latest_wishes(referral.person), initial={"happened_on": day}
    )
    if attempt(request, form, lambda: referral.record_meeting(**form.meeting(), by=request.actor)):
        messages.success(request, f"Meeting saved. Next: look for people who fit {referral.person.called}.")
        return redirect(referral)
    return show_act(request, "record_meeting", referral, form)


@allow("referrals.triage")
def hold_referral(request, pk):
    """Put it on hold, with a reason and a day to look again."""
    referral = open_referral(request, pk)
    form = HoldForm(sent(request))
    if attempt(request, form, lambda: referral.hold(**form.cleaned_data, by=request.actor)):
        messages.success(request, "Put on hold. It comes back to Today on that day.")
        return redirect(referral)
    return show_act(request, "hold_referral", referral, form)


@allow("referrals.triage")
def resume_referral(request, pk):
    """Go on where it was before it was put on hold."""
    referral = open_referral(request, pk)
    form = ResumeForm(sent(request))

    def resume():
        referral.resume(why=form.cleaned_data["why"] or "Taken off hold", by=request.actor)

    if attempt(request, form, resume):
        messages.success(request, "Taken off hold.")
        return redirect(referral)
    return show_act(request, "resume_referral", referral, form)


@allow("cases.put_back")
def put_back_referral(request, pk):
    """A manager takes the last step back."""
    referral = open_referral(request, pk)
    form = PutBackForm(sent(request))
    if attempt(request, form, lambda: referral.put_back(**form.cleaned_data, by=request.actor)):
        messages.success(request, f"Put back: now “{referral.get_status_display().lower()}”.")
        return redirect(referral)
    return show_act(request, "put_back_referral", referral, form, step=referral.last_step())
