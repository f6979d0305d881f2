"""What would otherwise happen to a person: written down again whenever it changes."""

from django.contrib import messages
from django.shortcuts import redirect

from referrals.forms.alternatives import AlternativeForm
from referrals.models import Alternative
from referrals.views.acts import open_referral, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent

WHO = ("recorded_by__staff__account", "recorded_by__link")


def alternatives_of(referral):
    """Everything that was said of it, the newest first."""
    return referral.alternatives.standing().select_related(*WHO).order_by("-happened_on", "-pk")


@allow("referrals.triage")
def record_alternative(request, pk):
    """What would happen without Shared Lives, its weekly cost, and who said so; what was said before stays."""
    referral = open_referral(request, pk)
    form = AlternativeForm(sent(request), initial={"happened_on": clock.today(), "said_by": referral.referrer_name})

    def record():
        Alternative.record_alternative(referral=referral, by=request.actor, **form.cleaned_data)

    if attempt(request, form, record):
        messages.success(request, "Saved. What was said before stays readable.")
        return redirect(referral)
    return show_act(request, "record_alternative", referral, form, alternatives=alternatives_of(referral))
