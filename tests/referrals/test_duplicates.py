"""Who might be the same person: short names, slips, numbers; scoped to who asks."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.duplicates import might_be_same
from referrals.names import also_called, dates_near, is_nhs_number, one_figure_off, phone_end, swapped
from tests import factories

BORN = date(1994, 5, 6)
NUMBER, ANOTHER = "9434765919", "9434765870"


@pytest.fixture
def told(scheme):
    """The person who is looked for."""
    return factories.make_person(
        scheme, "Margaret Thornbury", date_of_birth=BORN, phone="01632 960 111", nhs_number=NUMBER
    )


def found(told, actor):
    return [(other.full_name, why) for other, why in might_be_same(told, actor)]


@pytest.mark.parametrize(
    ("full_name", "fields", "why"),
    [
        ("Margaret Thornbury", {}, "same name"),
        ("margaret  thornbury", {"date_of_birth": BORN}, "same name, same date of birth"),
        ("Thornbury Margaret", {"date_of_birth": BORN}, "same name, in another order, same date of birth"),
        ("Peggy Thornbury", {"date_of_birth": BORN}, "a short name of the same name, same date of birth"),
        ("Meg Thornbury", {}, "a short name of the same name"),
        ("Thornbury Meg", {}, "a short name of the same name"),
        (
            "Margaret Thornbury",
            {"date_of_birth": date(1994, 6, 5)},
            "same name, day and month of birth changed about",
        ),
        ("Margaret Thornbury", {"date_of_birth": date(1984, 5, 6)}, "same name, date of birth one figure off"),
        ("Margret Thornbery", {"date_of_birth": BORN}, "similar name, same date of birth"),
        ("Somebody Else", {"nhs_number": NUMBER}, "same NHS number"),
        ("Maggie Poe", {"phone": "+44 1632 960111"}, "same phone number"),
        (
            "Margaret Thornbury",
            {"date_of_birth": BORN, "nhs_number": ANOTHER},
            "same name, same date of birth, but another NHS number",
        ),
    ],
)
def test_is_offered_and_says_why(full_name, fields, why, told, scheme, officer):
    other = factories.make_person(scheme, full_name, **fields)
    assert might_be_same(told, officer) == [(other, why)]


@pytest.mark.parametrize(
    ("full_name", "fields"),
    [
        ("Kim Poe", {"date_of_birth": BORN}),  # born the same day, and nothing else
        ("Margaret Poe", {"date_of_birth": BORN.replace(year=1960)}),
        ("Peggy Thornbury", {"date_of_birth": date(1961, 12, 30)}),  # perhaps her mother
        ("Margaret Thornbury", {"nhs_number": ANOTHER}),
        ("Kim Poe", {"phone": "960 111"}),
        ("Kim Poe", {"phone": "01632 960111", "date_of_birth": date(1961, 12, 30)}),  # they live in one house
    ],
)
def test_is_not_offered(full_name, fields, told, scheme, officer):
    factories.make_person(scheme, full_name, **fields)
    assert might_be_same(told, officer) == []


def test_the_likeliest_first_and_no_more_than_five(told, scheme, officer):
    for name, fields in [
        ("Meg Thornbury", {}),
        ("Margaret Thornbury", {"date_of_birth": BORN}),
        ("Ann Poe", {"nhs_number": NUMBER}),
        *[("Margaret Thornbury", {})] * 4,
    ]:
        factories.make_person(scheme, name, **fields)
    assert [name for name, _ in found(told, officer)] == ["Ann Poe", *["Margaret Thornbury"] * 4]


def test_only_whom_the_reader_may_see(told, scheme, other_scheme, officer, manager, outsider, viewer):
    factories.make_person(other_scheme, "Margaret Thornbury", date_of_birth=BORN, nhs_number=NUMBER)
    closed = factories.make_person(scheme, "Margaret Thornbury", date_of_birth=BORN)
    closed.folder.restrict(why="Family at work here", by=manager)
    assert found(told, officer) == []
    assert [other for other, _ in might_be_same(told, manager)] == [closed]
    assert found(told, viewer) == []
    assert "Harbour" not in str(found(told, outsider))


@pytest.mark.parametrize("name", ["", "X", "%_%", "O'Hara (\\m", "Ng", "李 小龍", "a" * 120, "Sam .*", "Sam  "])
def test_any_name_can_be_looked_for(name, scheme, officer):
    told = factories.make_person(scheme, name, phone="x", preferred_name="Bob")
    factories.make_person(scheme, "Sam Taylor")
    assert isinstance(might_be_same(told, officer), list)


def test_three_queries_at_most_whoever_is_there(told, scheme, officer):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            might_be_same(told, officer)
        return len(asked)

    assert queries() == 1
    for number in range(30):
        factories.make_person(scheme, "Peggy Thornbury", phone=f"01632 9601{number:02}")
    assert queries() == 2


def test_names_dates_and_numbers():
    assert {"peggy", "meg"} <= also_called("Margaret")
    assert "margaret" in also_called("PEGGY")
    assert "meg" in also_called("peggy")
    assert also_called("Xanthippe") == frozenset()
    assert swapped(date(1994, 5, 6)) == date(1994, 6, 5)
    assert swapped(date(1994, 5, 5)) is None
    assert swapped(date(1994, 5, 31)) is None
    assert one_figure_off(date(1994, 5, 6), date(1984, 5, 6))
    assert not one_figure_off(date(1994, 5, 6), date(1994, 5, 6))
    near = dates_near(date(1994, 5, 6))
    assert {date(1994, 5, 6), date(1994, 6, 5), date(1994, 5, 16), date(1993, 5, 6)} <= near
    assert date(1995, 6, 5) not in near
    assert dates_near(date(1904, 2, 29))
    assert is_nhs_number(NUMBER)
    assert not is_nhs_number("9434765918")
    assert not is_nhs_number("٩434765919")
    assert phone_end("+44 (0)1632 960111") == phone_end("01632960111") == "632960111"
    assert phone_end("960111") == ""
