"""Meetings of panel: called, changed, attended, closed; who sits; their list, their papers."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carers.due_panel import due
from carers.models import Interest, PanelItem, PanelMeeting
from carers.models.outcomes import record_decision, record_panel_outcome
from carers.models.panels import list_item
from schemes.models import Message, Policies, Policy
from tests import factories
from tests.carers import panel_cast as cast
from tests.carers.panel_cast import HELD, TERMS, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_september")]


@pytest.fixture
def meeting(scheme, officer, members):
    return cast.make_meeting(scheme, officer, members, on=TODAY)


@pytest.fixture
def closed_to_others(sign_in, outsider, panel_member, viewer, administrator, manager):
    def check(url):
        assert sign_in(manager).get(url).status_code == 200
        assert sign_in(outsider).get(url).status_code == 404
        assert sign_in(outsider).post(url, {}).status_code == 404
        for actor in (panel_member, viewer, administrator):
            assert sign_in(actor).get(url).status_code == 403

    return check


def called(members, **more):
    parts = {f"part_{actor.staff_id}": "chair" if n == 0 else "member" for n, actor in enumerate(members)}
    return {"held_on": "20 September 2026", "start_time": "10am", "place": "Town Hall", "quorum": "3"} | parts | more


def test_calling_a_meeting_tells_everybody(scheme, send, members, officer, errors_of):
    url = reverse("hold-panel-meeting")
    assert send(url, called(members) | {"once": "d" * 32}).status_code == 302
    assert send(url, called(members) | {"once": "d" * 32}).status_code == 302
    meeting = PanelMeeting.objects.get()
    assert (meeting.held_on, f"{meeting.start_time:%H:%M}", meeting.quorum) == (date(2026, 9, 20), "10:00", 3)
    assert [(seat.member.name, seat.part) for seat in meeting.seats.order_by("pk")] == [
        ("Member 1", "chair"), ("Member 2", "member"), ("Member 3", "member"),
    ]  # fmt: skip
    emails = Message.objects.filter(key__startswith="panel-seat:")
    assert sorted(emails.values_list("to", flat=True)) == sorted(actor.staff.email for actor in members)
    assert emails[0].subject == "Panel on 20 September 2026: you are asked to sit"
    two = called(members, **{f"part_{members[1].staff_id}": "chair"})
    assert errors_of(send(url, two)) == {"__all__": ["A meeting has one chair. Choose one of Member 1, Member 2"]}
    assert errors_of(send(url, called(members[:2]))) == {
        "__all__": ["Ask at least 3 members: fewer can never be a quorum"]
    }
    assert errors_of(send(url, called(members, start_time="late"))) == {"start_time": ["Enter the time like 10:00"]}


def test_the_quorum_begins_with_the_scheme_rule(sign_in, officer):
    assert sign_in(officer).get(reverse("hold-panel-meeting")).context["form"].initial["quorum"] == 3


def test_anything_typed(takes_anything, members):
    takes_anything(reverse("hold-panel-meeting"), called(members))


def test_changing_a_meeting(scheme, send, meeting, members, manager, errors_of, closed_to_others):
    url = reverse("edit-panel-meeting", args=[meeting.pk])
    data = called(members, version=meeting.version, **{f"part_{manager.staff_id}": "member"})
    assert send(url, data).url == meeting.get_absolute_url()
    assert set(meeting.seats.values_list("member__account__name", flat=True)) >= {"Morgan Lee"}
    assert Message.objects.filter(key__startswith="panel-seat:", to="morgan@example.org").count() == 1
    page = send(url, data | {"place": "Elsewhere"}).content.decode()
    assert "saved this while you were typing" in page
    assert "Elsewhere" in page
    swapped = {f"part_{members[0].staff_id}": "member", f"part_{members[1].staff_id}": "chair"}
    meeting.refresh_from_db()
    assert send(url, data | swapped | {"version": meeting.version}).status_code == 302
    assert meeting.seats.get(part="chair").member == members[1].staff
    closed_to_others(url)


def test_a_seat_of_somebody_who_left(sign_in, officer, meeting, members, administrator):
    members[0].staff.let_go(on=TODAY, why="Moved", by=administrator)
    assert "has left the scheme" in sign_in(officer).get(meeting.get_absolute_url()).content.decode()
    page = sign_in(officer).get(reverse("edit-panel-meeting", args=[meeting.pk])).content.decode()
    assert "Member 1 left the scheme and will not sit" in page


def test_attendance_in_words(send, sign_in, officer, meeting, closed_to_others, errors_of):
    url = reverse("record-attendance", args=[meeting.pk])
    seats = list(meeting.seats.all())
    data = {f"seat_{seat.pk}": "present" for seat in seats[:2]}
    assert list(errors_of(send(url, data))) == [f"seat_{seats[2].pk}"]
    assert send(url, data | {f"seat_{seats[2].pk}": "apologies"}).status_code == 302
    page = sign_in(officer).get(meeting.get_absolute_url()).content.decode()
    assert "2 are there; the quorum is 3." in page
    assert "That is not enough yet." in page
    closed_to_others(url)


def test_attendance_stands_once_something_is_written_down(send, item, officer):
    cast.sit(item, officer)
    record_panel_outcome(item, outcome="approve", reasons="x", terms=dict(TERMS), on=TODAY, by=officer)
    data = {f"seat_{seat.pk}": "apologies" for seat in item.meeting.seats.all()}
    page = send(reverse("record-attendance", args=[item.meeting_id]), data).content.decode()
    assert "Outcomes are written down already" in page
    assert item.meeting.is_quorate


def test_minutes_and_two_who_write_them(send, sign_in, officer, manager, item, closed_to_others):
    url = reverse("panel-minutes", args=[item.meeting_id])
    version = sign_in(officer).get(url).context["form"].version
    data = {"minutes": "Tea at ten.", f"item_{item.pk}": "All agreed.", "version": version}
    assert send(url, data).status_code == 302
    item.refresh_from_db()
    assert (item.minutes, item.meeting.minutes) == ("All agreed.", "Tea at ten.")
    page = send(url, data | {"minutes": "Coffee."}, by=manager).content.decode()
    assert "Tea at ten." in page
    assert "Coffee." in page
    closed_to_others(url)


def test_closing_a_meeting(send, item, officer, manager, closed_to_others):
    url = reverse("close-panel-meeting", args=[item.meeting_id])
    closed_to_others(url)
    assert "no outcome yet. Write down first what panel said" in send(url, {}).content.decode()
    assert send(reverse("withdraw-panel-item", args=[item.pk]), {"why": "They are away"}).status_code == 302
    assert send(url, {}).status_code == 302
    assert PanelMeeting.objects.get().closed_on == TODAY
    assert "is closed already" in send(url, {}).content.decode()


def test_telling_members_the_papers_are_ready(send, meeting, members, administrator, item, closed_to_others):
    members[2].staff.let_go(on=TODAY, why="Moved", by=administrator)
    url = reverse("send-panel-papers", args=[meeting.pk])
    assert [send(url, {}).status_code for _ in range(2)] == [302, 302]
    emails = Message.objects.filter(key__startswith="panel-papers:")
    assert sorted(emails.values_list("to", flat=True)) == sorted(actor.staff.email for actor in members[:2])
    assert "Green" not in emails[0].body
    closed_to_others(url)


# --- the list of a meeting -------------------------------------------------------------------------------------------


def asked(meeting, about, kind="terms", **more):
    data = {"meeting": meeting.pk, "kind": kind, "about": about, "asks": "Three people.", "people_limit": "3"}
    return data | {"types": ["live_in"]} | more


def test_putting_something_on_the_list(scheme, send, meeting, household, officer, errors_of, takes_anything):
    url = reverse("add-panel-item")
    about = f"household-{household.pk}"
    assert errors_of(send(url, asked(meeting, about, people_limit="4"))) == {
        "people_limit": ["At most 3 people may live in or stay at one home here: enter 3 or fewer"]
    }
    assert errors_of(send(url, asked(meeting, about, kind="approval"))) == {
        "about": [f"{household.name} is approved already: ask for a change of terms instead"]
    }
    assert errors_of(send(url, asked(meeting, about, people_limit="", types=[]))) == {
        "people_limit": ["Enter how many people at once they ask for"],
        "types": ["Choose the kinds of arrangement they ask for"],
    }
    assert send(url, asked(meeting, about)).url == meeting.get_absolute_url()
    assert "is on a panel’s list for this already" in send(url, asked(meeting, about)).content.decode()
    for kind in ("first_year", "concern", "deregister"):
        assert send(url, asked(meeting, about, kind=kind, people_limit="", types=[])).status_code == 302
    assert [row.position for row in meeting.items.all()] == [1, 2, 3, 4]
    takes_anything(url, asked(meeting, about))


def test_a_limit_of_the_scheme_below_the_nations(scheme, send, meeting, household, officer, errors_of):
    Policy.set_rule(
        scheme=scheme, key="people_limit_scheme", value=2, source="Ours", from_on=factories.LONG_AGO, by=officer
    )
    answer = send(reverse("add-panel-item"), asked(meeting, f"household-{household.pk}"))
    assert errors_of(answer)["people_limit"] == [
        "At most 2 people may live in or stay at one home here: enter 2 or fewer"
    ]


def test_an_application_that_is_ready(scheme, send, meeting, officer, errors_of):
    application = cast.make_applicant(scheme, officer, at="panel")
    about = f"application-{application.pk}"
    url = reverse("add-panel-item")
    assert "about" in errors_of(send(url, asked(meeting, about)))
    assert send(url, asked(meeting, about, kind="approval")).status_code == 302
    assert PanelItem.objects.get().application == application


def test_items_of_other_schemes_are_not_offered(send, meeting, errors_of, other_scheme, outsider):
    theirs = factories.make_household(other_scheme)
    there = cast.make_meeting(other_scheme, outsider, cast.make_members(other_scheme))
    found = errors_of(send(reverse("add-panel-item"), asked(meeting, f"household-{theirs.pk}")))
    assert "about" in found
    assert "meeting" in errors_of(send(reverse("add-panel-item"), asked(there, f"household-{theirs.pk}")))


def test_order_and_off_the_list(send, meeting, household, officer, item, refuses_others, errors_of):
    second = cast.make_question(household, meeting, officer, kind="concern")
    url = reverse("move-panel-item", args=[second.pk])
    assert send(url, {"to": "earlier"}).status_code == 302
    assert [row.pk for row in meeting.items.all()] == [second.pk, item.pk]
    send(url, {"to": "earlier"})
    send(url, {"to": "later"})
    assert [row.pk for row in meeting.items.all()] == [item.pk, second.pk]
    off = reverse("withdraw-panel-item", args=[second.pk])
    assert errors_of(send(off, {})) == {"why": ["Enter why it comes off the list"]}
    assert send(off, {"why": "Solved"}).url == meeting.get_absolute_url()
    refuses_others(off, household)


# --- those who sit ---------------------------------------------------------------------------------------------------


def test_papers_stay_shut_until_one_has_declared(sign_in, send, item, members, outsider, scheme):
    first, second, _third = members
    page = sign_in(first).get(item.get_absolute_url()).content.decode()
    assert "A warm home." not in page
    assert "Before the papers open" in page
    url = reverse("declare-interest", args=[item.pk])
    seats = {seat.member_id: seat.pk for seat in item.meeting.seats.all()}
    mine = {"seat": seats[first.staff_id], "has_interest": "no"}
    # Nobody declares for somebody else.
    assert send(url, mine | {"seat": seats[second.staff_id]}, by=first).status_code == 200
    assert not Interest.objects.exists()
    assert send(url, mine, by=first).url == item.get_absolute_url()
    assert "A warm home." in sign_in(first).get(item.get_absolute_url()).content.decode()

    told = send(url, {"seat": seats[second.staff_id], "has_interest": "yes", "what": ""}, by=second)
    assert told.context["form"].errors == {"what": ["Say which interest, in a line"]}
    send(url, {"seat": seats[second.staff_id], "has_interest": "yes", "what": "My cousin"}, by=second)
    shut = sign_in(second).get(item.get_absolute_url()).content.decode()
    assert "A warm home." not in shut
    assert "Its papers stay shut for you" in shut
    other = factories.make_actor(scheme, "panel_member")
    assert sign_in(other).get(item.get_absolute_url()).status_code == 404
    assert sign_in(other).get(item.meeting.get_absolute_url()).status_code == 404
    assert sign_in(outsider).get(item.get_absolute_url()).status_code == 404


def test_staff_who_sit_declare_too(scheme, sign_in, send, officer, manager, members):
    meeting = cast.make_meeting(scheme, officer, [manager, *members], on=TODAY)
    item = cast.make_item(cast.make_applicant(scheme, officer), meeting, officer)
    assert "A warm home." not in sign_in(manager).get(item.get_absolute_url()).content.decode()
    assert "A warm home." in sign_in(officer).get(item.get_absolute_url()).content.decode()
    seat = meeting.seats.get(member=members[0].staff)
    url = reverse("declare-interest", args=[item.pk])
    assert send(url, {"seat": seat.pk, "has_interest": "no"}).status_code == 302  # said at the meeting
    assert Interest.objects.get().seat == seat


def test_declarations_stand_once_something_is_written_down(send, item, officer, members):
    cast.sit(item, officer)
    record_panel_outcome(item, outcome="approve", reasons="x", terms=dict(TERMS), on=TODAY, by=officer)
    seat = item.meeting.seats.get(member=members[0].staff)
    url = reverse("declare-interest", args=[item.pk])
    page = send(url, {"seat": seat.pk, "has_interest": "yes", "what": "Oh"}, by=members[0]).content.decode()
    assert "written down already" in page


def test_a_members_own_first_page(sign_in, item, members, officer):
    page = sign_in(members[0]).get(reverse("panel-papers")).content.decode()
    assert "Say first whether you have an interest in 1 of them" in page
    assert "Green" not in page
    cast.sit(item, officer)
    assert "Say first" not in sign_in(members[0]).get(reverse("panel-papers")).content.decode()


# --- lists and what is owed ------------------------------------------------------------------------------------------


def test_the_list_of_meetings(sign_in, officer, scheme, members, meeting, item, outsider, other_scheme):
    cast.make_meeting(other_scheme, outsider, cast.make_members(other_scheme), place="Elsewhere")
    browser = sign_in(officer)
    assert "Elsewhere" not in browser.get(reverse("panels")).content.decode()
    assert "3 asked, quorum 3" in browser.get(reverse("panels")).content.decode()
    assert "No meeting fits" in browser.get(reverse("panels") + "?q=nobody&when=nonsense").content.decode()
    assert "1 September 2026" in browser.get(reverse("panels") + "?q=green").content.decode()
    assert "No meeting fits" in browser.get(reverse("panels") + "?when=closed").content.decode()


def test_no_meeting_yet(sign_in, officer):
    assert "No panel meeting is called yet." in sign_in(officer).get(reverse("panels")).content.decode()


def count(browser, url):
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(url).status_code == 200
    return len(counted)


def test_queries_do_not_grow(sign_in, officer, scheme, members, meeting, household):
    list_item(meeting=meeting, kind="concern", household=household, asks="x", by=officer)
    browser = sign_in(officer)
    urls = [reverse("panels"), meeting.get_absolute_url()]
    few = [count(browser, url) for url in urls]
    for n in range(29):
        other = cast.make_meeting(scheme, officer, members[:1], on=TODAY + timedelta(days=n), quorum=1)
        home = factories.make_household(scheme, f"H{n}")
        list_item(meeting=meeting, kind="concern", household=home, asks="x", by=officer)
        list_item(meeting=other, kind="concern", household=home, asks="x", by=officer)
    assert [count(browser, url) for url in urls] == few
    member = sign_in(members[0])
    assert count(member, reverse("panel-papers")) < 25


def kinds(scheme, on=TODAY):
    return sorted(row.kind for row in due([scheme], on, Policies([scheme])))


def test_what_is_owed(scheme, officer, manager, members):
    application = cast.make_applicant(scheme, officer)
    application.go_on("panel", by=officer)
    assert kinds(scheme) == ["panel_list"]
    meeting = cast.make_meeting(scheme, officer, members, on=HELD)
    item = cast.make_item(application, meeting, officer)
    assert kinds(scheme) == ["panel_outcome"]
    cast.sit(item, officer)
    record_panel_outcome(item, outcome="defer", reasons="More", back_on=date(2026, 10, 1), on=TODAY, by=officer)
    assert kinds(scheme) == ["decision_letter", "panel_back"]
    second = cast.make_item(application, cast.make_meeting(scheme, officer, members, on=TODAY), officer)
    assert kinds(scheme) == ["decision_letter"]
    cast.sit(second, officer)
    record_panel_outcome(second, outcome="not_approve", reasons="x", on=TODAY, by=officer)
    assert kinds(scheme) == ["decision_letter", "panel_decision"]
    record_decision(second, decided_by=manager.staff, outcome="not_approve", reasons="x", on=TODAY, by=manager)
    assert kinds(scheme) == ["decision_letter", "decision_letter"]


# --- what must not break or be got round ------------------------------------------------------------------------------


def test_a_question_that_was_answered_is_not_put_to_the_same_meeting_again(scheme, send, officer, members, errors_of):
    meeting = cast.make_meeting(scheme, officer, members, on=TODAY)
    household = factories.make_household(scheme, officer=officer.staff)
    item = cast.make_question(household, meeting, officer, kind="concern")
    cast.sit(item, officer)
    record_panel_outcome(item, outcome="defer", reasons="x", on=TODAY, back_on=TODAY + timedelta(days=9), by=officer)
    told = {"meeting": meeting.pk, "about": f"household-{household.pk}", "kind": "concern", "asks": "Again"}
    answer = send(reverse("add-panel-item"), told)
    assert errors_of(answer) == {"__all__": [f"{meeting} has this on its list already: choose another meeting."]}


def test_nobody_takes_back_an_interest_of_their_own(send, item, members, officer):
    first = members[0]
    url = reverse("declare-interest", args=[item.pk])
    seat = item.meeting.seats.get(member=first.staff)
    send(url, {"seat": seat.pk, "has_interest": "yes", "what": "My cousin"}, by=first)
    answer = send(url, {"seat": seat.pk, "has_interest": "no"}, by=first)
    assert "ask whoever holds panel to put it right" in answer.content.decode()
    assert Interest.objects.standing().get().has_interest
    assert send(url, {"seat": seat.pk, "has_interest": "no"}, by=officer).status_code == 302
    assert not Interest.objects.standing().get().has_interest
