"""What panel said and what was decided: by the verbs, and on screen."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from carers.models import Leaving, PanelItem, PanelOutcome, RequiredAction, StageName, Terms
from carers.models.appeals import end_appeal, record_appeal
from carers.models.outcomes import fields_of_terms
from carers.models.panels import declare_interest
from carers.models.sittings import papers_for, record_attendance, send_to_panel, settled_outcome, sitting_of
from schemes.models import WrongState
from tests.carers import panel_cast as cast
from tests.carers.panel_cast import OUTCOME, TERMS, TODAY, decided, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_september")]


# --- who may hear it ------------------------------------------------------------------------------------------------


def test_nothing_without_a_quorum(item, members, officer):
    cast.sit(item, officer, but=members[:1])
    with pytest.raises(WrongState, match="Only 2 of 3 sit, and the quorum is 3"):
        said(item, officer)
    assert not PanelOutcome.objects.exists()


def test_nothing_before_everybody_has_declared(item, members, officer):
    seats = item.meeting.seats.all()
    record_attendance(item.meeting, {seat.pk: "present" for seat in seats}, by=officer)
    with pytest.raises(WrongState, match="First Member 1, Member 2 and Member 3 must say whether"):
        said(item, officer)


def test_somebody_with_an_interest_is_not_counted(scheme, item, members, officer):
    cast.sit(item, officer, interest=members[:1])
    assert sitting_of(item).in_words.endswith("Member 1 declared an interest and is not counted.")
    with pytest.raises(WrongState, match="Only 2 of 3 sit"):
        said(item, officer)


def test_the_database_refuses_the_same(item, members, officer):
    cast.sit(item, officer, interest=members[:1])
    with pytest.raises(IntegrityError, match="Too few members sit: 2 of 3"), transaction.atomic():
        PanelOutcome.put_down(
            scheme=item.scheme, item=item, stage="recommendation", outcome="approve", reasons="x", happened_on=TODAY,
            by=officer,
        )  # fmt: skip


def test_papers_open_once_declared_and_never_with_an_interest(item, members, officer, manager, outsider):
    first, second, _third = members
    seats = {seat.member_id: seat for seat in item.meeting.seats.all()}
    assert papers_for(item, first) == "declare"
    declare_interest(item=item, seat=seats[first.staff_id], has_interest=False, by=first)
    declare_interest(item=item, seat=seats[second.staff_id], has_interest=True, what="A cousin", by=second)
    assert [papers_for(item, who) for who in (first, second, officer)] == ["open", "interest", "open"]
    item.meeting.save_edit({"closed_on": TODAY}, version=None, by=officer)
    assert papers_for(item, first) == "closed"


# --- recommendation, decision and what follows -----------------------------------------------------------------------


def test_panel_recommends_and_a_manager_decides(item, application, officer, manager):
    cast.sit(item, officer)
    row = said(item, officer, "conditions", conditions="First aid by March.", terms=dict(TERMS, people_limit=1))
    application.refresh_from_db()
    assert (row.stage, application.status) == ("recommendation", "deciding")
    assert settled_outcome(item) is None
    assert not Terms.objects.exists()

    terms = dict(TERMS, people_limit=2, probation_ends_on=date(2027, 9, 1))
    decision = decided(item, manager, terms=terms, actions=[("First aid course", date(2027, 3, 1))])
    application.refresh_from_db()
    assert (decision.decided_by, application.status) == (manager.staff, "agreeing")
    assert application.household.status == "applying"
    assert not Terms.objects.exists()
    assert RequiredAction.objects.get().what == "First aid course"
    fields = fields_of_terms(decision)
    assert (fields["people_limit"], fields["types"], fields["probation_ends_on"]) == (2, ["live_in"], date(2027, 9, 1))
    assert (fields["decided_by"], fields["outcome"]) == ("Morgan Lee", decision)


def test_panel_decides_where_the_rule_says_so(scheme, item, application, officer):
    cast.panel_decides(scheme, officer)
    cast.sit(item, officer)
    assert said(item, officer).stage == "decision"
    application.refresh_from_db()
    assert application.status == "agreeing"


def test_the_deciding_stage_switched_off(scheme, item, application, officer, manager):
    StageName.add(scheme=scheme, status="deciding", label="Deciding", is_used=False, by=officer)
    cast.sit(item, officer)
    said(item, officer)
    application.refresh_from_db()
    assert application.status == "panel"
    decided(item, manager)
    application.refresh_from_db()
    assert application.status == "agreeing"


def test_deferred_then_approved(scheme, item, application, officer, manager, members):
    cast.sit(item, officer)
    said(item, officer, "defer", back_on=date(2026, 10, 1))
    application.refresh_from_db()
    assert application.status == "deferred"
    assert settled_outcome(item).outcome == "defer"
    with pytest.raises(WrongState, match="Panel deferred this"):
        decided(item, manager)

    again = cast.make_meeting(scheme, officer, members, on=TODAY)
    second = send_to_panel(application, meeting=again, asks="Again.", by=officer)
    application.refresh_from_db()
    assert (second.follows, application.status) == (item, "panel")
    cast.sit(second, officer)
    said(second, officer)
    decided(second, manager)
    application.refresh_from_db()
    assert application.status == "agreeing"


def test_not_approved(item, application, officer, manager):
    cast.sit(item, officer)
    said(item, officer, "not_approve")
    decision = decided(item, manager, "not_approve")
    application.refresh_from_db()
    assert (application.status, application.household.status) == ("not_approved", "not_going_on")
    assert decision.appeal_by_on == TODAY + timedelta(days=28)


def test_a_second_outcome_or_decision_is_refused(item, officer, manager):
    cast.sit(item, officer)
    with pytest.raises(WrongState, match="Panel has not said anything"):
        decided(item, manager)
    said(item, officer)
    with pytest.raises(WrongState, match="written down already"):
        said(item, officer)
    decided(item, manager)
    with pytest.raises(WrongState, match="A decision on this is written down already"):
        decided(item, manager)


def test_whoever_declared_an_interest_does_not_decide(scheme, application, officer, manager, members):
    meeting = cast.make_meeting(scheme, officer, [*members, manager])
    item = cast.make_item(application, meeting, officer)
    cast.sit(item, officer, interest=[manager])
    said(item, officer)
    with pytest.raises(WrongState, match="Morgan Lee declared an interest in this, so somebody else must decide"):
        decided(item, manager)


def test_more_people_than_allowed_is_refused(item, officer):
    cast.sit(item, officer)
    with pytest.raises(WrongState, match="At most 3 people may live in or stay at one home here"):
        said(item, officer, terms=dict(TERMS, people_limit=4))
    assert not PanelOutcome.objects.exists()


def test_a_household_that_is_approved_is_not_approved_again(scheme, officer, household):
    application = cast.make_applicant(scheme, officer)
    application.household.move("approved", by=officer)
    with pytest.raises(WrongState, match=r"is approved already\. Ask panel for a change of terms"):
        send_to_panel(application, by=officer)


def test_a_change_of_terms_holds_from_its_day(scheme, household, meeting, officer, manager):
    item = cast.make_question(household, meeting, officer, people_limit=3, types=["live_in"])
    cast.sit(item, officer)
    said(item, officer, terms=dict(TERMS, people_limit=3))
    decided(item, manager, terms=dict(TERMS, people_limit=3, from_on=date(2026, 10, 1)))
    newest = household.terms.order_by("-from_on").first()
    assert (newest.people_limit, newest.from_on, newest.outcome.item) == (3, date(2026, 10, 1), item)
    assert household.terms.count() == 2


def test_deregistration_gives_notice_with_the_appeal_day(scheme, household, meeting, officer, manager):
    item = cast.make_question(household, meeting, officer, kind="deregister")
    cast.sit(item, officer)
    said(item, officer, ends_on=date(2026, 12, 1))
    decision = decided(item, manager, ends_on=date(2026, 12, 1))
    household.refresh_from_db()
    notice = Leaving.objects.get()
    assert household.status == "leaving"
    assert (notice.kind, notice.ends_on, notice.appeal_by_on) == (
        "deregistered", date(2026, 12, 1), decision.appeal_by_on,
    )  # fmt: skip
    appeal = record_appeal(item, decision, asked_on=TODAY, why="No.", by=officer)
    end_appeal(appeal, ending="upheld", on=TODAY, by=officer)
    household.refresh_from_db()
    assert household.status == "approved"


@pytest.mark.parametrize("kind", ["first_year", "concern"])
def test_other_questions_stand_on_record(kind, household, meeting, officer, manager):
    item = cast.make_question(household, meeting, officer, kind=kind)
    cast.sit(item, officer)
    said(item, officer)
    assert str(decided(item, manager)) == "Approve"
    household.refresh_from_db()
    assert household.status == "approved"
    assert household.terms.count() == 1


# --- two at once, on real PostgreSQL ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_outcomes_at_once_leave_one(scheme, officer, set_clock):
    set_clock(TODAY)
    item = cast.make_item(
        cast.make_applicant(scheme, officer), cast.make_meeting(scheme, officer, cast.make_members(scheme)), officer
    )
    cast.sit(item, officer)
    begin, answers = threading.Barrier(2), []

    def write(outcome):
        try:
            begin.wait(10)
            said(PanelItem.objects.get(pk=item.pk), officer, outcome)
            answers.append("done")
        except WrongState as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    both = [threading.Thread(target=write, args=[outcome]) for outcome in ("approve", "not_approve")]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(answers) == [
        "What panel said about this is written down already. Open the item to read it.", "done",
    ]  # fmt: skip
    assert PanelOutcome.objects.count() == 1


# --- on screen -------------------------------------------------------------------------------------------------------


def test_an_outcome_on_screen(send, item, officer, errors_of, refuses_others, sign_in):
    url = reverse("record-panel-outcome", args=[item.pk])
    answer = send(url, OUTCOME)
    assert "Nobody is marked as there" in answer.content.decode()
    assert "First aid" in answer.content.decode()
    cast.sit(item, officer)
    assert errors_of(send(url, OUTCOME | {"people_limit": "4"})) == {
        "people_limit": ["At most 3 people may live in or stay at one home here: enter 3 or fewer"]
    }
    assert errors_of(send(url, OUTCOME | {"outcome": "defer"})) == {"back_on": ["Enter the day it comes back to panel"]}
    assert errors_of(send(url, OUTCOME | {"outcome": "conditions"})) == {"conditions": ["Write down the conditions"]}
    assert errors_of(send(url, OUTCOME | {"reasons": ""})) == {"reasons": ["Enter the reasons"]}
    assert errors_of(send(url, OUTCOME | {"action_1_on": ""})) == {
        "action_1_on": ["Enter by when action 1 must be done"]
    }
    once = {"once": "a" * 32}
    assert [send(url, OUTCOME | once).status_code for _ in range(2)] == [302, 302]
    assert PanelOutcome.objects.get().terms_agreed["probation_ends_on"] == "2027-09-01"
    assert "written down already" in send(url, OUTCOME).content.decode()
    page = sign_in(officer).get(item.get_absolute_url()).content.decode()
    assert "Panel recommends" in page
    assert "Record the decision" not in page
    refuses_others(url, item.application)


def test_a_decision_on_screen(send, item, officer, manager, sign_in):
    cast.sit(item, officer)
    said(item, officer)
    url = reverse("record-decision", args=[item.pk])
    assert sign_in(officer).get(url).status_code == 403
    assert "Panel recommends: approve" in sign_in(manager).get(url).content.decode()
    data = OUTCOME | {"decided_by": manager.staff_id, "outcome": "not_approve"}
    assert send(url, data, by=manager).url == item.get_absolute_url()
    assert settled_outcome(item).outcome == "not_approve"


def test_anything_typed(takes_anything, item, officer):
    cast.sit(item, officer)
    takes_anything(reverse("record-panel-outcome", args=[item.pk]), OUTCOME | {"types": "live_in"})
