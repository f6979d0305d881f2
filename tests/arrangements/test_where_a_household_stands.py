"""Stepping back, coming back, notice, de-registration, the end of approval: each act, and what it leaves alone."""

from datetime import date

import pytest
from django.urls import reverse

from arrangements.due import due
from arrangements.models import Arrangement
from carers.models import Household, Leaving, Terms, standing
from schemes.models import Policies
from tests import factories

TODAY = date(2026, 9, 1)
ACTS = {
    "step-back-household": {"from_on": "1 September 2026", "expected_until_on": "1 December 2026", "why": "Tired"},
    "come-back-household": {"on": "1 September 2026", "why": "Rested"},
    "give-notice": {"kind": "retiring", "given_on": "1 September 2026", "ends_on": "1 March 2027", "why": "I am 71"},
    "call-off-notice": {"why": "They stay"},
    "end-approval": {"on": "1 September 2026", "why": "Retired"},
    "deregister-household": {
        "without_panel_because": "Asked to by the regulator",
        "why": "Reasons",
        "given_on": "1 September 2026",
        "appeal_by_on": "29 September 2026",
        "ends_on": "1 October 2026",
    },
}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def household(scheme, officer):
    return factories.make_household(scheme, officer=officer.staff)


@pytest.fixture
def do(sign_in, officer, household):
    """Do one of the acts, with its usual answers or others; the page it leads to, or the form again."""

    def act(name, by=None, **over):
        answer = sign_in(by or officer).post(reverse(name, args=[household.pk]), ACTS[name] | over, follow=True)
        household.refresh_from_db()
        return answer

    return act


def live_in(household):
    person = factories.make_person(household.scheme, "Sam Taylor")
    return Arrangement.start(
        person=person, household=household, type="live_in", starts_on=date(2026, 2, 1), by=factories.the_job()
    )


def said(answer):
    return answer.content.decode()


def test_stepping_back_and_coming_back(do, household, officer):
    arrangement = live_in(household)
    assert "Stepping back for a while" in said(do("step-back-household"))
    pause = household.pauses.standing().get()
    assert (household.status, pause.kind, pause.from_on, pause.recorded_by) == (
        "stepped_back", "stepped_back", TODAY, officer,
    )  # fmt: skip
    assert "is now “stepping back for a while”" in said(do("step-back-household"))
    do("come-back-household")
    assert (household.status, household.pauses.standing().get().until_on) == ("approved", TODAY)
    assert "is now “approved”, so this was not done" in said(do("come-back-household"))
    arrangement.refresh_from_db()
    assert arrangement.status == "running"


def test_only_a_manager_ends_a_suspension_and_only_after_the_allegation(do, household, officer, manager):
    standing.suspend(household, why="Something was said", payments="go_on", by=manager)
    assert "Here only a manager can do this." in said(do("come-back-household"))
    assert "only a manager ends that" in said(do("step-back-household"))
    assert household.status == "suspended"
    do("come-back-household", by=manager)
    assert household.status == "approved"


def test_notice_and_calling_it_off(do, household):
    arrangement = live_in(household)
    page = said(do("give-notice"))
    assert "<strong>Retiring:</strong> approval to end on 1 March 2027" in page
    assert household.status == "leaving"
    assert "Notice stands already, for 1 March 2027. Call it off first." in said(do("give-notice"))
    do("call-off-notice")
    assert (household.status, Leaving.objects.standing().count()) == ("approved", 0)
    assert "there is nothing to call off" in said(do("call-off-notice"))
    arrangement.refresh_from_db()
    assert arrangement.status == "running"


def test_notice_beside_a_suspension_leaves_it_standing(do, household, manager):
    standing.suspend(household, why="x", payments="go_on", by=manager)
    do("give-notice")
    assert household.status == "suspended"
    do("come-back-household", by=manager)
    assert household.status == "leaving"
    do("call-off-notice")
    assert household.status == "approved"


def test_approval_ends_and_nobodys_home_does(do, sign_in, officer, household):
    arrangement = live_in(household)
    page = said(sign_in(officer).get(reverse("end-approval", args=[household.pk])))
    assert "Nobody’s home ends by this." in page
    assert "Sam T" in page
    do("end-approval")
    arrangement.refresh_from_db()
    assert (household.status, arrangement.status) == ("ended", "running")
    assert not Terms.objects.in_force(TODAY).exists()
    assert "is now “approval ended”" in said(do("end-approval"))
    terms = {"from_on": "today", "people_limit": "1", "types": ["live_in"], "happened_on": "today"}
    answer = sign_in(officer).post(reverse("set-terms", args=[household.pk]), terms)
    assert "Terms begin when panel has agreed and the carer agreement is signed." in said(answer)


def test_who_lives_there_is_talked_to_early(do, scheme, household, officer):
    arrangement = live_in(household)

    def owed(on=TODAY):
        rows = due([scheme], on, Policies([scheme]))
        return [(row.on, row.url) for row in rows if row.kind == "next_home"]

    assert owed() == []
    do("give-notice")
    edit = reverse("edit-arrangement", args=[arrangement.pk])
    assert owed() == [(date(2027, 3, 1), edit)]
    do("call-off-notice")
    assert owed() == []
    do("end-approval")
    assert owed() == [(TODAY, edit)]
    arrangement.save_edit({"planned_end_on": date(2026, 12, 1)}, version=None, by=officer)
    assert owed() == []


def test_deregistering_needs_panel_or_a_reason(do, household, manager, officer):
    answer = do("deregister-household", by=manager, without_panel_because="")
    assert "Ask panel first, or enter why panel did not decide it" in said(answer)
    assert "Reasons</textarea>" in said(answer)
    do("deregister-household", by=manager)
    notice = Leaving.objects.standing().get()
    assert (household.status, notice.kind, notice.appeal_by_on) == ("leaving", "deregistered", date(2026, 9, 29))
    assert notice.without_panel_because == "Asked to by the regulator"
    assert "They may appeal until 29 September 2026." in said(do("end-approval"))
    assert "Only a manager can call off a de-registration." in said(do("call-off-notice"))
    assert household.status == "leaving"
    do("call-off-notice", by=manager)
    assert household.status == "approved"


def test_days_out_of_order(do, household, manager):
    answer = do("give-notice", ends_on="1 August 2026")
    assert answer.context["form"].errors["ends_on"] == [
        "Approval ends after notice was given on 1 September 2026: enter that day or later"
    ]
    answer = do("deregister-household", by=manager, appeal_by_on="2 September 2026", ends_on="1 September 2026")
    assert answer.context["form"].errors == {
        "appeal_by_on": ["Your scheme gives 28 days to appeal: enter 29 September 2026 or later"],
        "ends_on": ["They may appeal until 2 September 2026: enter that day or later"],
    }
    answer = do("step-back-household", from_on="1 October 2026")
    assert answer.context["form"].errors == {"from_on": ["The day they step back must be today or in the past"]}
    assert (household.status, Leaving.objects.count(), household.pauses.count()) == ("approved", 0, 0)


@pytest.mark.parametrize("name", ["step-back-household", "give-notice", "end-approval"])
def test_sent_twice_is_done_once(do, household, name):
    answers = [do(name, once="a" * 32) for _ in range(2)]
    assert [answer.redirect_chain for answer in answers] == [[(household.get_absolute_url(), 302)]] * 2


@pytest.mark.parametrize("name", [*ACTS, "split-household"])
def test_roles_and_schemes(sign_in, household, name, officer, manager, viewer, panel_member, administrator, outsider):
    url = reverse(name, args=[household.pk])
    only_managers = name == "deregister-household"
    assert sign_in(manager).get(url).status_code == 200
    assert sign_in(officer).get(url).status_code == (403 if only_managers else 200)
    for actor in (viewer, panel_member, administrator):
        assert [sign_in(actor).get(url).status_code, sign_in(actor).post(url).status_code] == [403, 403]
    assert [sign_in(outsider).get(url).status_code, sign_in(outsider).post(url).status_code] == [404, 404]
    household.folder.restrict(why="Family at work here", by=manager)
    assert sign_in(officer).get(url).status_code == (403 if only_managers else 404)


@pytest.mark.parametrize("name", ACTS)
def test_anything_typed(sign_in, household, manager, name):
    client, url = sign_in(manager), reverse(name, args=[household.pk])
    for typed in ("\x00<script>alert(1)</script>", "9" * 400, "31/02/2026", "' OR 1=1 -- {{ 7 }}"):
        answer = client.post(url, dict.fromkeys(ACTS[name], typed))
        assert answer.status_code in (200, 302)
        assert "<script>alert" not in said(answer)


def test_a_restricted_person_is_counted_and_not_named(sign_in, officer, manager, household):
    live_in(household).person.folder.restrict(why="Known to staff", by=manager)
    page = said(sign_in(officer).get(reverse("end-approval", args=[household.pk])))
    assert "1 more only managers may see" in page
    assert "Sam" not in page


def test_every_status_has_its_acts(sign_in, household, manager):
    """The list of acts offers what the status allows."""

    def offered():
        answer = sign_in(manager).get(household.get_absolute_url())
        return {text for _, acts in answer.context["more_acts"] for text, _ in acts}

    at = offered()
    assert {"Step back for a while", "Give notice", "De-register household", "End approval"} <= at
    assert not {"Come back", "Call off notice"} & at
    standing.step_back(household, from_on=TODAY, why="x", by=manager)
    assert "Come back" in offered()
    standing.end_approval(household, on=TODAY, why="x", by=manager)
    assert household.status == Household.Status.ENDED
    assert not {"Come back", "Give notice", "End approval", "Split household"} & offered()
