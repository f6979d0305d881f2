"""Reports: counts that add up, never a name, and small numbers kept from those who may not see rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrangements.models import Stay, Visit
from carers.models import Away
from schemes.models import Region
from schemes.small_numbers import said, said_with_total
from sharedlives.dashboards import counts
from sharedlives.due import all_due
from tests import factories
from tests.front.conftest import TODAY, start_arrangement

pytestmark = pytest.mark.django_db


def test_counts_of_a_scheme(today, scheme, other_scheme, officer, outsider):
    arrangement = start_arrangement(scheme, officer, "Bo Lee", "J Okoro")
    start_arrangement(scheme, officer, "Di Early", "P Green", starts_on=TODAY + timedelta(days=5))
    ended = start_arrangement(scheme, officer, "Ed Over", "Q White")
    ended.end(ended_on=TODAY, ended_by="person", end_reason="own_place", end_planned=True, by=officer)
    factories.make_household(scheme, "S Small", rooms=0)
    factories.make_household(scheme, "T Past", on=TODAY + timedelta(days=1), checks=[])
    factories.make_referral(scheme, "Nia New")
    factories.make_looking(scheme, officer, "Lo Looking")
    for n in range(4):
        start_arrangement(other_scheme, outsider, f"Other {n}", f"Other home {n}")
    (found,) = counts([scheme], today)
    assert found.people == 1
    assert found.people_by_type == {"live_in": 1, "short_breaks": 0, "day_support": 0, "emergency": 0}
    assert (found.households, found.households_with_a_place) == (4, 3)
    assert found.referrals == 2
    assert {status: n for status, n in found.referrals_by_status.items() if n} == {"new": 1, "looking": 1}
    assert found.waiting_longest == 0
    assert (found.overdue, found.overdue_unheld) == (1, 0)
    Visit.record_visit(arrangement=arrangement, happened_on=today, seen_alone="yes", how="good", by=officer)
    assert counts([scheme], today)[0].overdue == 0


def test_a_full_home_and_an_absent_household_have_no_place(today, scheme, officer, the_job):
    full = start_arrangement(scheme, officer, "Bo Lee", "J Okoro").household
    away = factories.make_household(scheme, "A Way")
    Away.record_away(household=away, from_on=today, until_on=None, happened_on=today, by=the_job)
    assert counts([scheme], today)[0].households_with_a_place == 1
    Stay.take(home=full.home, kind="other_scheme", from_on=today, until_on=None, by=the_job)
    assert counts([scheme], today)[0].households_with_a_place == 0


def test_the_late_count_is_todays(today, scheme, officer, late_visit):
    overdue = [row for row in all_due([scheme], today) if row.group(today, 7) == "overdue"]
    assert counts([scheme], today)[0].overdue == len(overdue) == 1


@pytest.mark.parametrize(
    ("number", "hidden", "shown"),
    [(0, "0", "0"), (1, "fewer than 5", "1"), (4, "fewer than 5", "4"), (5, "5", "5"), (None, "–", "–")],
)
def test_small_numbers(number, hidden, shown):
    assert said(number, hide_few=True) == hidden
    assert said(number, hide_few=False) == shown


@pytest.mark.parametrize(
    ("parts", "total", "told"),
    [
        ({"a": 10, "b": 3}, "13", {"a": "not shown", "b": "fewer than 5"}),
        ({"a": 10, "b": 7, "c": 2}, "19", {"a": "10", "b": "not shown", "c": "fewer than 5"}),
        ({"a": 10, "b": 0}, "10", {"a": "10", "b": "0"}),
        ({"a": 3, "b": 0}, "fewer than 5", {"a": "fewer than 5", "b": "0"}),
        ({"a": 4, "b": 4}, "5 or more", {"a": "fewer than 5", "b": "fewer than 5"}),
    ],
)
def test_a_total_never_gives_a_small_part_away(parts, total, told):
    assert said_with_total(sum(parts.values()), parts, hide_few=True) == (total, told)
    assert said_with_total(sum(parts.values()), parts, hide_few=False) == (
        str(sum(parts.values())),
        {key: str(part) for key, part in parts.items()},
    )


def test_a_viewer_reads_no_name_and_no_small_number(today, scheme, officer, viewer, sign_in, late_visit):
    page = sign_in(viewer).get("/reports/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "fewer than 5" in main
    for name in ("Bo", "Okoro", "Priya"):
        assert name not in main
    assert re.findall(r'<a [^>]*href="([^"]*)"', main) == ["/recruitment/"]  # counts as well, and no rows


def test_an_officers_numbers_lead_to_the_rows(today, scheme, officer, manager, sign_in, late_visit):
    for who in (officer, manager):
        page = sign_in(who).get("/reports/").content.decode()
        assert "fewer than" not in page
        assert 'href="/?show=team">1<' in page


def test_a_region_side_by_side(today, scheme, other_scheme, regional_viewer, officer, sign_in, late_visit):
    elsewhere = factories.make_scheme("Far Away", region=Region.objects.create(name="Other Region"))
    page = sign_in(regional_viewer).get("/reports/").content.decode()
    assert "Vale Shared Lives" in page
    assert "Harbour Shared Lives" in page
    assert elsewhere.name not in page
    assert "Priya" not in page[page.index("<main") :]


def test_a_region_without_schemes(db, sign_in):
    empty = Region.objects.create(name="Empty Region")
    viewer = factories.make_actor(None, "regional_viewer", region=empty)
    assert "No scheme belongs to this region yet." in sign_in(viewer).get("/reports/").content.decode()


@pytest.mark.parametrize("who", ["panel_member", "administrator"])
def test_who_may_not_read_reports(request, sign_in, who):
    assert sign_in(request.getfixturevalue(who)).get("/reports/").status_code == 403


def test_the_queries_do_not_grow(today, scheme, officer, regional_viewer, sign_in):
    numbers = []
    browser = sign_in(regional_viewer)
    schemes = [scheme]
    for number in (1, 29):
        for n in range(number):
            start_arrangement(scheme, officer, f"Person {number}{n}", f"Home {number}{n}")
            factories.make_referral(scheme, f"New {number}{n}")
        with CaptureQueriesContext(connection) as queries:
            counts(schemes, today)
        with CaptureQueriesContext(connection) as of_page:
            browser.get("/reports/")
        # Savepoints ask for nothing: as in the bench, they are not counted.
        asked = [one for one in of_page if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        numbers.append((len(queries), len(asked)))
        if number == 1:
            schemes += [factories.make_scheme() for _ in range(2)]
    assert numbers[0] == numbers[1]
    assert numbers[0][1] <= 30


def test_only_who_may_search_has_the_box(officer, viewer, sign_in):
    assert 'id="search-everything"' in sign_in(officer).get("/reports/").content.decode()
    assert 'id="search-everything"' not in sign_in(viewer).get("/reports/").content.decode()
