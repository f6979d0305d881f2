"""Every act of this room asked the same: wrong role, other scheme, unknown ids, and the strings that break things."""

import pytest
from django.urls import reverse

from arrangements.models import Review, Visit
from tests.arrangements.conftest import TODAY

NAUGHTY = [
    "\x00<script>alert(1)</script>' OR 1=1 -- {{ 7*7 }}",
    "\u202e🏳\ufe0f\u200d🌈" * 1_000,
    "9" * 400,
    "31 February",
]
FIELDS = [
    "kind", "happened_on", "who_was_there", "persons_words", "person_says", "carers_words", "carer_says", "next_step",
    "next_on", "why", "reason", "ended_by", "end_reason", "words", "type", "starts_on", "planned_end_on", "officer",
    "agreed_on", "licence_on", "personal_care", "override", "ended_on", "end_planned", "moved_to", "seen_alone", "how",
    "summary", "papers_checked", "to_do", "who_took_part", "going_well", "worrying", "outcome", "changes", "from_on",
    "until_on", "once", "version",
]  # fmt: skip
MATCH_ACTS = [
    "match", "plan-step", "record-introduction", "agree-match", "agree-in-emergency", "stop-match", "put-back-match",
    "start-arrangement",
]  # fmt: skip
ARRANGEMENT_ACTS = [
    "arrangement", "edit-arrangement", "hand-arrangement", "end-arrangement", "put-back-arrangement", "undo-start",
    "record-visit", "record-review", "plan-break",
]  # fmt: skip
FOR_MANAGERS = {"agree-in-emergency", "put-back-match", "put-back-arrangement"}


@pytest.fixture
def addresses(running, short_breaks, officer):
    """Every address of this room about one row, on a running arrangement and the match it came from."""
    visit = Visit.record_visit(arrangement=running, happened_on=TODAY, seen_alone="yes", how="good", by=officer)
    review = Review.record_review(
        arrangement=running, happened_on=TODAY, who_took_part="Sam", outcome="go_on", by=officer
    )
    stay = short_breaks.plan_break(from_on=TODAY, until_on=TODAY.replace(day=8), by=officer)
    match = running.match
    return (
        {name: reverse(name, args=[match.pk]) for name in MATCH_ACTS}
        | {name: reverse(name, args=[running.pk]) for name in ARRANGEMENT_ACTS}
        | {
            "workbench": reverse("workbench", args=[match.referral_id]),
            "shortlist": reverse("shortlist", args=[match.referral_id, match.household_id]),
            "correct-introduction": reverse("correct-introduction", args=[match.introductions.get().pk]),
            "correct-visit": reverse("correct-visit", args=[visit.pk]),
            "correct-review": reverse("correct-review", args=[review.pk]),
            "release-stay": reverse("release-stay", args=[stay.pk]),
        }
    )


def test_managers_open_all_of_them_and_officers_those_that_are_theirs(sign_in, officer, manager, addresses):
    as_manager, as_officer = sign_in(manager), sign_in(officer)
    for name, address in addresses.items():
        wanted = {302, 200} if name == "shortlist" else {200}
        assert as_manager.get(address).status_code in wanted, name
        assert as_officer.get(address).status_code in ({403} if name in FOR_MANAGERS else wanted), name


def test_other_roles_may_open_none_of_them(sign_in, viewer, administrator, addresses):
    for actor in (viewer, administrator):
        browser = sign_in(actor)
        for name, address in addresses.items():
            assert browser.get(address).status_code == 403, (actor.role, name)
            assert browser.post(address, {"why": "x"}).status_code == 403, (actor.role, name)


def test_another_scheme_finds_none_of_them(sign_in, outsider, addresses):
    browser = sign_in(outsider)
    for name, address in addresses.items():
        assert browser.get(address).status_code == 404, name
        assert browser.post(address, {"why": "x"}).status_code == 404, name


def test_a_restricted_person_is_hidden_from_officers_everywhere(sign_in, officer, manager, running, addresses):
    running.person.folder.restrict(why="Family works here", by=manager)
    browser = sign_in(officer)
    for name, address in addresses.items():
        if name not in FOR_MANAGERS | {"release-stay"}:
            assert browser.get(address).status_code == 404, name


def test_unknown_ids_are_not_found(sign_in, manager, addresses):
    browser = sign_in(manager)
    for name, address in addresses.items():
        start, _, rest = address.lstrip("/").partition("/")
        for number in ("0", "999999", "9" * 25):
            wrong = f"/{start}/{number}/{rest.partition('/')[2]}"
            assert browser.get(wrong).status_code == 404, (name, number)


@pytest.mark.parametrize("naughty", NAUGHTY, ids=range(len(NAUGHTY)))
def test_any_string_in_any_field_is_taken_or_refused_in_words(sign_in, manager, addresses, naughty):
    browser = sign_in(manager)
    fields = dict.fromkeys(FIELDS, naughty)
    for name, address in addresses.items():
        answer = browser.post(address, fields)
        assert answer.status_code in (200, 302), name
        assert "<script>alert(1)" not in answer.content.decode(), name
