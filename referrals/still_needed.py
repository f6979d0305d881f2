"""What a referrer was asked for: each thing on its own, still needed, not known yet, or given."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from referrals.forms.triage import missing_of
from referrals.questions import QUESTIONS

NOT_KNOWN = "I don't know yet"
# A question that was asked in words alone stands in the list under this name.
IN_OUR_WORDS = "What we asked in our message"
SAID_IN = {IN_OUR_WORDS: _("What we asked in our message")}


@dataclass(frozen=True)
class Needed:
    """One thing that was asked for. `key` names its field in a form and stays the same while others are answered."""

    key: str
    item: str
    given_on: date | None = None
    is_not_known: bool = False

    @property
    def text(self) -> str:
        """What was asked for, in words."""
        return str(SAID_IN.get(self.item, self.item))

    @property
    def is_open(self) -> bool:
        """Whether we would still like to have it."""
        return self.given_on is None or self.is_not_known


def _is_not_known(answer) -> bool:
    return answer.text.strip() == NOT_KNOWN


def needed_of(asked, given) -> list[Needed]:
    """All that was asked for, in the order it was asked; a thing asked for again counts from the last time.

    `asked` and `given` are the standing `AskedForMore` and `MoreGiven` of one referral, oldest first.
    """
    last = {item: (row, place) for row in asked for place, item in enumerate(row.items or [IN_OUR_WORDS])}
    found = []
    for item, (row, place) in last.items():
        since = [one for one in given if one.recorded_at >= row.recorded_at and (not one.items or item in one.items)]
        answer = since[-1] if since else None
        found.append(
            Needed(
                key=f"item_{row.pk}_{place}",
                item=item,
                given_on=answer.happened_on if answer else None,
                is_not_known=bool(answer) and _is_not_known(answer),
            )
        )
    return found


def left_for_later(answered, given) -> list[Needed]:
    """What a referral at short notice was not asked before it was sent; `answered` are the keys of its answers."""
    found = []
    for key in missing_of(answered):
        item = str(QUESTIONS[key].wording)
        since = [one for one in given if item in one.items]
        answer = since[-1] if since else None
        found.append(
            Needed(f"item_{key}", item, answer.happened_on if answer else None, bool(answer) and _is_not_known(answer))
        )
    return found


def needed_for(referral) -> list[Needed]:
    """All of it for one referral; two queries, three at short notice."""
    asked = list(referral.asked.standing().order_by("pk"))
    if not asked and not referral.is_short_notice:
        return []
    given = list(referral.given.standing().order_by("pk"))
    needed = needed_of(asked, given)
    if referral.is_short_notice:
        keys = referral.answers.standing().exclude(answer__in=[NOT_KNOWN]).values_list("key", flat=True)
        items = {one.item for one in needed}
        needed += [one for one in left_for_later(keys, given) if one.item not in items]
    return needed
