"""The scheme's own assessment: written over days, finished when whole; what nobody asked stays visible as unknown."""

import pytest
from django.urls import reverse

from referrals.models import Assessment
from schemes.models import WrongState
from tests import factories
from tests.world import TODAY

WRITTEN = {
    "visited_on": "4 8 2026",
    "with_whom": "Her sister",
    "persons_view": "I like my own room.",
    "support": "Somebody beside her in the morning.",
    "safety_out": "Crosses roads with somebody.",
    "level_money": "prompts",
    "evidence_money": "Her sister showed the bank letters.",
    "summary": "Mostly settled.",
}


@pytest.fixture
def referral(scheme, officer, set_clock):
    set_clock(TODAY)
    return factories.make_referral(scheme, by=officer)


@pytest.fixture
def write(sign_in, officer, referral):
    browser = sign_in(officer)

    def typed(version="1", **changes):
        data = WRITTEN | {"version": version} | changes
        return browser.post(reverse("write-assessment", args=[referral.pk]), data)

    return typed


def test_it_is_kept_and_gone_on_with(write, referral):
    assert write().status_code == 302
    row = Assessment.objects.get()
    assert row.finished_on is None
    assert row.safety == {"out": "Crosses roads with somebody."}
    assert row.banding == {"money": {"level": "prompts", "evidence": "Her sister showed the bank letters."}}
    write(version=str(row.version), summary="Settled.")
    assert Assessment.objects.get().summary == "Settled."


def test_unknowns_stay_visible(write, referral, sign_in, officer):
    write()
    row = Assessment.objects.get()
    assert "Fire and smoking" in row.unknown
    assert "Money" not in row.unknown
    page = sign_in(officer).get(reverse("assessment", args=[referral.pk])).content.decode()
    assert "Nobody knows yet" in page
    assert "I like my own room." in page


def test_it_is_finished_only_when_somebody_visited_and_says_what_they_found(write):
    page = write(finish="finish", visited_on="", summary="")
    assert "Say when you visited and what you found first." in page.content.decode()
    assert not Assessment.objects.filter(finished_on__isnull=False).exists()
    assert write(finish="finish", version=str(Assessment.objects.get().version)).status_code == 302
    assert Assessment.objects.get().finished_on == TODAY


def test_a_finished_one_stands_and_another_begins_from_it(write, officer, referral):
    write(finish="finish")
    first = Assessment.objects.get()
    with pytest.raises(WrongState):
        first.write({"summary": "Other"}, version=None, by=officer)
    second = Assessment.begin(referral=referral, by=officer)
    assert (second.safety, second.banding, second.summary) == (first.safety, first.banding, "")
    assert Assessment.begin(referral=referral, by=officer) == second


@pytest.mark.parametrize("typed", [{"visited_on": "7 8 2026"}, {"level_money": "lots"}, {"with_whom": "x" * 301}])
def test_nonsense_is_said_and_nothing_is_written(typed, write):
    assert write(**typed).status_code == 200
    assert Assessment.objects.get().support == ""
