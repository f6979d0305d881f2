"""Looking for a household: who is being looked for, the board of one person, and shortlisting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list

from arrangements.board import board_for, verdict_for
from arrangements.forms.matching import OfficerAndType, ShortlistForm, ShortlistSeveralForm
from arrangements.models import Match
from arrangements.strips import person_strip
from arrangements.verdicts import RULED_OUT
from arrangements.views.attempts import attempt
from carers.models import Household, PlannedChange
from referrals.models import Referral
from schemes import clock
from schemes.access import allow, open_record, write_opening
from schemes.attempts import sent
from schemes.models import Move
from schemes.templatetags.words import counted


@allow("matches.see")
def matching(request):
    """People for whom a household is being looked for or met, the longest looked for first."""
    form = OfficerAndType.read(request.GET, actor=request.actor)
    began = Move.objects.standing().filter(folder=OuterRef("folder"), to_status=Referral.Status.LOOKING).order_by("pk")
    referrals = (
        Referral.objects.visible_to(request.actor)
        .looking()
        .select_related("person", "folder", "officer__account")
        .annotate(
            looking_since=Subquery(began.values("happened_on")[:1]),
            shortlisted=Count("matches", filter=Q(matches__status=Match.Status.SHORTLISTED)),
            meeting=Count("matches", filter=Q(matches__status__in=[Match.Status.INTRODUCING, Match.Status.AGREED])),
        )
        .order_by("looking_since", "pk")
    )
    referrals = form.of_officer(referrals)
    if kind := form.cleaned_data["type"]:
        referrals = referrals.filter(type_wanted=kind)
    page = Paginator(referrals, 50).get_page(request.GET.get("page"))
    today = clock.today()
    for referral in page:
        referral.looking_days = (today - (referral.looking_since or referral.opened_on)).days
    return render(request, "arrangements/matching/matching.html", {"page": page, "filter_form": form})


@allow("matches.see")
def workbench(request, pk):
    """Every approved household in exactly one of three columns for one person, each reason a sentence."""
    return _show_board(request, _open_referral(request, pk))


def _open_referral(request, pk) -> Referral:
    return open_record(request, Referral.objects.select_related("person__folder", "folder", "scheme"), pk=pk)


def _show_board(request, referral, form=None):
    """The board, with a form that was refused or none; what was ticked stays ticked."""
    board = board_for(referral, request.actor, clock.today())
    is_looking = referral.status in (Referral.Status.LOOKING, Referral.Status.INTRODUCING)
    tickable = [card.household.pk for card in [*board.fits, *board.nearly] if not card.match] if is_looking else []
    return render(
        request,
        "arrangements/matching/workbench.html",
        {
            "referral": referral,
            "strip": person_strip(referral.person),
            "board": board,
            "households_looked_at": counted(board.total + board.hidden, "approved household"),
            "is_looking": is_looking,
            "form": form or ShortlistSeveralForm(approved=Household.objects.visible_to(None)),
            "first_to_tick": next(iter(tickable), None),
            "ticked": set(form.data.getlist("households")) if form else set(),
            "may_override_now": is_looking and request.actor.may("arrangements.emergency"),
            "may_edit": request.actor.may("households.edit"),
            "may_see_rules": request.actor.may("rules.see"),
            "liftable": PlannedChange.Lifts.values,
        },
    )


@allow("matches.act")
def shortlist_several(request, pk):
    """Consider all the households ticked on the board; today's reasons are kept with each."""
    referral, today = _open_referral(request, pk), clock.today()
    if request.method != "POST":
        return redirect("workbench", pk)
    approved = Household.objects.visible_to(request.actor).approved_on(today).filter(scheme=referral.scheme_id)
    form = ShortlistSeveralForm(sent(request), approved=approved.select_related("home", "folder", "scheme"))

    def act(answers):
        for household in answers["households"]:
            write_opening(request, household)
            verdict = verdict_for(referral, household, today)
            Match.shortlist(referral=referral, household=household, verdict=verdict, by=request.actor)

    if attempt(request, form, act):
        names = get_text_list([household.name for household in form.cleaned_data["households"]], "and")
        messages.success(request, f"Shortlisted for {referral.person.called}: {names}.")
        return redirect("workbench", pk)
    return _show_board(request, referral, form)


@allow("matches.act")
def shortlist(request, pk, household_pk):
    """Consider a household for a person; the reasons of today are kept with it."""
    referral = _open_referral(request, pk)
    today = clock.today()
    approved = Household.objects.approved_on(today).filter(scheme=referral.scheme_id)
    household = open_record(request, approved.select_related("home", "folder", "scheme"), pk=household_pk)
    verdict = verdict_for(referral, household, today)
    is_ruled_out = verdict.column == RULED_OUT
    if is_ruled_out and not request.actor.may("arrangements.emergency"):
        raise PermissionDenied
    matches = Match.objects.visible_to(request.actor).filter(referral=referral, household=household)
    if already := matches.open().first():
        messages.info(request, f"{household.name} is shortlisted for {referral.person.called} already.")
        return redirect(already)
    form = ShortlistForm(sent(request), is_ruled_out=is_ruled_out)

    strip = person_strip(referral.person)

    def act(answers):
        Match.shortlist(referral=referral, household=household, verdict=verdict, by=request.actor, **answers)

    if attempt(request, form, act):
        messages.success(request, f"{household.name} is shortlisted for {referral.person.called}.")
        return redirect("workbench", referral.pk)
    return render(
        request,
        "arrangements/matching/shortlist.html",
        {
            "form": form,
            "referral": referral,
            "household": household,
            "verdict": verdict,
            "is_ruled_out": is_ruled_out,
            "strip": strip,
            "who": strip | {"reference": referral.reference},
            "earlier": matches.select_related("folder"),
            "cancel_url": reverse("workbench", args=[referral.pk]),
        },
    )
