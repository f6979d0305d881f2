from datetime import date

import pytest
from django.urls import reverse

from carers.models import RequiredAction

DATA = {"what": "First aid course", "due_on": "1 December 2026"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


@pytest.fixture
def action(household, officer):
    return RequiredAction.add_required_action(
        household=household, what="First aid course", due_on=date(2026, 12, 1), by=officer
    )


def test_asking(send, household, officer):
    assert send(reverse("add-required-action", args=[household.pk]), DATA).url == household.get_absolute_url()
    row = household.required_actions.get()
    assert (row.what, row.due_on, row.is_open) == ("First aid course", date(2026, 12, 1), True)
    assert row.history.get().history_user == officer


def test_finishing_and_doing_it_twice(send, household, action):
    url = reverse("finish-required-action", args=[action.pk])
    assert send(url, {"done_on": "today", "how": "Red Cross"}).status_code == 302
    action.refresh_from_db()
    assert (action.done_on, action.how, action.is_open) == (date(2026, 9, 1), "Red Cross", False)
    assert "This was done on 1 September 2026 already." in send(url, {"done_on": "today"}).content.decode()
    off = send(reverse("call-off-required-action", args=[action.pk]), {"why": "x"})
    assert "This was done on 1 September 2026 already." in off.content.decode()


def test_calling_off(send, household, action):
    url = reverse("call-off-required-action", args=[action.pk])
    assert send(url, {"why": ""}).status_code == 200
    assert send(url, {"why": "They have it"}).status_code == 302
    action.refresh_from_db()
    assert action.is_called_off
    assert "called off already" in send(url, {"why": "Again"}).content.decode()


def test_sent_twice_asks_once(send, household):
    url = reverse("add-required-action", args=[household.pk])
    assert [send(url, DATA | {"once": "d" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.required_actions.count() == 1


@pytest.mark.parametrize("name", ["finish-required-action", "call-off-required-action"])
def test_roles_and_schemes_of_one(refuses_others, household, action, name):
    refuses_others(reverse(name, args=[action.pk]), household)


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("add-required-action", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("add-required-action", args=[household.pk]), {"what": "", "due_on": "1 August 2026"})
    assert errors_of(answer) == {
        "what": ["Answer “What must be done?”"],
        "due_on": ["The day it must be done by must be today or in the future"],
    }


def test_anything_typed(takes_anything, household, action):
    takes_anything(reverse("add-required-action", args=[household.pk]), DATA)
    takes_anything(reverse("finish-required-action", args=[action.pk]), {"done_on": "today", "how": "x"})
