"""The scheme's rules: read by staff, changed by the administrator from a day on."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from schemes import clock
from schemes.models import Policies, Policy

pytestmark = pytest.mark.django_db
URL = "/settings/rules/first_review_days/"


def value(scheme, on=None, key="first_review_days"):
    return Policies([scheme]).value(scheme.pk, key, on or clock.today())


def typed(browser, **over):
    version = browser.get(URL).context["form"].version
    return {"value": "35", "from_on": "today", "source": "Board, May 2026", "version": version} | over


def test_every_rule_is_listed_with_its_source(officer, sign_in):
    page = sign_in(officer).get(reverse("rules")).content.decode()
    assert "First review after a start" in page
    assert "42 days" in page
    assert "Care Act 2014 s.27" in page
    assert "change-rule" not in page
    assert URL not in page


def test_a_rule_changes_from_a_day_and_the_past_keeps_its_own(scheme, administrator, sign_in):
    browser = sign_in(administrator)
    assert browser.post(URL, typed(browser)).status_code == 302
    today = clock.today()
    assert value(scheme) == 35
    assert value(scheme, today - timedelta(days=1)) == 42
    row = Policy.objects.order_by("-pk").first()
    assert (row.source, row.recorded_by) == ("Board, May 2026", administrator)
    later = f"1 January {today.year + 2}"
    assert browser.post(URL, typed(browser, value="28", from_on=later)).status_code == 302
    assert value(scheme) == 35
    assert f"28 days from {later}" in browser.get(reverse("rules")).content.decode()


@pytest.mark.parametrize("wrong", ["", "0", "3651", "1.5", "lots", "-1", "9" * 30, "\x00"])
def test_a_value_out_of_bounds_is_refused_and_kept_on_the_page(wrong, scheme, administrator, sign_in):
    browser = sign_in(administrator)
    answer = browser.post(URL, typed(browser, value=wrong))
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content
    assert value(scheme) == 42


def test_a_list_of_checks_is_a_rule_too(scheme, administrator, sign_in):
    url = reverse("change-rule", args=["checks_that_block"])
    browser = sign_in(administrator)
    answer = browser.post(url, {"value": ["dbs", "gas"], "from_on": "today", "source": "Board"})
    assert answer.status_code == 302
    assert value(scheme, key="checks_that_block") == ["dbs", "gas"]
    assert "DBS check, Gas safety certificate" in browser.get(reverse("rules")).content.decode()
    assert browser.post(url, {"value": ["nonsense"], "from_on": "today", "source": "Board"}).status_code == 200


def test_before_the_present_rule_began_only_when_meant(scheme, administrator, sign_in):
    browser = sign_in(administrator)
    early = {"from_on": "1 March 2019"}
    answer = browser.post(URL, typed(browser, **early))
    assert "began on 1 January 2020" in answer.content.decode()
    assert browser.post(URL, typed(browser, **early, is_backdated="on")).status_code == 302
    assert value(scheme, date(2019, 6, 1)) == 35


def test_two_administrators_at_once(scheme, administrator, sign_in):
    browser = sign_in(administrator)
    opened = typed(browser)
    assert browser.post(URL, opened | {"value": "30"}).status_code == 302
    second = browser.post(URL, opened | {"value": "20"})
    assert second.status_code == 200
    assert "Today it is 30 days" in second.content.decode()
    assert 'value="20"' in second.content.decode()
    assert value(scheme) == 30
    again = opened | {"value": "20", "version": second.context["form"].version}
    assert browser.post(URL, again).status_code == 302
    assert value(scheme) == 20


def test_only_the_administrator_changes_rules(officer, manager, viewer, sign_in, scheme):
    for actor in (officer, manager, viewer):
        assert sign_in(actor).post(URL, {"value": "1"}).status_code == 403
    assert sign_in(viewer).get(reverse("rules")).status_code == 403


def test_an_unknown_rule_is_not_found(administrator, sign_in):
    assert sign_in(administrator).get("/settings/rules/no-such-rule/").status_code == 404


def test_another_schemes_rules_stay_as_they_are(scheme, other_scheme, administrator, sign_in):
    browser = sign_in(administrator)
    browser.post(URL, typed(browser))
    assert value(other_scheme) == 42
