"""An allegation: one act suspends, lists everyone, starts the clocks; nobody's home ends; officers learn nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements import due_allegations
from arrangements.models import Allegation, Arrangement, HomeDecision, Stay, Told, record_allegation
from carers.models import Household, Member, Pause
from carers.models import standing as where_it_stands
from carers.models.splitting import split_household
from schemes.models import Message, Policies, WrongState
from sharedlives.due import visible_due
from tests import factories
from tests.arrangements.conftest import TODAY

pytestmark = pytest.mark.django_db

ANSWERS = {
    "what": "Joy shouted at Sam and took the phone away.",
    "told_by": "Sam's sister",
    "member": "household",
    "about_on": "3 August 2026",
    "happened_about": "",
    "known_on": "5 August 2026",
    "known_time": "14:30",
    "payments": "go_on",
    "payments_why": "Morgan Lee decided: nothing is found yet.",
}


@pytest.fixture
def full(scheme, household, running, short_breaks, officer):
    """Sam lives there, Bo has short breaks, and a guest of another scheme stays."""
    household.home.save_edit({"rooms": 4}, version=None, by=officer)
    household.terms.get().correct(why="More", by=officer, people_limit=3)
    stay = short_breaks.plan_break(from_on=TODAY, until_on=TODAY + timedelta(days=3), by=officer)
    guest = Stay.take(home=household.home, kind=Stay.Kind.OTHER_SCHEME, from_on=TODAY, until_on=None, by=officer)
    return {"sam": running, "bo": short_breaks, "stay": stay, "guest": guest}


@pytest.fixture
def case(household, manager, now):
    return record_allegation(
        household=household, what="Joy shouted.", told_by="A sister", by=manager, about_on=TODAY - timedelta(days=3),
        pause={"why": "Nobody new comes for now", "payments": "go_on", "payments_why": "Morgan decided"},
    )  # fmt: skip


def act(name, pk, query=""):
    return reverse(name, args=[pk]) + query


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_one_act_suspends_lists_everyone_and_ends_nobodys_home(full, household, manager, sign_in):
    browser, address = sign_in(manager), act("record-allegation", household.pk)
    before = list(Stay.objects.order_by("pk").values("pk", "until_on", "is_released"))
    page = words(browser.post(address, ANSWERS))
    for said in ("Sam", "Bo", "A guest of another scheme", "Another scheme. Ask them who pays.", "Nobody’s home ends"):
        assert said in page
    assert "Who pays is not recorded." in page
    assert not Allegation.objects.exists()  # only read so far
    answer = browser.post(address, ANSWERS | {"step": "sure"})
    case = Allegation.objects.get()
    assert answer.url == case.get_absolute_url()
    household.refresh_from_db()
    assert household.status == Household.Status.SUSPENDED
    pause = Pause.objects.standing().get()
    assert (pause.payments, pause.payments_why) == ("go_on", ANSWERS["payments_why"])
    assert "shouted" not in pause.why
    assert case.folder.is_restricted
    assert case.reference.startswith("S-")
    assert list(Stay.objects.order_by("pk").values("pk", "until_on", "is_released")) == before
    assert set(Arrangement.objects.values_list("status", flat=True)) == {"running"}


def test_change_goes_back_to_what_was_typed(household, manager, sign_in):
    page = words(sign_in(manager).post(act("record-allegation", household.pk), ANSWERS | {"step": "back"}))
    assert ANSWERS["what"].replace("'", "&#x27;") in page
    assert not Allegation.objects.exists()


def test_sent_twice_it_is_written_once(household, manager, sign_in):
    browser, address = sign_in(manager), act("record-allegation", household.pk)
    for _ in range(2):
        answer = browser.post(address, ANSWERS | {"step": "sure", "once": "a" * 32})
        assert answer.status_code == 302
    assert Allegation.objects.count() == 1


def test_a_second_one_says_where_to_add(case, household, manager, sign_in):
    page = words(sign_in(manager).post(act("record-allegation", household.pk), ANSWERS | {"step": "sure"}))
    assert "is being looked into already" in page
    assert case.get_absolute_url() in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"about_on": "6 August 2026"}, "It cannot have happened after the scheme knew of it"),
        ({"known_on": "7 August 2026"}, "today or in the past"),
        ({"payments": ""}, "Answer “What happens to payments"),
        ({"what": ""}, "What is said"),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_is_lost(wrong, said, household, manager, sign_in):
    answers = ANSWERS | wrong | {"step": "sure"}
    page = words(sign_in(manager).post(act("record-allegation", household.pk), answers))
    assert said in page
    assert ANSWERS["payments_why"] in page
    assert not Allegation.objects.exists()


def test_a_household_without_approval_has_nothing_to_suspend(household, manager):
    where_it_stands.end_approval(household, by=manager, on=TODAY, why="Retired")
    case = record_allegation(household=household, what="Said", told_by="A friend", by=manager, pause={})
    assert case.pause is None


def test_a_suspension_that_is_there_is_kept(household, manager):
    pause = where_it_stands.suspend(household, by=manager, why="A worry", payments="part")
    fields = {"why": "Nobody new", "payments": "stop", "payments_why": ""}
    case = record_allegation(household=household, what="Said", told_by="A friend", by=manager, pause=fields)
    assert case.pause == pause


NAMES = """record-allegation allegation record-told write-about-allegation decide-home close-allegation
put-back-allegation correct-told"""


def test_officers_see_neither_the_allegation_nor_that_there_is_one(case, household, officer, manager, sign_in):
    told = case.record_told(whom="host", who="Council", how="Phone", told_at=case.known_at, by=manager)
    browser = sign_in(officer)
    for name in NAMES.split():
        pk = {"record-allegation": household.pk, "correct-told": told.pk}.get(name, case.pk)
        assert browser.get(reverse(name, args=[pk])).status_code == 403
    for name in ("add-note", "folder-openings"):
        assert browser.get(reverse(name, args=[case.folder_id])).status_code in (403, 404)
    page = browser.get(household.get_absolute_url()).content.decode()
    assert "llegation" not in page
    assert case.reference not in page
    assert "uspend" not in page
    assert "Not taking anybody new now" in page
    found = browser.get(browser.post("/search/", {"q": case.reference}).url).content.decode()
    assert case.get_absolute_url() not in found
    assert [row for row in visible_due(officer, TODAY) if row.kind.startswith("allegation")] == []


def test_lifting_the_restriction_does_not_open_it_to_officers(case, officer, manager, sign_in):
    case.folder.lift_restriction(why="A slip", by=manager)
    assert not Allegation.objects.visible_to(officer).exists()
    assert not Told.objects.visible_to(officer).exists()
    assert [row for row in visible_due(officer, TODAY) if row.kind.startswith("allegation")] == []
    assert sign_in(officer).get(reverse("add-note", args=[case.folder_id])).status_code == 404


def test_the_restriction_of_an_allegation_is_not_lifted(case, manager, sign_in):
    answer = sign_in(manager).post(reverse("lift-restriction", args=[case.folder_id]), {"why": "A slip"})
    assert "An allegation stays with managers." in answer.content.decode()
    case.folder.refresh_from_db()
    assert case.folder.is_restricted


def test_managers_find_it_by_its_reference_and_from_the_household(case, household, manager, sign_in):
    browser = sign_in(manager)
    found = browser.get(browser.post("/search/", {"q": case.reference}).url).content.decode()
    assert case.get_absolute_url() in found
    assert case.get_absolute_url() in browser.get(household.get_absolute_url()).content.decode()


def test_another_schemes_manager_finds_nothing(case, outsider, sign_in):
    for name in ("allegation", "record-told", "close-allegation"):
        assert sign_in(outsider).get(reverse(name, args=[case.pk])).status_code == 404


def owed(scheme, on=TODAY):
    return {row.key.split(":", 2)[0] + ":" + row.key.split(":", 2)[2]: row for row in
            due_allegations.due([scheme], on, Policies([scheme]))}  # fmt: skip


def test_the_clocks_run_from_when_the_scheme_knew(full, scheme, case, manager):
    rows = owed(scheme)
    sam, bo = full["sam"].person, full["bo"].person
    days = {key: row.on for key, row in rows.items()}
    friday = date(2026, 8, 7)
    assert days == {
        "allegation-told:host": friday,
        "allegation-told:regulator": friday,
        "allegation-told:barring": TODAY + timedelta(days=14),
        "allegation-told:panel": TODAY + timedelta(days=28),
        f"allegation-told:funder-{sam.pk}": friday,
        f"allegation-told:funder-{bo.pk}": friday,
        f"allegation-home:{sam.pk}": TODAY,
        f"allegation-home:{bo.pk}": TODAY,
    }
    assert all(sam.called not in row.what + row.who for row in rows.values())


def test_each_clock_stops_when_they_were_told_or_need_not_be(full, scheme, case, manager, sign_in):
    browser = sign_in(manager)
    told = {"who": "CQC", "told_on": "6 August 2026", "told_time": "9:00", "how": "Their website", "reference": "N-1"}
    for row in owed(scheme).values():
        if "record-told" in row.url or "/told/" in row.url:
            data = {"not_needed_because": "Not a barring matter"} if "barring" in row.url else told
            assert browser.post(row.url, data).status_code == 302
        else:
            decided = {"decision": "stays", "why": "Sam wants to stay", "decided_by": "Sam"}
            assert browser.post(row.url, decided).status_code == 302
    assert owed(scheme) == {}
    page = words(browser.get(case.get_absolute_url()))
    assert "reference N-1" in page
    assert "Not a barring matter" in page
    assert "Sam wants to stay" in page
    assert HomeDecision.objects.count() == 2
    assert set(Arrangement.objects.values_list("status", flat=True)) == {"running"}


def test_telling_asks_who_when_and_how_or_why_not(case, manager, sign_in):
    browser, address = sign_in(manager), act("record-told", case.pk, "?whom=regulator")
    page = words(browser.post(address, {}))
    for said in ("Enter whom you told", "Enter the day", "Enter how"):
        assert said in page
    both = {"who": "CQC", "told_on": "today", "how": "Phone", "not_needed_because": "No"}
    assert "not both" in words(browser.post(address, both))
    assert not Told.objects.exists()


def test_what_was_told_can_be_corrected(case, manager, sign_in):
    told = case.record_told(whom="host", who="Council", how="Phone", told_at=case.known_at, by=manager)
    data = {"who": "Vale Council", "told_on": "6 August 2026", "how": "Phone", "why": "Wrong name"}
    assert sign_in(manager).post(act("correct-told", told.pk), data).status_code == 302
    assert Told.objects.standing().get().who == "Vale Council"


def test_a_letter_is_read_before_it_goes_holds_no_name_and_counts_as_told(full, scheme, case, manager, sign_in):
    sam = full["sam"].person
    browser = sign_in(manager)
    address = act("write-about-allegation", case.pk, f"?whom=funder&person={sam.pk}")
    form = browser.get(address).context["form"]
    draft = {name: form[name].value() or "" for name in ("to", "subject", "body")} | {"who": "Vale Council"}
    assert draft["to"] == "alex.referrer@example.org"
    assert sam.reference in draft["body"]
    assert case.reference in draft["body"]
    assert "Sam" not in draft["body"]
    assert "Okoro" not in draft["body"]
    page = words(browser.post(address, draft))
    assert "Read before sending" in page
    assert not Message.objects.filter(folder=case.folder).exists()
    named = words(browser.post(address, draft | {"body": f"About {sam.full_name}"}))
    assert "an email holds references only" in named
    for _ in range(2):
        assert browser.post(address, draft | {"step": "sure", "once": "b" * 32}).status_code == 302
    message = Message.objects.get(folder=case.folder)
    assert message.subject.startswith(case.reference)
    told = Told.objects.get()
    assert (told.whom, told.about_person, told.who) == ("funder", sam, "Vale Council")
    assert f"allegation-told:funder-{sam.pk}" not in owed(scheme)


def test_a_guest_of_another_scheme_is_decided_about_too(full, case, manager, sign_in):
    address = act("decide-home", case.pk, f"?who=stay-{full['guest'].pk}")
    data = {"decision": "goes_for_now", "why": "Their scheme asked", "decided_by": "Their scheme"}
    assert sign_in(manager).post(address, data).status_code == 302
    assert HomeDecision.objects.get().stay == full["guest"]
    full["guest"].refresh_from_db()
    assert full["guest"].until_on is None


def test_closing_says_what_is_not_done_and_leaves_the_suspension(case, household, manager, sign_in):
    browser = sign_in(manager)
    assert "Tell the regulator" in words(browser.get(act("close-allegation", case.pk)))
    data = {"finding": "not_found", "lessons": "Ring more often", "on": "6 August 2026"}
    assert browser.post(act("close-allegation", case.pk), data).status_code == 302
    case.refresh_from_db()
    household.refresh_from_db()
    assert (case.status, case.finding, household.status) == ("closed", "not_found", "suspended")
    assert "come-back" in words(browser.get(case.get_absolute_url()))
    assert "so this was not done" in words(browser.post(act("close-allegation", case.pk), data))
    assert browser.post(act("put-back-allegation", case.pk), {"why": "More was said"}).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.finding, case.closed_on) == ("open", "", None)


def test_a_closed_one_is_not_opened_beside_another(case, household, manager):
    case.close_allegation(finding="unclear", lessons="None", on=TODAY, by=manager)
    record_allegation(
        household=household, what="Again", told_by="A sister", by=manager, pause={"why": "x", "payments": "go_on"}
    )
    case.refresh_from_db()
    with pytest.raises(WrongState, match="Another allegation"):
        case.put_back(why="Mistake", by=manager)


def apply_again(household, by):
    """Approval ended, and they asked to come back: panel is left out, the household stands where it would be signed."""
    where_it_stands.end_approval(household, by=by, on=TODAY, why="They stop")
    household.apply_again(by=by, why="They want to come back")


def test_approval_is_not_ended_and_given_again_round_an_open_one(case, household, manager, officer):
    household.refresh_from_db()
    apply_again(household, officer)
    with pytest.raises(WrongState, match="“approved” now"):
        household.approve(by=officer)
    assert household.status == "applying"
    case.close_allegation(finding="not_found", lessons="None", on=TODAY, by=manager)
    household.approve(by=officer)
    assert household.status == "approved"


def test_nobody_comes_back_while_one_is_open(case, household, manager):
    household.refresh_from_db()
    with pytest.raises(WrongState, match="Ask a manager"):
        where_it_stands.come_back(household, by=manager, on=TODAY, why="All well")
    assert Pause.objects.standing().get(household=household).until_on is None


def test_the_database_refuses_it_too(case, household):
    with pytest.raises(IntegrityError, match="allegation about them is open"), transaction.atomic():
        Household.objects.filter(pk=household.pk).update(status="approved")


@pytest.mark.parametrize("is_about_who_goes", [True, False])
def test_it_goes_along_with_whom_it_is_about(is_about_who_goes, case, household, officer):
    joy = household.members.first()
    stays = Member.add(
        scheme=household.scheme, household=household, full_name="Lou Okoro", role="carer", joined_on=TODAY, by=officer
    )  # fmt: skip
    case.save_edit({"member": joy if is_about_who_goes else stays}, version=None, by=officer)
    household.refresh_from_db()
    application = split_household(
        household=household, members=[joy], name="J Okoro", on=TODAY, why="They part", by=officer
    )  # fmt: skip
    if is_about_who_goes:
        with pytest.raises(WrongState, match="Ask a manager"):
            application.household.approve(by=officer)
    else:
        application.household.approve(by=officer)


def test_opened_again_it_suspends_again(case, household, manager, officer):
    case.close_allegation(finding="unclear", lessons="None", on=TODAY, by=manager)
    household.refresh_from_db()
    where_it_stands.come_back(household, by=manager, on=TODAY, why="Nothing found")
    case.put_back(why="There is more", by=manager)
    household.refresh_from_db()
    case.refresh_from_db()
    assert (case.status, household.status, case.pause.payments) == ("open", "suspended", "go_on")
    assert Pause.objects.standing().get(household=household, until_on__isnull=True) == case.pause


def test_a_closed_one_asks_nothing(full, scheme, case, manager):
    case.close_allegation(finding="unclear", lessons="None", on=TODAY, by=manager)
    assert owed(scheme) == {}


def test_the_queries_of_what_is_owed_do_not_grow(scheme, manager, now):
    numbers = []
    for count in (1, 5):
        for n in range(count):
            household = factories.make_household(scheme, f"H {count}{n}")
            fields = {"why": "x", "payments": "go_on"}
            record_allegation(household=household, what="Said", told_by="A friend", by=manager, pause=fields)
        policies = Policies([scheme])
        with CaptureQueriesContext(connection) as queries:
            list(due_allegations.due([scheme], TODAY, policies))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
