from datetime import date

import pytest
from django.urls import reverse

from carers.models import HouseholdFact
from schemes.vocabulary import HOME_FACTS

WHO = {"said_by": "Joy", "happened_on": "1 May 2026"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def answers(household):
    return {
        fact.key: (fact.answer, fact.detail, fact.said_by, fact.happened_on)
        for fact in household.facts.order_by("happened_on", "pk")
    }


def test_only_what_was_asked_is_written_down(send, household):
    url = reverse("record-facts", args=[household.pk])
    data = WHO | {"dogs": "yes", "dogs_detail": "two small ones", "garden": "no", "cats": "not_asked"}
    assert send(url, data).url == household.get_absolute_url()
    assert answers(household) == {
        "dogs": ("yes", "two small ones", "Joy", date(2026, 5, 1)),
        "garden": ("no", "", "Joy", date(2026, 5, 1)),
    }


def test_what_was_said_before_stays(send, household):
    url = reverse("record-facts", args=[household.pk])
    send(url, WHO | {"dogs": "yes", "dogs_detail": "two small ones", "garden": "no"})
    later = WHO | {"happened_on": "1 August 2026"}
    send(url, later | {"dogs": "no", "garden": "not_asked"})
    assert answers(household)["dogs"][0] == "no"
    assert HouseholdFact.objects.count() == 3
    # Saying the same again on a later day is worth knowing; on the same day it is not.
    send(url, WHO | {"garden": "no"})
    assert HouseholdFact.objects.count() == 3
    send(url, later | {"garden": "no"})
    assert answers(household)["garden"][3] == date(2026, 8, 1)


def test_the_page_shows_what_is_known(send, sign_in, officer, household):
    url = reverse("record-facts", args=[household.pk])
    send(url, WHO | {"dogs": "yes"})
    page = sign_in(officer).get(url).content.decode()
    assert "So far: dog at home. Joy, 1 May 2026" in page
    for fact in HOME_FACTS.values():
        assert fact.question in page


def test_sent_twice_writes_once(send, household):
    url = reverse("record-facts", args=[household.pk])
    assert [send(url, WHO | {"dogs": "yes", "once": "e" * 32}).status_code for _ in range(2)] == [302, 302]
    assert HouseholdFact.objects.count() == 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-facts", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("record-facts", args=[household.pk]), {"happened_on": "1 May 2027", "dogs_detail": "two"})
    assert errors_of(answer) == {
        "said_by": ["Answer “Who said so?”"],
        "happened_on": ["The day they said so must be today or in the past"],
        "dogs": ["You wrote something about “Is there a dog?”: choose yes or no"],
    }


def test_anything_typed(takes_anything, household):
    takes_anything(
        reverse("record-facts", args=[household.pk]),
        WHO | {"dogs": "yes", "dogs_detail": "", "garden": "no", "garden_detail": "long"},
    )
