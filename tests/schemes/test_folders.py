"""Restricting a folder, and who opened it."""

import pytest
from django.urls import reverse

from schemes.models import Opening
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(scheme):
    return factories.make_person(scheme, "Sam Taylor")


def test_a_manager_restricts_and_lifts_with_reasons(person, manager, sign_in):
    browser = sign_in(manager)
    for name, restricted in [("restrict-folder", True), ("lift-restriction", False)]:
        url = reverse(name, args=[person.folder_id])
        assert browser.get(url).status_code == 200
        assert b"There is a problem" in browser.post(url, {"why": " "}).content
        assert browser.post(url, {"why": "A reason"}).status_code == 302
        person.folder.refresh_from_db()
        assert person.folder.is_restricted is restricted
    latest = person.folder.history.first()
    assert (latest.history_user, latest.history_change_reason) == (manager, "A reason")


@pytest.mark.parametrize("name", ["restrict-folder", "lift-restriction", "folder-openings"])
def test_officers_may_not_and_other_schemes_find_nothing(name, person, officer, outsider, sign_in):
    url = reverse(name, args=[person.folder_id])
    assert sign_in(officer).get(url).status_code == 403
    assert sign_in(officer).post(url, {"why": "x"}).status_code == 403
    assert sign_in(outsider).post(url, {"why": "x"}).status_code == 404
    person.folder.refresh_from_db()
    assert not person.folder.is_restricted


def test_who_opened_it_is_listed_newest_first_in_constant_queries(
    person, officer, manager, sign_in, django_assert_max_num_queries
):
    browser = sign_in(manager)
    url = reverse("folder-openings", args=[person.folder_id])
    sign_in(officer).get(reverse("add-note", args=[person.folder_id]))
    first = browser.get(url)
    assert "Priya Nair" in first.content.decode()
    assert "Page: add note" in first.content.decode()
    for _ in range(60):
        Opening.objects.create(scheme=person.scheme, folder=person.folder, actor=officer, page="person")
    with django_assert_max_num_queries(14):
        answer = browser.get(url)
    assert "Page 1 of 2" in answer.content.decode()
    assert browser.get(f"{url}?page=2").status_code == 200
    assert browser.get(f"{url}?page=%00x").status_code == 200
