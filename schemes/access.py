"""Who is asking, and whether they may: the mark on every view, the actor of every request, the log of every opening."""

import logging
from functools import cache, wraps
from typing import NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from schemes import clock
from schemes.acting import acting
from schemes.models import Actor, Folder, Opening, Scheme

log = logging.getLogger(__name__)

# Each main link: its text, the address it leads to, what it needs, and the first parts of the paths that are under it.
NAVIGATION = [
    ("Today", "today", "today.see", {""}),
    ("Referrals", "referrals", "referrals.see", {"referrals", "teams"}),
    ("People", "people", "people.see", {"people"}),
    (
        "Carers",
        "households",
        "households.see",
        {"carers", "applications", "contacts", "checks", "panel", "recruitment", "growth", "appeals", "allegations"},
    ),
    ("Matching", "matching", "matches.see", {"matching", "matches", "introductions"}),
    ("Arrangements", "arrangements", "arrangements.see", {"arrangements", "visits", "reviews", "stays"}),
    ("Panel papers", "panel-papers", "panel.see", {"panel-papers", "panel", "carers"}),
    ("Reports", "reports", "counts.see", {"reports"}),
    ("Settings", "settings", "rules.see", {"settings"}),
]


class Elsewhere(Exception):
    """What was to be done here is done on another page: why, in a sentence, and where."""

    def __init__(self, why: str, url: str):
        super().__init__(why)
        self.url = url


def allow(permission: str):
    """Mark a view with the permission it needs, and refuse (403) staff whose role lacks it."""

    def mark(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            actor = request.actor
            if actor is None or not actor.may(permission):
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except Elsewhere as elsewhere:
                messages.warning(request, str(elsewhere))
                return redirect(elsewhere.url)

        guarded.needs = permission
        return guarded

    return mark


def public(view):
    """Mark a view that anyone may open: the referral form, a status page behind its link, a sign-in page."""

    @wraps(view)
    def open_door(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    open_door.needs = "public"
    return login_not_required(open_door)


def open_record(request, rows, *, what=Opening.What.PAGE, **lookup):
    """One row this actor may see, or 404; that they opened it is written down.

    `rows` is a model or a queryset of rows with a folder (or a Folder itself).
    """
    queryset = rows if hasattr(rows, "visible_to") else rows.objects
    row = get_object_or_404(queryset.visible_to(request.actor), **lookup)
    write_opening(request, row, what=what)
    return row


def write_opening(request, row, *, what=Opening.What.PAGE, by=None) -> None:
    """Write down that this actor, or the holder of a link (`by`), opened this row's folder."""
    Opening.objects.create(
        scheme_id=row.scheme_id,
        folder_id=row.pk if isinstance(row, Folder) else row.folder_id,
        actor=by or request.actor,
        what=what,
        page=(request.resolver_match.url_name or "")[:80],
        opened_at=clock.now(),
    )


def choose_job(request, response, job) -> None:
    """Act in this job from now on; also after signing in again on this machine, so that a form goes where it began."""
    request.session["job"] = job.pk
    response.set_signed_cookie(
        "job", job.pk, salt="job", httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _job_before(request) -> int | None:
    """The job somebody acted in before they were signed out here. It counts only if it is one of their own."""
    kept = request.get_signed_cookie("job", default="", salt="job")
    return int(kept) if kept.isdigit() else None


class ActorMiddleware:
    """Finds, for a signed-in account, which job in which scheme is acting; keeps signed-in pages out of every cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.jobs = []
        request.actor = None
        if request.user.is_authenticated:
            request.jobs = request.user.jobs_held
            chosen = request.session.get("job") or _job_before(request)
            job = next((job for job in request.jobs if job.pk == chosen), request.jobs[0] if request.jobs else None)
            if job is not None:
                request.actor = Actor.for_staff(job) if not hasattr(job, "actor") else job.actor
                request.actor.staff = job
        with acting(request.actor):
            response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response


class MainLink(NamedTuple):
    """One main link: whether this page is under it, and whether it is this page."""

    text: str
    url: str
    is_current: bool
    is_here: bool


@cache
def _address(url_name: str) -> str:
    """Where a main link leads; nowhere if there is no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _navigation(request, actor) -> tuple:
    """The main links this role may follow, and which of them we are under."""
    first = request.path.lstrip("/").partition("/")[0]
    links = []
    for text, url_name, permission, under in NAVIGATION:
        if not actor.may(permission):
            continue
        url = _address(url_name)
        if url:
            is_current = first in under
            links.append(MainLink(text, url, is_current, is_current and url == request.path))
    return tuple(links)


def page_context(request):
    """What every page needs: who is acting, where they can go, and whether this is the demonstration."""
    actor = getattr(request, "actor", None)
    scheme = actor.scheme if actor else getattr(request, "public_scheme", None)
    return {
        "actor": actor,
        "jobs": getattr(request, "jobs", []),
        "scheme": scheme,
        "nav": SimpleLazyObject(lambda: _navigation(request, actor) if actor else ()),
        "demo": settings.DEMO,
        "local": settings.LOCAL,
        "may_search": bool(actor and actor.may("search.use")),
    }


class ClosedDoor(DefaultAccountAdapter):
    """allauth's rules for us: nobody signs up; staff are invited."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Send now; when the mail server is away the page answers as always, and the log says what was not sent."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's own errors are among them
            log.error("An email was not sent (%s): %s", template_prefix, type(error).__name__)


def scheme_or_404(slug: str) -> Scheme:
    """The scheme a public page belongs to."""
    return get_object_or_404(Scheme, slug=slug)
