"""Two officers start the last place of a home at the same moment: one wins, the other is told why."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse

from arrangements.models import Arrangement, Stay
from schemes import clock
from tests import factories
from tests.arrangements.conftest import TODAY, make_agreed

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_wins_and_the_other_is_told_why(scheme, sign_in, now):
    first = factories.make_actor(scheme, "officer")
    second = factories.make_actor(scheme, "officer")
    household = factories.make_household(scheme, rooms=1)
    matches = [
        make_agreed(factories.make_looking(scheme, officer, name, on=TODAY), household, officer)
        for officer, name in ((first, "Sam Taylor"), (second, "Bo Lee"))
    ]
    browsers = [sign_in(first), sign_in(second)]
    ready, answers = Barrier(2, timeout=30), {}

    def run(number, officer):
        try:
            with clock.set_to(TODAY):
                ready.wait()
                answers[number] = browsers[number].post(
                    reverse("start-arrangement", args=[matches[number].pk]),
                    {
                        "type": "live_in",
                        "starts_on": "6 August 2026",
                        "officer": officer.staff.pk,
                        "personal_care": "no",
                    },
                )
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number, officer)) for number, officer in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    loser = next(answer for answer in answers.values() if answer.status_code == 200)
    assert "This home has no place on 6 August 2026: 1 of 1 place is taken." in loser.content.decode()
    assert Arrangement.objects.count() == 1
    assert Stay.objects.counted().count() == 1
    assert sorted(match.status for match in type(matches[0]).objects.all()) == ["agreed", "started"]


def test_the_database_refuses_whoever_writes(scheme, now):
    officer = factories.make_actor(scheme, "officer")
    household = factories.make_household(scheme, rooms=1)
    Arrangement.start(
        person=factories.make_person(scheme), household=household, type="live_in", starts_on=TODAY, by=officer
    )
    with (
        pytest.raises(IntegrityError, match="This home has no place on 7 August 2026"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO arrangements_stay (scheme_id, version, home_id, kind, from_on, is_released) "
            "VALUES (%s, 1, %s, 'live_in', '2026-08-07', false)",
            [scheme.pk, household.home_id],
        )
    assert Stay.objects.count() == 1
