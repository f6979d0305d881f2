"""Nobody waits unseen: the silence report, a promised day, and something due in every open state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.models import Referral
from schemes import clock
from schemes.models import Note, Opening, Policies
from sharedlives.due import all_due
from sharedlives.today import arrange
from tests import factories

STATUS = Referral.Status


def shown(answer):
    return [line["referral"].reference for line in answer.context["lines"]]


@pytest.fixture
def every_open_one(scheme, officer):
    """One referral in each open state."""
    rows = {status: factories.make_referral(scheme, f"Ann {status}") for status in (STATUS.NEW, STATUS.NEEDS_MORE)}
    rows[STATUS.NEEDS_MORE].ask_for_more(items=["Night"], words="", by=officer)
    rows[STATUS.MEETING] = factories.make_referral(scheme, "Ann Meeting")
    rows[STATUS.MEETING].arrange_meeting(officer=officer.staff, meet_on=clock.today(), by=officer)
    for status in (STATUS.LOOKING, STATUS.INTRODUCING, STATUS.ON_HOLD):
        rows[status] = factories.make_looking(scheme, officer, f"Ann {status}", on=clock.today())
    rows[STATUS.INTRODUCING].begin_introducing(by=officer)
    rows[STATUS.ON_HOLD].hold(wake_on=clock.today() + timedelta(days=90), why="Away", by=officer)
    return rows


@pytest.mark.parametrize("later", [0, 1, 27, 28, 200])
def test_every_open_referral_has_something_due(later, every_open_one, scheme):
    assert set(every_open_one) == set(Referral.OPEN)
    on = clock.today() + timedelta(days=later)
    folders = {row.folder_id for row in all_due([scheme], on, Policies([scheme]))}
    assert {status for status, row in every_open_one.items() if row.folder_id not in folders} == set()


def test_an_introduction_that_is_talked_about_is_not_on_today(every_open_one, scheme, officer):
    introducing, on = every_open_one[STATUS.INTRODUCING], clock.today()
    introducing_due = {row.key for row in all_due([scheme], on) if row.folder_id == introducing.folder_id}
    assert f"say-something:{introducing.pk}" in introducing_due
    for days, is_shown in [(0, False), (27, False), (28, True), (29, True)]:
        day = on + timedelta(days=days)
        board = arrange(all_due([scheme], day), officer.staff, day, 7, "team")
        keys = {row.key for group in board.groups for row in group.rows}
        assert (f"say-something:{introducing.pk}" in keys) is is_shown, days


def test_the_longest_silence_first_and_filters(every_open_one, scheme, other_scheme, officer, sign_in, set_clock):
    factories.make_referral(other_scheme, "Not Ours")
    began = clock.today()
    set_clock(began + timedelta(days=20))
    heard = every_open_one[STATUS.LOOKING]
    Note.write(folder=heard.folder, text="Rang Mum", happened_on=clock.today(), by=officer)
    fresh = factories.make_referral(scheme, "Fresh One")
    client = sign_in(officer)
    everybody = shown(client.get("/referrals/waiting/"))
    assert len(everybody) == 7
    assert everybody[-2:] == [heard.reference, fresh.reference]
    assert len(shown(client.get("/referrals/waiting/?days=14"))) == 5
    assert shown(client.get("/referrals/waiting/?days=28")) == []
    assert shown(client.get("/referrals/waiting/?status=looking")) == [heard.reference]
    assert len(shown(client.get("/referrals/waiting/?days=x&officer=y&status=z"))) == 7
    assert heard.reference in shown(client.get(f"/referrals/waiting/?officer={officer.staff.pk}"))
    assert "Nobody waits like that." in client.get("/referrals/waiting/?days=56").content.decode()


def test_each_has_a_next_contact(every_open_one, sign_in, officer):
    every_open_one[STATUS.LOOKING].promise_contact(clock.today() + timedelta(days=3), by=officer)
    lines = {line["referral"].status: line for line in sign_in(officer).get("/referrals/waiting/").context["lines"]}
    assert all(line["on"] for line in lines.values())
    assert {status for status, line in lines.items() if line["is_promised"]} == {STATUS.LOOKING}


def test_as_a_table_nothing_in_it_runs_and_taking_it_is_written_down(scheme, officer, sign_in):
    referral = factories.make_referral(scheme, "=cmd|'/c calc'!A0")
    answer = sign_in(officer).get("/referrals/waiting/?csv=1&days=")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv")
    assert referral.reference in text
    assert ",=" not in text
    assert "'=cmd" in text
    opening = Opening.objects.get()
    assert (opening.folder, opening.what) == (referral.folder, Opening.What.EXPORT)


def test_it_asks_as_much_for_thirty_as_for_one(scheme, officer, sign_in):
    client = sign_in(officer)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/referrals/waiting/").status_code == 200
        return sum(query["sql"].startswith("SELECT") for query in asked.captured_queries)

    factories.make_looking(scheme, officer, "Ann Poe")
    one = queries()
    for number in range(35):
        factories.make_looking(scheme, officer, f"Ben Roe{number}")
    assert queries() == one == 5


def test_who_may(scheme, viewer, administrator, sign_in):
    for actor in (viewer, administrator):
        assert sign_in(actor).get("/referrals/waiting/").status_code == 403


# --- a promised day --------------------------------------------------------------------------------------------------


def test_a_promise_becomes_due_and_another_replaces_it(referral, scheme, officer, send, set_clock, refuses_others):
    url, day = f"/referrals/{referral.pk}/promise/", clock.today() + timedelta(days=6)
    assert send(url, {"on": f"{day:%d/%m/%Y}", "said": "We look in Wing too."}).status_code == 302
    assert Note.objects.get(folder=referral.folder).text == "We look in Wing too."
    (row,) = [row for row in all_due([scheme], clock.today()) if row.kind == "news_promised"]
    assert (row.on, row.url) == (day, url)
    later = day + timedelta(days=9)
    assert send(url, {"on": f"{later:%d/%m/%Y}"}).status_code == 302
    (again,) = [row for row in all_due([scheme], clock.today()) if row.kind == "news_promised"]
    assert (again.key, again.on) == (row.key, later)
    assert Note.objects.filter(folder=referral.folder).count() == 1
    refuses_others(url, referral.folder)


def test_no_promise_in_the_past_or_about_what_is_closed(referral, officer, send, errors_of):
    url = f"/referrals/{referral.pk}/promise/"
    assert "on" in errors_of(send(url, {"on": "1 January 2020"}))
    assert "on" in errors_of(send(url, {"on": ""}))
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    assert "nothing was promised" in send(url, {"on": "tomorrow", "said": "x"}).content.decode()
    assert not Note.objects.filter(folder=referral.folder).exists()


def test_any_bytes(referral, takes_anything):
    takes_anything(f"/referrals/{referral.pk}/promise/", {"on": "tomorrow", "said": "x"})
