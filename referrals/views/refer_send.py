"""The end of the public referral form: a last look, sending, throwing away, and coming back by the emailed link."""

from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals import drafts, letters
from referrals.draft_links import DRAFT, draft_behind
from referrals.forms.refer import SendForm, forms_of
from referrals.letters_duty import send_short_notice
from referrals.models import Referral
from referrals.promises import Promises
from referrals.questions import PAGES
from referrals.sending import JOB, WORDS, send
from referrals.short_notice import ring_by
from referrals.views.refer import gone, not_kept
from schemes import clock, doors
from schemes.access import public
from schemes.doors import behind_link
from schemes.models import Actor


def _missing(draft, pages) -> list[dict]:
    """What is still needed or wrong, each with the address that leads to its field."""
    return [
        {
            "text": error,
            "url": reverse("refer-page", args=[draft.key, name]) + f"?from=check#id_{field}",
        }
        for name, page in pages.items()
        for field, errors in page.errors.items()
        for error in errors
    ]


def _sections(pages, asking) -> tuple[list[dict], list[dict]]:
    """The pages that are asked, and those that can wait because it is urgent and nobody has filled them in."""
    rows = [
        {"page": PAGES[name], "heading": asking.heading(name)[0], "answers": page.answers()}
        for name, page in pages.items()
        if name != "their-words"
    ]
    now = [row for row in rows if row["page"].name in asking.pages or row["answers"]]
    return now, [row for row in rows if row not in now]


@public
@not_kept
def refer_check(request, key):
    """Everything once more, the person's words first; then send."""
    draft = drafts.find(request, key, is_locked=request.method == "POST")
    if draft is None:
        return gone(request, key)
    if "later" in request.POST:
        drafts.close_here(request, key)
        return redirect("refer-later", slug=draft.scheme.slug)
    asking, files = drafts.asking_of(draft), drafts.files_of(draft)
    pages = forms_of(draft, asking, files)
    missing = _missing(draft, pages)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not missing and form.is_valid():
        try:
            with transaction.atomic():
                referral = send(draft, pages, at=clock.now())
                letters.send_received(referral, at=clock.now(), by=Actor.for_job(JOB))
                send_short_notice(referral, at=clock.now(), by=Actor.for_job(JOB))
        except IntegrityError:
            if Referral.sent_from(key) is None:
                raise
        drafts.mark_sent(request, key)
        return redirect("refer-sent", key=key)
    words, (sections, can_wait) = pages["their-words"], _sections(pages, asking)
    page = {
        "scheme": draft.scheme,
        "draft": draft,
        "form": form,
        "asking": asking,
        "missing": missing,
        "page_has_errors": bool(missing) and request.method == "POST",
        "called": pages["them"].cleaned_data.get("preferred_name") or pages["them"].cleaned_data.get("full_name", ""),
        "words": [(words.fields[name].label, words.cleaned_data.get(name)) for name in WORDS if name in words.fields],
        "files": files,
        "sections": sections,
        "can_wait": can_wait,
        "said_how": words.cleaned_data.get("said_how", ""),
        "voice": words.said("voice") if "voice" in words.fields else "",
        "ring_by": ring_by(draft.scheme, clock.now(), clock.today()) if asking.is_short else None,
        "back_url": reverse("refer-page", args=[draft.key, asking.pages[-1]]),
    }
    return render(request, "referrals/refer/refer_check.html", page)


@public
@not_kept
def refer_sent(request, key):
    """The reference and what happens next; nothing about the person is shown any more."""
    if not drafts.was_begun_or_sent_here(request, key):
        return gone(request, key)
    referral = Referral.sent_from(key)
    if referral is None:
        return gone(request, key)
    drafts.mark_sent(request, key)
    promises = Promises([referral.scheme])
    page = {
        "scheme": referral.scheme,
        "reference": referral.reference,
        "copy_key": key,
        "is_for_self": referral.referrer_is == "self",
        "promised_at": referral.promised_at,
        "is_short_notice": referral.is_short_notice,
        "answer_by": promises.answer_by(referral, referral.opened_on),
        "meet_by": promises.meet_by(referral),
    }
    return render(request, "referrals/refer/refer_sent.html", page)


@public
@not_kept
def refer_forget(request, key):
    """Throw away what was typed, for instance on a computer that others use too."""
    draft = drafts.find(request, key)
    if draft is None:
        return gone(request, key)
    if request.method == "POST":
        slug = draft.scheme.slug
        drafts.forget(request, key)
        return redirect("refer-start", slug=slug)
    page = {"scheme": draft.scheme, "draft": draft, "back_url": reverse("refer-check", args=[key])}
    return render(request, "referrals/refer/refer_forget.html", page)


@public
@not_kept
def refer_return(request, secret):
    """Where the emailed link leads: a code first, then what was begun."""
    return doors.start(request, secret, DRAFT)


@behind_link(DRAFT)
def refer_open(request):
    """The code was right: this browser goes on with the draft, and the door falls shut behind it."""
    draft = draft_behind(request.link, clock.now())
    drafts.open_here(request, draft)
    doors.shut_here(request, request.link.pk)
    return redirect("refer-check", key=draft.key)
