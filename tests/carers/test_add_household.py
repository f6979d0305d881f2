from datetime import date

import pytest
from django.urls import reverse

from carers.models import CheckResult, Household, Member, Terms
from schemes.models import Policy

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


def filled(**over):
    return {
        "name": "P and L Green",
        "carer_1_full_name": "Pat Green",
        "carer_1_preferred_name": "Pat",
        "carer_1_gender": "woman",
        "carer_1_date_of_birth": "3 May 1970",
        "carer_1_phone": "01632 960 001",
        "carer_1_email": "pat.green@example.org",
        "carer_1_dbs_on": "1 June 2025",
        "carer_2_full_name": "Lou Green",
        "carer_2_dbs_on": "1/6/25",
        "carer_2_dbs_until": "1/6/26",
        "other_1_full_name": "Kim Green",
        "other_1_role": "household_member",
        "address": "2 Long Row\nAylesbury",
        "postcode": "hp201zz",
        "rooms": "2",
        "about": "We like walks.",
        "from_on": "1 March 2024",
        "people_limit": "2",
        "types": ["live_in", "short_breaks"],
        "decided_by": "Panel of 20 February",
        "liability_on": "1 January 2026",
        "liability_until": "1 January 2027",
    } | over


def test_it_works(send, scheme, officer):
    answer = send(reverse("add-household"), filled(officer=officer.staff.pk))
    household = Household.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("household", args=[household.pk])
    assert (household.name, household.officer, household.scheme) == ("P and L Green", officer.staff, scheme)
    assert (household.home.postcode, household.home.rooms) == ("HP20 1ZZ", 2)
    assert household.home.address == "2 Long Row\nAylesbury"
    assert [(m.full_name, m.role, m.gender) for m in household.members.order_by("pk")] == [
        ("Pat Green", "carer", "woman"),
        ("Lou Green", "carer", "not_said"),
        ("Kim Green", "household_member", "not_said"),
    ]
    terms = household.terms.get()
    assert (terms.from_on, terms.people_limit, terms.types) == (date(2024, 3, 1), 2, ["live_in", "short_breaks"])
    assert list(household.checks.order_by("pk").values_list("kind", "member__full_name", "expires_on")) == [
        ("dbs", "Pat Green", date(2028, 6, 1)),  # by the scheme's rule: 36 months
        ("dbs", "Lou Green", date(2026, 6, 1)),  # as typed
        ("liability", None, date(2027, 1, 1)),
    ]
    assert household.history.get().history_user == officer


def test_the_fewest_answers(send):
    data = filled()
    kept = ("name", "carer_1_full_name", "address", "postcode", "rooms", "from_on", "people_limit", "types")
    assert send(reverse("add-household"), {name: data[name] for name in kept}).status_code == 302
    assert Household.objects.approved_on(TODAY).count() == 1
    assert (Member.objects.count(), CheckResult.objects.count()) == (1, 0)


def test_sent_twice_adds_one(sign_in, officer):
    client, data = sign_in(officer), filled(once="a" * 32)
    assert client.post(reverse("add-household"), data).status_code == 302
    assert client.post(reverse("add-household"), data).url == reverse("households")
    assert (Household.objects.count(), Terms.objects.count()) == (1, 1)


def test_roles(sign_in, officer, manager, panel_member, viewer, regional_viewer, administrator):
    url = reverse("add-household")
    for actor, status in [(officer, 200), (manager, 200)] + [
        (actor, 403) for actor in (panel_member, viewer, regional_viewer, administrator)
    ]:
        assert sign_in(actor).get(url).status_code == status, actor.role
        if status == 403:
            assert sign_in(actor).post(url, filled()).status_code == 403
    assert not Household.objects.exists()


def test_officers_of_another_scheme_are_no_choice(send, outsider, errors_of):
    answer = send(reverse("add-household"), filled(officer=outsider.staff.pk))
    assert errors_of(answer) == {"officer": ["Choose the officer from the answers offered"]}


@pytest.mark.parametrize(
    ("over", "wrong"),
    [
        ({"until_on": "1 February 2024"}, {"until_on": ["The terms must end after they begin on 1 March 2024"]}),
        ({"people_limit": "4"}, {"people_limit": ["England allows at most 3 people in one home: enter 3 or fewer"]}),
        ({"people_limit": "0"}, {"people_limit": ["The most people at once must be 1 or more"]}),
        ({"rooms": "13"}, {"rooms": ["The bedrooms for people supported here must be 12 or less"]}),
        ({"types": []}, {"types": ["Choose at least one kind of arrangement they are approved for"]}),
        (
            {"liability_until": "1 January 2025"},
            {"liability_until": ["A check must run out after it was made on 1 January 2026"]},
        ),
        (
            {"carer_2_dbs_until": "1 June 2025"},
            {"carer_2_dbs_until": ["A check must run out after it was made on 1 June 2025"]},
        ),
        (
            {"carer_1_dbs_on": "2 September 2026"},
            {"carer_1_dbs_on": ["The date of the DBS check of the first carer must be today or in the past"]},
        ),
        (
            {"liability_on": ""},
            {"liability_on": ["Enter the date of the public liability insurance, or clear the day it runs out"]},
        ),
        ({"carer_1_full_name": " "}, {"carer_1_full_name": ["Enter the full name of the first carer"]}),
        (
            {"carer_2_full_name": ""},
            {"carer_2_full_name": ["Enter the full name of the second carer, or clear what you typed about them"]},
        ),
        ({"other_1_role": ""}, {"other_1_role": ["Choose what the first other member does here"]}),
        ({"postcode": "nowhere"}, {"postcode": ["Enter a full UK postcode, like HP20 1AA"]}),
    ],
)
def test_mistakes_are_said_and_nothing_is_lost(send, errors_of, over, wrong):
    answer = send(reverse("add-household"), filled(**over))
    assert answer.status_code == 200
    assert errors_of(answer) == wrong
    page = answer.content.decode()
    for name in wrong:
        assert f'href="#id_{name}' in page
        assert f'id="id_{name}' in page
    assert "We like walks." in page
    assert not Household.objects.exists()


def test_the_nations_limit_of_that_day_counts(send, scheme, the_job):
    Policy.set_rule(scheme=scheme, key="people_limit_nation", value=2, source="x", from_on=date(2026, 1, 1), by=the_job)
    assert send(reverse("add-household"), filled(people_limit="3", from_on="1 July 2025")).status_code == 302
    assert send(reverse("add-household"), filled(people_limit="3", from_on="1 July 2026")).status_code == 200


def test_anything_typed(takes_anything):
    takes_anything(reverse("add-household"), filled(officer="", once="", other_2_phone=""))


def test_page_shows_every_question_without_scripts(sign_in, officer):
    page = sign_in(officer).get(reverse("add-household")).content.decode()
    for name in filled():
        assert f'name="{name}"' in page
    assert f'value="{officer.staff.pk}" selected' in page
