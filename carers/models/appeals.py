"""Appeals: a household asks that a decision be heard again, by people who did not sit the first time."""

from datetime import timedelta

from django.db import transaction

from carers.models.outcomes import close_appeal, may_be_appealed
from carers.models.panels import Appeal, PanelItem, PanelMeeting, PanelSeat, list_item
from schemes.models import Policies, WrongState


@transaction.atomic
def record_appeal(item, outcome, *, asked_on, why, by) -> Appeal:
    """A household appeals against a decision. Undo: end it as withdrawn."""
    item.lock()
    if not may_be_appealed(item.kind, outcome.outcome):
        raise WrongState("There is nothing to appeal against in this decision.")
    if asked_on < outcome.happened_on:
        raise WrongState(f"The decision was on {outcome.happened_on:%-d %B %Y}: an appeal comes after it.")
    if Appeal.objects.filter(outcome__item=item).exists():
        raise WrongState("An appeal against this decision is written down already.")
    days = Policies([item.scheme]).value(item.scheme_id, "appeal_hear_days", asked_on)
    appeal = Appeal(
        scheme=item.scheme, household=item.household, outcome=outcome, asked_on=asked_on, why=why,
        hear_by_on=asked_on + timedelta(days=days),
    )  # fmt: skip
    appeal.keep(by=by, why="Appealed")
    return appeal


def who_sat_first(appeal) -> dict[int, str]:
    """Those who were there when the decision was made, by their number, and whoever decided after panel."""
    first = appeal.outcome.item
    there = first.meeting.seats.filter(attendance=PanelSeat.Attendance.PRESENT).select_related("member__account")
    sat = {seat.member_id: seat.member.name for seat in there}
    if appeal.outcome.decided_by:
        sat[appeal.outcome.decided_by_id] = appeal.outcome.decided_by.name
    return sat


def meetings_to_hear(appeal, meetings) -> list[tuple[PanelMeeting, str]]:
    """Each of these meetings with why it cannot hear this appeal, or "" when it can: enough must be new to it."""
    sat = who_sat_first(appeal)
    found = []
    for meeting in meetings:
        asked = [seat for seat in meeting.seats.all() if seat.attendance != PanelSeat.Attendance.APOLOGIES]
        again = sorted(sat[seat.member_id] for seat in asked if seat.member_id in sat)
        fresh = sum(1 for seat in asked if seat.member_id not in sat and seat.member.ended_on is None)
        why = ""
        if meeting.pk == appeal.outcome.item.meeting_id:
            why = "the decision was made there"
        elif again:
            why = f"{', '.join(again)} sat the first time"
        elif fresh < meeting.quorum:
            why = f"too few are asked to it: {fresh}, and the quorum is {meeting.quorum}"
        found.append((meeting, why))
    return found


@transaction.atomic
def hear_appeal(appeal, meeting, *, asks, by) -> PanelItem:
    """Put an appeal on the list of a meeting of people who did not sit the first time. Undo: take it off the list."""
    appeal.lock()
    if appeal.ended_on:
        raise WrongState(f"This appeal has ended: {appeal.get_ending_display().lower()}.")
    if appeal.item and not appeal.item.is_withdrawn and not appeal.item.outcomes.standing().exists():
        raise WrongState(f"It is on the list of {appeal.item.meeting} already.")
    if why := dict(meetings_to_hear(appeal, [meeting]))[meeting]:
        raise WrongState(f"{meeting} cannot hear it: {why}. Choose another meeting, or call one.")
    first = appeal.outcome.item
    item = list_item(
        meeting=meeting, kind=PanelItem.Kind.APPEAL, household=appeal.household, application=first.application,
        report=first.report, asks=asks, follows=first, by=by,
    )  # fmt: skip
    appeal.save_edit({"item": item}, version=None, by=by, why="To be heard")
    return item


@transaction.atomic
def end_appeal(appeal, *, ending, by, on, why="") -> None:
    """End an appeal without a hearing, or after one outside this system; off the list with it. Undo: none."""
    if on < appeal.asked_on:
        raise WrongState(f"They appealed on {appeal.asked_on:%-d %B %Y}: it cannot have ended before.")
    close_appeal(appeal, ending, by=by, on=on, why=why)
    item = appeal.item
    if item and not item.is_withdrawn and not item.outcomes.standing().exists():
        item.save_edit({"is_withdrawn": True}, version=None, by=by, why="The appeal ended")
