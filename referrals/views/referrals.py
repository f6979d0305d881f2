"""One referral as staff see it; the list of all is in `inbox`."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse

from referrals.duplicates import might_be_same
from referrals.models import Referral
from referrals.promises import Promises, last_sign_on, received_on
from referrals.talks import talk_part
from referrals.views.acts import latest_words, open_referral
from referrals.views.alternatives import alternatives_of
from referrals.whereabouts import shown_answers, shown_given
from schemes import clock
from schemes.access import allow
from schemes.acting import whoever_acts
from schemes.changes import changes_of

STATUS = Referral.Status
WHO = ("recorded_by__staff__account", "recorded_by__link")


def next_acts(referral, actor) -> list[tuple[str, str]]:
    """What can be done with it now, the likeliest first: (text, address)."""
    if not actor.may("referrals.triage"):
        return []
    at, may_go = referral.status, Referral.MOVES[referral.status]
    offered = [
        ("Ring now", "record-rung", referral.is_short_notice and referral.rung_at is None and referral.is_open),
        ("Decide what happens next", "triage", at in (STATUS.NEW, STATUS.NEEDS_MORE)),
        ("Record the meeting", "record-meeting", at == STATUS.MEETING),
        ("Look for a household", "workbench", at in (STATUS.LOOKING, STATUS.INTRODUCING)),
        ("Take off hold", "resume-referral", at == STATUS.ON_HOLD),
        ("Ask for more", "ask-for-more", STATUS.NEEDS_MORE in may_go and at == STATUS.MEETING),
        ("Put on hold", "hold-referral", STATUS.ON_HOLD in may_go),
        ("Pass to another scheme", "pass-on", STATUS.PASSED_ON in may_go and at not in (STATUS.NEW, STATUS.NEEDS_MORE)),
        ("Turn down or withdraw", "turn-down", STATUS.NOT_THIS_TIME in may_go),
    ]
    return [(text, reverse(name, args=[referral.pk])) for text, name, is_offered in offered if is_offered]


def sections_of(referral) -> list[tuple[str, list]]:
    """The answers as they were asked, in the sections of the form they came from."""
    rows = referral.answers.standing().order_by("position", "pk")
    answers = shown_answers(rows, referral.person, whoever_acts())
    return [(section, list(rows)) for section, rows in groupby(answers, key=lambda answer: answer.section)]


def about(referral, today) -> list[str]:
    """One line of facts for the identity bar."""
    age = referral.person.age(today)
    area = f"near {referral.near_shown}" if referral.near_shown else ""
    return [
        referral.reference,
        f"{age} years old" if age is not None else "",
        f"{referral.asked_for} {area}".strip(),
        referral.get_urgency_display() if referral.urgency != Referral.Urgency.ORDINARY else "",
    ]


@allow("referrals.see")
def referral(request, pk):
    """One referral: the person's words, what was asked and answered, what happened, what can happen next."""
    referral = open_referral(request, pk)
    today, actor, person = clock.today(), request.actor, referral.person
    promises = Promises([referral.scheme])
    step = referral.last_step() if actor.may("cases.put_back") else None
    return render(
        request,
        "referrals/referrals/referral.html",
        {
            "referral": referral,
            "person": person,
            "words": latest_words(person),
            "about": about(referral, today),
            "links": [(f"{person.called}'s page", person.get_absolute_url())],
            "acts": next_acts(referral, actor),
            "put_back_step": step,
            "promise": promises.next_for(referral, today),
            "silent_days": (today - last_sign_on(referral)).days if referral.is_open else 0,
            "received_on": received_on(referral),
            "sections": sections_of(referral),
            "wishes": person.latest_wishes(),
            "asked": referral.asked.standing().select_related(*WHO).order_by("-pk"),
            "given": shown_given(referral.given.standing().select_related(*WHO).order_by("-pk"), person, actor),
            "meetings": referral.meetings.standing().select_related(*WHO).order_by("-happened_on", "-pk"),
            "turned_down": referral.turned_down.standing().select_related(*WHO).order_by("-pk"),
            "passed_on": referral.passed_on.standing().select_related("to_scheme").order_by("-pk"),
            "moves": referral.folder.moves.standing().select_related(*WHO).order_by("-id"),
            "talk": talk_part(referral),
            "may_write": actor.may("referrals.triage"),
            "same": might_be_same(person, actor),
            "alternatives": alternatives_of(referral),
            "may_triage": actor.may("referrals.triage"),
            "notes": referral.folder.notes.standing().select_related(*WHO).order_by("-happened_on", "-pk"),
            "changes": changes_of(referral, person, *referral.meetings.exclude(corrected_because="")),
            "may_see_openings": actor.may("openings.see"),
        },
    )
