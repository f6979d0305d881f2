"""Worth a call: reasons in words from what is recorded, each with the form to go on with; never a rating."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements.models import record_allegation
from arrangements.reasons_to_call import carer_year, reasons_to_call
from carers.models import Away, Contact, HouseholdVisit, standing
from schemes.models import Policies
from tests import factories
from tests.arrangements.conftest import TODAY, make_match

pytestmark = pytest.mark.django_db
OFTEN = {"call_gap_days", "no_offer_days"}


def told(household, actor, on=TODAY):
    household.refresh_from_db()
    found = reasons_to_call([household], actor, on, Policies([household.scheme]))
    return {one.kind: one.words for one in found.get(household.pk, [])}


def talked(household, officer, on=TODAY, how="phone"):
    Contact.record_contact(folder=household.folder, how=how, happened_on=on, by=officer)


def test_nobody_spoke_to_them_for_long(household, officer):
    words = "nobody is known to have seen or spoken to them since 1 March 2024"
    assert told(household, officer)["gap"] == words
    talked(household, officer, how="tried")  # trying is not talking
    assert told(household, officer)["gap"] == words
    HouseholdVisit.record_household_visit(household=household, happened_on=TODAY - timedelta(days=56), by=officer)
    assert told(household, officer)["gap"].endswith("since 11 June 2026")
    talked(household, officer, on=TODAY - timedelta(days=55))
    assert "gap" not in told(household, officer)


def test_a_carers_year_begins_on_the_day_approval_began():
    assert carer_year(date(2024, 3, 1), date(2026, 8, 6)) == (date(2026, 3, 1), date(2027, 3, 1))
    assert carer_year(date(2024, 9, 1), date(2026, 8, 6)) == (date(2025, 9, 1), date(2026, 9, 1))
    assert carer_year(date(2026, 8, 6), date(2026, 8, 6)) == (date(2026, 8, 6), date(2027, 8, 6))


def test_breaks_left_over_as_their_year_ends(household, running, officer):
    assert "breaks" not in told(household, officer)
    near = date(2027, 1, 10)
    rest = {"from_on": date(2026, 10, 1), "until_on": date(2026, 10, 15), "happened_on": TODAY}
    Away.record_away(household=household, by=officer, **rest)
    words = "14 of 28 nights of break taken or planned; their year ends on 1 March 2027"
    assert told(household, officer, near)["breaks"] == words
    Away.record_away(
        household=household, by=officer, from_on=date(2027, 2, 20), until_on=date(2027, 3, 20), happened_on=TODAY
    )
    assert told(household, officer, near)["breaks"].startswith("23 of 28")


def test_an_officer_who_is_new_to_them(household, officer, manager, set_clock):
    assert "officer" not in told(household, officer)
    set_clock(TODAY + timedelta(days=40))
    household.hand_to(manager.staff, by=manager)
    on = TODAY + timedelta(days=40)
    assert told(household, officer, on)["officer"] == "their officer changed on 15 September 2026"
    assert "officer" not in told(household, officer, on + timedelta(days=28))


def test_a_place_and_nobody_suggested(household, looking, officer):
    assert told(household, officer)["waiting"] == "they have a place, and no suggestion was written down yet"
    make_match(looking, household, officer)
    assert "waiting" not in told(household, officer)


def test_who_is_full_or_pauses_is_not_waiting(scheme, household, officer):
    standing.step_back(household, by=officer, from_on=TODAY, why="A rest")
    assert "waiting" not in told(household, officer)
    full = factories.make_household(scheme, "Full", rooms=0)
    assert "waiting" not in told(full, officer)


def test_notice_asks_to_talk_with_whoever_lives_there(household, running, officer, sign_in):
    standing.give_notice(household, by=officer, kind="retiring", given_on=TODAY, ends_on=TODAY + timedelta(days=90))
    assert told(household, officer)["notice"] == "notice was given; approval is to end on 4 November 2026"
    page = sign_in(officer).get(household.get_absolute_url()).content.decode()
    assert "Planned ending to talk about" in page
    running.refresh_from_db()
    assert (running.status, running.planned_end_on) == ("running", None)


def test_a_closed_allegation_is_a_reason_for_managers_alone(household, officer, manager):
    fields = {"why": "Nobody new", "payments": "go_on"}
    case = record_allegation(household=household, what="Said", told_by="A friend", by=manager, pause=fields)
    case.close_allegation(finding="not_found", lessons="None", on=TODAY, by=manager)
    assert told(household, manager)["allegation"] == "an allegation was closed on 6 August 2026"
    assert "allegation" not in told(household, officer)
    assert "allegation" not in told(household, manager, TODAY + timedelta(days=61))


def test_the_list_is_narrowed_to_them_and_says_why(scheme, household, officer, sign_in):
    quiet = factories.make_household(scheme, "Quiet")
    talked(quiet, officer)
    browser = sign_in(officer)

    def page(query):
        return browser.get(reverse("households") + query)

    assert [row["household"].name for row in page("?call=gap").context["rows"]] == ["J Okoro"]
    assert "Ring: nobody is known to have seen" in page("?call=any").content.decode()
    assert len(page("?call=nonsense").context["rows"]) == 2


def test_the_queries_do_not_grow(scheme, officer, now, sign_in):
    browser, numbers = sign_in(officer), []
    for count in (1, 20):
        for n in range(count):
            factories.make_household(scheme, f"H {count} {n}", officer=officer.staff)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("households") + "?call=any")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
