"""The list and the page of arrangements, editing, handing over, ending and putting back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements.models import Arrangement, Review, Stay, Visit
from carers.models import CheckResult
from schemes.models import Opening
from tests import factories
from tests.arrangements.conftest import TODAY

LIST = "/arrangements/"


def end(browser, arrangement, **over):
    answers = {
        "ended_on": "today",
        "ended_by": "person",
        "end_reason": "own_place",
        "end_planned": "yes",
        "moved_to": "A flat in town",
    }
    return browser.post(reverse("end-arrangement", args=[arrangement.pk]), answers | over)


def test_the_list_says_when_next_and_what_runs_out(sign_in, officer, running):
    CheckResult.record_check(
        household=running.household, kind="gas", happened_on=TODAY, expires_on=date(2026, 9, 1), by=officer
    )
    shown = sign_in(officer).get(LIST).content.decode()
    assert f"Sam T with J Okoro, {running.reference}" in shown
    assert "3 September 2026" in shown  # 28 days
    assert "17 September 2026" in shown  # 42 days
    assert "Gas safety certificate of the home runs out on 1 September 2026." in shown


def test_the_list_is_narrowed_and_ignores_nonsense(sign_in, officer, manager, running):
    browser = sign_in(officer)
    for chosen, is_there in [
        ({"status": "ended"}, False),
        ({"status": "all"}, True),
        ({"type": "live_in"}, True),
        ({"type": "day_support"}, False),
        ({"officer": officer.staff.pk}, True),
        ({"officer": manager.staff.pk}, False),
        ({"officer": "nobody"}, False),
        ({"status": "x", "officer": "99999999999999999999", "type": "\x00", "page": "last"}, True),
    ]:
        assert ("Sam T with" in browser.get(LIST, chosen).content.decode()) is is_there


def test_the_list_costs_the_same_for_thirty(sign_in, officer, scheme, running):
    browser = sign_in(officer)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    for number in range(29):
        household = factories.make_household(scheme, f"Household {number}")
        Arrangement.start(
            person=factories.make_person(scheme, f"Person {number}"),
            household=household,
            type="live_in",
            starts_on=TODAY,
            by=officer,
        )
    with CaptureQueriesContext(connection) as thirty:
        assert "30 arrangements" in browser.get(LIST).content.decode()
    assert len(one) == len(thirty)


def test_the_page_costs_the_same_with_thirty_visits(sign_in, officer, running):
    def record(number):
        on = TODAY + timedelta(days=number)
        Visit.record_visit(arrangement=running, happened_on=on, seen_alone="yes", how="good", summary="x", by=officer)
        Review.record_review(arrangement=running, happened_on=on, who_took_part="Sam", outcome="go_on", by=officer)

    browser, address = sign_in(officer), running.get_absolute_url()
    record(0)
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    for number in range(1, 30):
        record(number)
    with CaptureQueriesContext(connection) as thirty:
        browser.get(address)
    assert len(one) == len(thirty)


def test_the_page_puts_their_latest_words_first_and_warns_of_a_lapsed_check(sign_in, officer, running):
    Visit.record_visit(
        arrangement=running,
        happened_on=TODAY,
        seen_alone="yes",
        how="worries",
        persons_words="I want more time in the garden.",
        summary="Tired.",
        by=officer,
    )
    CheckResult.record_check(
        household=running.household, kind="dbs", member=running.household.members.get(),
        happened_on=date(2023, 7, 25), expires_on=date(2026, 7, 25), by=officer,
    )  # fmt: skip
    CheckResult.record_check(
        household=running.household,
        kind="liability",
        happened_on=date(2025, 7, 25),
        expires_on=date(2026, 7, 25),
        by=officer,
    )
    shown = sign_in(officer).get(running.get_absolute_url()).content.decode()
    assert "Nothing ends by itself" in shown
    assert "Public liability insurance of the home ran out on 25 July 2026." in shown
    assert shown.index("I want more time in the garden.") < shown.index("Going well")
    assert "Some worries at the visit" in shown
    running.refresh_from_db()
    assert running.status == "running"


def test_opening_the_page_is_written_down(sign_in, officer, running):
    sign_in(officer).get(running.get_absolute_url())
    opening = Opening.objects.filter(folder=running.folder).get()
    assert (opening.actor, opening.page) == (officer, "arrangement")


def test_agreements_are_edited_and_a_stale_page_keeps_its_text(sign_in, officer, manager, running):
    address = reverse("edit-arrangement", args=[running.pk])
    answers = {"planned_end_on": "", "agreed_on": "5 August 2026", "licence_on": "", "personal_care": "yes"}
    browser = sign_in(officer)
    running.save_edit({"personal_care": True}, version=None, by=manager)
    shown = browser.post(address, answers | {"version": running.version - 1}).content.decode()
    assert "Morgan Lee saved this while you were typing" in shown
    assert 'value="5 August 2026"' in shown
    running.refresh_from_db()
    assert running.agreed_on is None
    assert f'name="version" value="{running.version}"' in shown
    assert browser.post(address, answers | {"version": running.version}).status_code == 302
    running.refresh_from_db()
    assert (running.agreed_on, running.personal_care) == (date(2026, 8, 5), True)


@pytest.mark.parametrize("version", ["", "x", "9" * 5000, "-1", "²"])
def test_a_page_without_its_version_counts_as_stale(sign_in, officer, running, version):
    answers = {"agreed_on": "5 August 2026", "personal_care": "no", "version": version}
    assert sign_in(officer).post(reverse("edit-arrangement", args=[running.pk]), answers).status_code == 200
    running.refresh_from_db()
    assert running.agreed_on is None


def test_a_planned_end_is_after_the_start(sign_in, officer, running):
    answers = {"planned_end_on": "6 August 2026", "personal_care": "no", "version": running.version}
    shown = sign_in(officer).post(reverse("edit-arrangement", args=[running.pk]), answers).content.decode()
    assert "must be after the start" in shown


def test_it_is_handed_to_another_officer(sign_in, officer, manager, outsider, viewer, running):
    browser, address = sign_in(officer), reverse("hand-arrangement", args=[running.pk])
    for wrong in (outsider, viewer):
        assert browser.post(address, {"officer": wrong.staff.pk}).status_code == 200
    assert browser.post(address, {"officer": manager.staff.pk, "why": "Priya is away"}).status_code == 302
    running.refresh_from_db()
    assert running.officer == manager.staff


def test_an_ending_frees_the_place_and_says_who_and_why(sign_in, officer, running):
    browser = sign_in(officer)
    shown = browser.get(reverse("end-arrangement", args=[running.pk])).content.decode()
    assert "Sam T’s place with J Okoro becomes free" in shown
    assert end(browser, running)["Location"] == running.get_absolute_url()
    running.refresh_from_db()
    assert (running.status, running.ended_by, running.end_reason) == ("ended", "person", "own_place")
    assert (running.end_planned, running.moved_to, running.ended_on) == (True, "A flat in town", TODAY)
    assert Stay.objects.get().until_on == TODAY
    assert "is now “ended”" in end(browser, running).content.decode()


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"ended_on": "tomorrow"}, "must be today or in the past"),
        ({"ended_on": "5 August 2026"}, "it cannot end before that"),
        ({"ended_by": ""}, "Answer “Who decided?”"),
        ({"end_reason": "nope"}, "from the answers offered"),
        ({"end_planned": ""}, "Was the ending planned?"),
    ],
)
def test_what_is_wrong_with_an_ending_is_said(sign_in, officer, running, over, said):
    shown = end(sign_in(officer), running, **over).content.decode()
    assert said in shown
    assert "A flat in town" in shown
    running.refresh_from_db()
    assert running.status == "running"


def test_a_manager_puts_an_ending_back_if_the_place_is_free(sign_in, officer, manager, scheme, running):
    address = reverse("put-back-arrangement", args=[running.pk])
    end(sign_in(officer), running)
    assert sign_in(officer).post(address, {"why": "x"}).status_code == 403
    others = [
        Arrangement.start(
            person=factories.make_person(scheme, name), household=running.household, type="live_in", starts_on=TODAY,
            by=officer,
        )
        for name in ("Bo Lee", "Cy Day")
    ]  # fmt: skip
    refused = sign_in(manager).post(address, {"why": "A mistake"}).content.decode()
    assert "This home has no place on 6 August 2026" in refused
    others[0].undo_start(why="x", by=officer)
    assert sign_in(manager).post(address, {"why": "A mistake"}).status_code == 302
    running.refresh_from_db()
    assert (running.status, running.ended_on) == ("running", None)
    assert Stay.objects.get(arrangement=running).until_on is None
