"""A form that is sent twice does its act once."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from schemes import clock
from schemes.models import Draft, Once
from schemes.once import first_time
from schemes.tasks import clear_away


def a_request(token, actor=1):
    return SimpleNamespace(actor=actor and SimpleNamespace(pk=actor), session=None, POST={"once": token})


@pytest.mark.django_db
def test_the_second_time_is_known_for_what_it_is():
    form = SimpleNamespace(_once="a" * 32)
    assert first_time(a_request("a" * 32), form)
    assert form._once != "a" * 32
    assert not first_time(a_request("a" * 32), form)
    assert first_time(a_request("a" * 32, actor=2), form)
    assert first_time(a_request("a" * 32, actor=None), form)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "short", "A" * 32, "a" * 33, "\x00" * 32, "<script>"])
def test_a_mangled_key_counts_as_new(token):
    assert first_time(a_request(token), SimpleNamespace())
    assert first_time(a_request(token), SimpleNamespace())
    assert not Once.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_is_first():
    answers, ready = [], threading.Barrier(8)

    def send():
        try:
            ready.wait()
            answers.append(Once.use(owner="actor 1", token="b" * 32))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 7 + [True]


@pytest.mark.django_db
def test_old_sendings_and_drafts_that_ran_out_are_cleared_away(scheme, settings):
    now = clock.now()
    for token, days in [("a" * 32, 3), ("b" * 32, 1)]:
        Once.objects.create(owner="actor 1", token=token, made_at=now - timedelta(days=days))
    for act, days in [("old", -1), ("fresh", 1)]:
        Draft.objects.create(scheme=scheme, act=act, expires_at=now + timedelta(days=days))
    clear_away()
    assert [once.token for once in Once.objects.all()] == ["b" * 32]
    assert [draft.act for draft in Draft.objects.all()] == ["fresh"]
    assert clear_away.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
