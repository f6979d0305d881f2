from datetime import date

import pytest
from django.urls import reverse

DATA = {"full_name": "Joy Okoro", "preferred_name": "Joy", "role": "carer", "gender": "woman", "version": 1}


@pytest.fixture
def member(household):
    return household.members.get()


def test_a_member_leaves_and_comes_back(send, household, member, officer):
    url = reverse("edit-member", args=[member.pk])
    left = DATA | {"joined_on": "1 March 2024", "left_on": "1 May 2026"}
    assert send(url, left).url == household.get_absolute_url()
    member.refresh_from_db()
    assert (member.called, member.left_on, member.history.latest().history_user) == ("Joy", date(2026, 5, 1), officer)
    send(url, left | {"left_on": "", "version": 2})
    member.refresh_from_db()
    assert member.left_on is None


def test_two_browsers(send, member, manager):
    url = reverse("edit-member", args=[member.pk])
    send(url, DATA | {"joined_on": "1 March 2024"}, by=manager)
    answer = send(url, DATA | {"joined_on": "1 March 2024", "preferred_name": "J"})
    assert "Morgan Lee saved this while you were typing" in answer.content.decode()


def test_nobody_leaves_before_joining(send, member, errors_of):
    answer = send(
        reverse("edit-member", args=[member.pk]), DATA | {"joined_on": "1 March 2024", "left_on": "1 March 2023"}
    )
    assert errors_of(answer) == {"left_on": ["The day they left must not be before the day they joined"]}


def test_roles_and_schemes(refuses_others, household, member):
    refuses_others(reverse("edit-member", args=[member.pk]), household)


def test_anything_typed(takes_anything, member):
    takes_anything(
        reverse("edit-member", args=[member.pk]), DATA | dict.fromkeys(["joined_on", "left_on", "phone", "email"], "")
    )
