"""Signing the carer agreement, renewing it, and putting one right."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.agreements import AgreementForm, CorrectAgreementForm
from carers.models import CarerAgreement
from carers.models.outcomes import terms_in_words
from carers.models.signing import (
    agreed_for,
    application_to_sign,
)
from carers.models.signing import (
    correct_agreement as put_right,
)
from carers.models.signing import (
    sign_agreement as sign,
)
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Policies

FIELDS = ("happened_on", "signed_by", "signed_for_us_by", "form", "renew_on")


@allow("households.edit")
def sign_agreement(request, pk):
    """Write down that the carer agreement was signed; after panel agreed, this is where approval begins."""
    household, today = open_household(request, pk), clock.today()
    application = application_to_sign(household)
    outcome = agreed_for(application) if application else None
    last = household.agreements.standing().order_by("-happened_on", "-pk").first()
    carers = [member.full_name for member in household.members_on(today) if member.role == member.Role.CARER]
    form = AgreementForm(
        sent(request),
        request.FILES or None,
        initial={
            "happened_on": today,
            "signed_by": " and ".join(carers)[:200],
            "signed_for_us_by": request.actor.name,
            "form": last.form if last else "",
        },
        months=_months(household, today),
        earliest=outcome.happened_on if outcome else None,
        earliest_why="Panel’s decision was on",
    )

    def act():
        sign(household=household, by=request.actor, **form.cleaned_data)
        said = "Agreement signed."
        messages.success(request, f"{said} {household.name} is approved from that day." if application else said)

    if attempt(request, form, act):
        return redirect(household)
    page = {"application": application, "last": last, "agreed": terms_in_words(outcome) if outcome else []}
    return show_act(request, "carers/agreements/sign_agreement.html", household, form, **page)


@allow("households.edit")
def correct_agreement(request, pk):
    """Put an agreement right that was written down wrongly, saying why."""
    agreement = open_row(request, CarerAgreement, pk)
    household = agreement.household
    form = CorrectAgreementForm(
        sent(request),
        request.FILES or None,
        initial={name: getattr(agreement, name) for name in FIELDS},
        months=_months(household, agreement.happened_on),
    )
    if attempt(request, form, lambda: put_right(agreement, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Agreement corrected.")
        return redirect(household)
    return show_act(request, "carers/agreements/correct_agreement.html", household, form, agreement=agreement)


def _months(household, on) -> int:
    return Policies([household.scheme]).value(household.scheme_id, "agreement_months", on)
