"""Short breaks: nights kept, refused when the home is full, given back."""

from datetime import date

import pytest
from django.urls import reverse

from arrangements.models import Arrangement, Stay
from tests import factories
from tests.arrangements.conftest import TODAY


def plan(browser, arrangement, first="14 August 2026", home="16 August 2026", **over):
    return browser.post(reverse("plan-break", args=[arrangement.pk]), {"from_on": first, "until_on": home} | over)


def test_nights_are_kept_and_given_back(sign_in, officer, short_breaks):
    browser = sign_in(officer)
    assert plan(browser, short_breaks).status_code == 302
    stay = Stay.objects.get()
    assert (stay.from_on, stay.until_on, stay.kind) == (date(2026, 8, 14), date(2026, 8, 16), "short_break")
    address = reverse("release-stay", args=[stay.pk])
    assert address in browser.get(short_breaks.get_absolute_url()).content.decode()
    assert browser.post(address, {"why": ""}).status_code == 200
    assert browser.post(address, {"why": "Bo has a cold"}).status_code == 302
    stay.refresh_from_db()
    assert stay.is_released
    assert "given back before" in browser.post(address, {"why": "x"}).content.decode()


def test_a_second_guest_on_a_full_weekend_is_refused_with_the_reason(sign_in, officer, scheme):
    household = factories.make_household(scheme, rooms=3, people_limit=3)
    for name in ("Ann Day", "Cy Moon"):
        Arrangement.start(
            person=factories.make_person(scheme, name), household=household, type="live_in", starts_on=TODAY, by=officer
        )
    guests = [
        Arrangement.start(
            person=factories.make_person(scheme, name), household=household, type="short_breaks", starts_on=TODAY,
            by=officer,
        )
        for name in ("Bo Lee", "Di Sky")
    ]  # fmt: skip
    browser = sign_in(officer)
    assert plan(browser, guests[0]).status_code == 302
    refused = plan(browser, guests[1], first="15 August 2026", home="17 August 2026").content.decode()
    assert "This home has no place on 15 August 2026: 3 of 3 places are taken." in refused
    assert 'value="15 August 2026"' in refused
    assert plan(browser, guests[1], first="16 August 2026", home="18 August 2026").status_code == 302


@pytest.mark.parametrize(
    ("first", "home", "said"),
    [
        ("16 August 2026", "16 August 2026", "must be after the first night"),
        ("1 August 2026", "3 August 2026", "choose that night or a later one"),
        ("", "3 August 2026", "Enter the first night"),
    ],
)
def test_what_is_wrong_is_said(sign_in, officer, short_breaks, first, home, said):
    assert said in plan(sign_in(officer), short_breaks, first, home).content.decode()
    assert not Stay.objects.exists()


def test_the_same_nights_are_not_planned_twice(sign_in, officer, short_breaks):
    browser = sign_in(officer)
    for _ in range(2):
        assert plan(browser, short_breaks, once="d" * 32).status_code == 302
    assert "already planned" in plan(browser, short_breaks, "15 August 2026", "17 August 2026").content.decode()
    assert Stay.objects.count() == 1


def test_somebody_who_lives_there_has_no_breaks_to_plan(sign_in, officer, running):
    assert "holds its place already" in plan(sign_in(officer), running).content.decode()


def test_only_a_break_is_given_back_here(sign_in, officer, running):
    assert sign_in(officer).get(reverse("release-stay", args=[Stay.objects.get().pk])).status_code == 404
