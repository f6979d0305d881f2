from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.working_days import add_working_days, bank_holidays, is_working_day, working_days_between

NATIONS = ["england", "wales", "scotland", "northern_ireland"]

# Written out from the rules, so that a change in the library shows.
ENGLAND_2026 = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
}


def closed_weekdays(nation, year):
    return {on for on in bank_holidays(nation, year) if on.weekday() < 5}


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_the_whole_of_2026(nation):
    assert closed_weekdays(nation, 2026) == ENGLAND_2026


@pytest.mark.parametrize("nation", NATIONS)
def test_christmas_2026_and_2027_have_substitute_days(nation):
    assert [day for day in range(21, 32) if is_working_day(date(2026, 12, day), nation)] == [21, 22, 23, 24, 29, 30, 31]
    # In 2027 Christmas Day is a Saturday and Boxing Day a Sunday: the Monday and Tuesday are taken.
    assert [day for day in range(20, 32) if is_working_day(date(2027, 12, day), nation)] == [
        20,
        21,
        22,
        23,
        24,
        29,
        30,
        31,
    ]


def test_second_of_january_is_for_scotland():
    for nation in NATIONS:
        assert is_working_day(date(2026, 1, 2), nation) == (nation != "scotland")
        # In 2027 it is a Saturday, so Monday 4 January is taken instead.
        assert is_working_day(date(2027, 1, 4), nation) == (nation != "scotland")


def test_easter_monday_is_worked_in_scotland():
    for nation in NATIONS:
        assert not is_working_day(date(2026, 4, 3), nation)
        assert is_working_day(date(2026, 4, 6), nation) == (nation == "scotland")


def test_august_holidays():
    for nation in NATIONS:
        assert is_working_day(date(2026, 8, 3), nation) == (nation != "scotland")
        assert is_working_day(date(2026, 8, 31), nation) == (nation == "scotland")


def test_twelfth_of_july_is_for_northern_ireland():
    for nation in NATIONS:
        # A Sunday in 2026, so the Monday; a Monday in 2027.
        assert is_working_day(date(2026, 7, 13), nation) == (nation != "northern_ireland")
        assert is_working_day(date(2027, 7, 12), nation) == (nation != "northern_ireland")
        assert is_working_day(date(2026, 3, 17), nation) == (nation != "northern_ireland")


def test_weekends_are_not_worked():
    assert not is_working_day(date(2026, 6, 6), "england")
    assert not is_working_day(date(2026, 6, 7), "england")


@pytest.mark.parametrize(
    ("start", "days", "nation", "expected"),
    [
        (date(2026, 6, 3), 0, "england", date(2026, 6, 3)),
        (date(2026, 6, 6), 0, "england", date(2026, 6, 8)),
        (date(2026, 6, 5), 1, "england", date(2026, 6, 8)),
        (date(2026, 6, 6), 1, "england", date(2026, 6, 8)),
        (date(2026, 6, 3), 10, "england", date(2026, 6, 17)),
        (date(2026, 12, 24), 1, "england", date(2026, 12, 29)),
        (date(2026, 12, 24), 0, "scotland", date(2026, 12, 24)),
        (date(2026, 12, 31), 1, "england", date(2027, 1, 4)),
        (date(2026, 12, 31), 1, "scotland", date(2027, 1, 5)),
        (date(2026, 4, 2), 1, "england", date(2026, 4, 7)),
        (date(2026, 4, 2), 1, "scotland", date(2026, 4, 6)),
        (date(2026, 7, 10), 1, "northern_ireland", date(2026, 7, 14)),
        (date(2026, 7, 10), 1, "england", date(2026, 7, 13)),
        (date(2027, 12, 24), 1, "wales", date(2027, 12, 29)),
    ],
)
def test_add_working_days(start, days, nation, expected):
    assert add_working_days(start, days, nation) == expected


def test_add_working_days_refuses_to_count_backwards():
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 6, 3), -1, "england")


def test_an_unknown_nation_is_an_error():
    with pytest.raises(KeyError):
        is_working_day(date(2026, 6, 3), "Narnia")


@pytest.mark.parametrize(
    ("start", "end", "nation", "expected"),
    [
        (date(2026, 6, 3), date(2026, 6, 3), "england", 0),
        (date(2026, 6, 5), date(2026, 6, 7), "england", 0),
        (date(2026, 6, 5), date(2026, 6, 8), "england", 1),
        (date(2026, 6, 8), date(2026, 6, 5), "england", -1),
        (date(2026, 12, 24), date(2027, 1, 4), "england", 4),
        (date(2026, 12, 24), date(2027, 1, 5), "scotland", 4),
    ],
)
def test_working_days_between(start, end, nation, expected):
    assert working_days_between(start, end, nation) == expected


@given(
    st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    st.integers(min_value=1, max_value=60),
    st.sampled_from(NATIONS),
)
def test_between_undoes_add(start, days, nation):
    end = add_working_days(start, days, nation)
    assert is_working_day(end, nation)
    assert working_days_between(start, end, nation) == days
    assert working_days_between(start, end - timedelta(days=1), nation) == days - 1
