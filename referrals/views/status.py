"""The referrer's own small door: how a referral goes, behind the emailed link, without signing in."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from referrals.forms.status import SendMoreForm
from referrals.models import Referral
from referrals.promises import Promises
from referrals.tracker import last_update, steps_of
from referrals.views.refer import not_kept
from schemes import clock
from schemes.access import public, write_opening
from schemes.models import Actor, Link, WrongState
from schemes.once import first_time


def _behind(secret):
    """The link and its referral, or nothing: unknown, closed and worn-out links look the same."""
    at = clock.now()
    link = Link.open_with(secret, Link.Purpose.REFERRAL_STATUS, at)
    if link is None:
        return None, None, None
    referral = Referral.behind(link)
    promises = Promises([referral.scheme])
    if referral.closed_on:
        days = promises.policies.value(referral.scheme_id, "status_link_days", referral.closed_on)
        if clock.today() > referral.closed_on + timedelta(days=days):
            return None, None, None
    return link, referral, promises


def _nothing_here(request):
    return render(request, "referrals/status/nothing_here.html", status=404)


def _status_page(request, secret, link, referral, promises, form):
    write_opening(request, referral, by=Actor.for_link(link))
    today = clock.today()
    return render(
        request,
        "referrals/status/referral_status.html",
        {
            "scheme": referral.scheme,
            "secret": secret,
            "referral": referral,
            "initial": referral.person.called[:1].upper(),
            "steps": steps_of(referral, promises, today),
            "promise": promises.next_for(referral, today),
            "asked": referral.asked.standing().order_by("-pk").first()
            if referral.status == Referral.Status.NEEDS_MORE
            else None,
            "turned_down": referral.turned_down.standing().order_by("-pk").first() if referral.closed_on else None,
            "passed_on": referral.passed_on.standing().select_related("to_scheme").order_by("-pk").first()
            if referral.status == Referral.Status.PASSED_ON
            else None,
            "last_update": last_update(referral),
            "form": form,
        },
    )


@public
@not_kept
def referral_status(request, secret):
    """How it goes: what is done, what is next by when, what is still needed."""
    link, referral, promises = _behind(secret)
    if link is None:
        return _nothing_here(request)
    return _status_page(request, secret, link, referral, promises, SendMoreForm())


@public
@not_kept
def send_more(request, secret):
    """The referrer sends what was asked for."""
    link, referral, promises = _behind(secret)
    if link is None:
        return _nothing_here(request)
    form = SendMoreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not first_time(request, form):
            return redirect("referral-status", secret=secret)
        try:
            referral.give_more(text=form.cleaned_data["text"], by=Actor.for_link(link))
        except WrongState:
            said = _("We are not waiting for anything just now. Ring us: %(phone)s")
            form.add_error("text", said % {"phone": referral.scheme.phone})
        else:
            messages.success(request, _("Thank you. We have what you sent."))
            return redirect("referral-status", secret=secret)
    return _status_page(request, secret, link, referral, promises, form)
