"""Small doors: an emailed link and a one-time code open one thing for this browser, for a while, without an account.

A room says what its doors are (`Door`), begins each with `start`, and marks the views behind it with `behind_link`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control

from schemes import clock, letters
from schemes.access import public
from schemes.acting import acting
from schemes.forms.base import PlainForm
from schemes.forms.fields import look
from schemes.forms.layout import Act
from schemes.models import Actor, Link, LinkCode, LinkRequest, Opening, Policies
from schemes.models.doors import MINUTES
from schemes.tasks import deliver_messages, look_now

OPEN_HERE = "doors"
CAME_BY = "doors_came_by"  # by link: the fingerprint of the secret it was opened with
MOST_OPEN = 10  # doors one browser session holds open
# Ours: whoever still has the mailbox may have a link that ran out sent anew for so long.
RENEW_DAYS = 90
JOB = "lost links"
UNSEEN = {"csrfmiddlewaretoken", "once", "version", "sending", "code", "send"}

not_kept = cache_control(no_store=True, private=True)


@dataclass(frozen=True)
class Door:
    """One kind of small door: where its link leads, where it opens to, how long the link holds."""

    purpose: str
    start: str  # the address in the email, which takes the secret
    inside: str  # the first page behind it, which takes the link's number
    days_rule: str  # the rule that says how many days a link holds
    heading: Any  # "Your application"
    is_open: Callable[[Link], bool]  # whether what is behind it is still there

    def expires_at(self, scheme, at) -> datetime:
        """When a link made now runs out."""
        days = Policies([scheme]).value(scheme.pk, self.days_rule, timezone.localdate(at))
        return at + timedelta(days=days)

    def make(self, *, scheme, folder, email, at) -> tuple[Link, str]:
        """A link to this address and its secret; one this address has already is renewed, so that only one opens."""
        has = Link.objects.filter(folder=folder, purpose=self.purpose, email__iexact=email).order_by("-pk").first()
        if has is not None:
            return has, has.renew(at=at, expires_at=self.expires_at(scheme, at))
        return Link.make(
            scheme=scheme,
            purpose=self.purpose,
            email=email.lower(),
            folder=folder,
            expires_at=self.expires_at(scheme, at),
        )

    def address(self, secret: str) -> str:
        """The whole address that goes into an email."""
        return letters.link_to(self.start, secret)

    def send_again(self, link: Link, *, by, at) -> None:
        """Renew the link and send it: the one before opens nothing any more."""
        secret = link.renew(at=at, expires_at=self.expires_at(link.scheme, at))
        letters.queue_link(link, self.address(secret), by=by)


def masked(email: str) -> str:
    """An address that its owner knows again, and nobody else learns: "p•••@e•••.org"."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}•••@{host[:1]}•••.{host.rpartition('.')[2]}"


class CodeForm(PlainForm):
    """The code from the email."""

    code = look(
        forms.CharField(
            label=gettext_lazy("The six figures from the email"),
            max_length=20,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        ),
        width=10,
    )
    helper = Act(gettext_lazy("Open"))


# --- the outside of a door -------------------------------------------------------------------------------------


def start(request, secret: str, door: Door):
    """The page an emailed link leads to: it sends a code to the link's address and takes it."""
    at = clock.now()
    link = Link.open_with(secret, door.purpose, at)
    if link is None or not door.is_open(link):
        return closed(request)
    if request.method == "GET" and is_held_here(request, link, at):
        return redirect(door.inside, link.pk)
    form, trouble = CodeForm(), ""
    has_code = "code" in request.GET
    if request.method == "POST" and "send" in request.POST:
        if send_code(link, at=at):
            return redirect(f"{request.path}?code=sent")
        trouble = _("We have sent as many codes as we do in one hour. Use the newest, or try again in an hour.")
    elif request.method == "POST":
        form, has_code = CodeForm(request.POST), True
        if form.is_valid():
            if LinkCode.try_code(link, form.cleaned_data["code"], at=at):
                open_here(request, link, at)
                return redirect(door.inside, link.pk)
            form.add_error("code", _("This code does not open it. Look for the newest email, or ask for another code."))
    page = {
        "scheme": link.scheme,
        "door": door,
        "to": masked(link.email),
        "form": form,
        "has_code": has_code,
        "trouble": trouble,
        "page_has_errors": bool(trouble),
        "minutes": MINUTES,
    }
    return render(request, "schemes/doors/door.html", page)


def send_code(link: Link, *, at) -> bool:
    """Send a code to the link's address; False when it had as many as we send in an hour."""
    if LinkCode.are_too_many(link, at=at):
        return False
    letters.queue_code(link, LinkCode.make(link, at=at), by=Actor.for_link(link), at=at)
    look_now(deliver_messages)
    return True


def closed(request):
    """One page for links that are unknown, closed or worn out, and for doors that fell shut meanwhile.

    What somebody typed is handed back to them, to be sent again once their door is open.
    """
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    typed = [value for name, value in fields if name not in UNSEEN and value.strip()]
    again = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"] if typed else []
    page = {"typed": typed, "again": again, "minutes": settings.LINK_IDLE_MINUTES}
    return render(request, "schemes/doors/closed.html", page, status=403 if typed else 404)


# --- the inside ------------------------------------------------------------------------------------------------


def open_here(request, link: Link, at) -> None:
    """Open the door for this browser session. Its key changes, so that nobody comes in with one they planted."""
    doors = dict(list(request.session.get(OPEN_HERE, {}).items())[1 - MOST_OPEN :])
    request.session[OPEN_HERE] = doors | {str(link.pk): at.isoformat()}
    came_by = request.session.get(CAME_BY, {})
    request.session[CAME_BY] = {pk: came_by.get(pk, "") for pk in doors} | {str(link.pk): link.fingerprint}
    request.session.cycle_key()


def is_held_here(request, link: Link, at) -> bool:
    """Whether this browser opened the link as it stands: one sent anew shuts what the one before had opened."""
    came_by = request.session.get(CAME_BY, {}).get(str(link.pk))
    return came_by == link.fingerprint and is_open_here(request, link.pk, at)


def is_open_here(request, pk: int, at) -> bool:
    """Whether this browser session holds the door of a link open and used it not long ago."""
    used_at = request.session.get(OPEN_HERE, {}).get(str(pk))
    idle = timedelta(minutes=settings.LINK_IDLE_MINUTES)
    return used_at is not None and at - datetime.fromisoformat(used_at) < idle


def shut_here(request, pk: int) -> None:
    """Shut the door for this browser. The session's key changes: a page still being saved cannot open it again."""
    doors = {key: used for key, used in request.session.get(OPEN_HERE, {}).items() if key != str(pk)}
    request.session[OPEN_HERE] = doors
    request.session.cycle_key()


def behind_link(door: Door):
    """Mark a view that opens behind a link: it takes the link's number and gets `request.link` and `request.holder`.

    Whoever comes without an open door gets the same page as for a link that never was.
    """

    def mark(view):
        @wraps(view)
        def guarded(request, pk, *args, **kwargs):
            at = clock.now()
            link = None
            if is_open_here(request, pk, at):
                rows = Link.objects.select_related("scheme", "folder").filter(pk=pk, purpose=door.purpose)
                link = rows.first()
            if link is None or not is_held_here(request, link, at) or not link.is_open(at) or not door.is_open(link):
                return closed(request)
            request.session[OPEN_HERE] = request.session[OPEN_HERE] | {str(pk): at.isoformat()}
            request.link, request.holder = link, Actor.for_link(link)
            with acting(request.holder):
                return view(request, *args, **kwargs)

        return public(not_kept(guarded))

    return mark


# --- lost links, and what staff see of them --------------------------------------------------------------------


@transaction.atomic
def answer_requests(doors: Iterable[Door], *, at) -> int:
    """Send new links for the addresses that asked, where something is open under them; returns how many went out.

    The worker does it, so that the page says and takes the same whether anybody is known or not.
    """
    by_purpose, sent = {door.purpose: door for door in doors}, 0
    waiting = LinkRequest.objects.select_for_update(skip_locked=True).filter(answered_at__isnull=True)
    for asked in waiting.select_related(None).order_by("pk")[:50]:
        links = Link.objects.select_related("scheme", "folder").filter(
            scheme=asked.scheme_id,
            email__iexact=asked.email,
            purpose__in=by_purpose,
            closed_at__isnull=True,
            expires_at__gt=at - timedelta(days=RENEW_DAYS),
        )
        for link in links.order_by("pk"):
            if by_purpose[link.purpose].is_open(link):
                by_purpose[link.purpose].send_again(link, by=Actor.for_job(JOB), at=at)
                sent += 1
        asked.record_answered(at=at)
    return sent


def last_opened(links: Iterable[Link]) -> dict[int, datetime]:
    """When somebody last came through each link, by the link's number; what they saw or typed is not told."""
    rows = Opening.objects.filter(actor__link__in=[link.pk for link in links])
    return dict(rows.values_list("actor__link").annotate(last=Max("opened_at")).values_list("actor__link", "last"))


def standing_of(link: Link, at) -> str:
    """Where a link stands, for staff."""
    if link.closed_at:
        return f"closed on {timezone.localdate(link.closed_at):%-d %B %Y}"
    until = f"{timezone.localdate(link.expires_at):%-d %B %Y}"
    return f"opens until {until}" if link.is_open(at) else f"ran out on {until}"


def finish_address(link: Link) -> str:
    """Where "I have finished" leads."""
    return reverse("finish-with-link", args=[link.pk])
