from datetime import date

import pytest
from django.urls import reverse

from carers.models import CheckResult

DATA = {"what": "gas-home", "happened_on": "1 August 2026", "expires_on": "1 August 2027", "result": "clear"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def newest(household):
    return household.checks.order_by("-pk").first()


def test_it_works(send, household, officer):
    assert send(reverse("record-check", args=[household.pk]), DATA).url == household.get_absolute_url()
    check = newest(household)
    assert (check.kind, check.member, check.expires_on) == ("gas", None, date(2027, 8, 1))
    assert check.recorded_by == officer


def test_the_rule_says_when_a_dbs_runs_out(send, household):
    member = household.members.get()
    dbs = {"what": f"dbs-{member.pk}", "happened_on": "31 August 2026", "result": "clear"}
    send(reverse("record-check", args=[household.pk]), dbs)
    assert (newest(household).member, newest(household).expires_on) == (member, date(2029, 8, 31))
    send(reverse("record-check", args=[household.pk]), dbs | {"expires_on": "1 May 2027"})
    assert newest(household).expires_on == date(2027, 5, 1)
    send(reverse("record-check", args=[household.pk]), dbs | {"result": "not_in_order"})
    assert newest(household).expires_on is None


def test_other_checks_may_have_no_end(send, household):
    send(reverse("record-check", args=[household.pk]), DATA | {"expires_on": ""})
    assert newest(household).expires_on is None


def test_the_address_chooses_what_was_checked(sign_in, officer, household):
    member = household.members.get()
    url = reverse("record-check", args=[household.pk])
    page = sign_in(officer).get(f"{url}?kind=dbs&member={member.pk}").content.decode()
    assert f'value="dbs-{member.pk}" selected' in page
    assert 'value="1 September 2026"' in page
    for odd in ["?kind=<b>&member=x", "?member=99999999999999999999", "?kind=dbs&member="]:
        assert sign_in(officer).get(url + odd).status_code == 200


def test_sent_twice_records_once(send, household):
    url, before = reverse("record-check", args=[household.pk]), CheckResult.objects.count()
    assert [send(url, DATA | {"once": "d" * 32}).status_code for _ in range(2)] == [302, 302]
    assert CheckResult.objects.count() == before + 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-check", args=[household.pk]), household)


@pytest.mark.parametrize(
    ("over", "wrong"),
    [
        (
            {"expires_on": "1 August 2026"},
            {"expires_on": ["A check must run out after it was made on 1 August 2026"]},
        ),
        (
            {"happened_on": "2 September 2026"},
            {"happened_on": ["The date of the check must be today or in the past"]},
        ),
        ({"what": ""}, {"what": ["Choose what was checked"]}),
        ({"what": "gas-1"}, {"what": ["Choose what was checked from the answers offered"]}),
        ({"what": "dbs-home"}, {"what": ["Choose what was checked from the answers offered"]}),
    ],
)
def test_mistakes(send, household, errors_of, over, wrong):
    answer = send(reverse("record-check", args=[household.pk]), DATA | over)
    assert errors_of(answer) == wrong


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("record-check", args=[household.pk]), DATA | {"note": "", "once": ""})
