"""The words of this room's emails."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from schemes.models import Invitation, Message


def link_to(url_name: str, *args) -> str:
    """A whole address, for an email or a command's output."""
    return settings.SITE_ADDRESS + reverse(url_name, args=args)


def queue_invitation(invitation: Invitation, secret: str, *, by) -> Message:
    """The email that asks somebody to join; it holds the only copy of the link."""
    scheme = invitation.scheme
    return Message.queue(
        scheme=scheme,
        key=f"invitation:{invitation.pk}",
        to=invitation.email,
        subject=_("Join %(scheme)s") % {"scheme": scheme.name},
        body=render_to_string(
            "emails/schemes/invitation.txt",
            {"invitation": invitation, "scheme": scheme, "link": link_to("accept-invitation", secret)},
        ),
        by=by,
    )
