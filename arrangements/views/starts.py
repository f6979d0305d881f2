"""Starting an arrangement from a match, and saying that it did not start after all."""

from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from arrangements.board import limits_and_stays
from arrangements.checks import against_a_start
from arrangements.forms.arrangements import StartForm, UndoStartForm
from arrangements.models import Arrangement, Match
from arrangements.views.arrangements import about_arrangement, open_arrangement
from arrangements.views.attempts import attempt
from arrangements.views.matches import about, open_match
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.models import Policies, WrongState

LIMIT_WORDS = {
    "nation": "the nation's limit",
    "scheme": "this scheme's limit",
    "terms": "their terms",
    "rooms": "rooms",
}


def places_in_words(household, on, policies) -> str:
    """The arithmetic of a home's places on a day, in a sentence."""
    limits, taken = limits_and_stays([household.home], policies)
    there = [t for t in taken[household.home_id] if t.holds(on) and not t.is_day]
    parts = limits[household.home_id].parts_on(on)
    most = min(part.value for part in parts)
    named = ", ".join(f"{LIMIT_WORDS[part.name]} {part.value}" for part in parts)
    names = f" ({', '.join(t.who for t in there)})" if there else ""
    places = "place" if most == 1 else "places"
    return f"On {on:%-d %B %Y}: {len(there)} of {most} {places} taken{names}. The lowest counts: {named}."


def agreed_from(match) -> tuple[date, str]:
    """The first day on which a start needs no reason, and what happened on it."""
    received = timezone.localdate(match.referral.received_at)
    latest = match.introductions.standing().last()
    if latest and latest.happened_on >= received:
        return latest.happened_on, "both said yes"
    return received, "the referral came in"


@allow("arrangements.act")
def start_arrangement(request, pk):
    """Start an arrangement and take the place in the home; the database refuses a place that is not there."""
    match = open_match(request, pk)
    today = clock.today()
    policies = Policies([match.scheme])
    referral, household = match.referral, match.household
    may_override = request.actor.may("arrangements.emergency")
    wanted = max(referral.wanted_start, today)
    against = against_a_start(household, type=referral.type_wanted, starts_on=wanted, on=today, policies=policies)
    form = StartForm(
        sent(request),
        actor=request.actor,
        latest_start=today + timedelta(days=policies.value(match.scheme_id, "start_within_days", today)),
        agreed_from=agreed_from(match),
        may_override=may_override and (bool(against) or request.method == "POST"),
        initial={
            "type": referral.type_wanted,
            "starts_on": wanted,
            "planned_end_on": referral.wanted_until
            if referral.wanted_until and referral.wanted_until > wanted
            else None,
            "officer": match.officer_id or household.officer_id,
            "personal_care": None,
        },
    )

    def act(answers):
        override, why = answers.pop("override", ""), answers.pop("why")
        found = against_a_start(
            household, type=answers["type"], starts_on=answers["starts_on"], on=today, policies=policies
        )
        if found and not override:
            ask = "Give a reason below, or mend it first." if may_override else "Mend it first, or ask a manager."
            raise WrongState(f"{' '.join(found)} {ask}")
        if found:
            why = f"{why} Started although: {' '.join(found)} {override}".strip()
        act.started = Arrangement.start(
            person=match.person, household=household, match=match, by=request.actor, why=why, **answers
        )

    if attempt(request, form, act):
        started = getattr(act, "started", None) or Arrangement.objects.filter(match=match).first()
        messages.success(request, "The arrangement has started. Its first visit and first review are on Today.")
        return redirect(started or match)
    match.refresh_from_db(fields=["status"])  # a refused start has left it as it was
    return render(
        request,
        "arrangements/starts/start_arrangement.html",
        about(match)
        | {
            "form": form,
            "places": places_in_words(household, wanted, policies),
            "against": against,
            "can_start": match.status == Match.Status.AGREED,
        },
    )


@allow("arrangements.act")
def undo_start(request, pk):
    """It did not start after all: the place is free again, and the match stands as agreed."""
    arrangement = open_arrangement(request, pk)
    form = UndoStartForm(sent(request))
    if attempt(request, form, lambda answers: arrangement.undo_start(by=request.actor, **answers)):
        messages.success(request, "Undone: the place is free again.")
        return redirect(arrangement)
    return render(request, "arrangements/starts/undo_start.html", about_arrangement(arrangement) | {"form": form})
