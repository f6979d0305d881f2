"""Appeals: asked for, heard by others, ended."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from carers.models import Appeal, PanelItem, PanelOutcome
from carers.models.appeals import end_appeal, hear_appeal, meetings_to_hear, record_appeal
from carers.models.outcomes import record_decision, record_panel_outcome
from schemes.models import WrongState
from tests.carers import panel_cast as cast
from tests.carers.panel_cast import HELD, TODAY, decided, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_september")]


def test_an_appeal_is_heard_by_others_and_upheld(scheme, item, application, turned_down, officer, members):
    appeal = record_appeal(item, turned_down, asked_on=TODAY, why="You did not visit twice.", by=officer)
    assert (appeal.why, appeal.hear_by_on) == ("You did not visit twice.", TODAY + timedelta(days=42))
    others = cast.make_members(scheme, 4)
    same = cast.make_meeting(scheme, officer, members, on=TODAY)
    mixed = cast.make_meeting(scheme, officer, [*others[:3], members[0]], on=TODAY)
    few = cast.make_meeting(scheme, officer, others[:2], on=TODAY)
    fresh = cast.make_meeting(scheme, officer, others[:3], on=TODAY)
    judged = dict(meetings_to_hear(appeal, [item.meeting, same, mixed, few, fresh]))
    assert judged[item.meeting] == "the decision was made there"
    assert judged[same] == "Member 1, Member 2, Member 3 sat the first time"
    assert judged[mixed] == "Member 1 sat the first time"
    assert judged[few] == "too few are asked to it: 2, and the quorum is 3"
    assert judged[fresh] == ""
    with pytest.raises(WrongState, match="cannot hear it: Member 1 sat the first time"):
        hear_appeal(appeal, mixed, asks="x", by=officer)

    hearing = hear_appeal(appeal, fresh, asks="Hear it.", by=officer)
    with pytest.raises(WrongState, match="already"):
        hear_appeal(appeal, fresh, asks="Hear it.", by=officer)
    cast.sit(hearing, officer)
    assert said(hearing, officer).stage == "decision"
    appeal.refresh_from_db()
    application.refresh_from_db()
    assert (appeal.ending, application.status, application.household.status) == ("upheld", "panel", "applying")


def test_somebody_who_sat_before_cannot_slip_in(scheme, item, turned_down, officer, members):
    appeal = record_appeal(item, turned_down, asked_on=TODAY, why="x", by=officer)
    others = cast.make_members(scheme, 3)
    fresh = cast.make_meeting(scheme, officer, others, on=TODAY)
    hearing = hear_appeal(appeal, fresh, asks="Hear it.", by=officer)
    seat = fresh.seats.model.add(scheme=scheme, meeting=fresh, member=members[0].staff, by=officer)
    cast.sit(hearing, officer)
    assert seat.part == "member"
    with pytest.raises(WrongState, match=r"Member 1 sat the first time\. An appeal is heard by others"):
        said(hearing, officer)
    with pytest.raises(IntegrityError, match="An appeal is heard by people who did not sit"), transaction.atomic():
        PanelOutcome.put_down(
            scheme=scheme, item=hearing, stage="decision", outcome="approve", reasons="x", happened_on=TODAY, by=officer
        )


def test_an_appeal_is_not_upheld_or_withdrawn(scheme, item, application, turned_down, officer):
    appeal = record_appeal(item, turned_down, asked_on=TODAY, why="x", by=officer)
    with pytest.raises(WrongState, match="already"):
        record_appeal(item, turned_down, asked_on=TODAY, why="x", by=officer)
    with pytest.raises(WrongState, match="cannot have ended before"):
        end_appeal(appeal, ending="withdrawn", on=HELD, by=officer)
    end_appeal(appeal, ending="withdrawn", on=TODAY, by=officer)
    with pytest.raises(WrongState, match="ended already"):
        end_appeal(appeal, ending="upheld", on=TODAY, by=officer)
    application.refresh_from_db()
    assert application.status == "not_approved"


def test_nothing_to_appeal_against_in_a_yes(item, officer, manager):
    cast.sit(item, officer)
    said(item, officer)
    with pytest.raises(WrongState, match="nothing to appeal"):
        record_appeal(item, decided(item, manager), asked_on=TODAY, why="x", by=officer)


def test_appeals_on_screen(scheme, send, item, turned_down, officer, refuses_others, errors_of):
    url = reverse("record-appeal", args=[item.pk])
    assert errors_of(send(url, {"asked_on": "2 September 2026", "why": "x"})) == {
        "asked_on": ["The day they appealed must be today or in the past"]
    }
    assert send(url, {"asked_on": "today", "why": "You did not visit."}).url == item.get_absolute_url()
    appeal = Appeal.objects.get()
    hear = reverse("hear-appeal", args=[appeal.pk])
    assert "the decision was made there" in send(hear, {}).content.decode()
    fresh = cast.make_meeting(scheme, officer, cast.make_members(scheme), on=date(2026, 9, 20))
    assert errors_of(send(hear, {"meeting": item.meeting_id})) == {
        "meeting": ["That meeting cannot hear it: choose one that is offered"], "asks": ["Enter what panel is asked"],
    }  # fmt: skip
    assert send(hear, {"meeting": fresh.pk, "asks": "Hear it."}).url == fresh.get_absolute_url()
    end = reverse("end-appeal", args=[appeal.pk])
    assert send(end, {"ending": "withdrawn", "on": "today", "why": "They rang."}).url == item.get_absolute_url()
    assert PanelItem.objects.get(kind="appeal").is_withdrawn
    refuses_others(url, item.application)


def test_where_there_is_nothing_to_appeal_against_no_form_is_shown(item, officer, manager, sign_in):
    url = reverse("record-appeal", args=[item.pk])
    assert "Nothing is decided yet" in sign_in(officer).get(url).content.decode()
    cast.sit(item, officer)
    record_panel_outcome(item, outcome="approve", reasons="x", terms=cast.TERMS, on=TODAY, by=officer)
    record_decision(
        item, decided_by=manager.staff, outcome="approve", reasons="x", terms=cast.TERMS, on=TODAY, by=manager
    )
    page = sign_in(officer).get(url).content.decode()
    assert "There is nothing to appeal against in this decision." in page
    assert 'name="why"' not in page
