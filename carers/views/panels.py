"""Panel meetings: the list, the page of one, who sits, who is there, the minutes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from carers.forms.panels import (
    AttendanceForm,
    CloseMeetingForm,
    EditMeetingForm,
    MeetingForm,
    MinutesForm,
    PanelsFilter,
    SendPapersForm,
)
from carers.models import PanelItem, PanelMeeting, PanelSeat
from carers.models.panels import hold_meeting
from carers.models.sittings import (
    change_meeting,
    close_meeting,
    minutes_version,
    write_minutes,
)
from carers.models.sittings import record_attendance as write_attendance
from carers.panel_history import declared_of, listed
from carers.panel_letters import ask_members, coming, send_papers
from schemes import clock
from schemes.access import allow
from schemes.attempts import REFUSALS, attempt, sent
from schemes.edits import carry_version, show_both
from schemes.models import Policies, StaffMember, Stale
from schemes.roles import Role

SIT = (Role.PANEL_MEMBER, Role.MANAGER, Role.OFFICER)


def open_meeting(request, pk: int) -> PanelMeeting:
    """A meeting this actor may see, or 404. It is no folder's: what is on its list is."""
    return get_object_or_404(PanelMeeting.objects.visible_to(request.actor).select_related("scheme"), pk=pk)


def show_act(request, template, meeting, form, **more):
    """The page of one act on a meeting."""
    page = {"meeting": meeting, "form": form, "back_text": str(meeting), "cancel_url": meeting.get_absolute_url()}
    return render(request, template, page | more)


def who_may_sit(actor):
    """Panel members, managers and officers of the scheme who work here now."""
    staff = StaffMember.objects.visible_to(actor).working().filter(role__in=SIT)
    return staff.select_related("account").order_by("account__name", "pk")


@allow("panel.hold")
def panels(request):
    """The meetings of panel: the next first, how full the list is, whether enough are asked."""
    form = PanelsFilter.read(request.GET)
    rows = form.choose(PanelMeeting.objects.visible_to(request.actor))
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    counts = {
        row["pk"]: row
        for row in PanelMeeting.objects.visible_to(request.actor)
        .filter(pk__in=[meeting.pk for meeting in page])
        .order_by("pk")
        .values("pk")
        .annotate(
            listed=Count("items", filter=Q(items__is_withdrawn=False), distinct=True),
            asked=Count("seats", filter=~Q(seats__attendance=PanelSeat.Attendance.APOLOGIES), distinct=True),
        )
    }
    for meeting in page:
        meeting.counts = counts[meeting.pk]
    return render(request, "carers/panels/panels.html", {"page": page, "filter_form": form, "today": clock.today()})


@allow("panel.hold")
def hold_panel_meeting(request):
    """Call a meeting of panel, and ask its members by email."""
    scheme, today = request.actor.scheme, clock.today()
    quorum = Policies([scheme]).value(scheme.pk, "panel_quorum", today)
    form = MeetingForm(sent(request), staff=who_may_sit(request.actor), initial={"quorum": quorum})
    called = []

    def call():
        parts = form.cleaned_data["parts"]
        meeting = hold_meeting(scheme=scheme, members=parts.items(), by=request.actor, **form.meeting())
        ask_members(meeting, by=request.actor)
        called.append(meeting)

    if attempt(request, form, call):
        messages.success(request, "Meeting called. Everybody who sits is told by email.")
        return redirect(called[0] if called else "panels")
    return render(request, "carers/panels/hold_panel_meeting.html", {"form": form, "cancel_url": reverse("panels")})


@allow("panel.sit")
def panel_meeting(request, pk):
    """One meeting: who sits and who is there, whether that is enough, and its list in order."""
    meeting = open_meeting(request, pk)
    actor, today = request.actor, clock.today()
    seats = list(meeting.seats.select_related("member__account"))
    mine = next((seat for seat in seats if seat.member_id == actor.staff_id), None)
    items = listed(PanelItem.objects.visible_to(actor).filter(meeting=meeting))
    interests = {}
    for row in declared_of(items):
        interests.setdefault(row.item_id, {})[row.seat_id] = row
    for item in items:
        declared = interests.get(item.pk, {})
        item.to_declare = [s for s in seats if s.pk not in declared and s.attendance != PanelSeat.Attendance.APOLOGIES]
        item.with_interest = [s.member.name for s in seats if s.pk in declared and declared[s.pk].has_interest]
        item.mine = declared.get(mine.pk) if mine else None
    there = sum(seat.attendance == PanelSeat.Attendance.PRESENT for seat in seats)
    return render(
        request,
        "carers/panels/panel_meeting.html",
        {
            "meeting": meeting,
            "seats": seats,
            "mine": mine,
            "listed": [item for item in items if not item.is_withdrawn],
            "withdrawn": [item for item in items if item.is_withdrawn],
            "there": there,
            "asked": sum(seat.attendance != PanelSeat.Attendance.APOLOGIES for seat in seats),
            "is_enough": there >= meeting.quorum,
            "is_over": meeting.held_on <= today,
            "may_hold": actor.may("panel.hold"),
            "back_url": reverse("panels" if actor.may("panel.hold") else "panel-papers"),
        },
    )


@allow("panel.hold")
def edit_panel_meeting(request, pk):
    """Another day, time, place or quorum; other parts; more members, who are told by email."""
    meeting = open_meeting(request, pk)
    seats = list(meeting.seats.select_related("member__account"))
    form = EditMeetingForm(
        sent(request),
        staff=who_may_sit(request.actor),
        seats=seats,
        initial={name: getattr(meeting, name) for name in ("held_on", "start_time", "place", "quorum")},
    )
    carry_version(request, form, meeting.version)

    def change():
        try:
            change_meeting(
                meeting, changes=form.meeting(), parts=form.cleaned_data["parts"], version=form.version,
                by=request.actor,
            )  # fmt: skip
        except Stale as meanwhile:
            show_both(form, meanwhile.changes, version=meeting.version, changed=meeting)
            raise
        ask_members(meeting, by=request.actor)

    if attempt(request, form, change, refusals=(*REFUSALS, Stale)):
        messages.success(request, "Meeting changed.")
        return redirect(meeting)
    left = [seat for seat in seats if seat.member.ended_on]
    return show_act(request, "carers/panels/edit_panel_meeting.html", meeting, form, left=left)


@allow("panel.hold")
def record_attendance(request, pk):
    """Who is there, and who sent apologies."""
    meeting = open_meeting(request, pk)
    form = AttendanceForm(sent(request), seats=meeting.seats.select_related("member__account"))
    if attempt(request, form, lambda: write_attendance(meeting, form.attendance, by=request.actor)):
        messages.success(request, "Recorded who is there.")
        return redirect(meeting)
    return show_act(request, "carers/panels/record_attendance.html", meeting, form)


@allow("panel.hold")
def panel_minutes(request, pk):
    """The minutes of the meeting, and of each item on its list."""
    meeting = open_meeting(request, pk)
    items = PanelItem.objects.visible_to(request.actor).filter(meeting=meeting, is_withdrawn=False)
    form = MinutesForm(sent(request), items=items.select_related("household"), initial={"minutes": meeting.minutes})
    carry_version(request, form, minutes_version(meeting))

    def write():
        try:
            write_minutes(
                meeting, minutes=form.cleaned_data["minutes"], of_items=form.of_items, version=form.version,
                by=request.actor,
            )  # fmt: skip
        except Stale as meanwhile:
            show_both(form, meanwhile.changes, version=minutes_version(meeting))
            raise

    if attempt(request, form, write, refusals=(*REFUSALS, Stale)):
        messages.success(request, "Minutes saved.")
        return redirect(meeting)
    return show_act(request, "carers/panels/panel_minutes.html", meeting, form)


@allow("panel.hold")
def close_panel_meeting(request, pk):
    """The meeting is over: its papers shut for its members."""
    meeting = open_meeting(request, pk)
    form = CloseMeetingForm(sent(request))
    if attempt(request, form, lambda: close_meeting(meeting, by=request.actor, on=clock.today())):
        messages.success(request, "Meeting closed. Its papers are shut for its members.")
        return redirect(meeting)
    return show_act(request, "carers/panels/close_panel_meeting.html", meeting, form)


@allow("panel.hold")
def send_panel_papers(request, pk):
    """Tell everybody who sits that the papers are ready."""
    meeting = open_meeting(request, pk)
    form = SendPapersForm(sent(request))
    if attempt(request, form, lambda: send_papers(meeting, by=request.actor)):
        messages.success(request, "They are told by email. The papers open once each has declared.")
        return redirect(meeting)
    return show_act(request, "carers/panels/send_panel_papers.html", meeting, form, seats=coming(meeting))


@allow("panel.see")
def panel_papers(request):
    """A panel member's own first page: the meetings they sit in, the next first, and what waits for them there."""
    today = clock.today()
    meetings = list(
        PanelMeeting.objects.visible_to(request.actor).filter(closed_on__isnull=True).order_by("held_on", "pk")
    )
    items = PanelItem.objects.visible_to(request.actor).filter(meeting__in=meetings, is_withdrawn=False)
    declared = {row.item_id for row in declared_of(items).filter(seat__member=request.actor.staff_id)}
    for meeting in meetings:
        meeting.listed = [item.pk for item in items if item.meeting_id == meeting.pk]
        meeting.to_declare = sum(pk not in declared for pk in meeting.listed)
    over = PanelMeeting.objects.visible_to(request.actor).filter(closed_on__isnull=False).order_by("-held_on")[:10]
    return render(request, "carers/panels/panel_papers.html", {"meetings": meetings, "over": over, "today": today})
