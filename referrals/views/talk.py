"""What referrer and scheme wrote to each other, behind the link and a code; and the copy of what was sent."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from referrals import drafts
from referrals.copies import copy_of
from referrals.forms.status import WriteToSchemeForm
from referrals.models import Referral
from referrals.sending_more import keep_message
from referrals.still_needed import needed_for
from referrals.talk_links import TALK
from referrals.talks import written
from referrals.views.refer import gone
from schemes import clock, doors
from schemes.access import public, write_opening
from schemes.attempts import attempt, sent
from schemes.doors import behind_link


@public
@doors.not_kept
def referral_talk_start(request, secret):
    """Where the email about a message leads: a code first."""
    return doors.start(request, secret, TALK)


@behind_link(TALK)
def referral_talk(request):
    """All that was written, both ways, and a box to write in."""
    referral = Referral.behind(request.link)
    write_opening(request, referral, by=request.holder)
    form = WriteToSchemeForm(sent(request))

    def write():
        keep_message(referral, form.cleaned_data["message"], by=request.holder, on=clock.today())
        messages.success(request, _("Thank you. We have your message, and answer it here."))

    if attempt(request, form, write):
        return redirect("referral-talk", request.link.pk)
    page = {
        "scheme": referral.scheme,
        "link": request.link,
        "referral": referral,
        "rows": written(referral),
        "needed": needed_for(referral) if referral.is_open else [],
        "form": form,
    }
    return render(request, "referrals/status/referral_talk.html", page)


def _as_file(referral, *, reader) -> HttpResponse:
    name = f"{referral.reference}.pdf"  # the reference alone: a file's name is seen by whoever uses the computer
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(copy_of(referral, reader=reader), content_type="application/pdf", headers=headers)


@behind_link(TALK)
def referral_copy(request):
    """The referral as it was sent, as a PDF."""
    referral = Referral.behind(request.link)
    write_opening(request, referral, by=request.holder)
    return _as_file(referral, reader=request.holder)


@public
@doors.not_kept
def refer_copy(request, key):
    """The same right after sending, for the browser that sent it. Soon, or once they close it, it takes the link."""
    referral = _just_sent_here(request, key)
    if referral is None:
        return gone(request, key)
    if request.method == "POST":
        drafts.close_sent(request, key)
        return redirect("refer-start", slug=referral.scheme.slug)
    return _as_file(referral, reader=None)


def _just_sent_here(request, key):
    """The referral with this key if this browser session sent it minutes ago."""
    if not drafts.was_sent_here(request, key):
        return None
    referral, minutes = Referral.sent_from(key), timedelta(minutes=settings.LINK_IDLE_MINUTES)
    return referral if referral is not None and clock.now() - referral.received_at < minutes else None
