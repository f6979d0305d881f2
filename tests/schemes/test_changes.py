"""Who changed what and why: told once, in words, in a constant number of queries."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from schemes.changes import changes_of
from schemes.models import Note
from tests import factories


def test_an_edit_is_told_with_both_values_the_reason_and_who(scheme, officer, manager):
    person = factories.make_person(scheme, "Sam Taylor", gender="man", by=officer)
    person.save_edit({"gender": "woman", "officer": officer.staff}, version=1, by=manager, why="Sam told us")
    change, added = changes_of(person)
    assert (change.who, change.why, change.what) == ("Morgan Lee", "Sam told us", "Person")
    assert change.lines == [("Gender", "Man", "Woman"), ("Officer", "–", "Priya Nair")]
    assert (added.who, added.why, added.lines) == ("Priya Nair", "Added", [])


def test_steps_of_a_case_are_told_in_their_labels_and_once(scheme, officer, manager):
    referral = factories.make_looking(scheme, officer)
    referral.refresh_from_db()
    referral.put_back(why="We met the wrong Sam", by=manager)
    told = [(change.what, change.why, change.who) for change in changes_of(referral)]
    assert told == [
        ("Referral: put back, Looking → Meeting the person", "We met the wrong Sam", "Morgan Lee"),
        ("Referral: Meeting the person → Looking", "We met the person", "Priya Nair"),
        ("Referral: New → Meeting the person", "Meeting arranged with Priya Nair", "Priya Nair"),
        ("Referral: New", "Referral received", "Tests"),
    ]


def test_a_correction_of_a_record_is_told_beside_what_it_replaced(scheme, officer):
    person = factories.make_person(scheme)
    note = Note.write(folder=person.folder, text="Rang Sam", happened_on=date(2026, 6, 1), by=officer)
    corrected = note.correct(why="Wrong day", by=officer, happened_on=date(2026, 6, 2))
    (change,) = changes_of(corrected)
    assert (change.what, change.why) == ("Note corrected", "Wrong day")
    assert change.lines == [("Date", "1 June 2026", "2 June 2026")]


def test_queries_do_not_grow_with_the_changes(scheme, officer, manager):
    referral = factories.make_looking(scheme, officer)
    person = referral.person

    def queries():
        with CaptureQueriesContext(connection) as caught:
            changes_of(referral, person)
        return len(caught)

    person.save_edit({"officer": manager.staff}, version=None, by=officer)
    referral.save_edit({"near": "HP20 1AA"}, version=None, by=officer)
    few = queries()
    for number in range(30):
        to = [officer, manager][number % 2]
        person.save_edit({"officer": to.staff, "phone": str(number)}, version=None, by=to)
        referral.save_edit({"near": f"HP{number} 1AA"}, version=None, by=to)
    assert queries() == few
    assert len(changes_of(referral, person, limit=None)) > 60
    assert len(changes_of(referral, person, limit=10)) == 10
