"""Referrals somebody is still typing: they open only together with the session that began them."""

import uuid
from datetime import timedelta

from referrals.models import Referral
from schemes import clock
from schemes.models import Draft, Policies

ACT = "refer"
MINE, SENT = "referral_drafts", "referrals_sent"
# A referrer is not signed in: two quiet hours and the form is closed, so that a shared computer shows nothing.
IDLE_SECONDS = 2 * 60 * 60


def _keep_session(request, name: str, keys: list[str]) -> None:
    request.session[name] = keys[-20:]
    if request.actor is None:
        request.session.set_expiry(IDLE_SECONDS)


def find(request, key, *, is_locked=False) -> Draft | None:
    """The draft with this key, if this session began it and it has not run out."""
    if str(key) not in request.session.get(MINE, []):
        return None
    rows = Draft.objects.select_for_update(of=("self",)) if is_locked else Draft.objects
    return rows.select_related("scheme").filter(key=key, act=ACT, expires_at__gt=clock.now()).first()


def begun(request, scheme) -> Draft | None:
    """The referral to this scheme that this session began last and has not sent."""
    keys = [uuid.UUID(key) for key in request.session.get(MINE, [])]
    if not keys:
        return None
    rows = Draft.objects.filter(key__in=keys, scheme=scheme, act=ACT, expires_at__gt=clock.now())
    return rows.order_by("-saved_at").first()


def begin(request, scheme, *, once: str, version: int) -> Draft:
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
    days = Policies([scheme]).value(scheme.pk, "draft_days", clock.today())
    fields = {"act": ACT, "form_version": version, "expires_at": clock.now() + timedelta(days=days)}
    # A double click sends the page twice at one moment: whichever comes second goes on with the draft of the first.
    draft, is_new = Draft.objects.get_or_create(key=key, defaults=fields | {"scheme": scheme})
    if not is_new and draft.scheme_id != scheme.pk:
        draft = Draft.objects.create(scheme=scheme, **fields)
    _keep_session(request, MINE, [*request.session.get(MINE, []), str(draft.key)])
    return draft


def forget(request, key) -> None:
    """Remove the draft and its key: this computer shows nothing of it any more."""
    draft = find(request, key)
    if draft is not None:
        draft.delete()
    _keep_session(request, MINE, [one for one in request.session.get(MINE, []) if one != str(key)])


def mark_sent(request, key) -> None:
    """This session may see the reference of what it sent, and nothing else of it."""
    forget(request, key)
    sent = request.session.get(SENT, [])
    if str(key) not in sent:
        _keep_session(request, SENT, [*sent, str(key)])


def was_begun_or_sent_here(request, key) -> bool:
    return str(key) in request.session.get(MINE, []) or str(key) in request.session.get(SENT, [])
