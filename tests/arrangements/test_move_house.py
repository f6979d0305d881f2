"""A household moves house: places move with those who go along, checks of the building are made anew, history stays."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.urls import reverse

from arrangements.board import verdict_for
from arrangements.due import due
from arrangements.in_the_home import in_the_home
from arrangements.models import Arrangement, NoPlace, Stay, move_house
from carers.models import CheckResult, HouseMove
from schemes import clock
from schemes.models import Note, Policies, WrongState
from tests import factories
from tests.arrangements.conftest import TODAY

THERE = {"address": "2 New Street", "postcode": "HP21 7ZZ", "rooms": 2}
ANSWERS = THERE | {"moved_on": "6 August 2026", "why": "A garden"}


def stays(arrangement):
    return [
        (s.home.postcode, s.from_on, s.until_on, s.is_released) for s in arrangement.stays.order_by("pk")
    ]  # fmt: skip


def moved(household, officer, going=None, **over):
    going = Stay.objects.counted().filter(home=household.home) if going is None else going
    over = {"home": THERE, "moved_on": TODAY, "why": ""} | over
    return move_house(household=household, going=list(going), by=officer, **over)


@pytest.mark.django_db
def test_who_goes_along_lives_there_from_that_day(running, household, short_breaks, officer, sign_in, set_clock):
    later = TODAY + timedelta(days=10)
    stay = short_breaks.plan_break(from_on=later, until_on=later + timedelta(days=2), by=officer)
    first = running.stays.get()
    set_clock(TODAY + timedelta(days=5))
    page = sign_in(officer).get(reverse("move-house", args=[household.pk])).content.decode()
    assert "Gas safety certificate".lower() in page
    answers = ANSWERS | {"moved_on": "11 August 2026", "going": [first.pk, stay.pk]}
    assert sign_in(officer).post(reverse("move-house", args=[household.pk]), answers).status_code == 302
    household.refresh_from_db()
    day = TODAY + timedelta(days=5)
    assert household.home.postcode == "HP21 7ZZ"
    assert stays(running) == [("HP20 1ZZ", TODAY, day, False), ("HP21 7ZZ", day, None, False)]
    end = later + timedelta(days=2)
    assert stays(short_breaks) == [("HP20 1ZZ", later, end, True), ("HP21 7ZZ", later, end, False)]
    assert HouseMove.objects.get().from_home.postcode == "HP20 1ZZ"
    assert [one.who for one in in_the_home(household, TODAY + timedelta(days=1))] == ["Sam T"]
    assert {a.status for a in Arrangement.objects.all()} == {"running"}
    running.end(ended_on=day, ended_by="person", end_reason="own_place", end_planned=True, by=officer)
    assert stays(running)[0] == ("HP20 1ZZ", TODAY, day, False)


@pytest.mark.django_db
def test_who_stays_behind_keeps_their_place_and_is_talked_with(running, scheme, household, officer, sign_in):
    moved(household, officer, going=[])
    assert stays(running) == [("HP20 1ZZ", TODAY, None, False)]
    assert running.reference in Note.objects.get(folder=household.folder).text
    rows = [row for row in due([scheme], TODAY, Policies([scheme])) if row.kind == "lives_elsewhere"]
    assert [(row.folder_id, row.url) for row in rows] == [(running.folder_id, running.get_absolute_url())]
    page = sign_in(officer).get(household.get_absolute_url()).content.decode()
    assert "did not move with the household" in page


@pytest.mark.django_db
def test_a_home_that_is_too_small_refuses_everybody(running, household, officer, sign_in):
    page = sign_in(officer).post(
        reverse("move-house", args=[household.pk]), ANSWERS | {"rooms": 0, "going": [running.stays.get().pk]}
    )
    assert "does not hold everybody who is ticked. This home has no place on 6 August 2026" in page.content.decode()
    assert "2 New Street" in page.content.decode()
    household.refresh_from_db()
    assert household.home.postcode == "HP20 1ZZ"
    assert not HouseMove.objects.exists()
    with pytest.raises(NoPlace):
        moved(household, officer, home=THERE | {"rooms": 0})


@pytest.mark.django_db
def test_checks_of_the_building_are_to_be_made_anew(looking, household, officer):
    rule = {"household": household, "happened_on": TODAY - timedelta(days=30), "by": officer}
    CheckResult.record_check(kind="gas", expires_on=TODAY + timedelta(days=300), **rule)
    latest = CheckResult.objects.filter(household=household).latest()
    assert {row.kind for row in latest} == {"dbs", "liability", "gas"}
    moved(household, officer)
    assert {row.kind for row in latest.all()} == {"dbs", "liability"}
    assert verdict_for(looking, household, TODAY).column == "fits"
    CheckResult.record_check(household=household, kind="gas", happened_on=TODAY, by=officer)
    assert {row.kind for row in latest.all()} == {"dbs", "liability", "gas"}
    assert CheckResult.objects.filter(kind="gas").count() == 2


@pytest.mark.django_db
def test_bad_days_are_refused_in_a_sentence(household, officer, sign_in):
    moved(household, officer)
    browser, address = sign_in(officer), reverse("move-house", args=[household.pk])
    assert "today or in the past" in browser.post(address, ANSWERS | {"moved_on": "1 May 2031"}).content.decode()
    assert (
        "They moved on 6 August 2026 already"
        in browser.post(address, ANSWERS | {"moved_on": "1 August 2026"}).content.decode()
    )
    with pytest.raises(WrongState):
        moved(household, officer, moved_on=TODAY - timedelta(days=1))


@pytest.mark.django_db
def test_an_officer_does_not_move_somebody_they_may_not_see(running, household, officer, manager, sign_in):
    running.person.folder.restrict(why="A reason", by=manager)
    page = sign_in(officer).post(reverse("move-house", args=[household.pk]), ANSWERS).content.decode()
    assert "Ask your manager" in page
    assert "Sam" not in page
    assert not HouseMove.objects.exists()


@pytest.mark.django_db
def test_wrong_role_and_wrong_scheme(household, viewer, outsider, sign_in):
    address = reverse("move-house", args=[household.pk])
    assert sign_in(viewer).get(address).status_code == 403
    assert sign_in(outsider).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_nobody_is_left_in_the_old_home_by_a_start_at_the_same_moment(scheme, now):
    officer = factories.make_actor(scheme, "officer")
    household = factories.make_household(scheme)
    person = factories.make_person(scheme)
    ready = Barrier(2, timeout=30)

    def start():
        row = type(household).objects.get(pk=household.pk)
        str(row.home)
        ready.wait()
        Arrangement.start(person=person, household=row, type="live_in", starts_on=TODAY, by=officer)

    def move():
        row = type(household).objects.get(pk=household.pk)
        ready.wait()
        every = Stay.objects.counted().filter(home=row.home_id)
        move_house(household=row, home=THERE, moved_on=TODAY, going=list(every), why="", by=officer)

    def run(act):
        try:
            with clock.set_to(TODAY):
                act()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in (start, move)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    household.refresh_from_db()
    here = Stay.objects.counted().on_day(TODAY).get().home_id
    behind = Note.objects.filter(folder=household.folder).exists()
    assert here == household.home_id or behind
