from datetime import date

import pytest
from django.urls import reverse

from arrangements.models import Arrangement
from carers.models import Application, CheckResult, Household, Member
from tests import factories

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def household(scheme, officer):
    members = [{"full_name": "Pat Green"}, {"full_name": "Lou Green", "email": "lou@example.org"}]
    checks = [
        {"member": 1, "kind": "dbs", "happened_on": date(2025, 1, 1), "expires_on": date(2028, 1, 1), "evidence": "12"},
        {"member": 0, "kind": "dbs", "happened_on": date(2025, 1, 1), "expires_on": date(2028, 1, 1)},
        {"member": None, "kind": "gas", "happened_on": date(2026, 1, 1), "expires_on": date(2027, 1, 1)},
    ]
    return factories.make_household(
        scheme, "P and L Green", officer=officer.staff, by=officer, members=members, checks=checks
    )


@pytest.fixture
def lou(household):
    return household.members.get(full_name="Lou Green")


@pytest.fixture
def data(lou):
    return {
        "members": [lou.pk],
        "name": "L Green",
        "on": "1 September 2026",
        "where": "new",
        "address": "3 Short Row",
        "postcode": "HP20 1ZZ",
        "rooms": "1",
        "why": "They parted",
    }


@pytest.fixture
def send(sign_in, officer, household):
    return lambda data, by=None: sign_in(by or officer).post(reverse("split-household", args=[household.pk]), data)


def test_it_works(send, household, lou, data, officer):
    person = factories.make_person(household.scheme, "Sam Taylor")
    arrangement = Arrangement.start(
        person=person, household=household, type="live_in", starts_on=date(2026, 2, 1), by=officer
    )
    new = Household.objects.exclude(pk=household.pk)
    answer = send(data)
    new = new.get()
    assert answer.url == new.get_absolute_url()
    assert (new.status, new.came_from, new.home.address, new.officer) == (
        "applying", household, "3 Short Row", officer.staff,
    )  # fmt: skip
    again = new.members.get()
    assert (again.full_name, again.formerly, again.joined_on, again.email) == (
        "Lou Green", lou, TODAY, "lou@example.org",
    )  # fmt: skip
    carried = new.checks.get()
    assert (carried.kind, carried.evidence, carried.expires_on, carried.member) == (
        "dbs", "12", date(2028, 1, 1), again,
    )  # fmt: skip
    assert carried.carried_from == lou.checks.get()
    application = Application.objects.get()
    assert (application.household, application.status, application.full_name) == (new, "applying", "Lou Green")
    # What was, stays.
    lou.refresh_from_db()
    household.refresh_from_db()
    arrangement.refresh_from_db()
    assert (lou.left_on, household.status, household.terms.count()) == (TODAY, "approved", 1)
    assert (arrangement.household, arrangement.status) == (household, "running")
    assert household.checks.count() == 3


def test_at_the_same_address_the_homes_checks_go_along(send, household, data):
    send(data | {"where": "same"})
    new = Household.objects.get(came_from=household)
    assert new.home == household.home
    assert set(new.checks.values_list("kind", "member__full_name")) == {("dbs", "Lou Green"), ("gas", None)}


def test_each_page_leads_to_the_other(send, sign_in, officer, household, data):
    send(data)
    new = Household.objects.get(came_from=household)
    assert "Was part of <a" in sign_in(officer).get(new.get_absolute_url()).content.decode()
    assert new.get_absolute_url() in sign_in(officer).get(household.get_absolute_url()).content.decode()


def test_what_is_restricted_stays_so(send, household, data, manager):
    household.folder.restrict(why="Family at work here", by=manager)
    send(data, by=manager)
    new = Household.objects.get(came_from=household)
    assert (new.folder.is_restricted, new.applications.get().folder.is_restricted) == (True, True)


def test_everybody_or_nobody_who_cares(send, household, data, officer, lou):
    everybody = [member.pk for member in household.members.all()]
    assert (
        "Everybody would go. Write it down as moving house instead."
        in send(data | {"members": everybody}).content.decode()
    )
    lou.save_edit({"role": Member.Role.HOUSEHOLD_MEMBER}, version=None, by=officer)
    answer = send(data).content.decode()
    assert "Nobody who goes is a carer." in answer
    assert "They parted" in answer
    assert (Household.objects.count(), CheckResult.objects.count(), Application.objects.count()) == (1, 3, 0)


def test_an_ended_household_does_not_split(send, household, data, officer):
    household.move(Household.Status.ENDED, by=officer)
    assert "it cannot be split" in send(data).content.decode()


def test_sent_twice_splits_once(send, household, data):
    assert [send(data | {"once": "a" * 32}).status_code for _ in range(2)] == [302, 200]
    assert Household.objects.count() == 2


def test_mistakes(send, data):
    answer = send(data | {"address": "", "postcode": "nowhere", "rooms": "", "on": "1 January 2020", "name": ""})
    assert {name: list(said) for name, said in answer.context["form"].errors.items()} == {
        "name": ["Enter what staff will call the new household"],
        "postcode": ["Enter a full UK postcode, like HP20 1AA"],
        "address": ["Enter their new address"],
        "rooms": ["Enter how many bedrooms there are for people, 0 for none"],
        "on": ["Lou Green joined on 1 March 2024: enter that day or later"],
    }


def test_anything_typed(send, data):
    for typed in ("\x00<script>alert(1)</script>", "9" * 400, "31/02/2026"):
        answer = send(dict.fromkeys(data, typed))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
