"""The public referral form: no account, one page at a time, nothing lost by going back."""

import uuid

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from referrals import bounds, drafts
from referrals.draft_links import make_sure_of_link
from referrals.form_versions import questions_for
from referrals.forms.refer import PAGE_FORMS, WITH_FILES, form_of
from referrals.forms.refer_page import Asking
from referrals.models import Referral
from referrals.promises import Promises
from referrals.questions import PAGE_NAMES, PAGES, required_answers
from referrals.short_notice import is_at_short_notice, limit_of
from schemes import clock
from schemes.access import public, scheme_or_404
from schemes.edits import number_sent
from schemes.models import Draft, Scheme
from schemes.working_days import add_working_days

not_kept = cache_control(no_store=True, private=True)
FIRST = PAGE_NAMES[0]
UNSEEN = {"csrfmiddlewaretoken", "once", "sending", "website", "attach", "take_away", "later"}


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

    def rule(key):
        return promises.policies.value(scheme.pk, key, today)

    page = {
        "scheme": scheme,
        "answers": len(required_answers()),
        "answer_by": add_working_days(today, rule("answer_working_days"), scheme.nation),
        "meet_by": add_working_days(today, rule("meet_working_days"), scheme.nation),
        "draft_days": rule("draft_days"),
        "short_days": rule("short_notice_days"),
        "short_hours": rule("short_notice_hours"),
        "begun": drafts.begun(request, scheme),
    }
    return render(request, "referrals/refer/refer_start.html", page)


def is_typing(request) -> bool:
    """Whether a page keeps what is typed by itself, and nobody pressed anything."""
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def kept_answer(is_kept=True):
    """What a page that keeps itself is told."""
    at = timezone.localtime(clock.now())
    return JsonResponse({"said": _("Kept at %(at)s") % {"at": f"{at:%H:%M}"} if is_kept else ""})


def _page(request, scheme, form, *, back_url, draft=None, files=(), status=200):
    asking, name = form.asking, form.page
    pages = asking.pages if name in asking.pages else PAGE_NAMES
    heading, lead = asking.heading(name)
    page = {
        "scheme": scheme,
        "page": PAGES[name],
        "heading": heading,
        "lead": lead,
        "number": pages.index(name) + 1,
        "pages": len(pages),
        "form": form,
        "asking": asking,
        "takes_files": name in WITH_FILES,
        "files": [one for one in files if one.question == name],
        "draft": draft,
        "sending": number_sent(request),
        "back_url": back_url,
        "keep_url": reverse("refer-autosave", args=[draft.key, name]) if draft else request.path,
    }
    return render(request, "referrals/refer/refer_page.html", page, status=status)


@public
@not_kept
def refer_begin(request, slug):
    """The first page; what is typed on it begins the draft."""
    scheme = scheme_or_404(slug)
    begun = drafts.begun(request, scheme) if request.method == "GET" else None
    if begun is not None and set(begun.data) <= {FIRST, "_sending"}:
        return redirect("refer-page", key=begun.key, page=FIRST)
    asked = questions_for(scheme)
    form = PAGE_FORMS[FIRST](request.POST if request.method == "POST" else None, asking=Asking(asked))
    if request.method == "POST" and request.POST.get("website", "").strip():
        # Programs fill in what people do not see: they get the answer everybody gets, and nothing is kept.
        return redirect("refer-page", key=uuid.uuid4(), page=PAGE_NAMES[1])
    if is_typing(request):
        if form.as_typed() and not form.is_too_long:
            draft = drafts.begin(request, scheme, once=form.once, asked=asked)
            return kept_answer(_keep_typed(request, draft, form))
        return kept_answer(is_kept=False)
    if request.method == "POST" and form.is_valid():
        draft = drafts.begin(request, scheme, once=form.once, asked=asked)
        draft.keep_answers({FIRST: form.as_kept()}, sending=_sending(request, form))
        make_sure_of_link(draft, form.cleaned_data["referrer_email"], network=bounds.network_of(request))
        return redirect("refer-page", key=draft.key, page=PAGE_NAMES[1])
    return _page(request, scheme, form, back_url=reverse("refer-start", args=[scheme.slug]))


def _sending(request, form) -> tuple[str, int]:
    """Which sending of which page this is."""
    return form.once, number_sent(request)


def gone(request, key):
    """The draft is not here: it was sent, it ran out, or it belongs to another browser."""
    if drafts.was_begun_or_sent_here(request, key) and Referral.sent_from(key) is not None:
        drafts.mark_sent(request, key)
        return redirect("refer-sent", key=key)
    fields = [(name, value) for name, values in request.POST.lists() for value in values if value.strip()]
    typed = [value for name, value in fields if name not in UNSEEN and len(value) > 20]
    again = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"] if typed else []
    return render(request, "referrals/refer/refer_gone.html", {"typed": typed, "again": again}, status=404)


@public
@not_kept
def refer_page(request, key, page):
    """One page of a draft: kept when they go on, when they attach something, and when something is wrong."""
    if page not in PAGE_FORMS:
        raise Http404
    draft = drafts.find(request, key, is_locked=request.method == "POST")
    if draft is None:
        return gone(request, key)
    asking = drafts.asking_of(draft)
    files = drafts.files_of(draft) if page in WITH_FILES else []
    refused = []
    if request.method == "POST" and page != FIRST:
        drafts.make_sure_it_stays(draft)
    if request.method == "POST" and page in WITH_FILES:
        refused = drafts.attach(draft, page, request.FILES.getlist("files"), files)
        drafts.take_away(draft, request.POST.get("take_away", ""))
        files = drafts.files_of(draft)
    form = form_of(draft, page, asking, request.POST if request.method == "POST" else None, files)
    for why in refused:
        form.add_error(None, why)
    if request.method == "POST":
        stays = {"attach", "take_away", "later"} & set(request.POST)
        if not stays and form.is_valid():
            _keep(request, draft, page, form)
            return redirect(_next(request, draft, page, asking))
        if form.as_typed() and not form.is_too_long:
            draft.keep_answers({page: form.as_typed()}, sending=_sending(request, form))
        if "later" in stays:
            drafts.close_here(request, key)
            return redirect("refer-later", slug=draft.scheme.slug)
        if stays and not refused and not form.is_too_long:
            return redirect(f"{request.get_full_path()}#files")
    return _page(request, draft.scheme, form, back_url=_back(request, draft, page, asking), draft=draft, files=files)


def _keep(request, draft, page, form) -> None:
    """Keep a page that is whole, and what follows from it: how long the draft stays, its link, how much is asked."""
    kept = {page: form.as_kept()}
    if page == "what-for":
        limit = limit_of(draft.scheme, clock.today())
        kept["is_short"] = is_at_short_notice(form.cleaned_data, days=limit, today=clock.today())
    draft.keep_answers(kept, sending=_sending(request, form))
    email = draft.data.get(FIRST, {}).get("referrer_email", "")
    if email and (draft.link is None or page == FIRST):
        make_sure_of_link(draft, email)


def _is_from_check(request) -> bool:
    return request.GET.get("from") == "check"


def _next(request, draft, page, asking) -> str:
    pages = Asking.of(draft.data, asking.asked).pages
    if _is_from_check(request) or page not in pages or page == pages[-1]:
        return reverse("refer-check", args=[draft.key])
    return reverse("refer-page", args=[draft.key, pages[pages.index(page) + 1]])


def _back(request, draft, page, asking) -> str:
    if _is_from_check(request) or page not in asking.pages:
        return reverse("refer-check", args=[draft.key])
    number = asking.pages.index(page)
    if number == 0:
        return reverse("refer-start", args=[draft.scheme.slug])
    return reverse("refer-page", args=[draft.key, asking.pages[number - 1]])


@public
@not_kept
def refer_autosave(request, key, page):
    """What a page keeps by itself every few seconds, as it was typed."""
    if page not in PAGE_FORMS or request.method != "POST":
        raise Http404
    draft = drafts.find(request, key)
    if draft is None:
        return JsonResponse({"said": _("This form is closed here. Copy what you typed.")}, status=404)
    form = form_of(draft, page, drafts.asking_of(draft), request.POST)
    if form.is_too_long:
        return JsonResponse({"said": _("One answer is too long to keep.")}, status=413)
    if page != FIRST:
        drafts.make_sure_it_stays(draft)
    return kept_answer(_keep_typed(request, draft, form))


def _keep_typed(request, draft, form) -> bool:
    try:
        return draft.keep_answers({form.page: form.as_typed()}, sending=_sending(request, form), is_pressed=False)
    except Draft.DoesNotExist:  # sent or thrown away at this moment
        return False


@public
@not_kept
def refer_later(request, slug):
    """Closed on this computer: until when it is kept, and how to come back. Nothing about it is shown."""
    scheme = scheme_or_404(slug)
    page = {"scheme": scheme, "draft_days": drafts.kept_days(scheme)}
    return render(request, "referrals/refer/refer_later.html", page)
