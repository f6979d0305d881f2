"""The email with the link to a person's own page: a reference, one link, the phone. No name, no word of the page."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.page_links import PERSON
from schemes import letters
from schemes.tasks import deliver_messages, look_now

TEMPLATE = "emails/referrals/send_person_link.txt"
LINK_IN_PREVIEW = "…"


def send_person_link(person, *, email, at, by):
    """Send the link; one this address had before opens nothing any more. Returns the link."""
    link, secret = PERSON.make(scheme=person.scheme, folder=person.folder, email=email, at=at)
    letters.queue_link(link, PERSON.address(secret), by=by, subject=_("your page"), template=TEMPLATE)
    look_now(deliver_messages)
    return link


def preview(person) -> str:
    """The email as it will be sent; the real link is made when it is."""
    where = f"{settings.SITE_ADDRESS}{reverse(PERSON.start, args=['x'])}".replace("/x/", f"/{LINK_IN_PREVIEW}/")
    page = {"scheme": person.scheme, "reference": person.reference, "link": where}
    return render_to_string(TEMPLATE, page).strip()
