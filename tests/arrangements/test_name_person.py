from datetime import date

import pytest
from django.urls import reverse

from arrangements.models import NamedApproval
from carers.models import Household
from tests import factories

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def household(scheme, officer):
    household = factories.make_household(scheme, officer=officer.staff)
    household.terms.get().correct(why="Panel", is_named_only=True, by=officer)
    return household


@pytest.fixture
def person(scheme):
    return factories.make_person(scheme, "Sam Taylor")


@pytest.fixture
def name(sign_in, officer, household, person):
    def post(**over):
        told = {"person": person.pk, "happened_on": "today"} | over
        return sign_in(officer).post(reverse("name-person", args=[household.pk]), told, follow=True)

    return post


def test_naming_and_taking_back(name, sign_in, officer, household, person):
    page = name().content.decode()
    row = NamedApproval.objects.named().get()
    assert (row.household, row.person, row.happened_on, row.recorded_by) == (household, person, TODAY, officer)
    assert "Take back<span" in page
    again = name()
    assert "Choose “Who are they approved for?” from the answers offered" in again.content.decode()
    url = reverse("take-back-named-person", args=[row.pk])
    assert sign_in(officer).post(url, {"why": "Panel changed it"}).status_code == 302
    assert not NamedApproval.objects.named().exists()
    assert "already corrected" in sign_in(officer).post(url, {"why": "Again"}).content.decode()


def test_without_approval_nobody_is_named(name, household, officer):
    household.move(Household.Status.ENDED, by=officer)
    assert "so nobody can be named" in name().content.decode()


def test_somebody_of_another_scheme_or_restricted_is_no_answer(name, other_scheme, person, manager):
    stranger = factories.make_person(other_scheme, "Pat Far")
    assert "from the answers offered" in name(person=stranger.pk).content.decode()
    person.folder.restrict(why="Known to staff", by=manager)
    assert "from the answers offered" in name().content.decode()
    assert not NamedApproval.objects.exists()


def test_sent_twice_names_once(name):
    for _ in range(2):
        name(once="a" * 32)
    assert NamedApproval.objects.count() == 1


def test_roles_and_schemes(sign_in, household, person, officer, viewer, administrator, outsider):
    row = NamedApproval.name_person(household=household, person=person, happened_on=TODAY, by=officer)
    for url in (
        reverse("name-person", args=[household.pk]),
        reverse("take-back-named-person", args=[row.pk]),
    ):
        statuses = [sign_in(actor).get(url).status_code for actor in (officer, viewer, administrator, outsider)]
        assert statuses == [200, 403, 403, 404]
