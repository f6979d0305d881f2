"""A manager lets a check wait until a day, saying why; and calls that off."""

from datetime import date

import pytest
from django.urls import reverse

from arrangements.board import verdict_for
from arrangements.checks import running_out
from carers.models import Waiver
from schemes.models import Policies
from tests import factories

ON = date(2026, 9, 1)
DATA = {"what": "liability-home", "until_on": "1 October 2026", "why": "Renewed; the letter is in the post."}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(ON)


@pytest.fixture
def household(scheme, officer):
    """Public liability insurance has run out 12 days ago."""
    row = factories.make_household(scheme, officer=officer.staff)
    row.checks.get(kind="liability").correct(why="x", by=officer, expires_on=date(2026, 8, 20))
    return row


@pytest.fixture
def url(household):
    return reverse("waive-check", args=[household.pk])


def test_it_works(send, url, household, manager):
    assert send(url, DATA, by=manager).url == f"{household.get_absolute_url()}#checks"
    waiver = Waiver.objects.get()
    assert (waiver.kind, waiver.member, waiver.until_on, waiver.happened_on) == (
        "liability", None, date(2026, 10, 1), ON,
    )  # fmt: skip
    assert waiver.recorded_by == manager


def test_a_match_goes_on_and_says_so_until_it_ends(scheme, send, url, household, officer, manager):
    referral = factories.make_looking(scheme, officer)

    def reasons(day):
        verdict = verdict_for(referral, household, day)
        return [reason.text for reason in verdict.reasons if reason.rule == "checks"]

    assert reasons(ON) == ["Public liability insurance of the home runs out on 20 August 2026."]
    send(url, DATA, by=manager)
    assert reasons(ON) == ["Public liability insurance of the home is waived until 1 October 2026 by Morgan Lee"]
    assert reasons(date(2026, 10, 2)) == ["Public liability insurance of the home runs out on 20 August 2026."]
    assert running_out([household], ON, Policies([scheme])) == {}
    assert len(running_out([household], date(2026, 10, 2), Policies([scheme]))[household.pk]) == 1


def test_only_what_is_missing_or_has_run_out_is_offered(sign_in, manager, household, url):
    page = sign_in(manager).get(f"{url}?kind=liability").content.decode()
    assert 'value="liability-home" selected' in page
    assert "Public liability insurance: ran out 12 days ago" in page
    assert f'value="dbs-{household.members.get().pk}"' not in page
    for odd in ["?kind=<b>&member=x", "?member=99999999999999999999"]:
        assert sign_in(manager).get(url + odd).status_code == 200


def test_an_officer_may_not_and_is_not_offered_to(send, sign_in, url, household, officer, outsider, viewer, manager):
    assert send(url, DATA).status_code == 403
    assert send(url, DATA, by=viewer).status_code == 403
    assert send(url, DATA, by=outsider).status_code == 404
    assert not Waiver.objects.exists()
    page = household.get_absolute_url()
    assert url not in sign_in(officer).get(page).content.decode()
    assert url in sign_in(manager).get(page).content.decode()


@pytest.mark.parametrize(
    ("over", "wrong"),
    [
        ({"until_on": "31 August 2026"}, "The day it may wait until must be today or in the future"),
        ({"until_on": "2 September 2027"}, "The day it may wait until must be 1 September 2027 or earlier"),
        ({"what": ""}, "Choose which check"),
        ({"what": "dbs-1"}, "Choose what was checked from the answers offered"),
        ({"why": ""}, "Answer “Why may it wait?”"),
    ],
)
def test_mistakes(send, url, manager, errors_of, over, wrong):
    answer = send(url, DATA | over, by=manager)
    assert [said for each in errors_of(answer).values() for said in each] == [wrong]
    assert (DATA | over)["why"] in answer.content.decode()


def test_twice(send, url, manager, errors_of):
    once = {"once": "d" * 32}
    assert [send(url, DATA | once, by=manager).status_code for _ in range(2)] == [302, 200]
    assert Waiver.objects.count() == 1


def test_calling_it_off(send, sign_in, url, household, officer, manager):
    send(url, DATA, by=manager)
    waiver = Waiver.objects.get()
    off = reverse("call-off-waiver", args=[waiver.pk])
    assert off in sign_in(manager).get(household.get_absolute_url()).content.decode()
    assert "Renewed; the letter is in the post." in sign_in(officer).get(household.get_absolute_url()).content.decode()
    assert send(off, {"why": "It came"}).status_code == 403
    assert "There is a problem" in send(off, {}, by=manager).content.decode()
    assert send(off, {"why": "It came"}, by=manager).status_code == 302
    assert not Waiver.objects.running(ON).exists()
    assert "already corrected" in send(off, {"why": "Again"}, by=manager).content.decode()
    assert send(url, DATA, by=manager).status_code == 302  # and it may be waived again


def test_anything_typed(takes_anything, sign_in, url, manager, monkeypatch):
    for typed in ["\x00'\"<script>alert(1)</script>", "9" * 400, "31/02/2026"]:
        answer = sign_in(manager).post(url, dict.fromkeys(DATA, typed))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
