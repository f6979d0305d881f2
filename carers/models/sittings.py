"""Sittings: who may hear an item, whether they are enough, and what happens to a meeting and its list."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from carers.models.applications import Application
from carers.models.assessment import Report, ReportVersion
from carers.models.panels import PanelItem, PanelOutcome, PanelSeat, list_item, only_sits
from schemes import clock
from schemes.models import Stale, WrongState

OPEN, DECLARE, INTEREST, CLOSED, NONE = "open", "declare", "interest", "closed", "none"


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(frozen=True)
class Sitting:
    """Who is there for one item: the same arithmetic as the database's own rule `panel_may_decide`."""

    needed: int
    sits: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    interested: list[str] = field(default_factory=list)
    sat_before: list[str] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        """How many sit, how many must, and who does not count."""
        are = "1 member sits" if len(self.sits) == 1 else f"{len(self.sits)} members sit"
        enough = "That is enough." if len(self.sits) >= self.needed else "That is not enough."
        aside = f" {_and(self.interested)} declared an interest and is not counted." if self.interested else ""
        if len(self.interested) > 1:
            aside = f" {_and(self.interested)} declared an interest and are not counted."
        return f"{are} on this; the quorum is {self.needed}. {enough}{aside}"

    @property
    def trouble(self) -> str:
        """Why nothing can be written down yet, and what to do; empty when it can."""
        if self.silent:
            return f"First {_and(self.silent)} must say whether they have an interest in this item."
        if len(self.sits) < self.needed:
            there = "Nobody sits" if not self.sits else f"Only {len(self.sits)} of {self.needed} sit"
            if not self.sits and not self.interested:
                there = "Nobody is marked as there"
            return f"{there}, and the quorum is {self.needed}: record who is there, or move this to another meeting."
        if self.sat_before:
            return (
                f"{_and(self.sat_before)} sat the first time. An appeal is heard by others: move it to another meeting."
            )
        return ""


def sitting_of(item: PanelItem) -> Sitting:
    """Who is there for this item as attendance and declarations stand now. Three queries; one more for an appeal."""
    declared = item.declared()
    sits, silent, interested, members = [], [], [], set()
    there = item.meeting.seats.filter(attendance=PanelSeat.Attendance.PRESENT).select_related("member__account")
    for seat in there:
        said = declared.get(seat.pk)
        if said is None:
            silent.append(seat.member.name)
        elif said.has_interest:
            interested.append(seat.member.name)
        else:
            sits.append(seat.member.name)
        if said is None or not said.has_interest:
            members.add(seat.member_id)
    sat_before = sorted(seat.member.name for seat in first_time(item) if seat.member_id in members)
    return Sitting(item.meeting.quorum, sits, silent, interested, sat_before)


def first_time(item: PanelItem):
    """Seats of those who sat when what an appeal is about was decided; of any other item, nobody."""
    seats = PanelSeat.objects.none()
    if item.kind == PanelItem.Kind.APPEAL:
        seats = PanelSeat.objects.filter(
            meeting__items__outcomes__appeal__item=item, attendance=PanelSeat.Attendance.PRESENT
        ).select_related("member__account")
    return seats


def papers_for(item: PanelItem, actor) -> str:
    """Whether this actor may read the item's papers now: "open", "declare" first, "interest", "closed" or "none".

    Whoever sits declares before the papers open, staff of the scheme too; with an interest they stay shut for good.
    """
    if actor is None or actor.is_link:
        return NONE
    seat = None if actor.is_job else item.meeting.seats.filter(member=actor.staff_id).first()
    if seat is None:
        return OPEN if actor.is_job or actor.may("panel.hold") else NONE
    said = item.interests.standing().filter(seat=seat).first()
    if said is None:
        return DECLARE
    if said.has_interest:
        return INTEREST
    return CLOSED if only_sits(actor) and (item.meeting.closed_on or item.is_withdrawn) else OPEN


# --- the list of a meeting ------------------------------------------------------------------------------------------


def settled_outcome(item: PanelItem) -> PanelOutcome | None:
    """What came of an item in the end: the decision, or panel's own word where it defers; None while it is open."""
    rows = {row.stage: row for row in item.outcomes.standing()}
    decision = rows.get(PanelOutcome.Stage.DECISION)
    if decision:
        return decision
    said = rows.get(PanelOutcome.Stage.RECOMMENDATION)
    return said if said and said.outcome == PanelOutcome.Outcome.DEFER else None


def open_items():
    """Items that are on a list and wait for panel, or for the decision after it."""
    ended = Q(stage=PanelOutcome.Stage.DECISION) | Q(outcome=PanelOutcome.Outcome.DEFER)
    settled = PanelOutcome.objects.standing().filter(ended)
    return PanelItem.objects.filter(is_withdrawn=False).exclude(pk__in=settled.values("item"))


def to_follow(*, household, kind, application=None) -> PanelItem | None:
    """The item that was deferred, or whose appeal was upheld, which a new one about the same would follow."""
    items = PanelItem.objects.filter(household=household, kind=kind, is_withdrawn=False)
    if application is not None:
        items = items.filter(application=application)
    return items.order_by("-pk").first()


@transaction.atomic
def send_to_panel(
    application, *, by, meeting=None, asks="", people_limit=None, types=(), why_not_ready=""
) -> PanelItem | None:
    """Freeze the report for panel, and put the application on a meeting's list, or leave that for later.

    It moves to “ready for panel”, saying why where something is still missing. Undo: a manager puts it back; take the
    item off the list.
    """
    application.lock()
    if application.household is None:
        raise WrongState("Nobody has applied yet: invite them to apply first.")
    if application.household.status in application.household.STANDING:
        raise WrongState(f"{application.household} is approved already. Ask panel for a change of terms instead.")
    if open_items().filter(application=application).exists():
        raise WrongState(f"{application} is on a panel’s list already.")
    if application.status != Application.Status.PANEL:
        application.go_on(Application.Status.PANEL, by=by, why=why_not_ready)
    elif meeting is None:
        raise WrongState("It is ready for panel already: choose the meeting.")
    version = Report.of(application, by=by).freeze(what_for=ReportVersion.WhatFor.PANEL, by=by)
    if meeting is None:
        return None
    kind = PanelItem.Kind.APPROVAL
    return list_item(
        meeting=meeting, kind=kind, household=application.household, application=application, report=version,
        asks=asks, people_limit=people_limit, types=list(types),
        follows=to_follow(household=application.household, kind=kind, application=application), by=by,
    )  # fmt: skip


def withdraw_item(item, *, why, by) -> None:
    """Take an item off the list. Undo: put it on a list again."""
    if item.outcomes.standing().exists():
        raise WrongState("What panel said about this is written down, so it stays on the list.")
    item.save_edit({"is_withdrawn": True}, version=None, by=by, why=why)


@transaction.atomic
def move_item(item, *, up, by) -> None:
    """Take an item before or after its neighbour on the list. Undo: move it back."""
    item.meeting.lock()
    listed = list(item.meeting.items.filter(is_withdrawn=False).order_by("position", "pk"))
    here = next((place for place, row in enumerate(listed) if row.pk == item.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if there is None or not 0 <= there < len(listed):
        return
    listed[here], listed[there] = listed[there], listed[here]
    for position, row in enumerate(listed, start=1):
        row.save_edit({"position": position}, version=None, by=by, why="Order of the list")


# --- the meeting ----------------------------------------------------------------------------------------------------


@transaction.atomic
def change_meeting(meeting, *, changes, parts, version, by) -> None:
    """Another day, time, place or quorum; other parts for those who were asked; more members. Undo: change it back.

    `parts` is {staff member: part}.
    """
    if meeting.closed_on:
        raise WrongState(f"{meeting} is closed.")
    meeting.save_edit(changes, version=version, by=by)
    seats = {seat.member_id: seat for seat in meeting.seats.all()}
    # Whoever stops being the chair does so before another begins: there is one chair at a time.
    for member, part in sorted(parts.items(), key=lambda pair: pair[1] == PanelSeat.Part.CHAIR):
        if member.pk in seats:
            seats[member.pk].save_edit({"part": part}, version=None, by=by)
        else:
            PanelSeat.add(scheme=meeting.scheme, meeting=meeting, member=member, part=part, by=by, why="Asked to panel")


@transaction.atomic
def record_attendance(meeting, attendance: dict[int, str], *, by) -> None:
    """Who is there and who sent apologies, by seat. Undo: record it again."""
    meeting.lock()
    if meeting.closed_on:
        raise WrongState(f"{meeting} is closed, so who was there stays as it is.")
    decided = meeting.items.filter(outcomes__isnull=False).exists()
    for seat in meeting.seats.all():
        now = attendance.get(seat.pk, seat.attendance)
        if decided and PanelSeat.Attendance.PRESENT in (now, seat.attendance) and now != seat.attendance:
            raise WrongState("Outcomes are written down already, by those who were there. They stay as they were.")
        seat.save_edit({"attendance": now}, version=None, by=by, why="Attendance")


def _version_of_minutes(meeting, items) -> int:
    return meeting.version + sum(item.version for item in items)


def minutes_version(meeting) -> int:
    """Which state of its minutes somebody is looking at: it grows with each change to the meeting or its list."""
    return _version_of_minutes(meeting, meeting.items.all())


@transaction.atomic
def write_minutes(meeting, *, minutes, of_items: dict[int, str], version, by) -> None:
    """Write the minutes of the meeting and of each item. Undo: write them again; earlier words stay in history."""
    meeting.lock()
    items = list(meeting.items.select_for_update(of=("self",)).select_related("household"))
    different = [
        (label, theirs, yours)
        for label, theirs, yours in [
            ("The meeting", meeting.minutes, minutes),
            *((str(item), item.minutes, of_items.get(item.pk, item.minutes)) for item in items),
        ]
        if theirs != yours
    ]
    if different and version != _version_of_minutes(meeting, items):
        raise Stale(different)
    meeting.save_edit({"minutes": minutes}, version=None, by=by, why="Minutes")
    for item in items:
        item.save_edit({"minutes": of_items.get(item.pk, item.minutes)}, version=None, by=by, why="Minutes")


@transaction.atomic
def close_meeting(meeting, *, by, on=None) -> None:
    """The meeting is over: its papers shut for its members, its list stays as it was. Undo: none needed; minutes stay.

    Refused while something on its list has no outcome.
    """
    meeting.lock()
    if meeting.closed_on:
        raise WrongState(f"{meeting} is closed already.")
    on = on or clock.today()
    if meeting.held_on > on:
        raise WrongState(f"{meeting} is still to come. Move what is on its list to another meeting instead.")
    waiting = meeting.items.filter(is_withdrawn=False).exclude(
        pk__in=PanelOutcome.objects.standing().filter(item__meeting=meeting).values("item")
    )
    if count := waiting.count():
        what = "1 item on the list has" if count == 1 else f"{count} items on the list have"
        raise WrongState(f"{what} no outcome yet. Write down first what panel said, or take it off the list.")
    meeting.save_edit({"closed_on": on}, version=None, by=by, why="Closed")
