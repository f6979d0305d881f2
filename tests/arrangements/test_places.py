"""Places offered by month: the lowest of the limits, none while away, paused, after notice; constant queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements.capacity import Limits
from arrangements.places import Offering, Span, month_of, months_ahead, summary
from carers.models import Away, standing
from tests import factories
from tests.arrangements.conftest import TODAY

START = date(2024, 1, 1)
LIMITS = Limits(rooms=3, nation=[(START, 3)], scheme=[(START, 3)], day=[(START, 3)], terms=[[(START, 2)]])
OPEN = {"limits": LIMITS, "approved": [Span(START, None)]}
JUNE = date(2027, 6, 1)


@pytest.mark.parametrize(
    ("over", "text", "words"),
    [
        ({}, "2", "2: their terms"),
        ({"limits": Limits(rooms=1, terms=[[(START, 2)]])}, "1", "1: their rooms"),
        ({"approved": []}, "0", "None: no terms of approval hold"),
        (
            {"closed": [Span(date(2027, 6, 5), date(2027, 6, 13), "having a break")]},
            "0 to 2",
            "2 on 1 to 4 June: their terms; none on 5 to 12 June: having a break; 2 on 13 to 30 June: their terms",
        ),
        ({"closed": [Span(START, None, "stepping back")]}, "0", "None: stepping back"),
        (
            {"leaves_on": date(2027, 6, 16)},
            "0 to 2",
            "2 on 1 to 15 June: their terms; none on 16 to 30 June: approval ends after notice",
        ),
        ({"approved": [Span(START, date(2027, 6, 30))]}, "0 to 2", None),
        ({"approved": [Span(START, None), Span(JUNE, date(2027, 6, 2))]}, "0 to 2", None),
        ({"approved": [Span(START, None, "for named people only")]}, "0", "None: for named people only"),
        (
            {"limits": Limits(rooms=3, terms=[[(START, 2), (date(2027, 6, 10), 1)]])},
            "1 to 2",
            "2 on 1 to 9 June: their terms; 1 on 10 to 30 June: their terms",
        ),
    ],
)
def test_a_month_is_a_number_with_its_arithmetic(over, text, words):
    month = month_of(Offering(**(OPEN | over)), JUNE)
    assert month.text == text
    assert words is None or month.in_words == words


def test_day_support_has_a_limit_of_its_own():
    assert month_of(Offering(**OPEN, is_day=True), JUNE).in_words == "2: their terms"
    free = Limits(rooms=1, day=[(START, 3)])
    assert month_of(Offering(**(OPEN | {"limits": free}), is_day=True), JUNE).text == "3"


def test_twelve_months_in_one_sentence():
    months = months_ahead(date(2027, 12, 31))
    assert (months[0], months[-1], len(months)) == (date(2027, 12, 1), date(2028, 11, 1), 12)
    rows = [[month_of(Offering(**OPEN, leaves_on=date(2028, 11, 1)), month) for month in months]]
    assert summary(rows) == (
        "All through December 2027 1 household offers 2 places; in November 2028 it is 0, by what is known today."
    )
    assert summary([]) == "No household offers a place."


@pytest.mark.django_db
def test_the_page_counts_what_is_recorded(scheme, household, officer, sign_in):
    retiring = factories.make_household(scheme, "P Green")
    standing.give_notice(retiring, by=officer, kind="retiring", given_on=TODAY, ends_on=date(2026, 12, 1))
    away = {"from_on": date(2026, 10, 5), "until_on": date(2026, 10, 8), "happened_on": TODAY}
    Away.record_away(household=household, by=officer, **away)
    resting = factories.make_household(scheme, "R Rest")
    standing.step_back(resting, by=officer, from_on=TODAY, why="A rest", expected_until_on=date(2026, 9, 1))
    browser = sign_in(officer)
    answer = browser.get(reverse("places"))
    numbers = {h.name: [month.text for month in row] for h, row in answer.context["page"]}
    assert numbers["J Okoro"] == ["2", "2", "0 to 2"] + ["2"] * 9
    assert numbers["P Green"] == ["2"] * 4 + ["0"] * 8
    assert numbers["R Rest"] == ["0 to 2"] + ["2"] * 11
    assert answer.context["totals"][2] == (4, 6)
    page = browser.get(reverse("household-places", args=[household.pk])).content.decode()
    assert "none on 5 to 7 October: having a break" in page


@pytest.mark.django_db
def test_filters_stand_in_the_address_and_nonsense_is_ignored(scheme, household, officer, sign_in):
    factories.make_household(scheme, "No Days", types=["live_in"])
    browser = sign_in(officer)

    def names(query):
        return {h.name: row[0].text for h, row in browser.get(reverse("places") + query).context["page"]}

    assert names("?type=day_support") == {"J Okoro": "2", "No Days": "0"}
    assert names(f"?officer={officer.staff.pk}") == {"J Okoro": "2"}
    assert names("?officer=nobody") == {"No Days": "2"}
    assert names("?type=nonsense&officer=99999999&page=x") == {"J Okoro": "2", "No Days": "2"}


@pytest.mark.django_db
def test_without_households_it_says_what_to_do(officer, viewer, now, sign_in):
    assert "No household is approved yet" in sign_in(officer).get(reverse("places")).content.decode()
    assert sign_in(viewer).get(reverse("places")).status_code == 403


@pytest.mark.django_db
def test_the_queries_do_not_grow(scheme, officer, now, sign_in):
    browser, numbers = sign_in(officer), []
    for count in (1, 29):
        for n in range(count):
            household = factories.make_household(scheme, f"H {count} {n}")
            until = TODAY + timedelta(days=3)
            Away.record_away(household=household, from_on=TODAY, until_on=until, happened_on=TODAY, by=officer)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("places"))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 20
