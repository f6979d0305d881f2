"""A copy of a referral as it was sent: what was asked and answered, in pages to keep; the same bytes every time."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.whereabouts import shown_answers
from schemes.pdf import set_pages
from schemes.templatetags.words import moment


def copy_of(referral, *, reader) -> bytes:
    """The pages (PDF) for this reader: an address that was hidden since is not told."""
    rows = referral.answers.standing().order_by("position", "pk")
    answers = shown_answers(rows, referral.person, reader)
    sections = [
        {"heading": heading, "rows": [{"question": one.question, "answer": one.answer} for one in rows]}
        for heading, rows in groupby(answers, key=lambda answer: answer.section)
    ]
    scheme = referral.scheme
    return set_pages(
        "referral",
        {
            "title": _("Referral %(reference)s") % {"reference": referral.reference},
            "scheme": scheme.name,
            "received": _("Received %(at)s") % {"at": moment(timezone.localtime(referral.received_at))},
            "private": _("This paper is about a person. Keep it where only those who need it can read it."),
            "phone": _("Questions? Ring %(phone)s.") % {"phone": scheme.phone},
            "footer": f"{scheme.name} · {referral.reference}",
            "sections": sections,
        },
    )
