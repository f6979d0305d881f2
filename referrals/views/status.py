"""The referrer's own small door: how a referral goes, behind the emailed link, without signing in.

The link alone shows how far it is, and takes what is sent. Reading what was written takes a code as well (`talk`).
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from referrals.forms.status import SendMoreForm, WriteToSchemeForm
from referrals.models import Referral
from referrals.promises import Promises
from referrals.sending_more import keep_answers, keep_message, room_for
from referrals.still_needed import needed_for
from referrals.talk_links import still_shown
from referrals.tracker import last_update, slip_of, steps_of
from schemes import clock
from schemes.access import public, write_opening
from schemes.attempts import attempt, sent
from schemes.doors import not_kept
from schemes.models import Actor, Link, WrongState
from schemes.once import first_time


def _behind(secret):
    """The link and its referral, or nothing: unknown, closed and worn-out links look the same."""
    link = Link.open_with(secret, Link.Purpose.REFERRAL_STATUS, clock.now())
    if link is None:
        return None, None, None
    referral = Referral.behind(link)
    promises = Promises([referral.scheme])
    return (link, referral, promises) if still_shown(referral, promises) else (None, None, None)


def _nothing_here(request):
    return render(request, "referrals/status/nothing_here.html", status=404)


def _about(secret, referral) -> dict:
    return {
        "scheme": referral.scheme,
        "secret": secret,
        "referral": referral,
        "initial": referral.person.called[:1].upper(),
    }


@public
@not_kept
def referral_status(request, secret):
    """How it goes: what is done, what is next by when, what is still needed."""
    link, referral, promises = _behind(secret)
    if link is None:
        return _nothing_here(request)
    write_opening(request, referral, by=Actor.for_link(link))
    return _status_page(request, secret, referral, promises, WriteToSchemeForm())


def _status_page(request, secret, referral, promises, form):
    today, status = clock.today(), referral.status
    needed = needed_for(referral) if referral.is_open else []
    more = {
        "steps": steps_of(referral, promises, today),
        "slip": slip_of(referral, promises, clock.now()),
        "needed": needed,
        "still_open": any(one.is_open for one in needed),
        "turned_down": referral.turned_down.standing().order_by("-pk").first() if referral.closed_on else None,
        "passed_on": referral.passed_on.standing().select_related("to_scheme").order_by("-pk").first()
        if status == Referral.Status.PASSED_ON
        else None,
        "last_update": last_update(referral),
        "ring_by": referral.promised_at if status == Referral.Status.NEW and referral.rung_at is None else None,
        "form": form,
    }
    return render(request, "referrals/status/referral_status.html", _about(secret, referral) | more)


@public
@not_kept
def send_more(request, secret):
    """The referrer answers what was asked for: each thing on its own, in words or files, or "I don't know yet"."""
    link, referral, _promises = _behind(secret)
    if link is None:
        return _nothing_here(request)
    by = Actor.for_link(link)
    write_opening(request, referral, by=by)
    needed = needed_for(referral) if referral.is_open else []
    open_now, kept = [one for one in needed if one.is_open], []
    form = SendMoreForm(needed=open_now)
    if request.method == "POST":
        form = SendMoreForm(request.POST, request.FILES, needed=open_now, room=room_for(referral))
        is_whole, kept = form.is_valid(), form.answered()
        if kept and first_time(request, form):
            try:
                keep_answers(referral, kept, by=by)
            except WrongState:
                is_whole, kept = False, []
                form.add_error(None, _("We are not waiting for anything just now. Ring us."))
        if is_whole:
            messages.success(request, _("Thank you. We have what you sent."))
            return redirect("referral-status", secret=secret)
    given = [one for one in needed if one.given_on]
    page = {"form": form, "given": given, "kept": [item for item, *_rest in kept]}
    return render(request, "referrals/status/send_more.html", _about(secret, referral) | page)


@public
@not_kept
def write_to_scheme(request, secret):
    """The referrer writes to the scheme. Nothing that was written is shown here."""
    link, referral, promises = _behind(secret)
    if link is None:
        return _nothing_here(request)
    by = Actor.for_link(link)
    write_opening(request, referral, by=by)
    form = WriteToSchemeForm(sent(request))

    def write():
        keep_message(referral, form.cleaned_data["message"], by=by, on=clock.today())
        messages.success(request, _("Thank you. We have your message, and answer it here."))

    if attempt(request, form, write):
        return redirect("referral-status", secret=secret)
    return _status_page(request, secret, referral, promises, form)
