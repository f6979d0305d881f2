"""Which checks a scheme asks for is its own: changed from a day on, after seeing what that does."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from arrangements.board import verdict_for
from carers.models import CheckRule, CheckRules
from schemes.models import Policies
from tests import factories

ON = date(2026, 9, 1)
DATA = {
    "is_asked": "yes",
    "months": "24",
    "warn_days": "90",
    "is_blocking": "yes",
    "from_on": "1 October 2026",
    "source": "Policy 7, agreed by the board",
}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(ON)


@pytest.fixture
def url():
    return reverse("change-check-rule", args=["gas"])


@pytest.fixture
def asked(scheme):
    return lambda kind="gas", on=ON: CheckRules([scheme], Policies([scheme])).asked(scheme.pk, kind, on)


@pytest.fixture
def change(send, administrator):
    """Look at what it changes, then save exactly that."""

    def to(url, data):
        looked = send(url, data, by=administrator)
        key = looked.context["form"].hidden_values().get("looked_at", "")
        return send(url, data | {"looked_at": key}, by=administrator)

    return to


def test_it_is_seen_before_it_is_saved(scheme, send, url, administrator, asked):
    for number in range(3):
        factories.make_household(scheme, f"H{number}")
    answer = send(url, DATA, by=administrator)
    page = answer.content.decode()
    assert "3 of 3 approved households would have something missing or run out. Now it is 3." in page
    assert "In 3 a new match would wait for it. Now it is 0. Nobody’s home ends." in page
    assert "Change this check" in page
    assert not CheckRule.objects.exists()
    key = answer.context["form"].hidden_values()["looked_at"]
    other = send(url, DATA | {"months": "36", "looked_at": key}, by=administrator)
    assert "What this changes" in other.content.decode()  # something else: it is shown first
    again = send(url, DATA | {"look": "1", "looked_at": key}, by=administrator)
    assert "What this changes" in again.content.decode()
    assert not CheckRule.objects.exists()
    assert send(url, DATA | {"looked_at": key}, by=administrator).url == reverse("check-rules")
    assert (asked(on=date(2026, 10, 1)).months, asked(on=date(2026, 10, 1)).blocks) == (24, True)


def test_the_past_keeps_the_rule_it_had(change, url, asked):
    change(url, DATA)
    assert (asked().months, asked().blocks, asked().warn_days) == (12, False, 60)
    later = asked(on=date(2026, 10, 1))
    assert (later.months, later.blocks, later.warn_days, later.source) == (24, True, 90, DATA["source"])


def test_matching_reads_it(scheme, officer, change, url):
    household, referral = factories.make_household(scheme), factories.make_looking(scheme, officer)
    change(url, DATA | {"from_on": "today"})

    def reasons(day):
        found = verdict_for(referral, household, day).reasons
        return [reason.text for reason in found if reason.rule == "checks" and reason.kind == "fails"]

    assert reasons(ON) == ["No Gas safety certificate of the home is recorded."]
    assert reasons(ON - timedelta(days=1)) == []
    change(url, DATA | {"from_on": "today", "is_asked": "no"})
    assert reasons(ON) == []


def test_of_whom_and_where(change, asked):
    dbs = reverse("change-check-rule", args=["dbs"])
    change(dbs, DATA | {"roles": ["carer", "household_member"], "types": ["short_breaks"], "months": ""})
    rule = asked("dbs", date(2026, 10, 1))
    assert (rule.roles, rule.types, rule.months) == (("carer", "household_member"), ("short_breaks",), None)
    assert rule.is_asked_of("household_member", ["short_breaks", "live_in"])
    assert not rule.is_asked_of("household_member", ["live_in"])
    assert not rule.is_asked_of("support_carer", ["short_breaks"])


@pytest.mark.parametrize(
    ("over", "wrong"),
    [
        ({"from_on": "31 August 2026"}, "The first day it holds must be 1 September 2026 or later"),
        ({"months": "0"}, "Enter how long it lasts in months, from 1 to 240, or leave it empty"),
        ({"warn_days": ""}, "Enter how many days before, from 0 to 365"),
        ({"source": ""}, "Answer “Where does it come from?”"),
        ({"roles": []}, "Choose whom you ask, or say that you do not ask for it"),
    ],
)
def test_mistakes(send, administrator, errors_of, over, wrong):
    url = reverse("change-check-rule", args=["dbs"])
    answer = send(url, DATA | {"roles": ["carer"]} | over, by=administrator)
    assert [said for each in errors_of(answer).values() for said in each] == [wrong]
    assert not CheckRule.objects.exists()


def test_twice_and_unknown(change, send, url, administrator):
    once = {"once": "e" * 32}
    assert change(url, DATA | once).status_code == 302
    assert send(reverse("change-check-rule", args=["nonsense"]), DATA, by=administrator).status_code == 404


def test_who_may(sign_in, url, officer, manager, viewer, administrator):
    for actor in (officer, manager, viewer):
        assert sign_in(actor).get(url).status_code == 403
        assert sign_in(actor).post(url, DATA).status_code == 403
    listed = reverse("check-rules")
    assert url in sign_in(administrator).get(listed).content.decode()
    assert url not in sign_in(officer).get(listed).content.decode()
    assert sign_in(viewer).get(listed).status_code == 403


def test_the_list_says_what_holds_and_what_is_to_come(sign_in, change, url, officer):
    change(url, DATA)
    page = sign_in(officer).get(reverse("check-rules")).content.decode()
    assert page.count("PVG") == 0
    assert "<strong>From 1 October 2026:</strong> The home, 24 months" in page


def test_the_general_rules_lead_here(sign_in, administrator):
    browser = sign_in(administrator)
    for key in ("dbs_months", "check_warn_days", "checks_that_block"):
        page = browser.get(reverse("change-rule", args=[key])).content.decode()
        assert reverse("check-rules") in page
    assert reverse("check-rules") not in browser.get(reverse("change-rule", args=["review_months"])).content.decode()
    assert reverse("check-rules") in browser.get(reverse("settings")).content.decode()


def test_what_somebody_else_changed_meanwhile_is_seen_before_it_is_overwritten(send, change, url, administrator, asked):
    mine = DATA | {"from_on": "today", "months": "36"}
    looked = send(url, mine, by=administrator).context["form"].hidden_values()["looked_at"]
    change(url, DATA | {"from_on": "today", "months": "6"})
    answer = send(url, mine | {"looked_at": looked}, by=administrator)
    assert "Today: the home; 6 months." in answer.content.decode()
    assert asked().months == 6
    looked = answer.context["form"].hidden_values()["looked_at"]
    send(url, mine | {"looked_at": looked}, by=administrator)
    assert asked().months == 36
