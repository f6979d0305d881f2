"""One match: how getting to know each other goes, the yes of each of them, and a stop without blame."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render

from arrangements.board import verdict_for
from arrangements.forms.matches import AgreeForm, EmergencyForm, PlanStepForm, PutBackForm, StopForm
from arrangements.models import Answer, Arrangement, Match, ProfileGiven
from arrangements.strips import introductions_of, own_words, person_strip, small_strip
from arrangements.verdicts import Reason
from arrangements.views.attempts import attempt
from referrals.whereabouts import DISTANCE
from schemes import clock
from schemes.access import allow, open_record
from schemes.attempts import sent
from schemes.changes import changes_of
from schemes.models import Note

WITH_ALL = (
    "folder",
    "scheme",
    "officer__account",
    "household__folder",
    "household__home",
    "referral__folder",
    "referral__scheme",
    "referral__person__folder",
)


def open_match(request, pk) -> Match:
    """The match, with the two it is about; that it was opened is written down."""
    return open_record(request, Match.objects.select_related(*WITH_ALL), pk=pk)


def about(match) -> dict:
    """What every screen of an act on a match shows: who it is about, and the way back."""
    words = own_words(match.person)
    return {
        "match": match,
        "who": small_strip(match, match.person, match.household, words),
        "cancel_url": match.get_absolute_url(),
    }


def _reasons_now(match, on) -> list[Reason] | None:
    """Today's reasons, if they differ in words from those kept when it was shortlisted."""
    if match.status not in Match.OPEN:
        return None
    verdict = verdict_for(match.referral, match.household, on)
    now = [(r["kind"], r["text"]) for r in verdict.as_kept()]
    kept = [(r["kind"], r["text"]) for r in match.reasons]
    return verdict.reasons if now != kept else None


def _kept_reasons(match, reader) -> list[dict]:
    """The reasons of the day it was shortlisted, their dates as dates; no distance from an address since hidden."""
    return [
        r | {name: date.fromisoformat(r[name]) if r.get(name) else None for name in ("on", "change_on")}
        for r in match.reasons
        if r["rule"] != DISTANCE or match.person.may_read_address(reader)
    ]


def _next_acts(match, actor) -> list[tuple[str, str]]:
    """What can be done next, as the address's name and the button's words; the likeliest first."""
    if not actor.may("matches.act") or match.status not in Match.OPEN:
        return []
    if match.referral.status not in Match.LOOKED_FOR:
        return []  # the referral is on hold or closed: only a stop is left
    acts = [("record-introduction", "Record an introduction"), ("plan-step", "Plan the next step")]
    both = (match.person_says, match.carer_says) == (Answer.YES, Answer.YES)
    if match.status == Match.Status.AGREED:
        acts.insert(0, ("start-arrangement", "Start the arrangement"))
    elif both:
        acts.insert(0, ("agree-match", "Both said yes"))
    return acts


@allow("matches.see")
def match(request, pk):
    """The person and the household, why they were brought together, how it goes, and what comes next."""
    match = open_match(request, pk)
    today = clock.today()
    introductions = introductions_of(match)
    step = match.last_step()
    return render(
        request,
        "arrangements/matches/match.html",
        {
            "match": match,
            "strip": person_strip(match.person),
            "identity_facts": [
                match.reference,
                f"Shortlisted {match.opened_on:%-d %B %Y}",
                f"Officer: {match.officer or 'nobody'}",
            ],
            "identity_links": [
                (f"{match.person.called}’s page", match.person.get_absolute_url()),
                (f"{match.household.name}’s page", match.household.get_absolute_url()),
                (f"Referral {match.referral.reference}", match.referral.get_absolute_url()),
            ],
            "introductions": introductions,
            "given": ProfileGiven.of(match.person, match.household).select_related("version").first(),
            "reasons_kept": _kept_reasons(match, request.actor),
            "reasons_now": _reasons_now(match, today),
            "acts": _next_acts(match, request.actor),
            "is_open": match.status in Match.OPEN,
            "may_skip": match.status in (Match.Status.SHORTLISTED, Match.Status.INTRODUCING)
            and match.referral.status in Match.LOOKED_FOR
            and request.actor.may("arrangements.emergency"),
            "may_put_back": step is not None and request.actor.may("cases.put_back"),
            "may_read_openings": request.actor.may("openings.see"),
            "others": match.referral.matches.visible_to(request.actor)
            .exclude(pk=match.pk)
            .select_related("household", "folder"),
            "arrangement": Arrangement.objects.visible_to(request.actor)
            .filter(match=match)
            .select_related("folder", "person", "household")
            .first(),
            "notes": Note.objects.standing()
            .filter(folder=match.folder)
            .select_related("recorded_by__staff__account")
            .order_by("-happened_on", "-pk")[:20],
            "changes": changes_of(match, *introductions),
        },
    )


@allow("matches.act")
def plan_step(request, pk):
    """Plan the next step of getting to know each other."""
    match = open_match(request, pk)
    shown = {"next_step": match.next_step, "next_on": match.next_on}
    form = PlanStepForm(sent(request), initial=shown)
    if attempt(request, form, lambda answers: match.plan_step(by=request.actor, **answers)):
        messages.success(request, "The next step is planned.")
        return redirect(match)
    return render(request, "arrangements/matches/plan_step.html", about(match) | {"form": form})


@allow("matches.act")
def agree_match(request, pk):
    """Both said yes: a start can be arranged."""
    match = open_match(request, pk)
    form = AgreeForm(sent(request))
    if attempt(request, form, lambda answers: match.agree(by=request.actor)):
        messages.success(request, "Both said yes. You can start the arrangement now.")
        return redirect(match)
    both = (match.person_says, match.carer_says) == (Answer.YES, Answer.YES)
    introductions = introductions_of(match)
    return render(
        request,
        "arrangements/matches/agree_match.html",
        about(match) | {"form": form, "both": both, "last": introductions[-1] if introductions else None},
    )


@allow("arrangements.emergency")
def agree_in_emergency(request, pk):
    """A manager skips introductions because somebody needs a safe place now."""
    match = open_match(request, pk)
    form = EmergencyForm(sent(request))
    if attempt(request, form, lambda answers: match.agree_in_emergency(by=request.actor, **answers)):
        messages.success(request, "Agreed without introductions. You can start the arrangement now.")
        return redirect(match)
    return render(request, "arrangements/matches/agree_in_emergency.html", about(match) | {"form": form})


@allow("matches.act")
def stop_match(request, pk):
    """Stop here, without blame: who decided, and why."""
    match = open_match(request, pk)
    form = StopForm(sent(request), match=match)
    if attempt(request, form, lambda answers: match.stop(by=request.actor, **answers)):
        messages.success(request, f"Stopped. You can look for another household for {match.person.called}.")
        return redirect("workbench", match.referral_id)
    return render(request, "arrangements/matches/stop_match.html", about(match) | {"form": form})


@allow("cases.put_back")
def put_back_match(request, pk):
    """A manager takes the last step back, with a reason."""
    match = open_match(request, pk)
    form = PutBackForm(sent(request))
    if attempt(request, form, lambda answers: match.put_back(by=request.actor, **answers)):
        messages.success(request, f"Put back. It is now “{match.get_status_display().lower()}”.")
        return redirect(match)
    return render(
        request, "arrangements/matches/put_back_match.html", about(match) | {"form": form, "step": match.last_step()}
    )
