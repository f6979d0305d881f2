"""Emails that could not be delivered stand on the lists of who can act on them."""

from datetime import timedelta

import pytest

from schemes import clock
from schemes.models import Actor, Message
from sharedlives.due import visible_due
from tests import factories

pytestmark = pytest.mark.django_db


def failed(scheme, key, folder=None):
    return Message.objects.create(
        scheme=scheme, key=key, folder=folder, to="a@example.org", subject="s", body="b", status="failed",
        queued_by=Actor.for_job("tests"), message_id=f"<{key}.{scheme.pk}@x>",
    )  # fmt: skip


def seen(actor, on):
    return {row.key.split(":")[-1] for row in visible_due(actor, on) if row.kind == "undelivered"}


def test_whose_list(today, scheme, other_scheme, officer, manager, outsider):
    case = failed(scheme, "referral-received:1", factories.make_referral(scheme).folder)
    digest = failed(scheme, "digest:1:2026-08-06")
    failed(scheme, "invitation:1")
    failed(other_scheme, "digest:1:2026-08-06")
    assert seen(officer, today) == {str(case.pk)}
    assert seen(manager, today) == {str(case.pk), str(digest.pk)}
    assert seen(manager, today + timedelta(days=1)) == {str(case.pk), str(digest.pk)}
    assert seen(manager, today + timedelta(days=2)) == {str(case.pk)}


def test_it_leaves_the_list_when_it_is_sent_or_settled(today, scheme, officer):
    folder = factories.make_referral(scheme).folder
    again, settled = failed(scheme, "a", folder), failed(scheme, "b", folder)
    again.try_again(at=clock.now(), by=officer)
    settled.settle(why="Phoned.", at=clock.now(), by=officer)
    assert seen(officer, today) == set()
