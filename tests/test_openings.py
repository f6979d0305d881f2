"""Opening a record, a document or an export writes a row: who, which folder, when. Every such address, counted."""

import pytest
from django.db import transaction
from django.urls import reverse

from schemes import clock
from schemes.models import Actor, Link, Opening
from sharedlives.management.commands.access import SIGN_IN_PAGES, addresses
from tests.world import ARGUMENTS, TODAY
from tests.world_panel import OF_A_MEETING

pytestmark = pytest.mark.django_db

# Which folder each address opens, and how many rows that makes. Written by hand.
OPENS = {}
for folder, names in [
    (
        "household",
        """household edit-household edit-home hand-household add-member set-terms record-check record-facts record-away
        record-planned-change edit-member correct-terms correct-check correct-away correct-planned-change
        sign-agreement correct-agreement add-required-action finish-required-action call-off-required-action
        record-carer-review correct-carer-review record-household-visit correct-household-visit leave-household
        split-household name-person take-back-named-person step-back-household come-back-household give-notice
        call-off-notice end-approval
        deregister-household
        send-decision-letter record-appeal hear-appeal end-appeal
        item-papers make-pack add-panel-papers panel-paper edit-panel-paper leave-out-panel-paper read-pack
        record-mentoring end-mentoring
        invite-carer profile edit-profile publish-profile add-profile-photo edit-profile-photo remove-profile-photo
        lift-restriction document document-picture waive-check call-off-waiver""",
    ),
    (
        "person",
        """person edit-person record-words record-wishes add-note restrict-folder ask-schemes merge-person
        around-person add-person-contact edit-person-contact end-person-contact
        money-of-person record-authority correct-authority record-funding correct-funding
        deciding-of-person record-capacity correct-capacity record-consent correct-consent record-liberty
        correct-liberty information-of-person record-need-review correct-need-review
        person-page write-page keep-page-version share-page give-page page-given send-person-link close-person-link
        answer-request
        safety-of-contact hide-address show-address warn-contact keep-warning lift-warning""",
    ),
    (
        "new",
        """referral triage meet-person ask-for-more pass-on turn-down record-meeting hold-referral resume-referral
        record-source assessment write-assessment         release-file
        write-to-referrer settle-talk change-referrer
        hand-referral record-alternative record-rung promise-contact
        correct-note message try-message-again settle-message""",
    ),
    ("looking", "put-back-referral workbench"),
    ("looking_person", "take-back-merge"),
    (
        "applicant",
        """record-assessment-visit correct-assessment-visit report write-report share-report report-version
        send-to-panel
        panel-item declare-interest move-panel-item withdraw-panel-item record-panel-outcome
        correct-panel-outcome record-decision""",
    ),
    (
        "match",
        """match plan-step give-profile read-profile record-introduction correct-introduction agree-match
        agree-in-emergency stop-match
        put-back-match""",
    ),
    ("agreed", "start-arrangement"),
    (
        "arrangement",
        """arrangement edit-arrangement hand-arrangement end-arrangement put-back-arrangement undo-start record-visit
        record-review plan-break correct-visit correct-review release-stay folder-openings""",
    ),
    (
        "application",
        """application edit-enquiry move-application take-step begin-application hold-application resume-application
        close-application join-application put-back-application hand-application record-contact correct-contact
        invite-applicant applicant-answers close-link send-link-again add-referee edit-referee ask-referee
        remind-referee give-up-referee record-reference reference correct-reference""",
    ),
    ("fresh", "shortlist shortlist-several"),
    (
        "allegation",
        """allegation record-told correct-told write-about-allegation decide-home close-allegation
        put-back-allegation""",
    ),
    ("household", "record-allegation move-house household-places"),
]:
    OPENS |= dict.fromkeys(names.split(), folder)
ROWS = dict.fromkeys(OPENS, 1) | {"shortlist": 2, "merge-person": 2}
# Addresses that take something and show no folder: one's own search, settings, and pages for the public.
OPEN_NOTHING = {
    *OF_A_MEETING,
    "enquire", "enquire-sent", "edit-stage", "edit-closing-reason", "answer-scheme-question", "edit-duty-turn",
    "search-results", "change-rule", "change-check-rule", "change-wording", "take-back-invitation", "let-go-staff",
    "accept-invitation", "mailbox-message",
    "applicant-start", "applicant-page", "applicant-section", "applicant-report", "referee-start", "give-reference",
    "send-my-link", "finish-with-link",
    "team", "edit-team", "add-professional", "edit-professional", "record-talk", "correct-talk", "send-update",
    "correct-commissioner-meeting",
    "referral-talk-start", "referral-talk", "referral-copy", "refer-copy",
    "handout", "handout-easy-read", "word-question", "move-question", "edit-question", "drop-question", "form-version",
    "edit-campaign", "correct-spend", "growth-project", "edit-growth-project",
    "own-page-start", "own-page", "ask-for-change", "ask-to-talk", "asked",
    "carer-start", "carer-page", "carer-section", "carer-photos", "carer-photo", "carer-picture", "carer-preview",
    "refer-start", "refer-begin", "refer-page", "refer-check", "refer-sent", "refer-forget",
    "refer-autosave", "refer-later", "refer-return", "refer-open",
}  # fmt: skip
BY_LINK = {"referral-status", "send-more", "write-to-scheme"}


@pytest.fixture
def world(ours, set_clock):
    set_clock(TODAY)
    return ours


@pytest.fixture
def officer(cast):
    return cast["officer"]


@pytest.fixture
def manager(cast):
    return cast["manager"]


@pytest.fixture
def administrator(cast):
    return cast["administrator"]


def test_every_address_that_takes_something_is_accounted_for():
    names = {address.name for address in addresses() if address.needs != SIGN_IN_PAGES and "<" in address.route}
    assert names == set(OPENS) | OPEN_NOTHING | BY_LINK


def test_opening_it_writes_who_which_and_when(world, manager, sign_in):
    browser, wrong = sign_in(manager), []
    for name, owner in OPENS.items():
        folder_id = getattr(world, owner).folder_id
        for method in ("get", "post"):
            newest = Opening.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            with transaction.atomic():
                answer = getattr(browser, method)(reverse(name, args=world.args(name, manager)))
                added = list(Opening.objects.filter(pk__gt=newest).order_by("pk"))
                transaction.set_rollback(True)
            who = {(row.actor, row.page, row.scheme, row.opened_at) for row in added}
            if (
                answer.status_code >= 400
                or len(added) != ROWS[name]
                or added[0].folder_id != folder_id
                or who != {(manager, name, world.scheme, clock.now())}
            ):
                wrong.append(f"{method} {name}: {answer.status_code}, {[(r.folder.reference, r.page) for r in added]}")
    assert wrong == []


def test_what_shows_no_folder_writes_none(world, manager, administrator, sign_in):
    for actor in (manager, administrator):
        browser = sign_in(actor)
        for name in sorted(OPEN_NOTHING):
            browser.get(reverse(name, args=world.args(name, actor)))
    assert not Opening.objects.exists()


def test_a_list_opens_nothing(world, manager, sign_in):
    browser = sign_in(manager)
    for address in addresses():
        if address.needs not in {SIGN_IN_PAGES, "public"} and "<" not in address.route:
            browser.get(reverse(address.name))
    assert not Opening.objects.exists()


@pytest.mark.parametrize("name", sorted(BY_LINK))
def test_the_holder_of_a_link_is_written_down_too(name, world, client):
    assert client.get(reverse(name, args=world.args(name))).status_code == 200
    link = Link.objects.get(folder=world.new.folder, purpose=Link.Purpose.REFERRAL_STATUS)
    assert [row.actor for row in Opening.objects.filter(folder=world.new.folder)] == [Actor.for_link(link)]


def test_what_was_not_found_was_not_opened(world, outsider, officer, sign_in):
    for name in sorted(OPENS):
        sign_in(outsider).get(reverse(name, args=world.args(name, outsider)))
    sign_in(officer).get(reverse("put-back-match", args=[world.match.pk]))
    assert not Opening.objects.exists()


def test_arguments_are_known_for_every_address():
    assert set(ARGUMENTS) == set(OPENS) | OPEN_NOTHING | BY_LINK
