"""Who has room: the rule in code and the rule in the database say the same, and nothing gets round the database."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrangements.board import limits_and_stays
from arrangements.capacity import Limits, Taken, first_full_day, free_from
from arrangements.models import Arrangement, NoPlace, Stay
from carers.models import Terms
from schemes.models import Policies, Policy
from tests.factories import make_household, make_person

D = date(2027, 1, 1)


def day(number):
    return D + timedelta(days=number)


TWO = Limits(rooms=2, nation=[(date(2020, 1, 1), 3)])


def test_a_place_is_free_on_the_day_somebody_leaves():
    taken = [Taken(day(0), day(5)), Taken(day(0), None)]
    assert first_full_day(taken, TWO, day(5), None) is None
    assert first_full_day(taken, TWO, day(4), None).on == day(4)


def test_a_guest_later_on_makes_an_open_stay_impossible_and_a_short_one_possible():
    taken = [Taken(day(0), None, who="Ann"), Taken(day(10), day(12), who="Bob")]
    full = first_full_day(taken, TWO, day(1), None)
    assert (full.on, [t.who for t in full.people], full.part.name) == (day(10), ["Ann", "Bob"], "rooms")
    assert first_full_day(taken, TWO, day(1), day(10)) is None


def test_an_expected_end_is_a_hope_and_never_a_free_place():
    taken = [Taken(day(0), None), Taken(day(0), None, expected_until=day(30))]
    assert first_full_day(taken, TWO, day(40), None).on == day(40)
    assert free_from(taken, TWO, day(1), None) == day(30)


def test_the_database_refuses_the_third_of_two_places(scheme, officer):
    home = make_household(scheme, rooms=2, people_limit=3).home
    for name in ["Ann Able", "Bob Best"]:
        person = make_person(scheme, name)
        Stay.take(home=home, kind="live_in", from_on=day(0), until_on=None, person=person, by=officer)
    with pytest.raises(NoPlace, match="no place on 3 January 2027: 2 of 2 places are taken"):
        Stay.take(home=home, kind="short_break", from_on=day(2), until_on=day(4), by=officer)
    assert home.stays.count() == 2


def test_plain_sql_is_refused_too(scheme, officer):
    home = make_household(scheme, rooms=1).home
    Stay.take(home=home, kind="live_in", from_on=day(0), until_on=None, person=make_person(scheme), by=officer)
    with pytest.raises(IntegrityError, match="has no place"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO arrangements_stay (scheme_id, home_id, kind, from_on, is_released, version)"
            " VALUES (%s, %s, 'other_scheme', %s, false, 1)",
            [scheme.pk, home.pk, day(3)],
        )


def test_lowering_a_limit_or_staying_on_never_fails_to_save(scheme, officer):
    household = make_household(scheme, rooms=2)
    for name in ["Ann Able", "Bob Best"]:
        Arrangement.start(
            person=make_person(scheme, name), household=household, type="live_in", starts_on=day(0), by=officer
        )
    Terms.set_terms(
        household=household, happened_on=day(5), from_on=day(5), people_limit=1, types=["live_in"], by=officer
    )
    stay = household.home.stays.order_by("pk")[0]
    stay.finish(on=day(30), by=officer)  # shorter: no day added
    with pytest.raises(NoPlace):
        stay.set_back(by=officer, why="stays after all")  # days added, over the new limit
    assert Stay.objects.on_day(day(10)).count() == 2


def test_nobody_lives_in_two_homes_but_may_move_on_the_same_day(scheme, officer):
    one, two = make_household(scheme).home, make_household(scheme, "P Green").home
    person = make_person(scheme)
    stay = Stay.take(home=one, kind="live_in", from_on=day(0), until_on=None, person=person, by=officer)
    with pytest.raises(NoPlace, match="already live in another"):
        Stay.take(home=two, kind="live_in", from_on=day(9), until_on=None, person=person, by=officer)
    stay.finish(on=day(9), by=officer)
    Stay.take(home=two, kind="live_in", from_on=day(9), until_on=None, person=person, by=officer)


spans = st.tuples(st.integers(0, 25), st.one_of(st.none(), st.integers(1, 12)), st.booleans())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rooms=st.integers(1, 3),
    terms=st.lists(st.tuples(st.integers(-5, 25), st.integers(1, 3)), min_size=1, max_size=3),
    scheme_limit=st.tuples(st.integers(-5, 25), st.integers(1, 3)),
    wishes=st.lists(spans, max_size=8),
)
def test_code_and_database_agree_on_random_calendars(scheme, officer, rooms, terms, scheme_limit, wishes):
    with transaction.atomic():
        household = make_household(scheme, rooms=rooms, people_limit=3, on=date(2026, 1, 1))
        for begins, limit in terms:
            Terms.set_terms(
                household=household,
                happened_on=day(begins),
                from_on=day(begins),
                people_limit=limit,
                types=["live_in"],
                by=officer,
            )
        Policy.set_rule(
            scheme=scheme,
            key="people_limit_scheme",
            value=scheme_limit[1],
            source="a test",
            from_on=day(scheme_limit[0]),
            by=officer,
        )
        for begins, length, is_day in wishes:
            from_on, until_on = day(begins), None if length is None else day(begins + length)
            limits, taken = limits_and_stays([household.home], Policies([scheme]))
            home = household.home_id
            expected = first_full_day(taken[home], limits[home], from_on, until_on, is_day=is_day) is None
            try:
                Stay.take(
                    home=household.home,
                    kind="day" if is_day else "other_scheme",
                    from_on=from_on,
                    until_on=until_on,
                    by=officer,
                )
                took = True
            except NoPlace:
                took = False
            assert took == expected
        transaction.set_rollback(True)
