"""What falls due in the years after approval: each begins with what causes it, and ends with what answers it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carers import due_year
from carers.models import CarerReview, HouseholdVisit, RequiredAction, Terms, sign_agreement, standing
from schemes.models import Policies
from tests import factories

APPROVED = date(2025, 9, 1)
TODAY = date(2026, 9, 1)


@pytest.fixture
def household(scheme, officer, set_clock):
    set_clock(APPROVED)
    household = factories.make_household(scheme, officer=officer.staff, on=APPROVED)
    set_clock(TODAY)
    return household


@pytest.fixture
def owed(scheme):
    """Kind, day and address of everything owed, as of a day."""

    def ask(on=TODAY):
        return {row.kind: (row.on, row.url) for row in due_year.due([scheme], on, Policies([scheme]))}

    return ask


def test_a_year_after_approval(owed, household, officer):
    visit = reverse("record-household-visit", args=[household.pk])
    assert owed() == {
        "carer_review": (date(2026, 9, 1), reverse("record-carer-review", args=[household.pk])),
        "unannounced_visit": (date(2026, 9, 1), f"{visit}?unannounced=1"),
    }
    CarerReview.record_carer_review(
        household=household, happened_on=TODAY, outcome="go_on", next_on=date(2027, 3, 1), by=officer
    )
    HouseholdVisit.record_household_visit(
        household=household, happened_on=TODAY, is_announced=True, next_on=date(2026, 10, 1), by=officer
    )
    assert owed()["carer_review"][0] == date(2027, 3, 1)
    assert owed()["household_visit"] == (date(2026, 10, 1), visit)
    assert owed()["unannounced_visit"][0] == date(2026, 9, 1)  # an announced visit does not answer it
    HouseholdVisit.record_household_visit(household=household, happened_on=TODAY, is_announced=False, by=officer)
    assert owed()["unannounced_visit"][0] == date(2027, 9, 1)
    assert "household_visit" not in owed()


def test_a_household_that_came_in_late_is_not_overdue_at_once(owed, scheme, set_clock):
    set_clock(TODAY)
    factories.make_household(scheme, on=date(2015, 1, 1))
    assert owed()["carer_review"][0] == date(2027, 9, 1)


def test_agreements_pauses_notice_and_what_was_asked(owed, household, officer):
    sign_agreement(
        household=household, happened_on=TODAY, signed_by="Joy", signed_for_us_by="Priya", renew_on=date(2027, 9, 1),
        by=officer,
    )  # fmt: skip
    action = RequiredAction.add_required_action(household=household, what="Ramp", due_on=date(2026, 9, 9), by=officer)
    standing.step_back(household, from_on=TODAY, why="Tired", expected_until_on=date(2026, 12, 1), by=officer)
    standing.give_notice(
        household, kind="deregistered", given_on=TODAY, appeal_by_on=date(2026, 9, 29), ends_on=date(2026, 10, 1),
        by=officer,
    )  # fmt: skip
    now = owed()
    end = reverse("end-approval", args=[household.pk])
    assert now["agreement_renewal"] == (date(2027, 9, 1), reverse("sign-agreement", args=[household.pk]))
    assert now["required_action"] == (date(2026, 9, 9), reverse("finish-required-action", args=[action.pk]))
    assert now["pause"] == (date(2026, 12, 1), reverse("come-back-household", args=[household.pk]))
    assert now["notice"] == (date(2026, 10, 1), end)
    assert now["appeal_day"] == (date(2026, 9, 29), end)
    assert "appeal_day" not in owed(date(2026, 9, 30))
    action.finish(done_on=TODAY, how="", by=officer)
    assert "required_action" not in owed()
    standing.end_approval(household, on=date(2026, 10, 1), why="x", by=officer)
    assert owed(date(2026, 10, 1)) == {}


def test_probation_goes_to_panel_before_it_ends(owed, household, officer):
    Terms.set_terms(
        household=household, from_on=date(2026, 1, 1), happened_on=date(2026, 1, 1), people_limit=1, types=["live_in"],
        probation_ends_on=date(2027, 1, 1), by=officer,
    )  # fmt: skip
    add = reverse("add-panel-item")
    assert owed()["probation"] == (date(2027, 1, 1), f"{add}?kind=first_year&household={household.pk}")
    Terms.set_terms(
        household=household, from_on=TODAY, happened_on=TODAY, people_limit=1, types=["live_in"], by=officer
    )
    assert "probation" not in owed()


def test_a_review_that_says_panel_is_put_on_a_list(owed, household, officer):
    CarerReview.record_carer_review(household=household, happened_on=TODAY, outcome="panel", by=officer)
    assert owed()["review_to_panel"][1] == f"{reverse('add-panel-item')}?kind=concern&household={household.pk}"


def test_only_until_the_day_asked_about(scheme, household):
    rows = list(due_year.due([scheme], TODAY, Policies([scheme]), until=date(2026, 8, 31)))
    assert rows == []


def test_as_many_questions_for_thirty_as_for_one(scheme, household, officer):
    policies = Policies([scheme])

    def count():
        with CaptureQueriesContext(connection) as asked:
            list(due_year.due([scheme], TODAY, policies))
        return len(asked)

    one = count()
    for number in range(29):
        another = factories.make_household(scheme, f"Household {number}", on=APPROVED)
        RequiredAction.add_required_action(household=another, what="Ramp", due_on=TODAY, by=officer)
        CarerReview.record_carer_review(household=another, happened_on=TODAY, outcome="go_on", by=officer)
    assert count() == one <= 14
