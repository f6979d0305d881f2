"""The board reads pauses, notice and named people, and says no more about a suspension than everybody may know."""

from datetime import timedelta

import pytest

from arrangements.board import verdict_for
from arrangements.models import NamedApproval
from arrangements.verdicts import FITS, NEARLY, RULED_OUT
from carers.models import standing
from tests.arrangements.conftest import TODAY

pytestmark = pytest.mark.django_db


def failed(looking, household):
    verdict = verdict_for(looking, household, TODAY)
    return verdict.column, [r.text for r in verdict.reasons if r.kind == "fails"]


def test_a_household_that_steps_back_is_nearly_there_when_it_says_until_when(looking, household, officer):
    standing.step_back(
        household, by=officer, from_on=TODAY, why="A new baby", expected_until_on=TODAY + timedelta(days=30)
    )
    column, texts = failed(looking, household)
    assert (column, texts) == (NEARLY, ["Stepping back for a while, since 6 August 2026, until 5 September 2026."])


def test_a_suspended_household_is_not_offered_and_the_board_does_not_say_why(looking, household, manager):
    standing.suspend(household, by=manager, why="Said to have shouted", payments="go_on", from_on=TODAY)
    column, texts = failed(looking, household)
    assert (column, texts) == (RULED_OUT, ["Not taking anybody new now, since 6 August 2026."])


def test_a_household_that_has_come_back_fits(looking, household, officer):
    standing.step_back(household, by=officer, from_on=TODAY, why="A rest")
    standing.come_back(household, by=officer, on=TODAY, why="Rested")
    assert failed(looking, household) == (FITS, [])


def test_notice_rules_out_what_has_no_end(looking, household, officer):
    ends_on = TODAY + timedelta(days=90)
    standing.give_notice(household, by=officer, kind="retiring", given_on=TODAY, ends_on=ends_on)
    column, texts = failed(looking, household)
    assert (column, texts) == (RULED_OUT, ["They are leaving: approval is to end on 4 November 2026."])
    standing.call_off_notice(household, by=officer, why="They stay")
    assert failed(looking, household) == (FITS, [])


def test_terms_for_named_people_fit_them_until_it_is_taken_back(looking, household, officer):
    household.terms.get().correct(why="Named only", by=officer, is_named_only=True)
    assert failed(looking, household)[0] == RULED_OUT
    named = NamedApproval.name_person(household=household, person=looking.person, happened_on=TODAY, by=officer)
    assert failed(looking, household) == (FITS, [])
    named.correct(why="Not any more", by=officer, is_taken_back=True)
    assert failed(looking, household)[0] == RULED_OUT
