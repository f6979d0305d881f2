"""Who waits unheard, what was promised to them, and ringing those who cannot wait."""

from django.contrib import messages
from django.shortcuts import redirect, render

from referrals.forms.waiting import PromiseContactForm, RungForm, WaitingFilter
from referrals.inbox import with_facts
from referrals.models import Referral
from referrals.promises import Promises
from referrals.views.acts import open_referral, show_act
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.models import Note, Opening, WrongState
from schemes.paging import CountedPages
from schemes.spreadsheets import as_csv

PER_PAGE = 30
HEAD = ["Referral", "Person", "Status", "Nothing recorded for (days)", "Since", "Next", "By", "Promised", "Officer"]


def _line(referral, today, promises) -> dict:
    """One who waits: how long nothing was recorded, and by when they hear from us."""
    promise = promises.next_for(referral, today)
    promised_on = referral.next_contact_on or (promise.on if promise else None)
    return {
        "referral": referral,
        "days": (today - referral.silent_since).days,
        "what": "News" if referral.next_contact_on else promise.what if promise else "",
        "on": promised_on,
        "is_late": promised_on is not None and promised_on < today,
        "is_promised": referral.next_contact_on is not None,
    }


@allow("referrals.see")
def waiting(request):
    """Everybody with an open referral, the longest silence first, and the day by which each hears from us."""
    actor, today = request.actor, clock.today()
    form = WaitingFilter.read(request.GET, actor=actor)
    rows = form.choose(with_facts(Referral.objects.visible_to(actor)), on=today)
    promises = Promises([actor.scheme])
    if "csv" in request.GET:
        return _as_csv(request, [_line(row, today, promises) for row in rows], today)
    page = CountedPages(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "referrals/inbox/waiting.html",
        {
            "page": page,
            "lines": [_line(row, today, promises) for row in page.object_list],
            "filter_form": form,
            "may_promise": actor.may("referrals.triage"),
        },
    )


def _as_csv(request, lines, today):
    """Who waits, one in a row; that each was taken along is written down."""
    rows = []
    for line in lines:
        referral = line["referral"]
        write_opening(request, referral, what=Opening.What.EXPORT)
        rows.append(
            [
                referral.reference, referral.person.called, referral.get_status_display(), line["days"],
                referral.silent_since, line["what"], line["on"] or "", "Yes" if line["is_promised"] else "By the rules",
                referral.officer.name if referral.officer else "",
            ]
        )  # fmt: skip
    return as_csv(f"waiting-{today}", HEAD, rows)


def _keep_note(referral, text, by) -> None:
    if text:
        Note.write(folder=referral.folder, text=text, happened_on=clock.today(), by=by)


@allow("referrals.triage")
def promise_contact(request, pk):
    """Say by when they hear from us again; what was told them now is kept as a note."""
    referral = open_referral(request, pk)
    form = PromiseContactForm(sent(request))

    def promise():
        if not referral.is_open:
            raise WrongState(
                f"This referral is now “{referral.get_status_display().lower()}”, so nothing was promised."
            )
        referral.promise_contact(form.cleaned_data["on"], by=request.actor)
        _keep_note(referral, form.cleaned_data["said"], request.actor)

    if attempt(request, form, promise):
        messages.success(request, "Promised. It comes to Today before that day.")
        return redirect(referral)
    return show_act(request, "promise_contact", referral, form)


@allow("referrals.triage")
def record_rung(request, pk):
    """Whom to ring at once, and what was said when somebody did."""
    referral = open_referral(request, pk)
    form = RungForm(sent(request))

    def ring():
        referral.record_rung(by=request.actor, at=clock.now())
        _keep_note(referral, form.cleaned_data["said"], request.actor)

    if attempt(request, form, ring):
        messages.success(request, "Saved. Next: decide what happens.")
        return redirect(referral)
    return show_act(request, "record_rung", referral, form)
