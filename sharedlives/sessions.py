"""Sessions in PostgreSQL that are written when they change, and otherwise once a minute: to know who is still here."""

from datetime import timedelta

from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField

from schemes.statements import Given, Statement

# An hour of idleness is counted from the last write, so somebody is out after 59 to 60 minutes and never later.
SAVED_EVERY = timedelta(minutes=1)

KEPT = Statement(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    ).values_list("session_data", "expire_date")
)


class SessionStore(db.SessionStore):
    """Django's own sessions in the database, which also know until when they were last said to hold."""

    holds_until = None

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        found = KEPT.rows(key=self.session_key, now=self._now())
        if not found:
            self._session_key = None
            return {}
        data, self.holds_until = found[0]
        return self.decode(data)

    def _now(self):
        """By the clock that Django's own sessions are saved by."""
        return self.get_expiry_date(expiry=1) - timedelta(seconds=1)

    def is_seen_long_ago(self) -> bool:
        """Whether its idle time was last started a minute or more ago."""
        return self.holds_until is not None and self.get_expiry_date() - self.holds_until >= SAVED_EVERY


class SeldomSaved(SessionMiddleware):
    """Starts the idle time again with a request, at most once a minute; what changed is saved at once, as always."""

    def process_response(self, request, response):
        session = request.session
        if session.accessed and not session.modified and session.is_seen_long_ago():
            session.modified = True
        return super().process_response(request, response)
