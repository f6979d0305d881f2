from datetime import date

from django.urls import reverse

DATA = {"full_name": "Lee Okoro", "role": "support_carer", "gender": "man", "joined_on": "1 May 2026"}


def test_it_works(send, household, officer):
    assert send(reverse("add-member", args=[household.pk]), DATA).url == household.get_absolute_url()
    member = household.members.get(full_name="Lee Okoro")
    assert (member.role, member.gender, member.joined_on) == ("support_carer", "man", date(2026, 5, 1))
    assert member.history.get().history_user == officer


def test_sent_twice_adds_one(send, household):
    url = reverse("add-member", args=[household.pk])
    assert [send(url, DATA | {"once": "b" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.members.count() == 2


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("add-member", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("add-member", args=[household.pk]), DATA | {"role": "", "date_of_birth": "1 May 2090"})
    assert errors_of(answer) == {
        "role": ["Answer “What do they do here?”"],
        "date_of_birth": ["The date of birth must be today or in the past"],
    }


def test_anything_typed(takes_anything, household):
    more = dict.fromkeys(["preferred_name", "phone", "email", "date_of_birth"], "")
    takes_anything(reverse("add-member", args=[household.pk]), DATA | more)
