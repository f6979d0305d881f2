"""What is known about a person: written down, corrected, ended, and what of it becomes due."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from referrals import due_person
from referrals.models import (
    Capacity,
    Consent,
    FundingState,
    Liberty,
    NeedReview,
    PersonAuthority,
    PersonContact,
    PersonMerged,
)
from schemes.models import Policies
from tests import factories
from tests.world import make_world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 6)


@pytest.fixture
def person(scheme, officer, set_clock):
    set_clock(TODAY)
    return factories.make_looking(
        scheme, officer, person={"full_name": "Samuel Thornbury", "preferred_name": "Sam"}
    ).person


def kinds(person):
    rows = due_person.due([person.scheme], TODAY, Policies([person.scheme]))
    return {row.kind: row for row in rows if row.folder_id == person.folder_id}


def test_two_authorities_may_differ_and_each_holds_from_its_day(person, send):
    url = reverse("record-authority", args=[person.pk])
    good = {"role": "funding", "named": "Vale Council", "commissioner": "Panel", "happened_on": "1 August 2026"}
    assert send(url, good).status_code == 302
    assert send(url, good | {"role": "host", "named": "North Council", "happened_on": "today"}).status_code == 302
    held = PersonAuthority.holding(person, TODAY)
    assert {role: str(row.authority) for role, row in held.items()} == {
        "funding": "Vale Council",
        "host": "North Council",
    }
    assert set(PersonAuthority.holding(person, date(2026, 8, 3))) == {"funding"}
    answer = send(url, {"role": "host", "happened_on": "today"})
    assert answer.context["form"].errors["authority"] == ["Choose a council or health body, or enter its name"]


@pytest.mark.parametrize(("typed", "pence"), [("372.37", 37237), ("£1,200", 120000), ("0", 0), ("", None)])
def test_pounds_are_kept_as_pence(typed, pence, person, send):
    data = {"state": "agreed", "weekly_pence": typed, "decided_by": "Panel", "happened_on": "today"}
    assert send(reverse("record-funding", args=[person.pk]), data).status_code == 302
    assert FundingState.objects.get().weekly_pence == pence


@pytest.mark.parametrize("typed", ["-1", "1.234", "20000.01", "NaN", "1e9", "abc"])
def test_what_is_no_amount_is_refused(typed, person, send):
    data = {"state": "asked", "weekly_pence": typed, "happened_on": "today"}
    assert "weekly_pence" in send(reverse("record-funding", args=[person.pk]), data).context["form"].errors


def test_money_is_corrected_and_the_old_stays(person, officer, send):
    row = FundingState.record_funding(person=person, state="asked", weekly_pence=100, happened_on=TODAY, by=officer)
    url = reverse("correct-funding", args=[row.pk])
    data = {"state": "asked", "weekly_pence": "2", "happened_on": "today", "why": "Misread"}
    assert send(url, data).status_code == 302
    assert [one.weekly_pence for one in FundingState.objects.standing()] == [200]
    assert "before" in send(url, data | {"once": "b" * 32}).content.decode() or FundingState.objects.count() == 2


def test_the_first_to_contact_is_one(person, officer, send):
    url = reverse("add-person-contact", args=[person.pk])
    for name in ("Kay", "Lou"):
        data = {"name": name, "role": "family", "is_first": "on", "authority": ["lpa_money"], "phone": "01632 960 001"}
        assert send(url, data).status_code == 302
    assert [(one.name, one.is_first) for one in PersonContact.objects.order_by("name")] == [
        ("Kay", False),
        ("Lou", True),
    ]
    lou = PersonContact.objects.get(name="Lou")
    assert send(reverse("end-person-contact", args=[lou.pk]), {"ended_on": "today"}).status_code == 302
    lou.refresh_from_db()
    assert (lou.ended_on, lou.is_first) == (TODAY, False)


def test_the_acid_test_is_not_answered_away(person, send):
    data = {
        "supervised": "yes",
        "free_to_leave": "no",
        "agrees": "no",
        "state": "not_restricted",
        "happened_on": "today",
    }
    url = reverse("record-liberty", args=[person.pk])
    assert "state" in send(url, data).context["form"].errors
    assert "expires_on" in send(url, data | {"state": "ordered"}).context["form"].errors
    assert send(url, data | {"state": "may_be", "review_on": "10 August 2026"}).status_code == 302
    assert kinds(person)["tell_council"].on == date(2026, 8, 10)


def test_an_order_that_ends_is_due_and_its_key_stays(person, officer):
    row = Liberty.record_liberty(
        person=person, state="ordered", expires_on=TODAY + timedelta(days=50), happened_on=TODAY, by=officer
    )
    due = kinds(person)["order_ends"]
    assert (due.on, due.group(TODAY, 7)) == (TODAY + timedelta(days=50), "ahead")
    row.correct(expires_on=TODAY + timedelta(days=60), why="Misread", by=officer)
    assert (kinds(person)["order_ends"].key, kinds(person)["order_ends"].on) == (due.key, TODAY + timedelta(days=60))


def test_the_newest_answer_about_sharing_holds(person, officer, send):
    url = reverse("record-consent", args=[person.pk])
    for answer in ("yes", "no"):
        data = {
            "purpose": "family",
            "answer": answer,
            "said_by": "Sam",
            "happened_on": "today",
            "until_on": "1 September 2026",
        }
        assert send(url, data).status_code == 302
        assert ("ask_consent" in kinds(person)) is (answer == "yes")
    assert not Consent.newest(person, "family").holds_on(TODAY)
    assert "words" in send(url, data | {"answer": "best_interests"}).context["form"].errors


def test_a_need_that_is_not_met_is_due_until_it_is(person, officer, send):
    assert {"need_review", "unmet_need"} & set(kinds(person)) == set()
    person.save_edit({"information_format": "easy_read"}, version=None, by=officer)
    assert kinds(person)["need_review"].on == date(2027, 8, 6)
    url = reverse("record-need-review", args=[person.pk])
    assert {"unmet", "act_on"} == set(
        send(url, {"is_met": "no", "asked_whom": "Sam", "happened_on": "today"}).context["form"].errors
    )
    data = {"is_met": "no", "asked_whom": "Sam", "unmet": "Letters", "act_on": "9 August 2026", "happened_on": "today"}
    assert send(url, data).status_code == 302
    assert kinds(person)["unmet_need"].on == date(2026, 8, 9)
    assert send(url, {"is_met": "yes", "asked_whom": "Sam", "happened_on": "today"}).status_code == 302
    assert NeedReview.objects.count() == 2
    assert {"need_review"} == {"need_review", "unmet_need"} & set(kinds(person))


def test_what_is_hidden_or_not_safe_is_looked_at_again(person, officer, send):
    assert (
        send(
            reverse("hide-address", args=[person.pk]), {"why": "A reason", "review_on": "1 September 2026"}
        ).status_code
        == 302
    )
    warn = {"which": "another", "value": "01632 960 777", "why": "He answers", "review_on": "2 September 2026"}
    assert send(reverse("warn-contact", args=[person.pk]), warn).status_code == 302
    assert {"hidden_address", "unsafe_contact"} <= set(kinds(person))


def test_nothing_is_owed_around_somebody_who_was_turned_down(person, officer):
    person.save_edit({"information_format": "easy_read"}, version=None, by=officer)
    assert kinds(person)
    referral = person.referrals.get()
    referral.turn_down(reason="none_in_area", who_decided="scheme", suggestion="A flat", by=officer)
    assert kinds(person) == {}


@pytest.mark.parametrize(("typed", "kept"), [("943 476 5919", "9434765919"), ("9434765919", "9434765919"), ("", "")])
def test_an_nhs_number_is_kept_as_its_figures(typed, kept, person, send):
    data = {"full_name": "Sam T", "gender": "not_said", "nhs_number": typed, "version": person.version}
    assert send(reverse("edit-person", args=[person.pk]), data).status_code == 302
    person.refresh_from_db()
    assert person.nhs_number == kept


@pytest.mark.parametrize("typed", ["943 476 5918", "123", "٩٤٣٤٧٦٥٩١٩", "abcdefghij"])
def test_an_nhs_number_that_cannot_be_is_refused(typed, person, send):
    data = {"full_name": "Sam T", "gender": "not_said", "nhs_number": typed, "version": person.version}
    answer = send(reverse("edit-person", args=[person.pk]), data)
    assert answer.context["form"].errors["nhs_number"] == [
        "Enter an NHS number with its ten figures, like 943 476 5919"
    ]


def test_the_summary_says_what_is_known_and_what_is_not(person, officer, sign_in):
    page = sign_in(officer).get(person.get_absolute_url()).content.decode()
    assert "Not written down yet:" in page
    FundingState.record_funding(person=person, state="agreed", weekly_pence=37237, happened_on=TODAY, by=officer)
    assert "Agreed, £372.37 a week" in sign_in(officer).get(person.get_absolute_url()).content.decode()


# Pages about a person, each by the row in the world it is about: their needs stand on every one of them.
ABOUT_SOMEBODY = """referral triage meet-person ask-for-more pass-on turn-down record-meeting hold-referral
person edit-person record-words record-wishes around-person money-of-person deciding-of-person information-of-person
safety-of-contact add-person-contact record-funding record-consent record-capacity record-liberty record-need-review
hide-address warn-contact edit-person-contact workbench shortlist
match plan-step give-profile record-introduction correct-introduction agree-match stop-match start-arrangement
arrangement edit-arrangement hand-arrangement end-arrangement undo-start record-visit record-review plan-break
correct-visit correct-review release-stay"""


def test_how_to_reach_them_stands_on_every_page_about_them(scheme, officer, manager, sign_in, set_clock):
    set_clock(TODAY)
    world = make_world(scheme, officer, "Ourleaf")
    browser, without = sign_in(manager), []
    for name in ABOUT_SOMEBODY.split():
        page = browser.get(reverse(name, args=world.args(name, manager))).content.decode()
        if "sl-information-needs" not in page or "Slowly Ourleaf" not in page:
            without.append(name)
    assert without == []


def test_needs_that_are_not_recorded_are_not_invented(person, officer, sign_in):
    assert "sl-information-needs" not in sign_in(officer).get(person.get_absolute_url()).content.decode()


def test_what_was_written_on_a_merged_record_is_owed_to_the_one_that_stands(person, scheme, officer):
    other = factories.make_person(scheme, "Sam Thornbury", by=officer)
    order = {"state": "ordered", "happened_on": date(2025, 9, 1), "expires_on": date(2026, 9, 1)}
    Liberty.record_liberty(person=other, by=officer, **order)
    assert "order_ends" not in kinds(person)
    PersonMerged.merge(person=person, other=other, why="The same", by=officer)
    assert kinds(person)["order_ends"].on == date(2026, 9, 1)
    Liberty.record_liberty(person=person, by=officer, state="ended", happened_on=date(2026, 8, 5))
    assert "order_ends" not in kinds(person)


def test_a_decision_looked_at_again_is_no_longer_due(person, officer):
    looked = {"decision": "Where to live", "outcome": "can", "assessed_by": "Priya"}
    Capacity.record_capacity(
        person=person, by=officer, happened_on=date(2026, 7, 1), review_on=date(2026, 8, 10), **looked
    )
    assert "look_at_capacity" in kinds(person)
    Capacity.record_capacity(person=person, by=officer, happened_on=date(2026, 8, 1), **looked)
    assert "look_at_capacity" not in kinds(person)
