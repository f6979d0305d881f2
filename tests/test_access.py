"""Every address x every role x two schemes x GET and POST, against a table written by hand."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from schemes.models import Account
from schemes.roles import ALLOWED
from sharedlives.management.commands.access import SIGN_IN_PAGES, addresses
from tests import factories
from tests.world import ARGUMENTS, TODAY, make_world
from tests.world_panel import OF_A_MEETING
from tests.world_sources import ARGUMENTS as OF_SOURCES

pytestmark = pytest.mark.django_db

# --- the table: who may open what. Written by hand; nothing in it is read from the product. --------------------
OFFICERS = {"officer", "manager"}
MANAGERS = {"manager"}
ADMINISTRATORS = {"administrator"}
COUNTS = {"officer", "manager", "viewer", "regional_viewer"}
STAFF = {"officer", "manager", "panel_member", "viewer", "regional_viewer", "administrator"}
ANYBODY = STAFF | {"anonymous", "left", "no_job"}
# Teams that refer, meetings with commissioners, and what another scheme asks: nothing of it hangs on a person's folder.
OF_NO_PERSON = {*OF_SOURCES, "answer-scheme-question"} - {"record-source", "assessment", "write-assessment"}

TABLE = {}
for who, names in [
    (
        ANYBODY,
        """healthy gallery accessibility mailbox mailbox-message refer refer-start refer-begin refer-page refer-check
        refer-sent refer-forget refer-autosave refer-later refer-return refer-open become-a-carer enquire
        enquire-sent referral-status send-more accept-invitation
        applicant-start applicant-page applicant-section applicant-report referee-start give-reference
        find-my-link send-my-link finish-with-link
        carer-start carer-page carer-section carer-photos carer-photo carer-picture carer-preview
        write-to-scheme referral-talk-start referral-talk referral-copy refer-copy
        handout handout-easy-read
        own-page-start own-page ask-for-change ask-to-talk asked
        shut-email shut-confirm-email""",
    ),
    (STAFF, "today account change-own-name switch-scheme"),
    (COUNTS, "reports recruitment"),
    ({"panel_member"}, "panel-papers"),
    (OFFICERS | {"panel_member"}, "panel-meeting panel-item declare-interest read-pack"),
    (OFFICERS | ADMINISTRATORS, "settings rules check-rules"),
    (
        MANAGERS | ADMINISTRATORS,
        """form-design preview-form publish-form add-question form-version word-question move-question edit-question
        drop-question""",
    ),
    (ADMINISTRATORS, "stages edit-stage closing-reasons add-closing-reason edit-closing-reason"),
    (
        ADMINISTRATORS,
        """edit-scheme change-rule change-check-rule wordings change-wording staff invite-staff take-back-invitation
        let-go-staff""",
    ),
    (
        OFFICERS,
        """assessment write-assessment teams team add-team edit-team add-professional edit-professional
        record-talk correct-talk send-update
        record-source commissioner-meetings record-commissioner-meeting correct-commissioner-meeting
        document document-picture check-matrix search search-results message try-message-again settle-message
        add-note correct-note
        households household add-household edit-household edit-home hand-household add-member set-terms record-check
        record-facts record-away places household-places move-house record-planned-change edit-member correct-terms
        correct-check correct-away
        correct-planned-change
        sign-agreement correct-agreement add-required-action finish-required-action call-off-required-action
        record-carer-review correct-carer-review record-household-visit correct-household-visit leave-household
        split-household name-person take-back-named-person step-back-household come-back-household give-notice
        call-off-notice end-approval
        record-assessment-visit correct-assessment-visit report write-report share-report report-version send-to-panel
        panels hold-panel-meeting edit-panel-meeting record-attendance panel-minutes send-panel-papers
        close-panel-meeting add-panel-item move-panel-item withdraw-panel-item record-panel-outcome
        correct-panel-outcome
        send-decision-letter record-appeal hear-appeal end-appeal
        item-papers make-pack add-panel-papers panel-paper edit-panel-paper leave-out-panel-paper
        applications add-enquiry application edit-enquiry move-application take-step begin-application hold-application
        resume-application close-application join-application hand-application record-contact correct-contact
        campaigns growth-projects growth-project
        invite-carer profile edit-profile publish-profile add-profile-photo edit-profile-photo remove-profile-photo
        invite-applicant applicant-answers close-link send-link-again add-referee edit-referee ask-referee
        remind-referee give-up-referee record-reference reference correct-reference
        referrals referral triage meet-person ask-for-more pass-on turn-down record-meeting hold-referral
        release-file person-page write-page keep-page-version share-page give-page page-given send-person-link
        close-person-link answer-request
        resume-referral people person edit-person record-words record-wishes
        around-person add-person-contact edit-person-contact end-person-contact
        money-of-person record-authority correct-authority record-funding correct-funding
        deciding-of-person record-capacity correct-capacity record-consent correct-consent record-liberty
        correct-liberty information-of-person record-need-review correct-need-review
        safety-of-contact hide-address show-address warn-contact keep-warning lift-warning
        write-to-referrer settle-talk change-referrer
        hand-referral hand-referrals waiting record-alternative record-rung promise-contact ask-schemes
        answer-scheme-question merge-person
        matching workbench shortlist shortlist-several match plan-step give-profile read-profile record-introduction
        correct-introduction
        agree-match stop-match start-arrangement arrangements arrangement edit-arrangement hand-arrangement
        end-arrangement undo-start record-visit record-review plan-break correct-visit correct-review release-stay""",
    ),
    (
        MANAGERS,
        """duty-turns give-duty-turn edit-duty-turn take-back-merge
        restrict-folder lift-restriction folder-openings put-back-referral put-back-match put-back-arrangement
        add-campaign edit-campaign record-spend correct-spend add-growth-project edit-growth-project record-mentoring
        end-mentoring
        put-back-application record-decision deregister-household
        record-allegation allegation record-told correct-told write-about-allegation decide-home
        close-allegation put-back-allegation
        agree-in-emergency waive-check call-off-waiver""",
    ),
]:
    TABLE |= dict.fromkeys(names.split(), who)

# Addresses that take something and show no row of a scheme, or show it to whoever holds the secret in the address.
SAME_FOR_EVERY_SCHEME = {name for name, who in TABLE.items() if who == ANYBODY} | {
    "edit-stage",
    "change-rule",
    "change-check-rule",
    "change-wording",
    "word-question",
    "move-question",
}
# What may only be sent, and what must be sent with it.
POST_ONLY = {
    "switch-scheme": lambda actor: {"job": actor.staff_id if actor else ""},
}
METHODS = ["get", "post"]
ROLES = sorted(STAFF)
SIGN_IN = "/account/login/"


def our_addresses():
    return [address for address in addresses() if address.needs != SIGN_IN_PAGES]


@pytest.fixture(autouse=True)
def a_day_in_august(set_clock):
    """The day of the worlds."""
    set_clock(TODAY)


def outcome(answer) -> str:
    """What an answer amounts to: open, refused (403), missing (404), sign in, or broken."""
    if answer.status_code == 302 and answer.url.startswith(SIGN_IN):
        return "sign in"
    if answer.status_code >= 500:
        return "broken"
    return {403: "refused", 404: "missing", 405: "refused"}.get(answer.status_code, "open")


def ask(browser, method: str, name: str, world, actor=None):
    """Send the request, and take back what it changed, so that every request meets the same world."""
    url = reverse(name, args=world.args(name, actor) if name in ARGUMENTS else [])
    data = POST_ONLY[name](actor) if method == "post" and name in POST_ONLY else {}
    with transaction.atomic():
        answer = getattr(browser, method)(url, data)
        transaction.set_rollback(True)
    return answer


def says(answer) -> bytes:
    return answer.content + answer.headers.get("Location", "").encode() if not answer.streaming else b""


def test_every_address_is_in_the_table_and_nothing_else():
    assert sorted(TABLE) == sorted(address.name for address in our_addresses())
    assert sorted(ARGUMENTS) == sorted(address.name for address in our_addresses() if "<" in address.route)


def test_an_address_missing_from_the_table_would_be_noticed():
    names = [address.name for address in our_addresses()]
    assert sorted(TABLE) != sorted([*names, "export-everything"])


def test_a_role_that_may_too_much_would_be_noticed(cast, ours, sign_in, monkeypatch):
    """The rule broken on purpose: a viewer who reads people."""
    viewer = cast["viewer"]
    assert outcome(ask(sign_in(viewer), "get", "people", ours)) == "refused"
    monkeypatch.setitem(ALLOWED, "viewer", ALLOWED["viewer"] | {"people.see"})
    assert outcome(ask(sign_in(viewer), "get", "people", ours)) == "open"
    assert "viewer" not in TABLE["people"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_the_table_says_and_nothing_else(role, cast, ours, theirs, sign_in):
    actor = cast[role]
    browser = sign_in(actor)
    wrong, leaks = [], []
    for name, who in TABLE.items():
        for whose, world in [("ours", ours), ("theirs", theirs)]:
            if name not in ARGUMENTS and whose == "theirs":
                continue
            allowed = role in who
            expected = {"open"} if allowed else {"refused"}
            if name in SAME_FOR_EVERY_SCHEME and who == ANYBODY:
                expected = {"open", "missing"}
            elif allowed and whose == "theirs" and name not in SAME_FOR_EVERY_SCHEME:
                expected = {"missing"}
            for method in METHODS:
                answer = ask(browser, method, name, world, actor)
                got = outcome(answer)
                if got not in expected | ({"refused"} if method == "get" and name in POST_ONLY else set()):
                    wrong.append(f"{method} {name} ({whose}): {got}, not {' or '.join(sorted(expected))}")
                if who != ANYBODY and b"Canarybird" in says(answer):
                    leaks.append(f"{method} {name} ({whose})")
    assert wrong == []
    assert leaks == []


def test_the_canary_sings_where_it_may(theirs, sign_in):
    """The other scheme's own staff do read it: the test above looks for something that is there."""
    browser = sign_in(theirs.officer)
    heard = {
        name
        for name in ("person", "household", "referral", "match", "arrangement", "people", "households", "referrals")
        if b"Canarybird" in says(browser.get(reverse(name, args=theirs.args(name) if name in ARGUMENTS else [])))
    }
    assert heard == {"person", "household", "referral", "match", "arrangement", "people", "households", "referrals"}


@pytest.mark.parametrize("who", ["anonymous", "left", "no_job"])
def test_without_a_job_only_public_pages_open(who, cast, ours, sign_in):
    browser = Client()
    closed = "sign in"
    if who == "left":
        leaver = factories.make_actor(ours.scheme, "manager", name="Les Leaver", email="les@example.org")
        browser = sign_in(leaver)
        assert outcome(browser.get(reverse("people"))) == "open"
        leaver.staff.let_go(on=TODAY, why="New job", by=cast["administrator"])
    elif who == "no_job":
        browser.force_login(Account.objects.create_user("nojob@example.org", factories.PASSWORD, name="No Job"))
        closed = "refused"
    wrong = []
    for name, allowed in TABLE.items():
        expected = {"open", "missing"} if allowed == ANYBODY else {closed}
        for method in METHODS:
            answer = ask(browser, method, name, ours)
            if outcome(answer) not in expected:
                wrong.append(f"{method} {name}: {outcome(answer)}, not {' or '.join(sorted(expected))}")
            if allowed != ANYBODY and b"Ourleaf" in says(answer):
                wrong.append(f"{method} {name} says something")
    assert wrong == []


@pytest.mark.parametrize("method", ["head", "put", "delete"])
def test_other_methods_break_nothing_and_open_nothing(method, cast, ours, theirs, sign_in):
    manager, stranger = sign_in(cast["manager"]), Client()
    wrong = []
    for name, who in TABLE.items():
        answer = ask(manager, method, name, theirs, cast["manager"])
        if outcome(answer) == "broken" or (name not in SAME_FOR_EVERY_SCHEME and b"Canarybird" in says(answer)):
            wrong.append(f"{method} {name}: {outcome(answer)}")
        if who != ANYBODY and outcome(ask(stranger, method, name, theirs)) != "sign in":
            wrong.append(f"{method} {name}: open to strangers")
    assert wrong == []


@pytest.mark.slow
def test_a_restricted_folder_is_hidden_from_officers_on_every_page(db, sign_in):
    scheme = factories.make_scheme("Quiet Shared Lives")
    officer, manager = factories.make_actor(scheme, "officer"), factories.make_actor(scheme, "manager")
    hidden = make_world(scheme, officer, "Quietleaf")
    hidden.restrict(manager)
    open_to_managers = {"person", "household", "referral", "match", "arrangement", "people", "households"}
    seen, found = {}, []
    for actor, names in [(officer, TABLE), (manager, open_to_managers)]:
        browser = sign_in(actor)
        for name in names:
            who = TABLE[name]
            if actor.role not in who or who == ANYBODY:
                continue
            for method in METHODS:
                answer = ask(browser, method, name, hidden, actor)
                if b"Quietleaf" in says(answer):
                    seen.setdefault(actor.role, set()).add(name)
                # An officer's own search holds what they typed; the members of staff and the rules are no record.
                own = {"search-results", "change-rule", "growth-project", *OF_A_MEETING, *OF_NO_PERSON}
                if actor == officer and name in ARGUMENTS and name not in own and outcome(answer) != "missing":
                    found.append(f"{method} {name}: {outcome(answer)}")
    # What was spent on growth, teams that refer and meetings with commissioners hang on no folder.
    of_no_folder = {"search-results", "campaigns", "growth-projects", "growth-project", "teams", "add-team"}
    of_no_folder |= {"commissioner-meetings", "record-commissioner-meeting", *OF_NO_PERSON}
    assert sorted(seen.get("officer", set()) - of_no_folder) == []
    assert found == []
    assert seen["manager"] == open_to_managers


def test_an_officers_search_does_not_find_what_is_restricted(cast, ours, sign_in):
    hidden, officer, manager = ours, cast["officer"], cast["manager"]
    open_before = sign_in(officer).get(reverse("search-results", args=hidden.args("search-results", officer)))
    hidden.restrict(manager)
    closed_after = sign_in(officer).get(reverse("search-results", args=hidden.args("search-results", officer)))
    assert open_before.content.count(b"Ourleaf") > 5
    assert closed_after.content.count(b"Ourleaf") <= 4  # the box, the heading: what was typed, and nothing found


def test_a_signed_in_page_is_kept_by_no_cache(cast, ours, sign_in):
    browser = sign_in(cast["officer"])
    for name in ("today", "person", "settings"):
        answer = browser.get(reverse(name, args=ours.args(name) if name in ARGUMENTS else []))
        assert "no-store" in answer.headers["Cache-Control"]
