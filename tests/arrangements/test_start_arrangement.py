"""Starting an arrangement: the place is taken or refused in words, lapsed checks are answered for."""

from datetime import date

import pytest
from django.urls import reverse

from arrangements.models import Arrangement, Stay
from carers.models import CheckResult
from tests import factories
from tests.arrangements.conftest import TODAY, make_agreed


def answers(holder, **over):
    return {
        "type": "live_in",
        "starts_on": "10 August 2026",
        "planned_end_on": "",
        "officer": holder.staff.pk,
        "agreed_on": "5 August 2026",
        "licence_on": "",
        "personal_care": "no",
    } | over


def start(browser, match, holder, **over):
    return browser.post(reverse("start-arrangement", args=[match.pk]), answers(holder, **over))


def test_it_starts_takes_the_place_and_closes_the_search(sign_in, officer, agreed):
    answer = start(sign_in(officer), agreed, officer)
    arrangement = Arrangement.objects.get()
    assert answer["Location"] == arrangement.get_absolute_url()
    agreed.refresh_from_db()
    agreed.referral.refresh_from_db()
    assert (agreed.status, agreed.referral.status) == ("started", "started")
    assert (arrangement.type, arrangement.starts_on, arrangement.agreed_on) == (
        "live_in",
        date(2026, 8, 10),
        date(2026, 8, 5),
    )
    assert Stay.objects.get().from_on == date(2026, 8, 10)


def test_what_was_asked_for_is_filled_in_and_the_places_are_counted(sign_in, officer, agreed):
    shown = sign_in(officer).get(reverse("start-arrangement", args=[agreed.pk])).content.decode()
    assert f'value="{TODAY.day} {TODAY:%B %Y}"' in shown
    assert "0 of 2 places taken" in shown
    assert "their terms 2" in shown


def test_it_is_not_started_before_both_said_yes(sign_in, officer, shortlisted):
    shown = start(sign_in(officer), shortlisted, officer).content.decode()
    assert "is now “shortlisted”, so this was not done" in shown
    assert not Arrangement.objects.exists()


def test_it_is_started_once(sign_in, officer, agreed):
    browser = sign_in(officer)
    for _ in range(2):
        answer = start(browser, agreed, officer, once="b" * 32)
        assert answer["Location"] == Arrangement.objects.get().get_absolute_url()
    assert "is now “started”" in start(browser, agreed, officer).content.decode()
    assert Arrangement.objects.count() == 1


def test_a_full_home_refuses_in_words_and_nothing_is_lost(sign_in, officer, scheme, agreed):
    for name in ("Bo Lee", "Cy Day"):
        Arrangement.start(
            person=factories.make_person(scheme, name),
            household=agreed.household,
            type="live_in",
            starts_on=TODAY,
            by=officer,
        )
    answer = start(sign_in(officer), agreed, officer, planned_end_on="1 May 2027")
    shown = answer.content.decode()
    assert "This home has no place on 10 August 2026: 2 of 2 places are taken." in shown
    assert 'value="1 May 2027"' in shown
    agreed.refresh_from_db()
    agreed.referral.refresh_from_db()
    assert (agreed.status, agreed.referral.status) == ("agreed", "introducing")
    assert Arrangement.objects.filter(match=agreed).count() == 0


def test_a_person_lives_in_one_home_at_a_time(sign_in, officer, scheme, agreed):
    other = factories.make_household(scheme, "M Hall")
    Arrangement.start(person=agreed.person, household=other, type="live_in", starts_on=TODAY, by=officer)
    assert "already live in another" in start(sign_in(officer), agreed, officer).content.decode()


def test_a_lapsed_check_stops_a_start_unless_a_manager_answers_for_it(sign_in, officer, manager, agreed):
    CheckResult.record_check(
        household=agreed.household,
        kind="liability",
        happened_on=date(2025, 8, 1),
        expires_on=date(2026, 8, 1),
        by=officer,
    )
    shown = start(sign_in(officer), agreed, officer).content.decode()
    assert "Public liability insurance of the home runs out on 1 August 2026." in shown
    assert "ask a manager" in shown
    assert "Give a reason below" in start(sign_in(manager), agreed, officer).content.decode()
    assert not Arrangement.objects.exists()
    start(sign_in(manager), agreed, officer, override="Renewed by phone; the paper is in the post.")
    arrangement = Arrangement.objects.get()
    assert "Renewed by phone" in arrangement.history.first().history_change_reason


def test_an_officer_cannot_override_by_sending_the_field(sign_in, officer, agreed):
    CheckResult.record_check(
        household=agreed.household,
        kind="liability",
        happened_on=date(2025, 8, 1),
        expires_on=date(2026, 8, 1),
        by=officer,
    )
    start(sign_in(officer), agreed, officer, override="Mine")
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"type": ""}, "Choose the type of arrangement"),
        ({"starts_on": "soon"}, "Enter the start date as day, month, year"),
        ({"starts_on": "1 January 2030"}, "must be 2 February 2027 or earlier"),
        ({"planned_end_on": "9 August 2026"}, "must be after the start"),
        ({"agreed_on": "1 September 2026"}, "must be today or in the past"),
        ({"officer": "999999"}, "from the answers offered"),
        ({"personal_care": ""}, "personal care"),
    ],
)
def test_what_is_wrong_is_said(sign_in, officer, agreed, over, said):
    answer = start(sign_in(officer), agreed, officer, **over)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Arrangement.objects.exists()


def test_an_officer_of_another_scheme_cannot_hold_it(sign_in, officer, outsider, agreed):
    assert start(sign_in(officer), agreed, officer, officer=outsider.staff.pk).status_code == 200
    assert not Arrangement.objects.exists()


def test_a_start_is_undone_and_can_be_made_again(sign_in, officer, looking, household):
    match = make_agreed(looking, household, officer)
    browser = sign_in(officer)
    start(browser, match, officer)
    arrangement = Arrangement.objects.get()
    assert browser.post(reverse("undo-start", args=[arrangement.pk]), {"why": ""}).status_code == 200
    assert browser.post(reverse("undo-start", args=[arrangement.pk]), {"why": "Sam is ill."}).status_code == 302
    arrangement.refresh_from_db()
    match.refresh_from_db()
    assert (arrangement.status, match.status) == ("not_started", "agreed")
    assert not Stay.objects.counted().exists()
    assert "is now" in browser.post(reverse("undo-start", args=[arrangement.pk]), {"why": "Again"}).content.decode()
    assert start(browser, match, officer).status_code == 302
    assert Arrangement.objects.running().count() == 1


def test_a_start_is_not_undone_after_a_visit(sign_in, officer, running):
    running.visits.model.record_visit(arrangement=running, happened_on=TODAY, seen_alone="yes", how="good", by=officer)
    shown = sign_in(officer).post(reverse("undo-start", args=[running.pk]), {"why": "x"}).content.decode()
    assert "End the arrangement instead" in shown
