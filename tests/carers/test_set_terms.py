from datetime import date

import pytest
from django.urls import reverse

from carers.models import Household, Terms, terms_on

DATA = {
    "from_on": "1 June 2026",
    "until_on": "",
    "people_limit": "1",
    "types": ["short_breaks"],
    "happened_on": "20 May 2026",
    "decided_by": "Panel",
}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def test_it_works(send, household, officer):
    assert send(reverse("set-terms", args=[household.pk]), DATA).url == household.get_absolute_url()
    now = terms_on(household.terms.standing(), date(2026, 9, 1))
    assert (now.people_limit, now.types, now.happened_on) == (1, ["short_breaks"], date(2026, 5, 20))
    assert now.recorded_by == officer
    assert household.terms.count() == 2


def test_terms_that_end_do_not_bring_older_ones_back(send, household):
    send(reverse("set-terms", args=[household.pk]), DATA | {"until_on": "1 August 2026"})
    for on, is_approved in [(date(2026, 5, 31), True), (date(2026, 7, 31), True), (date(2026, 8, 1), False)]:
        assert Household.objects.approved_on(on).exists() is is_approved
        assert Terms.objects.in_force(on).exists() is is_approved
        assert (terms_on(household.terms.standing(), on) is not None) is is_approved


def test_sent_twice_sets_once(send, household):
    url = reverse("set-terms", args=[household.pk])
    assert [send(url, DATA | {"once": "c" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.terms.count() == 2


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("set-terms", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    url = reverse("set-terms", args=[household.pk])
    answer = send(url, DATA | {"until_on": "1 June 2026", "people_limit": "9", "happened_on": "1 October 2026"})
    assert errors_of(answer) == {
        "until_on": ["The terms must end after they begin on 1 June 2026"],
        "people_limit": ["England allows at most 3 people in one home: enter 3 or fewer"],
        "happened_on": ["The date of the decision must be today or in the past"],
    }
    assert household.terms.count() == 1


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("set-terms", args=[household.pk]), DATA | {"conditions": ""})
