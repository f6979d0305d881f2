"""Emails to applicants and referees: a reference, one link, the phone. Everything else is behind the link."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from carers.links import APPLICANT, CARER, REFEREE
from schemes import letters
from schemes.tasks import deliver_messages, look_now

LINK_IN_PREVIEW = "…"


def _send(door, link, secret, template, subject, by):
    message = letters.queue_link(link, door.address(secret), by=by, subject=subject, template=template)
    look_now(deliver_messages)
    return message


def invite_applicant(application, *, email, at, by):
    """Send somebody who applies their link; one they had before opens nothing any more."""
    link, secret = APPLICANT.make(scheme=application.scheme, folder=application.folder, email=email, at=at)
    return _send(APPLICANT, link, secret, "emails/carers/invite_applicant.txt", _("your application"), by)


def ask_referee(referee, secret, *, by):
    """Ask for a reference."""
    return _send(REFEREE, referee.link, secret, "emails/carers/ask_referee.txt", _("would you give a reference?"), by)


def remind_referee(referee, secret, *, by):
    """Ask once more."""
    return _send(REFEREE, referee.link, secret, "emails/carers/remind_referee.txt", _("your reference"), by)


def invite_carer(household, *, email, at, by):
    """Send a household the link to its own profile; one this address had before opens nothing any more."""
    link, secret = CARER.make(scheme=household.scheme, folder=household.folder, email=email, at=at)
    return _send(CARER, link, secret, "emails/carers/invite_carer.txt", _("your profile"), by)


def preview(application, template: str, door) -> str:
    """An email as it will be sent; the real link is made when it is."""
    where = f"{settings.SITE_ADDRESS}{reverse(door.start, args=['x'])}".replace("/x/", f"/{LINK_IN_PREVIEW}/")
    page = {"scheme": application.scheme, "reference": application.folder.reference, "link": where}
    return render_to_string(f"emails/carers/{template}.txt", page).strip()
