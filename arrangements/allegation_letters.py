"""What a council or a funder is written about an allegation: references only, in the scheme's own words."""

import hashlib

from django.utils import timezone

from arrangements.models import Allegation, Told
from schemes import wordings
from schemes.models import Message
from schemes.tasks import deliver_messages, look_now
from schemes.templatetags.words import day

LETTER_OF = {Told.Whom.FUNDER: "allegation-funder", Told.Whom.HOST: "allegation-host"}


def draft(allegation: Allegation, whom: str, *, person=None, signed: str, on) -> dict:
    """The letter as the scheme words it on a day, filled in: subject and body."""
    subject, body = wordings.words_on(allegation.scheme, LETTER_OF[whom], on)
    values = {
        "scheme": allegation.scheme.name,
        "phone": allegation.scheme.phone,
        "date": day(timezone.localdate(allegation.known_at)),
        "reference": allegation.reference,
        "person": person.reference if person else "",
        "names": "colleague",
        "signed": signed,
    }
    return {"subject": wordings.fill(subject, values), "body": wordings.fill(body, values)}


def send(allegation: Allegation, whom: str, *, to, who, subject, body, at, by, person=None) -> Message:
    """Put the letter in the outbox, and write down that they were told. Undo: correct the record."""
    about = hashlib.sha256(f"{to}\n{subject}\n{body}".encode()).hexdigest()[:16]
    message = Message.queue(
        scheme=allegation.scheme,
        key=f"allegation:{allegation.pk}:{whom}:{person.pk if person else 0}:{about}",
        to=to,
        subject=f"{allegation.reference}: {subject}",
        body=body,
        by=by,
        folder=allegation.folder,
    )
    allegation.record_told(whom=whom, who=who, about_person=person, told_at=at, how=f"Email to {to}", by=by)
    look_now(deliver_messages)
    return message
