"""Shortlisting a household for a person."""

from django.urls import reverse

from arrangements.models import Match
from tests import factories


def address(looking, household):
    return reverse("shortlist", args=[looking.pk, household.pk])


def test_it_is_shortlisted_with_the_reasons_of_today(sign_in, officer, looking, household):
    answer = sign_in(officer).post(address(looking, household))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("workbench", args=[looking.pk])
    match = Match.objects.get()
    assert (match.status, match.referral, match.household) == ("shortlisted", looking, household)
    assert "a room is free on these dates" in [reason["text"] for reason in match.reasons]
    assert match.history.first().history_user == officer


def test_a_second_time_leads_to_the_first(sign_in, officer, looking, household):
    browser = sign_in(officer)
    browser.post(address(looking, household))
    answer = browser.post(address(looking, household))
    assert answer["Location"] == reverse("match", args=[Match.objects.get().pk])


def test_a_household_that_is_ruled_out_needs_a_managers_reason(sign_in, officer, manager, scheme, looking):
    household = factories.make_household(scheme, "M Hall", types=["day_support"])
    assert sign_in(officer).post(address(looking, household)).status_code == 403
    browser = sign_in(manager)
    shown = browser.post(address(looking, household), {"override": ""})
    assert shown.status_code == 200
    assert "Terms allow day support only." in shown.content.decode()
    assert not Match.objects.exists()
    browser.post(address(looking, household), {"override": "Their terms go to panel on Monday."})
    assert Match.objects.get().override == "Their terms go to panel on Monday."


def test_nobody_is_shortlisted_for_a_referral_that_is_closed(sign_in, officer, looking, household):
    looking.turn_down(reason="person_no", who_decided="person", suggestion="Nothing", by=officer)
    shown = sign_in(officer).post(address(looking, household))
    assert "so nobody was shortlisted" in shown.content.decode()
    assert not Match.objects.exists()


def test_a_household_of_another_scheme_is_not_found(sign_in, officer, looking, other_scheme):
    theirs = factories.make_household(other_scheme, "Q Other")
    assert sign_in(officer).post(address(looking, theirs)).status_code == 404
