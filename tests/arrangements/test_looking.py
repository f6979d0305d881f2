"""The list of people for whom a household is being looked for."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.arrangements.conftest import TODAY

ADDRESS = "/matching/"


def test_it_shows_who_is_looked_for_and_where_it_stands(sign_in, officer, shortlisted):
    shown = sign_in(officer).get(ADDRESS).content.decode()
    assert f"Sam T, {shortlisted.referral.reference}" in shown
    assert "1 shortlisted" in shown
    assert "0 days" in shown


def test_it_is_narrowed_by_officer_and_type_and_ignores_nonsense(sign_in, officer, manager, looking):
    browser = sign_in(officer)
    assert "Sam T" in browser.get(ADDRESS, {"officer": officer.staff.pk, "type": "live_in"}).content.decode()
    assert "fits what you chose" in browser.get(ADDRESS, {"officer": manager.staff.pk}).content.decode()
    assert "fits what you chose" in browser.get(ADDRESS, {"officer": "nobody"}).content.decode()
    assert "fits what you chose" in browser.get(ADDRESS, {"type": "day_support"}).content.decode()
    for nonsense in ["99999999999999999999", "x", "\x00", "-1"]:
        answer = browser.get(ADDRESS, {"officer": nonsense, "type": nonsense, "page": nonsense})
        assert answer.status_code == 200
        assert "Sam T" in answer.content.decode()


def test_an_empty_list_says_why(sign_in, officer, now):
    assert "No one is waiting for a match." in sign_in(officer).get(ADDRESS).content.decode()


def test_other_schemes_and_restricted_people_are_not_on_it(sign_in, officer, manager, outsider, looking):
    assert "Sam T" not in sign_in(outsider).get(ADDRESS).content.decode()
    looking.person.folder.restrict(why="Family works here", by=manager)
    assert "Sam T" not in sign_in(officer).get(ADDRESS).content.decode()
    assert "Sam T" in sign_in(manager).get(ADDRESS).content.decode()
    assert sign_in(officer).get(reverse("workbench", args=[looking.pk])).status_code == 404


def test_the_cost_is_the_same_for_thirty_people(sign_in, officer, scheme, looking):
    browser = sign_in(officer)
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        browser.get(ADDRESS)
    for number in range(29):
        factories.make_looking(scheme, officer, f"Person {number}", on=TODAY)
    with CaptureQueriesContext(connection) as thirty:
        assert "30 people" in browser.get(ADDRESS).content.decode()
    assert len(one) == len(thirty)
