from datetime import date

import pytest
from django.urls import reverse


@pytest.fixture
def check(household):
    return household.checks.get(kind="dbs")


@pytest.fixture
def data(check):
    return {
        "what": f"dbs-{check.member_id}",
        "happened_on": "1 March 2024",
        "expires_on": "1 March 2026",
        "result": "clear",
        "why": "The date was read wrongly",
    }


def test_it_works_once(send, household, check, data, officer):
    url = reverse("correct-check", args=[check.pk])
    assert send(url, data).url == household.get_absolute_url()
    now = household.checks.standing().get(kind="dbs")
    assert (now.expires_on, now.corrected_because, now.recorded_by) == (date(2026, 3, 1), data["why"], officer)
    answer = send(url, data)
    assert answer.context["form"].non_field_errors() == [
        "Somebody has already corrected this. Open the one that stands."
    ]


def test_it_can_be_moved_to_whom_it_is_about(send, household, check, data):
    send(reverse("correct-check", args=[check.pk]), data | {"what": "gas-home"})
    assert not household.checks.standing().filter(kind="dbs").exists()
    assert household.checks.standing().get(kind="gas").member is None


def test_roles_and_schemes(refuses_others, household, check):
    refuses_others(reverse("correct-check", args=[check.pk]), household)


def test_mistakes(send, check, data, errors_of):
    answer = send(reverse("correct-check", args=[check.pk]), data | {"expires_on": "1 March 2023", "why": ""})
    assert errors_of(answer) == {
        "expires_on": ["A check must run out after it was made on 1 March 2024"],
        "why": ["Answer “What was wrong?”"],
    }


def test_anything_typed(takes_anything, check, data):
    takes_anything(reverse("correct-check", args=[check.pk]), data | {"note": ""})
