"""The inbox of referrals, and who works on which."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals.forms.handing import HandForm, HandSeveralForm
from referrals.forms.lists import ReferralsFilter
from referrals.inbox import SILENT, lines_of
from referrals.inbox_page import page_of
from referrals.load import load_of
from referrals.promises import Promises
from referrals.views.acts import open_referral, show_act
from schemes import clock, sought
from schemes.access import allow
from schemes.attempts import attempt, sent

PER_PAGE = 30
MOST_AT_ONCE = 100


@allow("referrals.see")
def referrals(request):
    """Every referral this actor may see: what cannot wait first, then unopened ones, then who waits longest."""
    if request.method == "POST":
        return sought.search_list(request)
    actor = request.actor
    form = ReferralsFilter.read(request.GET, actor=actor)
    words = sought.kept(actor, form.cleaned_data["find"])
    page = page_of(actor, form, words=words, number=request.GET.get("page", ""), per_page=PER_PAGE)
    return render(
        request,
        "referrals/inbox/referrals.html",
        {
            "page": page,
            "lines": lines_of(page.object_list, clock.today(), Promises([actor.scheme])),
            "filter_form": form,
            "words": words,
            "address": sought.address_of_list(request),
            "unsearched": sought.address_of_list(request, find=""),
            "silent": SILENT,
            "may_hand": actor.may("referrals.triage"),
        },
    )


@allow("referrals.triage")
def hand_referral(request, pk):
    """Give one referral to an officer, or to nobody for now; how much each has in hand is shown."""
    referral = open_referral(request, pk)
    form = HandForm(
        sent(request), actor=request.actor, load=load_of(request.actor), initial={"officer": referral.officer_id}
    )
    if attempt(request, form, lambda: referral.hand_to(**form.cleaned_data, by=request.actor)):
        messages.success(request, f"{referral.reference} is now with {referral.officer or 'nobody'}.")
        return redirect(referral)
    return show_act(request, "hand_referral", referral, form)


@allow("referrals.triage")
def hand_referrals(request):
    """Give several referrals to one officer at once."""
    ticked = (request.POST if request.method == "POST" else request.GET).getlist("pick")[:MOST_AT_ONCE]
    picked = [pk for pk in ticked if pk.isascii() and pk.isdigit() and len(pk) < 10]
    form = HandSeveralForm(
        sent(request), actor=request.actor, load=load_of(request.actor), picked=picked, initial={"pick": picked}
    )

    def hand():
        with transaction.atomic():
            for referral in form.cleaned_data["pick"]:
                referral.hand_to(form.cleaned_data["officer"], by=request.actor)

    if attempt(request, form, hand):
        number = len(form.cleaned_data["pick"])
        messages.success(
            request, f"{number} referral{'' if number == 1 else 's'} handed to {form.cleaned_data['officer']}."
        )
        return redirect("referrals")
    return render(
        request,
        "referrals/inbox/hand_referrals.html",
        {"form": form, "has_any": bool(picked), "cancel_url": reverse("referrals")},
    )
