"""Sending a form twice does its act once."""

import hashlib
import uuid

from schemes.forms.base import ONCE
from schemes.models import Once


def _owner(request) -> str:
    """Whose form it is: the actor's, or that of the browser session of somebody without an account."""
    actor = getattr(request, "actor", None)
    if actor is not None:
        return f"actor {actor.pk}"
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    # A session's key opens the session, so only its fingerprint is written down.
    return f"session {hashlib.sha256(key.encode()).hexdigest()[:40]}" if key else "nobody"


def first_time(request, form) -> bool:
    """Whether this sending of the form is its first; ask after `is_valid()`, right before the act.

    When it is not, redirect to where the act leads, without doing it again. The answer is kept in the request's own
    transaction, so an act that fails leaves no trace. A form without its key, or with a mangled one, counts as new.
    """
    token = request.POST.get("once", "")
    if not ONCE.fullmatch(token):
        return True
    if not Once.use(owner=_owner(request), token=token):
        return False
    # If the act is refused and the form shown again, sending that is a new sending.
    form._once = uuid.uuid4().hex
    return True
