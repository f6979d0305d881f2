"""Emails to those who refer: a reference, one link, the phone. Whatever is about the person is behind the link."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.promises import Promises
from schemes.models import Message
from schemes.tasks import deliver_messages, look_now

LINK_IN_PREVIEW = "…"


def words_of(referral, letter: str, *, link: str, **more) -> str:
    """The text of an email as it will be sent."""
    return render_to_string(
        f"emails/referrals/{letter}.txt",
        {"referral": referral, "reference": referral.reference, "scheme": referral.scheme, "link": link} | more,
    ).strip()


def preview(referral, letter: str, *, door="referral-status", **more) -> str:
    """The same text, to be read before sending; the real link is made when it is sent."""
    where = f"{settings.SITE_ADDRESS}{reverse(door, args=['x'])}"
    return words_of(referral, letter, link=where.replace("/x/", f"/{LINK_IN_PREVIEW}/"), **more)


def _send(referral, letter: str, *, key: str, subject: str, at, by, door="referral-status", **more) -> Message:
    secret = referral.open_status_link(at=at)
    link = f"{settings.SITE_ADDRESS}{reverse(door, args=[secret])}"
    message = Message.queue(
        scheme=referral.scheme,
        key=key,
        to=referral.referrer_email,
        subject=f"{referral.reference}: {subject}",
        body=words_of(referral, letter, link=link, **more),
        by=by,
        folder=referral.folder,
    )
    look_now(deliver_messages)
    return message


def send_received(referral, *, at, by) -> Message:
    """We have it, this is its reference, and this is what happens next by when."""
    promises = Promises([referral.scheme])
    return _send(
        referral,
        "received",
        key=f"received:{referral.pk}",
        subject=_("we have your referral"),
        at=at,
        by=by,
        answer_by=promises.answer_by(referral, timezone.localdate(at)),
        meet_by=promises.meet_by(referral),
    )


def send_meeting_arranged(referral, *, at, by) -> Message:
    """We have read it and will meet the person."""
    step = referral.folder.moves.latest("pk")
    return _send(
        referral,
        "meeting_arranged",
        key=f"meeting:{referral.pk}:{step.pk}",
        subject=_("we would like to meet"),
        at=at,
        by=by,
        officer=referral.officer,
    )


def send_asked_for_more(asked, *, at, by) -> Message:
    """Something is missing; what, is behind the link."""
    return _send(
        asked.referral,
        "asked_for_more",
        key=f"asked:{asked.pk}",
        subject=_("we need a little more from you"),
        at=at,
        by=by,
    )


def send_turned_down(turned_down, *, at, by) -> Message:
    """Not this time; why, and what else could help, is behind the link."""
    return _send(
        turned_down.referral,
        "turned_down",
        key=f"turned-down:{turned_down.pk}",
        subject=_("our answer to your referral"),
        at=at,
        by=by,
    )


def send_passed_on(referral, there, *, at, by) -> Message:
    """Another scheme takes it from here: who they are and how to reach them."""
    return _send(
        referral,
        "passed_on",
        key=f"passed-on:{referral.pk}:{there.pk}",
        subject=_("another scheme takes it from here"),
        at=at,
        by=by,
        there=there.scheme,
    )


def send_message_waits(message, *, at, by) -> Message:
    """We wrote something: it is read behind the link, after a code. Not a word of it is in the email."""
    return _send(
        message.referral,
        "message_waits",
        key=f"message-waits:{message.pk}",
        subject=_("a message for you"),
        at=at,
        by=by,
        door="referral-talk-start",
    )


def send_takes_over(referral, *, at, by) -> Message:
    """A colleague is asked from now on: this is the reference, and this is their link."""
    return _send(
        referral,
        "takes_over",
        key=f"takes-over:{referral.pk}:{referral.version}",
        subject=_("you are who we ask about this referral now"),
        at=at,
        by=by,
    )
