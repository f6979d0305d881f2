"""What the acts of this room begin from: a person being looked for, a household, a match, an arrangement."""

from datetime import date

import pytest

from arrangements.board import verdict_for
from arrangements.models import Arrangement, Match
from tests import factories

TODAY = date(2026, 8, 6)


@pytest.fixture
def now(set_clock):
    """It is Thursday 6 August 2026."""
    set_clock(TODAY)
    return TODAY


@pytest.fixture
def household(scheme, officer, now):
    return factories.make_household(scheme, officer=officer.staff)


@pytest.fixture
def looking(scheme, officer, now):
    """Sam, for whom a household is being looked for."""
    return factories.make_looking(
        scheme, officer, on=TODAY, wishes=[{"key": "garden", "strength": "like"}], wanted_from=TODAY
    )


def make_match(referral, household, by) -> Match:
    return Match.shortlist(
        referral=referral, household=household, verdict=verdict_for(referral, household, TODAY), by=by
    )


def make_agreed(referral, household, by) -> Match:
    match = make_match(referral, household, by)
    match.record_introduction(kind="tea", happened_on=TODAY, person_says="yes", carer_says="yes", by=by)
    match.agree(by=by)
    return match


@pytest.fixture
def shortlisted(looking, household, officer):
    return make_match(looking, household, officer)


@pytest.fixture
def agreed(looking, household, officer):
    return make_agreed(looking, household, officer)


@pytest.fixture
def running(agreed, officer):
    """Sam lives with J Okoro since today."""
    return Arrangement.start(
        person=agreed.person,
        household=agreed.household,
        match=agreed,
        type="live_in",
        starts_on=TODAY,
        officer=officer.staff,
        by=officer,
    )


@pytest.fixture
def short_breaks(scheme, household, officer):
    """Bo stays with J Okoro for short breaks."""
    person = factories.make_person(scheme, "Bo Lee")
    return Arrangement.start(
        person=person, household=household, type="short_breaks", starts_on=TODAY, officer=officer.staff, by=officer
    )
