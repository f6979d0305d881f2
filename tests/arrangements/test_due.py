"""What falls due in arrangements: computed from records and the scheme's rules, moved by what is recorded."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrangements.due import due
from arrangements.models import Arrangement, Match, Review, Stay, Visit
from carers.models import Terms
from schemes.due import LATER, MUST_ACT, OVERDUE, SOON
from schemes.models import Policies, Policy
from tests.factories import make_household, make_looking, make_person

START = date(2026, 9, 1)


@pytest.fixture
def arrangement(scheme, officer):
    return Arrangement.start(
        person=make_person(scheme), household=make_household(scheme), type="live_in", starts_on=START, by=officer
    )


def rows(scheme, on, kind):
    return [row for row in due([scheme], on, Policies([scheme])) if row.kind == kind]


def visit(arrangement, on, by, **fields):
    return Visit.record_visit(
        arrangement=arrangement,
        happened_on=on,
        seen_alone="yes",
        how="good",
        persons_words="I like it here.",
        by=by,
        **fields,
    )


def test_the_first_visit_and_review_are_counted_from_the_start(scheme, arrangement):
    assert [r.on for r in rows(scheme, START, "visit")] == [START + timedelta(days=28)]
    assert [r.on for r in rows(scheme, START, "review")] == [START + timedelta(days=42)]


def test_recording_the_visit_moves_the_next_one(scheme, arrangement, officer):
    (before,) = rows(scheme, START, "visit")
    record = visit(arrangement, date(2026, 9, 25), officer)
    (after,) = rows(scheme, date(2026, 9, 26), "visit")
    assert before.key == f"visit:{arrangement.pk}:first"
    assert (after.key, after.on) == (f"visit:{arrangement.pk}:{record.pk}", date(2026, 10, 25))
    assert after.said == "“I like it here.”"


def test_a_booked_visit_is_due_when_it_is_booked(scheme, arrangement, officer):
    visit(arrangement, date(2026, 9, 25), officer, next_on=date(2026, 11, 2))
    (row,) = rows(scheme, date(2026, 9, 26), "visit")
    assert (row.on, row.state) == (date(2026, 11, 2), "booked")


def test_after_the_early_months_visits_are_further_apart(scheme, arrangement, officer):
    visit(arrangement, date(2027, 3, 10), officer)
    assert rows(scheme, date(2027, 3, 11), "visit")[0].on == date(2027, 3, 10) + timedelta(days=56)


def test_a_review_moves_the_next_by_the_rule_that_held_then(scheme, arrangement, officer):
    Review.record_review(
        arrangement=arrangement, happened_on=date(2026, 10, 10), who_took_part="All", outcome="go_on", by=officer
    )
    assert rows(scheme, date(2026, 10, 11), "review")[0].on == date(2027, 10, 10)
    Policy.set_rule(scheme=scheme, key="review_months", value=6, source="a test", from_on=date(2026, 12, 1), by=officer)
    assert rows(scheme, date(2027, 1, 1), "review")[0].on == date(2027, 10, 10)


def test_asked_for_a_past_day_it_answers_as_of_that_day(scheme, arrangement, officer):
    visit(arrangement, date(2026, 9, 25), officer)
    assert rows(scheme, date(2026, 9, 20), "visit")[0].key == f"visit:{arrangement.pk}:first"


def test_where_a_row_stands_on_today(scheme, arrangement):
    (row,) = rows(scheme, START, "visit")
    assert row.group(row.on + timedelta(days=1), 7) == OVERDUE
    assert row.group(row.on - timedelta(days=7), 7) == SOON
    assert row.group(row.on - timedelta(days=8), 7) == LATER


def test_a_corrected_visit_counts_as_corrected(scheme, arrangement, officer):
    wrong = visit(arrangement, date(2026, 9, 25), officer)
    wrong.correct(happened_on=date(2026, 9, 24), why="The day before", by=officer)
    assert rows(scheme, date(2026, 9, 26), "visit")[0].on == date(2026, 10, 24)


def test_both_yes_asks_to_confirm_and_then_to_start(scheme, officer):
    referral = make_looking(scheme, officer)
    household = make_household(scheme)

    class Fits:
        column, first_obstacle = "fits", ""

        def as_kept(self):
            return []

    match = Match.shortlist(referral=referral, household=household, verdict=Fits(), by=officer)
    assert rows(scheme, START, "next_step")[0].url.endswith("/plan-step/")
    match.record_introduction(kind="tea", happened_on=START, person_says="yes", carer_says="yes", by=officer)
    assert rows(scheme, START, "next_step")[0].what == "Confirm that both said yes"
    match.agree(by=officer)
    assert rows(scheme, START, "next_step")[0].what == "Start the arrangement"


def test_a_match_left_open_when_its_referral_closes_must_be_let_go(scheme, officer):
    referral = make_looking(scheme, officer)

    class Fits:
        column, first_obstacle = "fits", ""

        def as_kept(self):
            return []

    match = Match.shortlist(referral=referral, household=make_household(scheme), verdict=Fits(), by=officer)
    referral.turn_down(reason="person_no", who_decided="person", suggestion="Ring again in spring.", by=officer)
    (row,) = [r for r in due([scheme], referral.closed_on, Policies([scheme])) if r.folder_id == match.folder_id]
    assert (row.kind, row.state, row.url) == ("let_go", MUST_ACT, f"/matches/{match.pk}/stop/")
    match.stop(ended_by="person", end_reason="chose_other", by=officer)
    assert [r for r in due([scheme], referral.closed_on, Policies([scheme])) if r.folder_id == match.folder_id] == []


def test_a_home_over_its_limit_must_be_acted_on(scheme, officer):
    household = make_household(scheme, rooms=2)
    for name in ["Ann Able", "Bob Best"]:
        Arrangement.start(
            person=make_person(scheme, name), household=household, type="live_in", starts_on=START, by=officer
        )
    assert rows(scheme, START, "over_limit") == []
    Terms.set_terms(
        household=household, happened_on=START, from_on=date(2026, 10, 1), people_limit=1, types=["live_in"], by=officer
    )
    assert rows(scheme, date(2026, 9, 30), "over_limit") == []
    (row,) = rows(scheme, date(2026, 10, 1), "over_limit")
    assert (row.state, row.what) == (MUST_ACT, "2 people where 1 may be: agree what to do")


def test_the_number_of_queries_does_not_grow(scheme, other_scheme, officer):
    def some(where, number):
        for n in range(number):
            household = make_household(where, f"House {n}", officer=None)
            a = Arrangement.start(
                person=make_person(where, f"Per Son{n}"),
                household=household,
                type="live_in",
                starts_on=START,
                by=officer,
            )
            visit(a, START, officer)

    some(scheme, 1)
    policies = Policies([scheme, other_scheme])
    with CaptureQueriesContext(
        connection,
    ) as one:
        list(due([scheme], START, policies))
    some(scheme, 29)
    some(other_scheme, 3)
    with CaptureQueriesContext(connection) as many:
        found = list(due([scheme, other_scheme], START, policies))
    assert len(one) == len(many)
    assert len(found) == 66
    assert Stay.objects.count() == 33
