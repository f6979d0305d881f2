"""The bench prints figures, asserts nothing and leaves nothing behind."""

import io

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from arrangements.models import Arrangement
from schemes.models import Actor, Opening
from sharedlives import bench, bench_checks, bench_referrals, demo
from tests import factories


def said() -> list[str]:
    out = io.StringIO()
    call_command("bench", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_without_the_demonstration_it_says_so():
    assert said() == ["There is no demonstration in this database to measure: `manage.py demo` loads it."]


@pytest.mark.django_db
def test_it_prints_a_table_and_leaves_nothing_behind(monkeypatch, set_clock):
    monkeypatch.setattr(bench, "PAGES_MEASURED", 1)
    monkeypatch.setattr(bench, "FLOORS_EACH", 1)
    monkeypatch.setattr(bench_checks, "HOUSEHOLDS_MEASURED", 2)
    monkeypatch.setattr(bench_referrals, "REFERRALS_MEASURED", (2, 4))
    monkeypatch.setattr(bench_referrals, "PEOPLE_MEASURED", 6)
    Actor.for_job("demonstration")
    scheme = factories.make_scheme(demo.NAMES["vale"], slug="vale")
    officer = factories.make_actor(scheme)
    household = factories.make_household(scheme, by=officer, officer=officer.staff)
    person = factories.make_person(scheme, by=officer)
    set_clock(factories.date(2026, 6, 1))
    Arrangement.start(
        person=person, household=household, type="live_in", starts_on=factories.date(2026, 5, 1), by=officer
    )
    factories.make_looking(scheme, officer, "Bo Lee")

    machine, heading, rule, *rows, _, duplicates, _, pack = said()

    assert "PostgreSQL" in machine
    assert [len(line.split("|")) for line in (heading, rule, *rows)] == [10] * 11
    assert [row.split("|")[1].split(":")[0].strip() for row in rows] == [
        "Today",
        "A list",
        "A record",
        "Matching for one person",
        "2 households",
        "2 applications",
        "2 households",
        "2 referrals",
        "4 referrals",
    ]
    assert duplicates.startswith("Who might be the same person, among ")
    assert pack.startswith("A panel pack of ")
    assert not Opening.objects.exists()
    assert not Session.objects.exists()
