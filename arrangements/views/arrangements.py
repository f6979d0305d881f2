"""Arrangements: the list, and the page of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from arrangements.checks import running_out
from arrangements.due import next_review_on, next_visit_on, with_last_records
from arrangements.forms.arrangements import ArrangementFilter, EditArrangementForm, EndForm, HandForm
from arrangements.forms.matches import PutBackForm
from arrangements.models import Arrangement, Stay
from arrangements.strips import information_needs, latest_words, small_strip
from arrangements.timelines import what_happened
from arrangements.views.attempts import attempt
from schemes import clock
from schemes.access import allow, open_record
from schemes.attempts import sent
from schemes.changes import changes_of
from schemes.edits import save_plain_edit
from schemes.models import Policies
from schemes.vocabulary import ArrangementType

WITH_ALL = ("folder", "scheme", "officer__account", "person__folder", "household__folder", "household__home")


def open_arrangement(request, pk) -> Arrangement:
    """The arrangement, with the two it is about; that it was opened is written down."""
    return open_record(request, Arrangement.objects.select_related(*WITH_ALL), pk=pk)


def about_arrangement(arrangement) -> dict:
    """What every screen of an act on an arrangement shows: who it is about, what they said last, the way back."""
    return {
        "arrangement": arrangement,
        "who": small_strip(arrangement, arrangement.person, arrangement.household, latest_words(arrangement)),
        "cancel_url": arrangement.get_absolute_url(),
    }


@allow("arrangements.see")
def arrangements(request):
    """Arrangements of the scheme: since when, the next visit and review, what runs out in the household."""
    form = ArrangementFilter.read(request.GET, actor=request.actor)
    today = clock.today()
    rows = Arrangement.objects.visible_to(request.actor)
    status = form.cleaned_data["status"]
    if status == "ended":
        rows = rows.filter(status=Arrangement.Status.ENDED)
    elif status != "all":
        rows = rows.running()
    if kind := form.cleaned_data["type"]:
        rows = rows.filter(type=kind)
    rows = form.of_officer(rows).select_related("folder", "person", "household", "officer__account")
    rows = with_last_records(rows, today).order_by("person__full_name", "pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    policies = Policies([request.actor.scheme])
    checks = running_out({a.household_id: a.household for a in page}.values(), today, policies)
    for arrangement in page:
        arrangement.checks = checks.get(arrangement.household_id, [])
        if arrangement.status == Arrangement.Status.RUNNING:
            arrangement.next_visit = next_visit_on(
                arrangement, arrangement.last_visit_on, arrangement.visit_booked_on, policies
            )
            arrangement.next_review = next_review_on(
                arrangement, arrangement.last_review_on, arrangement.review_booked_on, policies
            )
    return render(
        request,
        "arrangements/arrangements/arrangements.html",
        {"page": page, "filter_form": form, "today": today},
    )


@allow("arrangements.see")
def arrangement(request, pk):
    """How it goes for the person, what is agreed, who to call, what was recorded, what comes next."""
    today = clock.today()
    rows = with_last_records(Arrangement.objects.select_related(*WITH_ALL, "match__referral__folder"), today)
    arrangement = open_record(request, rows, pk=pk)
    policies = Policies([arrangement.scheme])
    is_running = arrangement.status == Arrangement.Status.RUNNING
    visits = list(arrangement.visits.standing().select_related("recorded_by__staff__account"))
    reviews = list(arrangement.reviews.standing().select_related("recorded_by__staff__account"))
    stays = list(arrangement.stays.order_by("-from_on", "-pk"))
    checks = running_out([arrangement.household], today, policies).get(arrangement.household_id, [])
    next_visit = next_visit_on(arrangement, arrangement.last_visit_on, arrangement.visit_booked_on, policies)
    next_review = next_review_on(arrangement, arrangement.last_review_on, arrangement.review_booked_on, policies)
    due_on, due_what = min((next_visit, "visit"), (next_review, "review"))
    due_next = f"{due_what} due {due_on:%-d %B %Y}"
    step = arrangement.last_step()
    happened = Paginator(what_happened(arrangement, visits, reviews), 20).get_page(request.GET.get("page"))
    return render(
        request,
        "arrangements/arrangements/arrangement.html",
        {
            "arrangement": arrangement,
            "is_running": is_running,
            "needs": information_needs(arrangement.person),
            "words": latest_words(arrangement),
            "visit": visits[0] if visits else None,
            "review": reviews[0] if reviews else None,
            "next_visit": next_visit,
            "next_review": next_review,
            "identity_facts": [
                f"{arrangement.get_type_display()} since {arrangement.starts_on:%-d %B %Y}",
                arrangement.reference,
                f"Officer: {arrangement.officer or 'nobody'}",
                f"Next: {due_next}" if is_running else "",
            ],
            "identity_links": [
                (f"{arrangement.person.called}’s page", arrangement.person.get_absolute_url()),
                (f"{arrangement.household.name}’s page", arrangement.household.get_absolute_url()),
            ],
            "facts": _facts(arrangement),
            "breaks": [s for s in stays if s.kind == Stay.Kind.SHORT_BREAK and not s.is_released],
            "plans_breaks": is_running and arrangement.type == ArrangementType.SHORT_BREAKS,
            "lapsed": [check for check in checks if check.has_lapsed],
            "soon": [check for check in checks if not check.has_lapsed],
            "phones": [m for m in arrangement.household.members.all() if m.phone and not m.left_on],
            "referral": arrangement.match.referral if arrangement.match_id else None,
            "happened": happened,
            "may_act": request.actor.may("arrangements.act"),
            "may_undo_start": is_running and not visits and not reviews,
            "may_put_back": step is not None and request.actor.may("cases.put_back"),
            "may_read_openings": request.actor.may("openings.see"),
            "changes": changes_of(arrangement, *stays, *visits, *reviews),
            "today": today,
        },
    )


def _facts(arrangement) -> list[dict]:
    """What is agreed, and when it was signed."""

    def said(on, otherwise="Not signed yet"):
        return f"{on:%-d %B %Y}" if on else otherwise

    facts = [
        ("Type", arrangement.get_type_display()),
        ("Started", said(arrangement.starts_on)),
        ("Planned end", said(arrangement.planned_end_on, "None planned")),
        ("Arrangement agreement signed", said(arrangement.agreed_on)),
        ("Licence agreement signed", said(arrangement.licence_on)),
        ("Receives personal care", "Yes" if arrangement.personal_care else "No"),
    ]
    if arrangement.ended_on:
        planned = "planned" if arrangement.end_planned else "not planned"
        facts += [
            ("Ended", f"{said(arrangement.ended_on)}, {planned}"),
            ("Who decided", arrangement.get_ended_by_display()),
            ("Why", arrangement.get_end_reason_display()),
            ("Moved to", arrangement.moved_to),
        ]
    return [{"key": key, "value": value} for key, value in facts]


@allow("arrangements.act")
def edit_arrangement(request, pk):
    """Agreement dates, planned end, personal care."""
    arrangement = open_arrangement(request, pk)
    form = EditArrangementForm(sent(request), arrangement=arrangement)
    if save_plain_edit(request, arrangement, form):
        return redirect(arrangement)
    return render(
        request, "arrangements/arrangements/edit_arrangement.html", about_arrangement(arrangement) | {"form": form}
    )


@allow("arrangements.act")
def hand_arrangement(request, pk):
    """Give it to another officer."""
    arrangement = open_arrangement(request, pk)
    form = HandForm(sent(request), actor=request.actor, initial={"officer": arrangement.officer_id})
    if attempt(request, form, lambda answers: arrangement.hand_to(by=request.actor, **answers)):
        messages.success(request, f"{arrangement.officer} holds this arrangement now.")
        return redirect(arrangement)
    return render(
        request, "arrangements/arrangements/hand_arrangement.html", about_arrangement(arrangement) | {"form": form}
    )


@allow("arrangements.act")
def end_arrangement(request, pk):
    """End it: when, who decided, why, whether it was planned, where to. The page names what ends with it."""
    arrangement = open_arrangement(request, pk)
    today = clock.today()
    form = EndForm(sent(request), arrangement=arrangement)
    if attempt(request, form, lambda answers: arrangement.end(by=request.actor, **answers)):
        messages.success(request, "The arrangement has ended. The record stays.")
        return redirect(arrangement)
    stays = list(arrangement.stays.counted())
    return render(
        request,
        "arrangements/arrangements/end_arrangement.html",
        about_arrangement(arrangement)
        | {
            "form": form,
            "has_place": any(stay.until_on is None for stay in stays),
            "breaks": [stay for stay in stays if stay.until_on and stay.until_on > today],
        },
    )


@allow("cases.put_back")
def put_back_arrangement(request, pk):
    """A manager takes the ending back, with a reason, if the place is still free."""
    arrangement = open_arrangement(request, pk)
    form = PutBackForm(sent(request))
    if attempt(request, form, lambda answers: arrangement.put_back(by=request.actor, **answers)):
        messages.success(request, "Put back: the arrangement runs again.")
        return redirect(arrangement)
    return render(
        request,
        "arrangements/arrangements/put_back_arrangement.html",
        about_arrangement(arrangement) | {"form": form, "step": arrangement.last_step()},
    )
