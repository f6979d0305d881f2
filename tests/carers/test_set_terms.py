from datetime import date

import pytest
from django.urls import reverse

from carers.models import Household, Terms, terms_on
from schemes.models import Policy

DATA = {
    "from_on": "1 June 2026",
    "until_on": "",
    "people_limit": "1",
    "types": ["short_breaks"],
    "happened_on": "20 May 2026",
    "decided_by": "Panel",
}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def test_it_works(send, household, officer):
    assert send(reverse("set-terms", args=[household.pk]), DATA).url == household.get_absolute_url()
    now = terms_on(household.terms.standing(), date(2026, 9, 1))
    assert (now.people_limit, now.types, now.happened_on) == (1, ["short_breaks"], date(2026, 5, 20))
    assert now.recorded_by == officer
    assert household.terms.count() == 2


def test_terms_that_end_do_not_bring_older_ones_back(send, household):
    send(reverse("set-terms", args=[household.pk]), DATA | {"until_on": "1 August 2026"})
    for on, is_approved in [(date(2026, 5, 31), True), (date(2026, 7, 31), True), (date(2026, 8, 1), False)]:
        assert Household.objects.approved_on(on).exists() is is_approved
        assert Terms.objects.in_force(on).exists() is is_approved
        assert (terms_on(household.terms.standing(), on) is not None) is is_approved


def test_sent_twice_sets_once(send, household):
    url = reverse("set-terms", args=[household.pk])
    assert [send(url, DATA | {"once": "c" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.terms.count() == 2


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("set-terms", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    url = reverse("set-terms", args=[household.pk])
    answer = send(url, DATA | {"until_on": "1 June 2026", "people_limit": "9", "happened_on": "1 October 2026"})
    assert errors_of(answer) == {
        "until_on": ["The terms must end after they begin on 1 June 2026"],
        "people_limit": ["England allows at most 3 people in one home: enter 3 or fewer"],
        "happened_on": ["The date of the decision must be today or in the past"],
    }
    assert household.terms.count() == 1


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("set-terms", args=[household.pk]), DATA | {"conditions": ""})


def test_what_more_terms_say(send, sign_in, officer, household):
    more = {
        "is_named_only": "on", "may_support": "Autism", "exclusions": "Stairs", "probation_ends_on": "1 December 2026",
        "action_1_what": "First aid", "action_1_on": "1 October 2026",
    }  # fmt: skip
    send(reverse("set-terms", args=[household.pk]), DATA | more)
    now = terms_on(household.terms.standing(), date(2026, 9, 1))
    assert (now.is_named_only, now.may_support, now.exclusions, now.probation_ends_on) == (
        True, "Autism", "Stairs", date(2026, 12, 1),
    )  # fmt: skip
    assert household.required_actions.get().what == "First aid"
    page = sign_in(officer).get(household.get_absolute_url()).content.decode()
    for words in ["for named people only", "Autism", "Stairs", "Probation ends:", "First aid, by", "Other terms (1)"]:
        assert words in page


def test_the_schemes_own_limit(send, household, administrator, errors_of):
    rule = {"scheme": household.scheme, "key": "people_limit_scheme", "value": 2, "source": "Ours", "by": administrator}
    Policy.set_rule(from_on=date(2026, 1, 1), **rule)
    answer = send(reverse("set-terms", args=[household.pk]), DATA | {"people_limit": "3"})
    assert errors_of(answer) == {"people_limit": ["This scheme allows at most 2 people in one home: enter 2 or fewer"]}
    assert 'value="3"' in answer.content.decode()


def test_where_terms_go_through_panel_only_a_manager_sets_them_with_a_reason(
    send, household, administrator, manager, errors_of
):
    rule = {"scheme": household.scheme, "key": "terms_need_panel", "value": 1, "source": "Ours", "by": administrator}
    Policy.set_rule(from_on=date(2026, 1, 1), **rule)
    url = reverse("set-terms", args=[household.pk])
    answer = send(url, DATA)
    assert "In this scheme changed terms go through panel." in answer.content.decode()
    assert errors_of(send(url, DATA, by=manager)) == {"without_panel_because": ["Enter why panel was not asked"]}
    assert send(url, DATA | {"without_panel_because": "A slip of the pen"}, by=manager).status_code == 302
    assert household.terms.standing().latest("pk").without_panel_because == "A slip of the pen"


def test_days_out_of_order_and_half_an_action(send, household, errors_of):
    answer = send(
        reverse("set-terms", args=[household.pk]),
        DATA | {"probation_ends_on": "1 June 2026", "action_1_what": "Ramp", "action_2_on": "1 October 2026"},
    )
    assert errors_of(answer) == {
        "probation_ends_on": ["Probation must end after the terms begin on 1 June 2026"],
        "action_1_on": ["Enter the day by which “Ramp” must be done"],
        "action_2_what": ["Enter what must be done by 1 October 2026"],
    }


def test_without_approval_there_are_no_terms(send, household, officer):
    household.move(Household.Status.ENDED, by=officer)
    answer = send(reverse("set-terms", args=[household.pk]), DATA).content.decode()
    assert "Terms begin when panel has agreed and the carer agreement is signed." in answer
    assert household.terms.count() == 1
