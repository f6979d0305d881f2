"""One item on a panel's list: its page and papers, declarations, its place on the list."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from carers.forms.assessment import meetings_ahead
from carers.forms.panels import InterestForm, PanelItemForm, WithdrawForm
from carers.models import Application, Household, PanelItem, PanelSeat
from carers.models.outcomes import panel_decides, people_limit_on, terms_in_words
from carers.models.panels import declare_interest as declare
from carers.models.panels import list_item
from carers.models.sittings import (
    CLOSED,
    DECLARE,
    INTEREST,
    OPEN,
    move_item,
    open_items,
    papers_for,
    send_to_panel,
    sitting_of,
    to_follow,
    withdraw_item,
)
from carers.panel_history import declared_of, listed, panel_history, readiness_of, said_about
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.models import WrongState
from schemes.vocabulary import ArrangementType

ABOUT = ("meeting", "scheme", "household__folder", "household__home", "application__folder", "report")


def open_item(request, pk: int) -> PanelItem:
    """An item this actor may see, or 404; that its household was opened is written down."""
    item = get_object_or_404(PanelItem.objects.visible_to(request.actor).select_related(*ABOUT), pk=pk)
    write_opening(request, item.application or item.household)
    return item


def show_act(request, template, item, form, **more):
    """The page of one act on an item."""
    page = {"item": item, "form": form, "back_text": "The item", "cancel_url": item.get_absolute_url()}
    return render(request, template, page | more)


def _types(item) -> str:
    return ", ".join(str(ArrangementType(kind).label) for kind in item.types)


@allow("panel.sit")
def panel_item(request, pk):
    """One item: what panel is asked, its papers once whoever sits has declared, what was said and decided."""
    found = open_item(request, pk)
    actor, today = request.actor, clock.today()
    item = listed(PanelItem.objects.visible_to(actor).filter(pk=found.pk).select_related(*ABOUT))[0]
    papers = papers_for(item, actor)
    may_hold = actor.may("panel.hold")
    page = {
        "item": item,
        "meeting": item.meeting,
        "papers": papers,
        "may_hold": may_hold,
        "may_decide": actor.may("panel.decide"),
        "back_url": item.meeting.get_absolute_url(),
        "asked": [
            ("What panel is asked", item.asks),
            ("Most people at once", item.people_limit or ""),
            ("Kinds of arrangement", _types(item)),
        ],
    }
    if papers == OPEN:
        page |= {
            "report": item.report,
            "comments": said_about(item.report) if item.report else [],
            "pack": item.packs.filter(status="ready").select_related("document").order_by("-number").first(),
            "history": [row for row in panel_history(item.household) if row["item"].pk != item.pk],
        }
    if papers == OPEN or (may_hold and papers != INTEREST):
        page |= {
            "recommended_terms": terms_in_words(item.recommended) if item.recommended else [],
            "decided_terms": terms_in_words(item.decided) if item.decided else [],
        }
    if may_hold:
        final = item.decided or (item.recommended if item.recommended and item.recommended.back_on else None)
        row = next((row for row in panel_history(item.household) if row["item"].pk == item.pk), {})
        page |= {
            "sitting": sitting_of(item),
            "declared": list(declared_of([item])),
            "ready": readiness_of(item.application, today)
            if item.application and item.kind == PanelItem.Kind.APPROVAL and not item.recommended and not item.decided
            else [],
            "panel_decides": panel_decides(item),
            "waits_for_panel": not item.is_withdrawn and not item.recommended and not item.decided,
            "waits_for_decision": bool(item.recommended and not item.recommended.back_on and not item.decided),
            "final": final,
            "is_over": item.meeting.held_on <= today,
            "appeal": row.get("appeal"),
            "may_appeal": row.get("may_appeal"),
        }
    return render(request, "carers/panels/panel_item.html", page)


@allow("panel.hold")
def add_panel_item(request):
    """Put something on a meeting's list: a new approval, changed terms, a first year, a concern, de-registration."""
    actor, today, scheme = request.actor, clock.today(), request.actor.scheme
    listed_already = open_items().filter(kind=PanelItem.Kind.APPROVAL).values("application")
    applications = Application.objects.visible_to(actor).filter(
        status__in=(Application.Status.PANEL, Application.Status.DEFERRED)
    )
    applications = applications.exclude(pk__in=listed_already).select_related("folder", "household", "scheme")
    households = Household.objects.visible_to(actor).filter(status__in=Household.STANDING).select_related("folder")
    chosen = {
        "meeting": request.GET.get("meeting"),
        "kind": request.GET.get("kind"),
        "about": f"household-{request.GET['household']}" if request.GET.get("household") else None,
    }
    form = PanelItemForm(
        sent(request),
        meetings=meetings_ahead(actor, today),
        applications=applications,
        households=households,
        most=people_limit_on(scheme, today),
        initial={name: value for name, value in chosen.items() if value},
    )

    def put():
        told = form.cleaned_data
        asked = {name: told[name] for name in ("asks", "people_limit", "types")}
        application = form.applications.get(told["about"])
        if application:
            send_to_panel(application, meeting=told["meeting"], by=actor, **asked)
            return
        household, kind = form.households[told["about"]], told["kind"]
        if open_items().filter(household=household, kind=kind).exists():
            raise WrongState(f"{household} is on a panel’s list for this already.")
        list_item(
            meeting=told["meeting"], kind=kind, household=household, by=actor,
            follows=to_follow(household=household, kind=kind), **asked,
        )  # fmt: skip

    if attempt(request, form, put):
        messages.success(request, "Put on the list.")
        return redirect(form.cleaned_data["meeting"])
    return render(
        request,
        "carers/panels/add_panel_item.html",
        {"form": form, "has_meetings": bool(form.meetings), "cancel_url": reverse("panels")},
    )


@allow("panel.hold")
def withdraw_panel_item(request, pk):
    """Take an item off the list, saying why."""
    item = open_item(request, pk)
    form = WithdrawForm(sent(request))
    if attempt(request, form, lambda: withdraw_item(item, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Taken off the list.")
        return redirect(item.meeting)
    return show_act(request, "carers/panels/withdraw_panel_item.html", item, form)


@allow("panel.hold")
def move_panel_item(request, pk):
    """Take an item before or after its neighbour; the buttons stand on the meeting's page."""
    item = open_item(request, pk)
    if request.method == "POST":
        move_item(item, up=request.POST.get("to") != "later", by=request.actor)
    return redirect(f"{item.meeting.get_absolute_url()}#list")


@allow("panel.sit")
def declare_interest(request, pk):
    """Say whether one has an interest in an item, before its papers open; staff also write down what others said."""
    item = open_item(request, pk)
    actor = request.actor
    seats = item.meeting.seats.exclude(attendance=PanelSeat.Attendance.APOLOGIES).select_related("member__account")
    mine = item.meeting.seats.filter(member=actor.staff_id).first()
    if not actor.may("panel.hold"):
        seats = seats.filter(member=actor.staff_id)
    form = InterestForm(sent(request), seats=seats, mine=mine)

    def put_down():
        if item.meeting.closed_on:
            raise WrongState(f"{item.meeting} is closed.")
        if item.outcomes.standing().exists():
            raise WrongState("What panel said is written down already, with the declarations made before it.")
        standing = item.declared().get(mine.pk) if mine and form.declared["seat"].pk == mine.pk else None
        if standing and standing.has_interest and not form.declared["has_interest"]:
            raise WrongState(
                "You declared an interest. If that was a mistake, ask whoever holds panel to put it right."
            )
        declare(item=item, by=actor, **form.declared)

    if attempt(request, form, put_down):
        has = form.declared["has_interest"]
        messages.success(request, "Declared. These papers stay shut." if has else "Declared: no interest.")
        return redirect(item)
    return show_act(
        request,
        "carers/panels/declare_interest.html",
        item,
        form,
        is_mine=mine is not None,
        can_declare=bool(form.seats),
        is_closed=papers_for(item, actor) == CLOSED,
        must_declare=papers_for(item, actor) == DECLARE,
    )
