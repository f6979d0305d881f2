"""The email to whoever is on duty: a reference, an hour, one link; nothing about anybody."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.duty import told_at_once
from schemes.models import Message
from schemes.tasks import deliver_messages, look_now


def send_short_notice(referral, *, at, by) -> list[Message]:
    """Somebody needs an answer within hours: tell whoever is on duty, or every manager. Safe to call twice."""
    if not referral.is_short_notice:
        return []
    ring_by = timezone.localtime(referral.promised_at) if referral.promised_at else None
    page = {
        "reference": referral.reference,
        "scheme": referral.scheme,
        "ring_by": ring_by,
        "link": settings.SITE_ADDRESS + reverse("record-rung", args=[referral.pk]),
    }
    subject = _("ring by %(hour)s") % {"hour": f"{ring_by:%-H:%M}"} if ring_by else _("short notice")
    sent = [
        Message.queue(
            scheme=referral.scheme,
            key=f"short-notice:{referral.pk}:{officer.pk}",
            to=officer.email,
            subject=f"{referral.reference}: {subject}",
            body=render_to_string("emails/referrals/short_notice.txt", page).strip(),
            by=by,
            folder=referral.folder,
        )
        for officer in told_at_once(referral.scheme, timezone.localdate(at))
    ]
    look_now(deliver_messages)
    return sent
