"""The public referral form: no account, one page at a time, nothing lost by going back."""

from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from referrals import drafts, letters
from referrals.forms.refer import PAGE_FORMS, SendForm, forms_of
from referrals.models import Referral
from referrals.promises import Promises
from referrals.questions import FORM_VERSION, PAGE_NAMES, PAGES, asked_on, required_answers
from referrals.sending import JOB, send
from schemes import clock
from schemes.access import public, scheme_or_404
from schemes.models import Actor, Scheme
from schemes.working_days import add_working_days

not_kept = cache_control(no_store=True, private=True)


@public
@not_kept
def refer(request):
    """Which scheme? Asked only where there is more than one."""
    schemes = list(Scheme.objects.select_related("region"))
    if len(schemes) == 1:
        return redirect("refer-start", slug=schemes[0].slug)
    return render(request, "referrals/refer/refer.html", {"schemes": schemes})


@public
@not_kept
def refer_start(request, slug):
    """Before typing anything: how long it takes, what helps to have, who sees it, what happens next by when."""
    scheme = scheme_or_404(slug)
    today, promises = clock.today(), Promises([scheme])

    def by(key):
        return add_working_days(today, promises.policies.value(scheme.pk, key, today), scheme.nation)

    return render(
        request,
        "referrals/refer/refer_start.html",
        {
            "scheme": scheme,
            "answers": len(required_answers()),
            "answer_by": by("answer_working_days"),
            "meet_by": by("meet_working_days"),
            "draft_days": promises.policies.value(scheme.pk, "draft_days", today),
            "begun": drafts.begun(request, scheme),
        },
    )


def _page(request, scheme, name, form, *, back_url, draft=None, status=200):
    number = PAGE_NAMES.index(name) + 1
    return render(
        request,
        "referrals/refer/refer_page.html",
        {
            "scheme": scheme,
            "page": PAGES[name],
            "number": number,
            "pages": len(PAGE_NAMES),
            "form": form,
            "questions": asked_on(name),
            "draft": draft,
            "back_url": back_url,
        },
        status=status,
    )


@public
@not_kept
def refer_begin(request, slug):
    """The first page; what is typed on it begins the draft."""
    scheme = scheme_or_404(slug)
    name = PAGE_NAMES[0]
    form = PAGE_FORMS[name](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = drafts.begin(request, scheme, once=form.once, version=FORM_VERSION)
        draft.keep_answers({name: form.as_kept()})
        return redirect("refer-page", key=draft.key, page=PAGE_NAMES[1])
    return _page(request, scheme, name, form, back_url=reverse("refer-start", args=[scheme.slug]))


def _gone(request, key):
    """The draft is not here: it was sent, it ran out, or it belongs to another browser."""
    if drafts.was_begun_or_sent_here(request, key) and Referral.sent_from(key) is not None:
        drafts.mark_sent(request, key)
        return redirect("refer-sent", key=key)
    typed = [
        value
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "once"}
        for value in values
        if value.strip() and len(value) > 20
    ]
    return render(request, "referrals/refer/refer_gone.html", {"typed": typed}, status=404)


@public
@not_kept
def refer_page(request, key, page):
    """One page of a draft."""
    if page not in PAGE_FORMS:
        raise Http404
    draft = drafts.find(request, key)
    if draft is None:
        return _gone(request, key)
    number = PAGE_NAMES.index(page)
    is_from_check = request.GET.get("from") == "check"
    check_url = reverse("refer-check", args=[key])
    back_url = check_url if is_from_check else reverse("refer-page", args=[key, PAGE_NAMES[max(number - 1, 0)]])
    if number == 0 and not is_from_check:
        back_url = reverse("refer-start", args=[draft.scheme.slug])
    form = PAGE_FORMS[page](request.POST if request.method == "POST" else None, initial=dict(draft.data.get(page, {})))
    if request.method == "POST" and form.is_valid():
        draft.keep_answers({page: form.as_kept()})
        if is_from_check or page == PAGE_NAMES[-1]:
            return redirect(check_url)
        return redirect("refer-page", key=key, page=PAGE_NAMES[number + 1])
    return _page(request, draft.scheme, page, form, back_url=back_url, draft=draft)


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


def _sections(pages) -> list[dict]:
    return [{"page": PAGES[name], "answers": page.answers()} for name, page in pages.items()]


@public
@not_kept
def refer_check(request, key):
    """Everything once more, the person's words first; then send."""
    draft = drafts.find(request, key, is_locked=request.method == "POST")
    if draft is None:
        return _gone(request, key)
    pages = forms_of(draft.data)
    missing = _missing(draft, pages)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not missing and form.is_valid():
        try:
            with transaction.atomic():
                referral = send(draft, pages)
                letters.send_received(referral, at=clock.now(), by=Actor.for_job(JOB))
        except IntegrityError:
            if Referral.sent_from(key) is None:
                raise
        drafts.mark_sent(request, key)
        return redirect("refer-sent", key=key)
    words = pages["their-words"]
    return render(
        request,
        "referrals/refer/refer_check.html",
        {
            "scheme": draft.scheme,
            "draft": draft,
            "form": form,
            "missing": missing,
            "page_has_errors": bool(missing) and request.method == "POST",
            "called": pages["them"].cleaned_data.get("preferred_name")
            or pages["them"].cleaned_data.get("full_name", ""),
            "words": [
                (question.wording, words.cleaned_data.get(question.key, ""))
                for question in asked_on("their-words")
                if question.one_of
            ],
            "sections": [row for row in _sections(pages) if row["page"].name != "their-words"],
            "said_how": words.cleaned_data.get("said_how", ""),
            "back_url": reverse("refer-page", args=[key, PAGE_NAMES[-1]]),
        },
    )


@public
@not_kept
def refer_sent(request, key):
    """The reference and what happens next; nothing about the person is shown any more."""
    if not drafts.was_begun_or_sent_here(request, key):
        return _gone(request, key)
    referral = Referral.sent_from(key)
    if referral is None:
        return _gone(request, key)
    drafts.mark_sent(request, key)
    promises = Promises([referral.scheme])
    return render(
        request,
        "referrals/refer/refer_sent.html",
        {
            "scheme": referral.scheme,
            "reference": referral.reference,
            "answer_by": promises.answer_by(referral, referral.opened_on),
            "meet_by": promises.meet_by(referral),
        },
    )


@public
@not_kept
def refer_forget(request, key):
    """Throw away what was typed, for instance on a computer that others use too."""
    draft = drafts.find(request, key)
    if draft is None:
        return _gone(request, key)
    if request.method == "POST":
        slug = draft.scheme.slug
        drafts.forget(request, key)
        return redirect("refer-start", slug=slug)
    return render(
        request,
        "referrals/refer/refer_forget.html",
        {"scheme": draft.scheme, "draft": draft, "back_url": reverse("refer-check", args=[key])},
    )
