"""Emails about questions between schemes: only that one waits, or was answered."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from referrals.models import SchemeAsked
from schemes.letters import link_to
from schemes.models import Message
from schemes.tasks import deliver_messages, look_now


def send_scheme_question(asked, *, by) -> Message:
    """Tell the other scheme that a question waits; about whom, it reads when it is signed in."""
    page = {"from_scheme": asked.scheme, "scheme": asked.to_scheme, "link": link_to("today")}
    message = Message.queue(
        scheme=asked.to_scheme,
        key=f"scheme-question:{asked.key}",
        to=asked.to_scheme.email,
        subject=_("%(scheme)s asks you something") % {"scheme": asked.scheme.name},
        body=render_to_string("emails/referrals/scheme_question.txt", page).strip(),
        by=by,
    )
    look_now(deliver_messages)
    return message


def send_scheme_answer(question, *, by) -> Message:
    """Tell the scheme that asked, or whoever looks after the person there, that there is an answer."""
    rows = SchemeAsked.objects.select_related("scheme", "to_scheme", "person__officer__account", "person__folder")
    asked = rows.filter(key=question.key).first()
    if asked is None:  # nobody waits for it any more
        return None
    officer, reference = asked.person.officer, asked.person.reference
    page = {"to_scheme": asked.to_scheme, "scheme": asked.scheme, "link": link_to("ask-schemes", asked.person_id)}
    message = Message.queue(
        scheme=asked.scheme,
        key=f"scheme-answer:{asked.key}",
        to=officer.email if officer else asked.scheme.email,
        subject=_("%(reference)s: another scheme has answered") % {"reference": reference},
        body=render_to_string("emails/referrals/scheme_answer.txt", page | {"reference": reference}).strip(),
        by=by,
        folder=asked.person.folder,
    )
    look_now(deliver_messages)
    return message
