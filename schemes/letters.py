"""The words of this room's emails."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from schemes.models import Invitation, Link, Message


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


def about(link: Link) -> str:
    """What stands first in the subject: the reference where there is one, never a name."""
    return link.folder.reference if link.folder else link.scheme.name


def queue_code(link: Link, code: str, *, by, at) -> Message:
    """The email with a one-time code. Staff cannot read it."""
    return Message.queue(
        scheme=link.scheme,
        key=f"code:{link.pk}:{at:%Y%m%d%H%M%S%f}",
        to=link.email,
        subject=f"{about(link)}: {_('your code')}",
        body=render_to_string("emails/schemes/code.txt", {"code": code, "scheme": link.scheme}).strip(),
        by=by,
        folder=link.folder,
    )


def queue_link(link: Link, address: str, *, by, subject="", template="emails/schemes/link.txt", **more) -> Message:
    """The email that holds the only copy of a link. Staff cannot read it as it was sent."""
    page = {"scheme": link.scheme, "reference": about(link), "link": address} | more
    return Message.queue(
        scheme=link.scheme,
        key=f"link:{link.pk}:{link.fingerprint[:12]}",
        to=link.email,
        subject=f"{about(link)}: {subject or _('your link')}",
        body=render_to_string(template, page).strip(),
        by=by,
        folder=link.folder,
    )
