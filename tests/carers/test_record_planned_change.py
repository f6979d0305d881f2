from datetime import date

import pytest
from django.urls import reverse

from carers.models import PlannedChange

DATA = {"lifts": "step_free", "expected_on": "1 October 2026", "what": "A ramp is fitted"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def test_it_works(send, household, officer):
    assert send(reverse("record-planned-change", args=[household.pk]), DATA).url == household.get_absolute_url()
    change = household.planned_changes.get()
    assert (change.lifts, change.expected_on, change.what) == ("step_free", date(2026, 10, 1), "A ramp is fitted")
    assert change.recorded_by == officer


def test_sent_twice_records_once(send, household):
    url = reverse("record-planned-change", args=[household.pk])
    assert [send(url, DATA | {"once": "0" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.planned_changes.count() == 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-planned-change", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("record-planned-change", args=[household.pk]), DATA | {"expected_on": "1 May 2026"})
    assert errors_of(answer) == {"expected_on": ["The day it is expected must be today or in the future"]}


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("record-planned-change", args=[household.pk]), DATA)


def test_correcting_and_calling_off(send, household, refuses_others, set_clock):
    send(reverse("record-planned-change", args=[household.pk]), DATA)
    first = household.planned_changes.get()
    url = reverse("correct-planned-change", args=[first.pk])
    set_clock(date(2026, 11, 1))  # its day has passed: it can still be put right
    later = DATA | {"expected_on": "1 December 2026", "stands": "stands", "why": "The builder is late"}
    assert send(url, later).status_code == 302
    now = PlannedChange.objects.standing().get()
    assert now.expected_on == date(2026, 12, 1)
    assert "already corrected" in send(url, later).content.decode()
    send(reverse("correct-planned-change", args=[now.pk]), later | {"stands": "off"})
    assert not PlannedChange.objects.standing().exists()
    refuses_others(url, household)


def test_anything_typed_in_a_correction(send, household, takes_anything):
    send(reverse("record-planned-change", args=[household.pk]), DATA)
    url = reverse("correct-planned-change", args=[household.planned_changes.get().pk])
    takes_anything(url, DATA | {"stands": "", "why": "x"})
