"""The email to somebody who asked about becoming a carer: that we have it, and by when we answer. No detail of them."""

import hashlib

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from schemes.models import Message
from schemes.tasks import deliver_messages, look_now


def acknowledge(application, *, answer_by, by) -> Message | None:
    """Say that their enquiry came; one email a day to one address, however often it is typed into the form."""
    if not application.email:
        return None
    address = hashlib.sha256(application.email.casefold().encode()).hexdigest()[:32]
    message = Message.queue(
        scheme=application.scheme,
        key=f"enquiry:{application.opened_on}:{address}",
        to=application.email,
        subject=f"{application.reference}: {_('we have your enquiry')}",
        body=render_to_string(
            "emails/carers/enquiry.txt",
            {"reference": application.reference, "scheme": application.scheme, "answer_by": answer_by},
        ).strip(),
        by=by,
        folder=application.folder,
    )
    look_now(deliver_messages)
    return message
