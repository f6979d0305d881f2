"""The inbox: what comes first, how long it waits, what is missing, who works on it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.load import load_of
from referrals.models import Answer, Referral
from schemes import clock
from schemes.models import Link, Opening
from tests import factories

MONDAY = date(2026, 6, 1)


def shown(answer):
    return [line.referral.reference for line in answer.context["lines"]]


def lines(answer):
    return {line.referral.reference: line for line in answer.context["lines"]}


@pytest.fixture
def three(scheme, officer, other_scheme):
    """One new, one being looked for, one turned down; and one of another scheme that must not show."""
    new = factories.make_referral(scheme, "Ann Poe", type_wanted="")
    looking = factories.make_looking(scheme, officer, "Ben Roe", type_wanted="short_breaks")
    closed = factories.make_referral(scheme, "Cy Doe")
    closed.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    factories.make_referral(other_scheme, "Not Ours")
    return new.reference, looking.reference, closed.reference


def test_filters(three, sign_in, officer):
    new, looking, closed = three
    client = sign_in(officer)
    for query, found in {
        "": [new, looking],
        "order=latest": [looking, new],
        "status=decide": [new],
        "status=looking": [looking],
        "status=closed": [closed],
        "status=all": [new, looking, closed],
        "type=short_breaks": [looking],
        "type=not_sure": [new],
        "urgency=now": [],
        f"officer={officer.staff.pk}": [looking],
        "officer=nobody&status=all": [new, closed],
    }.items():
        assert shown(client.get(f"/referrals/?{query}")) == found, query


@pytest.mark.parametrize(
    "query", ["status=x&type=y&officer=z&page=q&urgency=w", "officer=999999", "page=-1", "status=%00", "find=1"]
)
def test_odd_filters_are_ignored(query, three, sign_in, officer):
    new, looking, _ = three
    assert shown(sign_in(officer).get(f"/referrals/?{query}")) == [new, looking]


def test_urgent_then_unopened_then_longest_waiting(scheme, officer, sign_in, set_clock):
    day = MONDAY

    def ask(name, **fields):
        nonlocal day
        day += timedelta(days=1)
        set_clock(day)
        return factories.make_referral(scheme, name, **fields)

    opened = ask("Opened Early")
    unopened, later = ask("Unopened One"), ask("Unopened Two")
    soon, now = ask("Soon", urgency="soon"), ask("Now", urgency="now")
    short = ask("Short Notice", is_short_notice=True, promised_at=clock.now())
    rung = ask("Short Rung", is_short_notice=True, promised_at=clock.now())
    rung.record_rung(by=officer, at=clock.now())
    client = sign_in(officer)
    client.get(opened.get_absolute_url())
    answer = client.get("/referrals/")
    assert shown(answer) == [row.reference for row in (short, now, rung, soon, unopened, later, opened)]
    assert answer.content.decode().count("Unopened</span>") == 6
    Opening.objects.create(
        scheme=scheme, folder=unopened.folder, actor=factories.the_job(), page="referral", opened_at=clock.now()
    )
    assert shown(client.get("/referrals/"))[4] == unopened.reference  # a job is nobody who read it


def test_the_referrers_own_look_is_no_opening(scheme, officer, sign_in, client):
    referral = factories.make_referral(scheme)
    client.get(f"/referral/{referral.open_status_link(at=clock.now())}/")
    assert Link.objects.filter(folder=referral.folder).exists()
    assert "Unopened</span>" in sign_in(officer).get("/referrals/").content.decode()


def test_working_days_against_what_was_promised(scheme, officer, sign_in, set_clock):
    set_clock(date(2026, 6, 5))  # a Friday
    new, asked = factories.make_referral(scheme, "Ann Poe"), factories.make_referral(scheme, "Ben Roe")
    met = factories.make_referral(scheme, "Cy Doe")
    met.arrange_meeting(officer=officer.staff, meet_on=date(2026, 6, 9), by=officer)
    set_clock(date(2026, 6, 8))
    asked.ask_for_more(items=["Night"], words="", by=officer)
    set_clock(date(2026, 6, 10))
    found = lines(sign_in(officer).get("/referrals/"))
    told = {row: (found[row.reference].waited, found[row.reference].target) for row in (new, asked, met)}
    assert told == {new: (3, 2), asked: (2, 5), met: (3, 10)}
    assert found[new.reference].is_late
    assert not found[asked.reference].is_late


def test_how_much_nobody_has_said(scheme, officer, sign_in):
    one, two = factories.make_referral(scheme, "Ann Poe"), factories.make_referral(scheme, "Ben Roe")
    for key, text in [("night", "Sleeps"), ("gp", " i don't know yet "), ("safety_known", "No")]:
        Answer.put_down(
            scheme=scheme, referral=two, key=key, section="x", question="x", answer=text, position=9,
            happened_on=clock.today(), by=officer,
        )  # fmt: skip
    found = lines(sign_in(officer).get("/referrals/"))
    assert found[one.reference].missing - found[two.reference].missing == 2
    page = sign_in(officer).get(f"/referrals/{two.pk}/triage/")
    assert len(page.context["missing"]) == found[two.reference].missing


def test_a_slip_and_a_silence_show(scheme, officer, sign_in, set_clock):
    factories.make_referral(scheme)
    set_clock(clock.today() + timedelta(days=10))
    page = sign_in(officer).get("/referrals/").content.decode()
    assert "overdue" in page
    assert "Nothing recorded for 10 days" in page


def test_an_empty_list_says_why(scheme, officer, sign_in):
    client = sign_in(officer)
    assert "No referral is open." in client.get("/referrals/").content.decode()
    assert "No referral fits this filter." in client.get("/referrals/?status=closed").content.decode()


def test_search_finds_closed_ones_too_and_leaves_nothing_in_the_address(three, sign_in, officer):
    _, looking, closed = three
    client = sign_in(officer)
    for words, found in [
        ("Doe", [closed]),
        (looking.lower(), [looking]),
        ("alex referrer", [*three]),
        ("Not Ours", []),
    ]:
        answer = client.post("/referrals/", {"q": words}, follow=True)
        assert sorted(shown(answer)) == sorted(found), words
        assert words.replace(" ", "+") not in answer.redirect_chain[-1][0]
    assert "No referral has what you looked for." in answer.content.decode()


def test_what_is_restricted_is_not_listed(three, scheme, officer, manager, sign_in):
    new, looking, closed = three
    Referral.objects.get(scheme=scheme, folder__reference=new).person.folder.restrict(why="x", by=manager)
    assert shown(sign_in(officer).get("/referrals/?status=all")) == [looking, closed]
    assert shown(sign_in(manager).get("/referrals/?status=all")) == [new, looking, closed]


def test_the_list_asks_as_much_for_a_hundred_as_for_one(scheme, officer, sign_in):
    client = sign_in(officer)

    def queries(path="/referrals/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return sum(query["sql"].startswith("SELECT") for query in asked.captured_queries)

    factories.make_referral(scheme, "Ann Poe", urgency="now")
    one = queries()
    for number in range(100):
        factories.make_referral(scheme, f"Ben Roe{number}", officer=officer.staff)
    assert queries() == one
    assert queries("/referrals/?page=3") == one
    assert one == 5


# --- who works on it -------------------------------------------------------------------------------------------------


def test_hand_over(referral, send, sign_in, officer, manager, refuses_others):
    url = f"/referrals/{referral.pk}/hand/"
    factories.make_person(referral.scheme, "Kay Poe", officer=manager.staff)
    page = sign_in(officer).get(url).content.decode()
    assert f"{manager.staff.name}: 0 open referrals, 1 person" in page
    assert send(url, {"officer": manager.staff.pk, "why": "Away in June"}).status_code == 302
    referral.refresh_from_db()
    assert referral.officer == manager.staff
    assert load_of(officer)[manager.staff.pk].referrals == 1
    assert send(url, {"officer": "", "why": ""}).status_code == 302
    referral.refresh_from_db()
    assert referral.officer is None
    refuses_others(url, referral.folder)


def test_several_are_handed_over_at_once(scheme, other_scheme, outsider, officer, manager, send, sign_in):
    rows = [factories.make_referral(scheme, f"Ann Poe{number}") for number in range(3)]
    theirs = factories.make_referral(other_scheme, "Not Ours")
    picked = [row.pk for row in rows[:2]]
    client = sign_in(officer)
    page = client.get("/referrals/hand/", {"pick": [*picked, theirs.pk, "x", "9" * 30]}).content.decode()
    assert rows[0].reference in page
    assert rows[2].reference not in page
    assert "Not O" not in page
    assert send("/referrals/hand/", {"pick": [*picked, theirs.pk], "officer": manager.staff.pk}).status_code == 200
    assert send("/referrals/hand/", {"pick": picked, "officer": outsider.staff.pk}).status_code == 200
    assert send("/referrals/hand/", {"pick": picked}).status_code == 200
    assert send("/referrals/hand/", {"pick": picked, "officer": manager.staff.pk}).status_code == 302
    for row in (*rows, theirs):
        row.refresh_from_db()
    assert [row.officer_id for row in rows] == [manager.staff.pk, manager.staff.pk, None]
    assert theirs.officer_id is None
    assert "No referral was ticked" in client.get("/referrals/hand/").content.decode()
