"""What staff do about the referrer: write to them, say that no answer is needed, ask somebody else from now on."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from referrals import letters
from referrals.forms.status import ChangeReferrerForm, SettleTalkForm, WriteToReferrerForm
from referrals.models import ReferrerMessage, TalkSettled
from referrals.talks import written
from referrals.views.acts import open_referral, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.edits import carry_version
from schemes.models import WrongState


@allow("referrals.triage")
def write_to_referrer(request, pk):
    """Write to the referrer; they read it behind their link, after a code."""
    referral = open_referral(request, pk)
    form = WriteToReferrerForm(sent(request))

    def write():
        message = ReferrerMessage.say(
            referral=referral, text=form.cleaned_data["text"], is_from_referrer=False, by=request.actor
        )
        letters.send_message_waits(message, at=clock.now(), by=request.actor)

    if attempt(request, form, write):
        messages.success(request, f"Sent. {referral.referrer_name} gets an email that says a message waits.")
        return redirect(referral)
    return show_act(
        request, "write_to_referrer", referral, form,
        rows=written(referral), unanswered=referral.talk.unanswered().exists(),
        preview=letters.preview(referral, "message_waits", door="referral-talk-start"),
    )  # fmt: skip


@allow("referrals.triage")
def settle_talk(request, pk):
    """What the referrer wrote needs no answer, or was answered another way: say why."""
    referral = open_referral(request, pk)
    form, waiting = SettleTalkForm(sent(request)), referral.talk.unanswered().order_by("pk")
    last = waiting.last()
    carry_version(request, form, last.pk if last else 0)  # what came after the page was opened was not read

    def settle():
        newest = waiting.filter(pk__lte=form.version or (last.pk if last else 0)).last()
        if newest is None:
            raise WrongState("Nothing waits for an answer: somebody has answered it meanwhile.")
        TalkSettled.settle_talk(up_to=newest, why=form.cleaned_data["why"], by=request.actor)

    if attempt(request, form, settle):
        messages.success(request, "Taken off the list. Nothing was sent.")
        return redirect(referral)
    return show_act(request, "settle_talk", referral, form, waiting=waiting)


@allow("referrals.triage")
def change_referrer(request, pk):
    """Somebody else is asked from now on, as when a referrer leaves: they get a link, and the old ones close."""
    referral = open_referral(request, pk)
    form = ChangeReferrerForm(sent(request), initial={"team": referral.referrer_team})

    def hand_over():
        referral.change_referrer(**form.cleaned_data, by=request.actor)
        letters.send_takes_over(referral, at=clock.now(), by=request.actor)

    if attempt(request, form, hand_over):
        messages.success(
            request, f"{referral.referrer_name} gets an email with a new link. Links sent before are closed."
        )
        return redirect(f"{reverse('referral', args=[pk])}#referrer")
    preview = letters.preview(referral, "takes_over")
    return show_act(request, "change_referrer", referral, form, preview=preview)
