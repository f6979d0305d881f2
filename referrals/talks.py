"""All that was written about a referral between its referrer and the scheme, in the order it was written."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from referrals.still_needed import SAID_IN
from referrals.whereabouts import shown_given
from schemes.acting import whoever_acts
from schemes.models import Message
from schemes.models.messages import holds_a_key


@dataclass(frozen=True)
class Written:
    """One thing that was written: by the referrer or by the scheme, what about, and the words."""

    is_from_referrer: bool
    at: datetime
    about: str
    text: str
    by: str


def written(referral) -> list[Written]:
    """Messages, what we asked and what came, oldest first. Four queries."""

    def standing(rows):
        return rows.standing().select_related("recorded_by__staff__account", "recorded_by__link")

    given = shown_given(standing(referral.given), referral.person, whoever_acts())
    rows = [
        *(_row(one, one.is_from_referrer, "", one.text) for one in standing(referral.talk)),
        *(_row(one, False, _("We asked for"), _lines(*one.items, one.words)) for one in standing(referral.asked)),
        *(_row(one, True, _named(one.items), one.text) for one in given),
        *(_row(one, False, _("Not this time"), one.words or one.suggestion) for one in standing(referral.turned_down)),
    ]
    return sorted(rows, key=lambda row: row.at)


def _lines(*texts) -> str:
    return "\n".join(filter(None, texts))


def _named(items) -> str:
    return ", ".join(str(SAID_IN.get(item, item)) for item in items)


def _row(record, is_from_referrer, about, text) -> Written:
    return Written(is_from_referrer, record.recorded_at, about, text, record.recorded_by.name)


def talk_part(referral) -> dict:
    """What a referral's page shows of it: the newest message, whether it waits, what did not arrive. Three queries."""
    who = ("recorded_by__staff__account", "recorded_by__link")
    newest = referral.talk.standing().select_related(*who).order_by("-pk").first()
    settled = list(referral.talk_settled.standing().select_related(*who).order_by("pk")) if newest else []
    is_answered = newest is None or not newest.is_from_referrer or any(one.up_to_id >= newest.pk for one in settled)
    failed = Message.objects.filter(folder=referral.folder_id, status=Message.Status.FAILED).exclude(holds_a_key())
    return {
        "newest": newest,
        "settled": settled[-1:],
        "is_waiting": not is_answered,
        "undelivered": failed.order_by("pk"),
    }
