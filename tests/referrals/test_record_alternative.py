"""What would otherwise happen: recorded with its cost and who said so; changes add versions."""

from datetime import timedelta

import pytest

from referrals.models import Alternative
from schemes import clock
from sharedlives.due import all_due
from tests import factories

SAID = {"kind": "residential", "weekly_pence": "£1,234.50", "said_by": "Kim, brokerage", "happened_on": "today",
        "words": ""}  # fmt: skip


@pytest.fixture
def url(referral):
    return f"/referrals/{referral.pk}/otherwise/"


def test_it_is_kept_in_pence_and_a_change_adds_a_version(url, referral, send, sign_in, officer):
    assert send(url, SAID).status_code == 302
    assert send(url, SAID | {"kind": "supported", "weekly_pence": "900"}).status_code == 302
    assert send(url, SAID | {"kind": "not_known", "weekly_pence": ""}).status_code == 302
    rows = Alternative.objects.standing().order_by("pk")
    assert list(rows.values_list("kind", "weekly_pence", "said_by")) == [
        ("residential", 123450, "Kim, brokerage"), ("supported", 90000, "Kim, brokerage"),
        ("not_known", None, "Kim, brokerage"),
    ]  # fmt: skip
    for page in (referral.get_absolute_url(), f"/referrals/{referral.pk}/triage/", url):
        text = sign_in(officer).get(page).content.decode()
        assert text.index("Not known yet</strong>") < text.index("Supported living, £900.00") < text.index("£1,234.50")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("kind", ""), ("kind", "x"), ("weekly_pence", "-1"), ("weekly_pence", "20001"), ("weekly_pence", "NaN"),
     ("weekly_pence", "lots"), ("said_by", ""), ("said_by", "x" * 161), ("happened_on", "tomorrow")],
)  # fmt: skip
def test_what_is_refused(field, typed, url, send, errors_of):
    assert field in errors_of(send(url, SAID | {field: typed}))
    assert not Alternative.objects.exists()


def test_twice_is_once(url, send):
    for _ in range(2):
        assert send(url, SAID | {"once": "a" * 32}).status_code == 302
    assert Alternative.objects.count() == 1


def test_it_is_due_before_looking_and_no_longer_once_written_down(scheme, officer):
    new = factories.make_referral(scheme, "Ann Poe")
    looking = factories.make_looking(scheme, officer, "Ben Roe")

    def due():
        return [row.folder_id for row in all_due([scheme], clock.today()) if row.kind == "alternative"]

    assert due() == [looking.folder_id]
    new.arrange_meeting(officer=officer.staff, meet_on=clock.today() + timedelta(days=2), by=officer)
    assert sorted(due()) == sorted([new.folder_id, looking.folder_id])
    for referral in (new, looking):
        Alternative.record_alternative(
            referral=referral, kind="not_known", said_by="Nobody knows", happened_on=clock.today(), by=officer
        )
    assert due() == []


def test_others(url, referral, refuses_others):
    refuses_others(url, referral.folder)


def test_any_bytes(url, takes_anything):
    takes_anything(url, SAID)
