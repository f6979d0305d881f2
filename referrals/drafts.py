"""Referrals somebody is still typing: they open with the session that began them, or came back by the emailed link."""

import uuid
from datetime import timedelta

from referrals import bounds
from referrals.draft_links import ACT
from referrals.form_versions import AskedForm, questions_for
from referrals.forms.refer import WITH_FILES
from referrals.forms.refer_page import Asking
from referrals.models import Referral
from schemes import clock
from schemes.files import EVERYTHING, Refused, read_upload
from schemes.forms.fields import shown_name
from schemes.models import Draft, HeldFile, Policies
from schemes.tasks import look_now, scan_files

MINE, SENT = "referral_drafts", "referrals_sent"
# A referrer is not signed in: two quiet hours and the form is closed, so that a shared computer shows nothing.
IDLE_SECONDS = 2 * 60 * 60
# What came with its first page alone, from a network that begins very many, is kept for so long; going on keeps it all.
DAYS_UNSURE = 1
MOST_FILES, MOST_BYTES = 12, 40 * 1024 * 1024  # of one draft


def _keep_session(request, name: str, keys: list[str]) -> None:
    request.session[name] = keys[-20:]
    if request.actor is None:
        request.session.set_expiry(IDLE_SECONDS)


def find(request, key, *, is_locked=False) -> Draft | None:
    """The draft with this key, if this session began it or came back to it, and it has not run out."""
    if str(key) not in request.session.get(MINE, []):
        return None
    rows = Draft.objects.select_for_update(of=("self",)) if is_locked else Draft.objects
    return rows.select_related("scheme", "link").filter(key=key, act=ACT, expires_at__gt=clock.now()).first()


def begun(request, scheme) -> Draft | None:
    """The referral to this scheme that this session began last and has not sent."""
    keys = [uuid.UUID(key) for key in request.session.get(MINE, [])]
    if not keys:
        return None
    rows = Draft.objects.filter(key__in=keys, scheme=scheme, act=ACT, expires_at__gt=clock.now())
    return rows.order_by("-saved_at").first()


def asking_of(draft: Draft) -> Asking:
    """How this draft is asked: in the version of the form it was begun with."""
    return Asking.of(draft.data, questions_for(draft.scheme, draft.form_version))


def begin(request, scheme, *, once: str, asked: AskedForm) -> Draft:
    """A new draft for what is typed on the first page; the same page sent twice gives the same draft.

    A page sent again from Back, after its referral was sent, begins another referral.
    """
    key = uuid.UUID(once)
    if Referral.sent_from(key) is not None:
        key = uuid.uuid4()
    elif Draft.objects.filter(key=key).exists():
        draft = find(request, key)
        if draft is not None and draft.scheme_id == scheme.pk:
            return draft
        key = uuid.uuid4()
    days = kept_days(scheme)
    if bounds.is_past("begun", bounds.network_of(request), bounds.BEGUN):
        days = min(days, DAYS_UNSURE)
    fields = {"act": ACT, "form_version": asked.number, "expires_at": clock.now() + timedelta(days=days)}
    # A double click sends the page twice at one moment: whichever comes second goes on with the draft of the first.
    draft, is_new = Draft.objects.get_or_create(key=key, defaults=fields | {"scheme": scheme})
    if not is_new and draft.scheme_id != scheme.pk:
        draft = Draft.objects.create(scheme=scheme, **fields)
    open_here(request, draft)
    return draft


def kept_days(scheme) -> int:
    """For how many days a draft is kept."""
    return Policies([scheme], ["draft_days"]).value(scheme.pk, "draft_days", clock.today())


def make_sure_it_stays(draft: Draft) -> None:
    """Somebody goes on with it: it is kept as long as any."""
    if draft.expires_at - clock.now() <= timedelta(days=DAYS_UNSURE) and "them" not in draft.data:
        draft.keep_until(clock.now() + timedelta(days=kept_days(draft.scheme)))


def open_here(request, draft: Draft) -> None:
    """This browser session may go on with the draft."""
    keys = [one for one in request.session.get(MINE, []) if one != str(draft.key)]
    _keep_session(request, MINE, [*keys, str(draft.key)])


def close_here(request, key) -> None:
    """This browser session has nothing to do with it any more; the emailed link leads back."""
    _keep_session(request, MINE, [one for one in request.session.get(MINE, []) if one != str(key)])


def forget(request, key) -> None:
    """Remove the draft and its key: this computer shows nothing of it any more."""
    draft = find(request, key)
    if draft is not None:
        draft.erase()
    close_here(request, key)


def mark_sent(request, key) -> None:
    """This session may see the reference of what it sent, and nothing else of it."""
    forget(request, key)
    sent = request.session.get(SENT, [])
    if str(key) not in sent:
        _keep_session(request, SENT, [*sent, str(key)])


def was_sent_here(request, key) -> bool:
    """Whether this browser session sent it, and has not closed it since."""
    return str(key) in request.session.get(SENT, [])


def close_sent(request, key) -> None:
    """This browser session has nothing to do with what it sent any more; the emailed link leads there."""
    _keep_session(request, SENT, [one for one in request.session.get(SENT, []) if one != str(key)])


def was_begun_or_sent_here(request, key) -> bool:
    """Whether this browser session began it, came back to it, or sent it."""
    return str(key) in request.session.get(MINE, []) or str(key) in request.session.get(SENT, [])


# --- files ------------------------------------------------------------------------------------------------------


def files_of(draft: Draft) -> list[HeldFile]:
    """What was attached so far, without the bytes."""
    return list(HeldFile.objects.filter(draft=draft).defer("content"))


def attach(draft: Draft, page: str, chosen, files: list[HeldFile]) -> list[str]:
    """Hold each chosen file that can be taken; returns why others were not. `files` are those there already."""
    if page not in WITH_FILES:
        return []
    refused, number, size = [], len(files), sum(one.size for one in files)
    for one in chosen:
        name = shown_name(one.name or "")
        if number >= MOST_FILES:
            refused.append(f"{name}: There are {MOST_FILES} files already. Take one away first.")
        elif size + (one.size or 0) > MOST_BYTES:
            refused.append(f"{name}: All files together may be 40 MB. Send this one later.")
        else:
            try:
                held = HeldFile.hold(upload=read_upload(one, EVERYTHING), question=page, draft=draft)
            except Refused as why:
                refused.append(f"{name}: {why}")
            else:
                number, size = number + 1, size + held.size
    if number > len(files):
        look_now(scan_files)
    return refused


def take_away(draft: Draft, typed: str) -> None:
    """Remove the file with this number, if it came with this draft."""
    if typed.isascii() and typed.isdigit() and len(typed) < 12:
        held = HeldFile.objects.filter(draft=draft, pk=int(typed)).defer("content").first()
        if held is not None:
            held.take_away()
