from datetime import date

import pytest
from django.urls import reverse

from carers.models import Away

DATA = {"from_on": "1 October 2026", "until_on": "15 October 2026", "reason": "A holiday"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def test_it_works(send, household, officer):
    assert send(reverse("record-away", args=[household.pk]), DATA).url == household.get_absolute_url()
    away = household.away.get()
    assert (away.from_on, away.until_on, away.reason) == (date(2026, 10, 1), date(2026, 10, 15), "A holiday")
    assert (away.happened_on, away.recorded_by) == (date(2026, 9, 1), officer)


def test_sent_twice_records_once(send, household):
    url = reverse("record-away", args=[household.pk])
    assert [send(url, DATA | {"once": "f" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.away.count() == 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-away", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("record-away", args=[household.pk]), DATA | {"until_on": "1 October 2026"})
    assert errors_of(answer) == {"until_on": ["They must be back after they leave on 1 October 2026"]}


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("record-away", args=[household.pk]), DATA)


def test_correcting_and_calling_off(send, household, refuses_others, errors_of):
    send(reverse("record-away", args=[household.pk]), DATA)
    url = reverse("correct-away", args=[household.away.get().pk])
    assert errors_of(send(url, DATA | {"stands": "stands"})) == {"why": ["Answer “Why?”"]}

    assert send(url, DATA | {"stands": "off", "why": "They stay at home"}).status_code == 302
    assert not Away.objects.standing().exists()
    assert household.away.get(is_called_off=True).corrected_because == "They stay at home"
    assert "already corrected" in send(url, DATA | {"stands": "off", "why": "x"}).content.decode()
    refuses_others(url, household)


def test_anything_typed_in_a_correction(send, household, takes_anything):
    send(reverse("record-away", args=[household.pk]), DATA)
    url = reverse("correct-away", args=[household.away.get().pk])
    takes_anything(url, DATA | {"stands": "", "why": "x"})
