"""What staff should know at once about a household: what blocks a new match, and reasons to ring. Never a rating."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from arrangements.home_now import HomeNow
from arrangements.reasons_to_call import Reason
from carers import matrix


def must_act(now: HomeNow) -> list[dict]:
    """What blocks a new match or breaks a limit: each row opens the form that ends it."""
    rows = [
        {
            "verb": "Renew" if line.newest else "Record",
            "what": line.what,
            "when": line.words,
            "tone": "late",
            "url": reverse("record-check", args=[now.household.pk]) + line.address,
            "about": (
                "No new match can start here until it is in order. People who live here stay."
                if line.is_needed
                else "Nothing ends by itself; write down the new one."
            ),
        }
        for group in now.checks
        for line in group.lines
        if line.is_lapsed and now.terms
    ]
    rows += [
        {
            "verb": "Talk with",
            "what": f"{stay.person.called}, who did not move with the household",
            "tone": "late",
            "url": stay.arrangement.get_absolute_url(),
            "about": "Their arrangement and their place go on until something else is agreed.",
        }
        for stay in now.elsewhere
    ]
    if now.limit and now.here > now.limit.value:
        rows.append(
            {
                "verb": "Agree what to do",
                "what": f"{now.here} people where {now.limit.value} may be",
                "tone": "late",
                "url": reverse("add-note", args=[now.household.folder_id]),
                "about": "Nobody has to leave because of this page. Talk to the household and to your manager.",
            }
        )
    return rows


def worth_a_call(now: HomeNow, reasons: Iterable[Reason] = ()) -> list[dict]:
    """Reasons to ring, in words; never a rating."""
    household, soon = now.household, now.on + timedelta(days=now.warn_days)
    rows = [{"verb": one.verb, "what": one.words, "url": one.url, "about": one.about} for one in reasons]
    rows += [
        {
            "verb": "Renew",
            "what": line.what,
            "when": f"{line.words}, on {_day(line.newest.expires_on)}",
            "tone": "soon",
            "url": reverse("record-check", args=[household.pk]) + line.address,
        }
        for group in now.checks
        for line in group.lines
        if line.state == matrix.SOON
    ]
    if now.terms and now.terms.until_on and now.terms.until_on <= soon:
        rows.append(
            {
                "verb": "Set new terms",
                "what": "approval is ending",
                "when": f"ends on {_day(now.terms.until_on)}",
                "tone": "soon",
                "url": reverse("set-terms", args=[household.pk]),
            }
        )
    if not now.terms and (now.living or now.hidden):
        rows.append(
            {
                "verb": "Talk about approval",
                "what": "not approved, and people live or stay here",
                "url": reverse("set-terms", args=[household.pk]),
                "about": "Their homes go on. Nobody new can come.",
            }
        )
    late = [row for row in now.living if row.visit_on < now.on]
    rows += [
        {
            "verb": "Visit",
            "what": str(row.arrangement),
            "when": f"was due on {_day(row.visit_on)}",
            "tone": "late",
            "url": reverse("record-visit", args=[row.arrangement.pk]),
        }
        for row in late
    ]
    not_asked = sum(1 for fact in now.facts if fact["known"] is None)
    if not_asked and now.terms:
        rows.append(
            {
                "verb": "Ask about the home",
                "what": f"{not_asked} of {len(now.facts)} questions not asked yet",
                "url": reverse("record-facts", args=[household.pk]),
            }
        )
    if household.officer_id is None:
        rows.append(
            {
                "verb": "Hand over",
                "what": "nobody looks after this household",
                "url": reverse("hand-household", args=[household.pk]),
            }
        )
    return rows


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"
