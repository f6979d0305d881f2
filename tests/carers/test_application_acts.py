"""What moves an application along: each act, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from carers.models import Application, ClosingReason, Household, StageName
from schemes.models import Move, WrongState
from tests import factories

TODAY = date(2026, 8, 6)
STATUS = Application.Status


@pytest.fixture
def application(scheme, officer, set_clock):
    set_clock(TODAY)
    return Application.enquire(
        scheme=scheme, full_name="Ann Hall", phone="07700 900123", postcode="HP20 3ZZ", why_us="I like company",
        officer=officer.staff, by=officer,
    )  # fmt: skip


@pytest.fixture
def applying(application, officer):
    begin(application, officer)
    return application


def begin(application, by, **more):
    return application.begin_application(
        members=[{"full_name": application.full_name}],
        home={"address": "1 Long Row", "postcode": "HP20 3ZZ", "rooms": 1},
        by=by,
        **more,
    )


def of(name, application):
    return reverse(name, args=[application.pk])


BEGIN = {
    "name": "A and B Hall", "address": "3 Mill Lane", "postcode": "HP20 3ZZ", "rooms": "2",
    "first_full_name": "Ann Hall", "first_role": "carer", "first_gender": "woman", "first_date_of_birth": "1 May 1970",
    "second_full_name": "Bo Hall", "second_role": "household_member",
}  # fmt: skip

# What is sent for each act, so that a good sending works from an enquiry.
ACTS = {
    "move-application": {"to": "talking", "why": "They rang back"},
    "take-step": {"step": ""},
    "begin-application": BEGIN,
    "hold-application": {"why": "Moving house", "until": "1 October 2026"},
    "hand-application": {"officer": "", "why": "Leave"},
}


@pytest.mark.parametrize("name", ACTS)
def test_roles_and_schemes(name, refuses_others, application):
    refuses_others(of(name, application), application)


@pytest.mark.parametrize("name", [*ACTS, "resume-application", "close-application"])
def test_anything_typed(name, takes_anything, application, send):
    data = ACTS.get(name, {"why": "", "reason": "", "who_decided": "", "words": ""})
    for typed in ["\x00'\"<script>alert(1)</script>", "9" * 5000, "-1"]:
        answer = send(of(name, application), dict.fromkeys(data, typed))
        assert answer.status_code in (200, 302)
        assert "<script>alert" not in answer.content.decode()


def test_move_application(send, application, officer):
    answer = send(of("move-application", application), ACTS["move-application"])
    application.refresh_from_db()
    assert answer.url == application.get_absolute_url()
    assert (application.status, application.since_on) == ("talking", TODAY)
    move = application.folder.moves.latest("id")
    assert (move.from_label, move.to_label, move.why, move.recorded_by) == (
        "Enquiry",
        "Talking",
        "They rang back",
        officer,
    )


def test_moving_twice_is_told(send, application):
    for once in ("a" * 32, "a" * 32):
        assert send(of("move-application", application), {"to": "talking", "once": once}).status_code == 302
    answer = send(of("move-application", application), {"to": "talking", "once": "b" * 32})
    assert "is now “talking”" in answer.content.decode()
    assert Move.objects.filter(folder=application.folder).count() == 2


@pytest.mark.parametrize("to", ["agreeing", "active", "closed", "on_hold", "applying", "panel", "nowhere"])
def test_what_cannot_follow_is_refused(to, send, application):
    assert send(of("move-application", application), {"to": to}).status_code == 200
    application.refresh_from_db()
    assert application.status == "enquiry"


def test_a_stage_switched_off_is_not_offered(send, application, scheme, administrator, officer):
    StageName.of(scheme, "talking").save_edit({"is_used": False}, version=None, by=administrator)
    assert application.may_go_to() == []
    with pytest.raises(WrongState, match="does without"):
        application.go_on("talking", by=officer)


def test_nobody_goes_on_from_hold_without_waking(applying, officer):
    applying.hold(until=TODAY + timedelta(days=9), why="Holiday", by=officer)
    assert applying.may_go_to() == []
    with pytest.raises(WrongState, match="take it off hold first"):
        applying.go_on("assessing", by=officer)


def test_without_a_household_nobody_is_assessed(application, officer):
    with pytest.raises(WrongState, match="invite them to apply first"):
        application.go_on("assessing", by=officer)


def test_panel_and_sharing_are_reached_by_their_own_acts(send, applying, officer):
    applying.go_on("assessing", by=officer)
    page = send(of("move-application", applying), {"to": "panel"}).content.decode()
    assert "by “Send to panel”" in page
    assert of("send-to-panel", applying) in page
    assert of("share-report", applying) in send(of("move-application", applying), {"to": "shared"}).content.decode()
    applying.refresh_from_db()
    assert applying.status == "assessing"


def test_take_step(send, application, scheme, administrator):
    assert "no steps here" in send(of("take-step", application), {"step": "x"}).content.decode()
    StageName.of(scheme, "enquiry").save_edit({"steps": ["First call", "Evening"]}, version=None, by=administrator)
    assert send(of("take-step", application), {"step": "First call"}).status_code == 302
    application.refresh_from_db()
    assert application.step == "First call"
    assert send(of("take-step", application), {"step": "Other"}).status_code == 200
    application.go_on("talking", by=administrator)
    assert application.step == ""


def test_begin_application(send, application):
    assert send(of("begin-application", application), BEGIN).status_code == 302
    application.refresh_from_db()
    household = application.household
    assert (application.status, household.status, household.name) == ("applying", "applying", "A and B Hall")
    assert (household.home.address, household.home.rooms, household.officer) == (
        "3 Mill Lane", 2, application.officer,
    )  # fmt: skip
    members = [(member.full_name, member.role, member.gender) for member in household.members.order_by("pk")]
    assert members == [("Ann Hall", "carer", "woman"), ("Bo Hall", "household_member", "not_said")]


def test_beginning_twice(send, application):
    for _ in range(2):
        assert send(of("begin-application", application), BEGIN).status_code == 302
    assert Household.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": "", "address": "", "postcode": "", "rooms": ""}, ["address", "name", "postcode", "rooms"]),
        ({"first_full_name": ""}, ["first_full_name"]),
        ({"second_full_name": "", "second_phone": "01632 960000"}, ["second_full_name"]),
        ({"first_date_of_birth": "1 May 2070"}, ["first_date_of_birth"]),
        ({"rooms": "99"}, ["rooms"]),
        ({"household": "12345"}, []),
    ],
)
def test_what_is_missing_to_begin(changes, wrong, send, application, errors_of):
    answer = send(of("begin-application", application), BEGIN | changes)
    if wrong:
        assert sorted(errors_of(answer)) == wrong
        assert not Household.objects.exists()
    else:  # nobody like them is known, so no household is asked for
        assert answer.status_code == 302


def test_a_household_that_came_back_keeps_its_folder(send, application, scheme, officer):
    before = Application.enquire(scheme=scheme, full_name="Ann Hall", postcode="HP20 3ZZ", by=officer)
    household = begin(before, officer)
    reason = ClosingReason.offered(scheme, by=officer)[0]
    before.close(reason=reason, who_decided="applicant", by=officer)
    household.refresh_from_db()
    assert household.status == "not_going_on"
    page = send(of("begin-application", application)).content.decode()
    assert household.reference in page
    told = BEGIN | {"household": household.pk, "address": "", "rooms": "", "name": ""}
    assert send(of("begin-application", application), told).status_code == 302
    application.refresh_from_db()
    household.refresh_from_db()
    assert (application.household, household.status) == (household, "applying")
    assert sorted(household.members.values_list("full_name", flat=True)) == ["Ann Hall", "Bo Hall"]


def test_one_open_application_of_a_household(send, application, scheme, officer):
    other = Application.enquire(scheme=scheme, full_name="Ann Hall", postcode="HP20 3ZZ", by=officer)
    household = begin(other, officer)
    page = send(of("begin-application", application), BEGIN | {"household": household.pk}).content.decode()
    assert f"applies already, in {other.reference}" in page
    assert "3 Mill Lane" in page


def test_who_is_approved_does_not_apply_again(application, scheme, officer):
    with pytest.raises(WrongState, match="approved already"):
        begin(application, officer, household=factories.make_household(scheme))


def test_putting_back_the_beginning_lets_go_of_the_household(applying, officer, manager, send):
    household = applying.household
    assert send(of("put-back-application", applying), {"why": "Wrong home"}, by=manager).status_code == 302
    applying.refresh_from_db()
    household.refresh_from_db()
    assert (applying.status, applying.household, household.status) == ("enquiry", None, "not_going_on")
    begin(applying, officer, household=household)
    household.refresh_from_db()
    assert household.status == "applying"


def test_hold_and_resume(send, applying, errors_of, refuses_others):
    url = of("hold-application", applying)
    assert sorted(errors_of(send(url, {"why": "", "until": "1 August 2026"}))) == ["until", "why"]
    assert send(url, ACTS["hold-application"]).status_code == 302
    applying.refresh_from_db()
    assert (applying.status, applying.wake_on, applying.held_from) == ("on_hold", date(2026, 10, 1), "applying")
    assert "now “on hold”" in send(url, ACTS["hold-application"]).content.decode()
    assert send(of("resume-application", applying), {"why": ""}).status_code == 302
    applying.refresh_from_db()
    assert (applying.status, applying.wake_on) == ("applying", None)
    assert "is not on hold" in send(of("resume-application", applying), {"why": ""}).content.decode()
    refuses_others(of("resume-application", applying), applying)


def closing(scheme, officer, **changes):
    reason = ClosingReason.offered(scheme, by=officer).get(text="Took too long")
    return {"reason": reason.pk, "who_decided": "applicant", "words": "We found a job"} | changes


def test_close_application(send, applying, scheme, officer, administrator):
    assert send(of("close-application", applying), closing(scheme, officer)).status_code == 302
    applying.refresh_from_db()
    applying.household.refresh_from_db()
    assert (applying.status, applying.closed_on, applying.household.status) == ("closed", TODAY, "not_going_on")
    row = applying.closings.get()
    assert (row.reason_words, row.who_decided, row.words) == ("Took too long", "applicant", "We found a job")
    # Whatever the scheme says from now on, this case keeps its words.
    row.reason.save_edit({"text": "Was slow", "is_used": False}, version=None, by=administrator)
    StageName.of(scheme, "closed").save_edit({"label": "Left"}, version=None, by=administrator)
    page = send(applying.get_absolute_url()).content.decode()
    assert "Took too long" in page
    assert "Not going on" in page
    assert "Was slow" not in page
    assert Application.objects.with_labels().get(pk=applying.pk).get_status_display() == "Not going on"


def test_closing_needs_why_and_who(send, application, scheme, officer, errors_of, other_scheme, outsider):
    url = of("close-application", application)
    assert sorted(errors_of(send(url, {}))) == ["reason", "who_decided"]
    theirs = ClosingReason.offered(other_scheme, by=outsider)[0]
    assert sorted(errors_of(send(url, closing(scheme, officer, reason=theirs.pk)))) == ["reason"]


def test_closing_twice_and_putting_back(send, applying, scheme, officer, manager, refuses_others):
    applying.hold(until=TODAY + timedelta(days=9), why="Holiday", by=officer)
    assert send(of("close-application", applying), closing(scheme, officer)).status_code == 302
    assert "not going on" in send(of("close-application", applying), closing(scheme, officer)).content.decode()
    assert send(of("put-back-application", applying), {"why": "They rang"}).status_code == 403
    assert send(of("put-back-application", applying), {"why": ""}, by=manager).status_code == 200
    assert send(of("put-back-application", applying), {"why": "They rang"}, by=manager).status_code == 302
    applying.refresh_from_db()
    applying.household.refresh_from_db()
    assert (applying.status, applying.wake_on, applying.closed_on) == ("on_hold", TODAY + timedelta(days=9), None)
    assert applying.household.status == "applying"
    assert "cannot be put back" in send(of("put-back-application", applying), {"why": "x"}, by=manager).content.decode()
    refuses_others(of("close-application", applying), applying)


def test_putting_back_counts_days_from_when_it_came(application, officer, manager, set_clock):
    set_clock(TODAY + timedelta(days=5))
    application.go_on("talking", by=officer)
    application.put_back(why="Too soon", by=manager)
    assert (application.status, application.since_on) == ("enquiry", TODAY)


def test_hand_application(send, applying, manager, outsider, errors_of):
    url = of("hand-application", applying)
    assert sorted(errors_of(send(url, {"officer": outsider.staff.pk}))) == ["officer"]
    assert send(url, {"officer": manager.staff.pk, "why": "Leave"}).status_code == 302
    applying.refresh_from_db()
    assert (applying.officer, applying.household.officer) == (manager.staff, manager.staff)


def test_the_page(send, application, scheme, officer, manager, administrator):
    Application.enquire(scheme=scheme, full_name="Anne Hall", postcode="HP20 3ZZ", by=officer)
    StageName.of(scheme, "enquiry").save_edit({"steps": ["First call"]}, version=None, by=administrator)
    page = send(application.get_absolute_url()).content.decode()
    for said in (
        "I like company", "Answer the enquiry", "An answer is owed by", "May be the same people", "First call",
        "What is left", "Nobody has talked with them yet", "Who changed what and why",
    ):  # fmt: skip
        assert said in page, said
    assert page.index("I like company") < page.index("What is left") < page.index("Contacts")
    assert "Who opened this" not in page
    assert "Who opened this" in send(application.get_absolute_url(), by=manager).content.decode()


def test_the_page_of_one_that_ended(send, application, scheme, officer, refuses_others):
    application.close(reason=ClosingReason.offered(scheme, by=officer)[0], who_decided="scheme", by=officer)
    page = send(application.get_absolute_url()).content.decode()
    assert "What is left" not in page
    assert "Move it on" not in page
    refuses_others(application.get_absolute_url(), application)
