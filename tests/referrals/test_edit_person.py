"""Plain edits of a person; two people at once lose nothing."""

import pytest

from tests import factories


@pytest.fixture
def person(scheme):
    return factories.make_person(scheme, "Sam Taylor")


@pytest.fixture
def url(person):
    return f"/people/{person.pk}/edit/"


GOOD = {"full_name": "Samuel Taylor", "preferred_name": "Sam", "gender": "man", "version": "1", "smokes": ""}


def test_it_works(url, person, officer, send):
    answer = send(url, GOOD | {"postcode": "hp201aa", "information_format": "easy_read", "officer": officer.staff.pk})
    assert answer["Location"] == person.get_absolute_url()
    person.refresh_from_db()
    assert (person.full_name, person.postcode, person.sector) == ("Samuel Taylor", "HP20 1AA", "HP20 1")
    assert person.information_needs == "Easy Read"
    assert person.history.latest().history_user == officer


def test_others(url, person, refuses_others):
    refuses_others(url, person.folder)


def test_the_second_to_save_sees_both(url, person, officer, manager, send):
    send(url, GOOD | {"full_name": "Sam Tailor"}, by=manager)
    answer = send(url, GOOD | {"full_name": "Samuel Taylor", "talking": "While walking"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Morgan Lee saved this while you were typing" in page
    assert "Sam Tailor" in page
    assert "While walking" in page
    person.refresh_from_db()
    assert person.full_name == "Sam Tailor"
    # Knowing it, the second may save.
    version = answer.context["form"].version
    assert send(url, GOOD | {"talking": "While walking", "version": version}).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.talking) == ("Samuel Taylor", "While walking")


def test_twice_is_once(url, person, send):
    for _ in range(2):
        send(url, GOOD)
    assert person.history.count() == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣"])
def test_a_version_that_makes_no_sense_is_a_stale_one(version, url, send):
    assert send(url, GOOD | {"version": version}).status_code == 200


def test_an_officer_of_another_scheme_is_no_choice(url, outsider, send, errors_of):
    assert list(errors_of(send(url, GOOD | {"officer": outsider.staff.pk}))) == ["officer"]


def test_an_officer_who_left_stays_until_somebody_changes_it(url, person, officer, manager, send):
    person.save_edit({"officer": officer.staff}, version=None, by=manager)
    officer.staff.let_go(on=person.folder.history.latest().history_date.date(), why="Moved", by=manager)
    assert send(url, GOOD | {"officer": officer.staff.pk, "version": 2}, by=manager).status_code == 302
    person.refresh_from_db()
    assert person.officer == officer.staff


def test_any_text(url, takes_anything):
    takes_anything(url, GOOD | {"talking": "x", "phone": "1", "postcode": "x", "date_of_birth": "x", "age_told": "x"})
