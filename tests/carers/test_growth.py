"""Campaigns, money spent, growth projects and what came of them, and carers who help others begin."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from arrangements.growth import Grown, grown
from arrangements.models import Arrangement
from carers.models import Application, Campaign, GrowthProject, Mentoring, Spend
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 6)
PROJECT = {
    "name": "Grow together", "funder": "The region", "pounds": "20000", "from_on": "1/4/2026", "until_on": "31/3/2027",
    "promised_households": "4", "promised_people": "6",
}  # fmt: skip
CAMPAIGN = {"name": "Radio", "from_on": "1/4/2026", "until_on": "", "project": ""}
SPEND = {"happened_on": "1/5/2026", "pounds": "120.50", "what": "Leaflets", "campaign": ""}


@pytest.fixture(autouse=True)
def today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def campaign(scheme, manager):
    return Campaign.add_campaign(scheme=scheme, name="Fair", from_on=date(2026, 4, 1), by=manager)


@pytest.fixture
def project(scheme, manager):
    return GrowthProject.add_growth_project(
        scheme=scheme, name="Grow", funder="Us", pounds=5000, from_on=date(2026, 4, 1), until_on=date(2027, 3, 31),
        promised_households=4, promised_people=6, by=manager,
    )  # fmt: skip


@pytest.fixture
def spend(scheme, manager, campaign):
    return Spend.record_spend(
        scheme=scheme, campaign=campaign, pounds=100, what="Stall", happened_on=date(2026, 5, 1), by=manager
    )


def test_a_manager_adds_and_changes_a_campaign(send, manager, officer, scheme):
    assert send("/recruitment/campaigns/add/", CAMPAIGN, by=officer).status_code == 403
    once = CAMPAIGN | {"once": "a" * 32}
    assert send("/recruitment/campaigns/add/", once, by=manager).url == "/recruitment/campaigns/"
    assert send("/recruitment/campaigns/add/", once, by=manager).status_code in (200, 302)
    row = Campaign.objects.get()
    assert (row.name, row.from_on, row.until_on) == ("Radio", date(2026, 4, 1), None)
    url = f"/recruitment/campaigns/{row.pk}/"
    assert send(url, CAMPAIGN | {"until_on": "1/7/2026", "version": "1"}, by=manager).status_code == 302
    row.refresh_from_db()
    assert row.until_on == date(2026, 7, 1)
    assert "saved this while" in send(url, CAMPAIGN | {"version": "1"}, by=manager).content.decode()


def test_a_campaign_ends_after_it_begins_and_has_its_own_name(send, manager, campaign, errors_of):
    answer = send("/recruitment/campaigns/add/", CAMPAIGN | {"name": "Fair", "until_on": "1/3/2026"}, by=manager)
    assert set(errors_of(answer)) == {"name", "until_on"}


def test_spend_is_recorded_and_corrected(send, manager, officer, campaign):
    assert send("/recruitment/spend/", SPEND, by=officer).status_code == 403
    assert send("/recruitment/spend/", SPEND | {"campaign": campaign.pk}, by=manager).status_code == 302
    row = Spend.objects.get()
    assert (row.pounds, row.campaign) == (Decimal("120.50"), campaign)
    url = f"/recruitment/spend/{row.pk}/"
    assert send(url, SPEND | {"pounds": "12.05", "why": "A comma"}, by=manager).status_code == 302
    assert Spend.objects.standing().get().pounds == Decimal("12.05")
    assert "already corrected" in send(url, SPEND | {"why": "Again"}, by=manager).content.decode()


def test_money_that_cannot_be_is_refused(send, manager, errors_of):
    answer = send("/recruitment/spend/", SPEND | {"pounds": "-1", "happened_on": "1/1/2030"}, by=manager)
    assert set(errors_of(answer)) == {"pounds", "happened_on"}
    assert "Leaflets" in answer.content.decode()


def test_a_growth_project_is_added_and_changed(send, manager, officer, sign_in):
    assert send("/growth/add/", PROJECT, by=officer).status_code == 403
    assert send("/growth/add/", PROJECT, by=manager).url == "/growth/"
    row = GrowthProject.objects.get()
    assert (row.promised_households, row.until_on) == (4, date(2027, 3, 31))
    answer = send(f"/growth/{row.pk}/edit/", PROJECT | {"promised_people": "8", "version": "1"}, by=manager)
    assert answer.url == f"/growth/{row.pk}/"
    page = sign_in(officer).get(answer.url).content.decode()
    assert "0 of 4 promised households approved; 0 of 8 promised people supported." in page
    assert "Grow together" in sign_in(officer).get("/growth/").content.decode()


def test_a_project_ends_after_it_begins(send, manager, errors_of):
    answer = send("/growth/add/", PROJECT | {"until_on": "1/4/2026"}, by=manager)
    assert set(errors_of(answer)) == {"until_on"}


def test_what_came_of_the_money_is_counted(scheme, officer, manager, project, outsider, sign_in):
    """One agreement in time, one before; Sam new in time, Kim supported before and again in time: 1 and 1."""
    for name, closed_on in [("In time", date(2026, 5, 1)), ("Before", date(2026, 3, 31))]:
        row = Application.enquire(scheme=scheme, full_name=name, by=officer)
        household = factories.make_household(scheme, name, officer=officer.staff)
        Application.objects.filter(pk=row.pk).update(status="active", closed_on=closed_on, household=household)
    sam, kim = factories.make_person(scheme, "Sam New"), factories.make_person(scheme, "Kim Known")
    for person, starts_on in [(sam, date(2026, 6, 1)), (kim, date(2026, 2, 1)), (kim, date(2026, 7, 1))]:
        Arrangement.start(
            person=person, household=household, type="short_breaks", starts_on=starts_on, officer=officer.staff,
            by=officer,
        )  # fmt: skip
    assert grown(project, TODAY) == Grown(TODAY, households=1, people=1)
    assert grown(project, date(2026, 4, 15)) == Grown(date(2026, 4, 15), households=0, people=0)
    page = sign_in(officer).get(f"/growth/{project.pk}/").content.decode()
    assert "1 of 4 promised households approved; 1 of 6 promised people supported." in page
    assert "Sam" in page
    assert "Kim" not in page
    assert sign_in(outsider).get(f"/growth/{project.pk}/").status_code == 404


def test_lists_say_so_when_they_are_empty(officer, manager, sign_in):
    for url, why in [("/recruitment/campaigns/", "No campaign yet"), ("/growth/", "No growth project yet")]:
        assert why in sign_in(officer).get(url).content.decode()
        assert "Add a" not in sign_in(officer).get(url).content.decode()
        assert "Add a" in sign_in(manager).get(url).content.decode()


def test_other_schemes_do_not_learn_of_them(campaign, spend, project, send, outsider, scheme):
    for url in [
        f"/recruitment/campaigns/{campaign.pk}/",
        f"/recruitment/spend/{spend.pk}/",
        f"/growth/{project.pk}/edit/",
    ]:
        assert send(url, {}, by=outsider).status_code == 404
    answer = send("/recruitment/spend/", SPEND | {"campaign": campaign.pk}, by=outsider)
    assert "campaign" in answer.context["form"].errors


def test_one_household_helps_another_begin(household, scheme, send, manager, officer, sign_in):
    mentor = factories.make_household(scheme, "M Green", officer=officer.staff)
    url = f"/carers/{household.pk}/mentoring/"
    typed = {"mentor": mentor.pk, "from_on": "1/8/2026", "about": "First month"}
    assert send(url, typed, by=officer).status_code == 403
    assert send(url, typed, by=manager).status_code == 302
    row = Mentoring.objects.get()
    for page in (household, mentor):
        assert "First month" in sign_in(officer).get(f"/carers/{page.pk}/").content.decode()
    assert "helps" in sign_in(officer).get("/recruitment/").content.decode()
    assert "helps J Okoro already" in send(url, typed, by=manager).content.decode()
    itself = send(url, typed | {"mentor": household.pk}, by=manager)
    assert "mentor" in itself.context["form"].errors
    end = f"/carers/mentoring/{row.pk}/end/"
    assert send(end, {"until_on": "1/7/2026"}, by=manager).status_code == 200
    assert send(end, {"until_on": "5/8/2026"}, by=manager).status_code == 302
    assert "already" in send(end, {"until_on": "5/8/2026"}, by=manager).content.decode()
    assert not Mentoring.objects.going_on(TODAY + timedelta(days=1)).exists()
