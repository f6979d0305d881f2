from datetime import date

import pytest
from django.urls import reverse

from carers.models import Household

DATA = {
    "from_on": "1 March 2024",
    "until_on": "1 May 2026",
    "people_limit": "2",
    "types": ["live_in"],
    "happened_on": "1 March 2024",
    "why": "They stopped in May",
}


@pytest.fixture
def terms(household):
    return household.terms.get()


def test_it_ends_an_approval(send, household, terms, officer):
    url = reverse("correct-terms", args=[terms.pk])
    assert send(url, DATA).url == household.get_absolute_url()
    now = household.terms.standing().get()
    assert (now.until_on, now.corrected_because, now.recorded_by) == (date(2026, 5, 1), DATA["why"], officer)
    assert not Household.objects.approved_on(date(2026, 6, 1)).exists()
    # Twice: the one that stands now has to be corrected.
    answer = send(url, DATA)
    assert answer.context["form"].non_field_errors() == [
        "Somebody has already corrected this. Open the one that stands."
    ]
    assert household.terms.count() == 2


def test_roles_and_schemes(refuses_others, household, terms):
    refuses_others(reverse("correct-terms", args=[terms.pk]), household)


def test_it_says_why(send, terms, errors_of):
    answer = send(reverse("correct-terms", args=[terms.pk]), DATA | {"why": " "})
    assert errors_of(answer) == {"why": ["Answer “What was wrong?”"]}


def test_anything_typed(takes_anything, terms):
    takes_anything(reverse("correct-terms", args=[terms.pk]), DATA)
