"""Shortlisting all the households ticked on the board."""

import pytest
from django.urls import reverse

from arrangements.models import Match
from schemes.models import Opening
from tests import factories


@pytest.fixture
def address(looking):
    return reverse("shortlist-several", args=[looking.pk])


@pytest.fixture
def three(scheme, officer, now):
    return [factories.make_household(scheme, name, officer=officer.staff) for name in ("P Green", "Q Hall", "R Moss")]


def test_all_that_were_ticked_are_shortlisted_with_their_reasons(sign_in, officer, looking, three, address):
    browser = sign_in(officer)
    answer = browser.post(address, {"households": [one.pk for one in three]}, follow=True)
    assert answer.redirect_chain == [(reverse("workbench", args=[looking.pk]), 302)]
    assert "Shortlisted for Sam T: P Green, Q Hall and R Moss." in answer.content.decode()
    assert sorted(match.household.name for match in Match.objects.all()) == ["P Green", "Q Hall", "R Moss"]
    assert all(match.reasons for match in Match.objects.all())
    for household in three:
        assert Opening.objects.filter(folder=household.folder, actor=officer).count() == 1


def test_sent_twice_it_is_done_once(sign_in, officer, three, address):
    browser = sign_in(officer)
    typed = {"households": [three[0].pk], "once": "0" * 32}
    assert [browser.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert Match.objects.count() == 1


def test_nothing_ticked_is_said_first_and_what_was_ticked_stays(
    sign_in, officer, manager, scheme, looking, three, address
):
    browser = sign_in(officer)
    shown = browser.post(address, {}).content.decode()
    assert "<title>Error: " in shown
    assert 'href="#id_households"' in shown
    assert "Tick the households to shortlist" in shown
    full = factories.make_household(scheme, "M Hall", types=["day_support"])
    shown = browser.post(address, {"households": [three[0].pk, full.pk]}).content.decode()
    assert "M Hall is ruled out" in shown
    assert " checked>" in shown
    assert not Match.objects.exists()


@pytest.mark.parametrize("value", ["x", "0", "99999999999999999999", "\x00", "-1"])
def test_what_makes_no_sense_shortlists_nobody(sign_in, officer, address, value):
    shown = sign_in(officer).post(address, {"households": value})
    assert shown.status_code == 200
    assert "Tick households that stand on this board" in shown.content.decode()


def test_a_household_of_another_scheme_is_none_of_this_board(sign_in, officer, other_scheme, address):
    theirs = factories.make_household(other_scheme, "Q Other")
    shown = sign_in(officer).post(address, {"households": theirs.pk}).content.decode()
    assert "Tick households that stand on this board" in shown
    assert not Match.objects.exists()


def test_who_may_not_and_who_is_elsewhere(sign_in, viewer, outsider, three, address):
    typed = {"households": [three[0].pk]}
    assert sign_in(viewer).post(address, typed).status_code == 403
    assert sign_in(outsider).post(address, typed).status_code == 404


def test_nobody_is_shortlisted_for_a_referral_that_is_closed(sign_in, officer, looking, three, address):
    looking.turn_down(reason="person_no", who_decided="person", suggestion="Nothing", by=officer)
    shown = sign_in(officer).post(address, {"households": [three[0].pk]}).content.decode()
    assert "so nobody was shortlisted" in shown
    assert not Match.objects.exists()


def test_only_looking_leads_to_the_board(sign_in, officer, looking, address):
    assert sign_in(officer).get(address)["Location"] == reverse("workbench", args=[looking.pk])
