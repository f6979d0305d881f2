from datetime import date

import pytest
from django.urls import reverse

from carers.models import Member

TODAY = date(2026, 9, 1)
DATA = {"left_on": "1 September 2026", "why": "They parted"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def member(household, officer):
    return Member.add(
        scheme=household.scheme, household=household, full_name="Lee Okoro", joined_on=date(2025, 1, 1),
        role="household_member", by=officer,
    )  # fmt: skip


def test_it_works(send, sign_in, household, member, officer):
    url = reverse("leave-household", args=[member.pk])
    answer = sign_in(officer).post(url, DATA, follow=True)
    assert answer.redirect_chain == [(household.get_absolute_url(), 302)]
    assert "ask panel for changed terms" not in answer.content.decode()  # they lived there, and were no carer
    member.refresh_from_db()
    assert member.left_on == TODAY
    newest = member.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (officer, "They parted")
    assert "left on 1 September 2026 already" in send(url, DATA).content.decode()


def test_when_a_carer_leaves_the_page_says_what_follows(sign_in, household, officer):
    client = sign_in(officer)
    second = Member.add(scheme=household.scheme, household=household, full_name="Al", joined_on=TODAY, by=officer)
    first = household.members.get(full_name="Joy Okoro")
    page = client.post(reverse("leave-household", args=[second.pk]), DATA, follow=True).content.decode()
    assert "The terms were for Al too: ask panel for changed terms." in page
    page = client.post(reverse("leave-household", args=[first.pk]), DATA, follow=True).content.decode()
    assert "No carer is part of this household now." in page


def test_sent_twice_leaves_once(send, household, member):
    url = reverse("leave-household", args=[member.pk])
    assert [send(url, DATA | {"once": "a" * 32}).status_code for _ in range(2)] == [302, 302]


def test_roles_and_schemes(refuses_others, household, member):
    refuses_others(reverse("leave-household", args=[member.pk]), household)


def test_mistakes(send, member, errors_of):
    answer = send(reverse("leave-household", args=[member.pk]), {"left_on": "1 January 2024", "why": ""})
    assert errors_of(answer) == {
        "left_on": ["They joined on 1 January 2025: enter that day or later"],
        "why": ["Answer “Why?”"],
    }


def test_anything_typed(takes_anything, member):
    takes_anything(reverse("leave-household", args=[member.pk]), DATA)


def test_who_joins_as_a_carer_is_told_what_it_needs(sign_in, officer, household):
    told = {"full_name": "Al Okoro", "role": "carer", "joined_on": "1 September 2026"}
    page = sign_in(officer).post(reverse("add-member", args=[household.pk]), told, follow=True).content.decode()
    assert "To record for Al Okoro: DBS check, Safeguarding training" in page
    assert "Al Okoro is no approved carer yet" in page
