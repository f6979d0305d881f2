"""The pipeline: a table and a board of one query, its filters, its numbers of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carers.models import Application, ClosingReason, Contact, StageName
from carers.pipeline import next_step
from carers.pipeline_facts import Facts, gather
from schemes.models import Search

TODAY = date(2026, 8, 6)
URL = "/applications/"
STATUS = Application.Status


def enquire(scheme, by, name="Ann Hall", **fields):
    return Application.enquire(scheme=scheme, by=by, **({"full_name": name, "postcode": "HP20 3AA"} | fields))


def begin(application, by):
    application.begin_application(
        members=[{"full_name": application.full_name}],
        home={"address": "1 Long Row", "postcode": "HP20 3AA", "rooms": 1},
        by=by,
    )
    return application


@pytest.fixture
def several(scheme, officer, other_scheme, outsider, set_clock):
    """One new, one talked with long ago, one applying with an officer, one on hold, one closed; and not ours."""
    set_clock(TODAY - timedelta(days=60))
    talking = enquire(scheme, officer, "Bo Roe", phone="01632 960555")
    talking.go_on(STATUS.TALKING, by=officer)
    set_clock(TODAY)
    new = enquire(scheme, officer, "Ann Hall", source="event")
    applying = begin(enquire(scheme, officer, "Cy Doe", officer=officer.staff), officer)
    held = enquire(scheme, officer, "Di Poe")
    held.hold(until=TODAY + timedelta(days=30), why="Moving", by=officer)
    closed = enquire(scheme, officer, "Ed Moe")
    reason = ClosingReason.offered(scheme, by=officer)[0]
    closed.close(reason=reason, who_decided="applicant", by=officer)
    enquire(other_scheme, outsider, "Not Ours")
    return {"new": new, "talking": talking, "applying": applying, "held": held, "closed": closed}


def names(answer):
    return [line["application"].name for line in answer.context["lines"]]


def test_those_longest_in_their_stage_first(several, sign_in, officer):
    assert names(sign_in(officer).get(URL)) == ["Bo Roe", "Ann Hall", "Cy Doe", "Di Poe"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=talking", ["Bo Roe"]),
        ("stage=on_hold", ["Di Poe"]),
        ("stage=ended", ["Ed Moe"]),
        ("stage=all", ["Bo Roe", "Ann Hall", "Cy Doe", "Di Poe", "Ed Moe"]),
        ("source=event", ["Ann Hall"]),
        ("days=56", ["Bo Roe"]),
        ("officer=nobody", ["Ann Hall", "Di Poe"]),
        ("waiting=us", ["Bo Roe", "Ann Hall", "Cy Doe"]),
        ("waiting=panel", []),
        ("stage=x&days=y&officer=z&waiting=w&find=q&page=-1&view=v", ["Bo Roe", "Ann Hall", "Cy Doe", "Di Poe"]),
    ],
)
def test_filters(query, found, several, sign_in, officer):
    assert names(sign_in(officer).get(f"{URL}?{query}")) == found


@pytest.mark.parametrize("typed", ["bo roe", "960555", "01632 960555"])
def test_searching_leaves_nothing_in_the_address(typed, several, sign_in, officer, manager):
    browser = sign_in(officer)
    answer = browser.post(f"{URL}?source=other&page=2", {"q": typed})
    key = Search.objects.get().key
    assert answer.url == f"{URL}?source=other&find={key}"
    assert names(browser.get(answer.url)) == ["Bo Roe"]
    assert len(names(sign_in(manager).get(answer.url))) == 3  # somebody else's search finds nothing out


def test_search_by_reference_and_postcode(several, sign_in, officer):
    browser = sign_in(officer)
    reference = several["talking"].reference
    assert names(browser.get(browser.post(URL, {"q": reference.lower()}).url)) == ["Bo Roe"]
    assert len(names(browser.get(browser.post(URL, {"q": "hp20 3aa"}).url))) == 4
    assert browser.post(URL, {"q": "\x00"}).status_code == 302


def test_the_board_has_the_same_rows(several, sign_in, officer):
    answer = sign_in(officer).get(f"{URL}?view=board")
    columns = {column["stage"]: column for column in answer.context["columns"]}
    assert [column["stage"] for column in answer.context["columns"]] == [*Application.STAGES, STATUS.ON_HOLD]
    assert [line["application"].name for line in columns[STATUS.TALKING]["lines"]] == ["Bo Roe"]
    assert sum(column["count"] for column in columns.values()) == 4
    assert "Not Ours" not in answer.content.decode()


def test_a_column_switched_off_goes_unless_somebody_stands_there(several, scheme, sign_in, officer, administrator):
    for status in (STATUS.TALKING, STATUS.SHARED):
        StageName.of(scheme, status).save_edit({"is_used": False}, version=None, by=administrator)
    stages = [column["stage"] for column in sign_in(officer).get(f"{URL}?view=board").context["columns"]]
    assert STATUS.SHARED not in stages
    assert STATUS.TALKING in stages


def test_the_schemes_own_words(several, scheme, sign_in, officer, administrator):
    StageName.of(scheme, "talking").save_edit({"label": "Kettle chat"}, version=None, by=administrator)
    for view in ("", "board"):
        assert "Kettle chat" in sign_in(officer).get(f"{URL}?view={view}").content.decode()


def test_a_column_shows_some_and_leads_to_the_rest(scheme, officer, sign_in):
    for number in range(14):
        enquire(scheme, officer, f"Name {number}")
    column = sign_in(officer).get(f"{URL}?view=board&source=other").context["columns"][0]
    assert (len(column["lines"]), column["more"], column["count"]) == (12, 2, 14)
    assert column["url"] == "?source=other&stage=enquiry"


def test_the_queries_do_not_grow(scheme, officer, sign_in):
    browser = sign_in(officer)
    numbers = {}
    for number in (1, 29):
        for n in range(number):
            application = enquire(scheme, officer, f"Name {number} {n}", officer=officer.staff)
            Contact.record_contact(folder=application.folder, how="phone", happened_on=TODAY, said="Hi", by=officer)
            if n % 2:
                begin(application, officer)
        for query in ("", "?view=board", "?waiting=us", "?view=board&waiting=us"):
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(URL + query).status_code == 200
            numbers.setdefault(query, []).append(len(asked))
    # Whoever applies adds one kind of fact at most; nothing is asked for each row.
    assert all(first == later for first, later in numbers.values()), numbers


def test_empty_and_refused(scheme, sign_in, officer, panel_member, viewer, administrator):
    assert "Nobody is applying" in sign_in(officer).get(URL).content.decode()
    assert "No application fits" in sign_in(officer).get(f"{URL}?stage=panel").content.decode()
    for actor in (panel_member, viewer, administrator):
        assert sign_in(actor).get(URL).status_code == 403


@pytest.mark.parametrize(
    ("status", "facts", "what", "waiting"),
    [
        ("enquiry", {}, "Answer the enquiry", "us"),
        ("enquiry", {"tried_on": TODAY}, "Try again to reach them", "us"),
        ("enquiry", {"reached_on": TODAY}, "Say what happens next", "us"),
        ("talking", {}, "Invite them to apply, or close it", "us"),
        ("applying", {}, "Send them their part to fill in", "us"),
        ("applying", {"has_link": True}, "Fill in their part", "applicant"),
        ("applying", {"sections": 10, "sections_done": 9}, "Fill in their part", "applicant"),
        ("applying", {"sections": 10, "sections_done": 10}, "Name referees", "applicant"),
        ("applying", {"sections": 10, "sections_done": 10, "referees": 2}, "2 referees write to us", "referee"),
        (
            "applying",
            {"sections": 10, "sections_done": 10, "referees": 2, "unasked": 1},
            "Ask 1 referee for a reference",
            "us",
        ),
        (
            "applying",
            {"sections": 10, "sections_done": 10, "referees": 2, "references": 2},
            "Begin the assessment",
            "us",
        ),
        ("assessing", {}, "Make the first visit", "us"),
        ("assessing", {"visits": 1, "referees": 1}, "1 referee writes to us", "referee"),
        ("assessing", {"visits": 1}, "Finish the report", "us"),
        ("shared", {"shared_on": TODAY}, "Say whether the report is right", "applicant"),
        ("shared", {"shared_on": TODAY, "is_commented": True}, "Send it to panel", "us"),
        ("panel", {}, "Put it on the list of a meeting", "us"),
        ("panel", {"panel_on": TODAY}, "Panel on 6 August", "panel"),
        ("deferred", {}, "Do what panel asked for, then bring it back", "us"),
        ("deciding", {}, "Decide after panel", "decision_maker"),
        ("agreeing", {}, "Sign the agreement", "applicant"),
        ("agreeing", {"agreed_on": TODAY}, "Make them active", "us"),
    ],
)
def test_who_is_waiting_on_whom(status, facts, what, waiting):
    step = next_step(Application(status=status), Facts(**facts))
    assert (step.what, step.waiting) == (what, waiting)


def test_nothing_is_next_when_it_ended():
    assert next_step(Application(status="closed"), Facts()) is None
    step = next_step(Application(status="on_hold", wake_on=TODAY), Facts())
    assert (step.what, step.waiting) == ("Take off hold on 6 August", "")


def test_no_applications_no_questions(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert gather([]) == {}
