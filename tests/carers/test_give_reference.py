"""References: asked for with a link, given once, read by officers, never by the applicant."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carers import due_links
from carers.links import REFEREE, referees_part
from carers.models import Referee, Reference, Report, ReportComment
from schemes import clock
from schemes.models import Link, Message, Policies
from tests.carers.door import come_in, invited, link_in, make_application, newest

pytestmark = pytest.mark.django_db
CANARY = "Canarybird sings"
ANSWERS = {
    "known": f"Ten years. {CANARY}",
    "strengths": "Calm",
    "worries": "yes",
    "worries_words": f"Money {CANARY}",
    "loved": "with_help",
}


@pytest.fixture
def application(scheme, officer):
    return make_application(scheme, officer)


@pytest.fixture
def referee(application, officer):
    return Referee.add(
        scheme=application.scheme,
        application=application,
        by=officer,
        full_name="Rae Feree",
        kind="work",
        email="rae@example.org",
    )


@pytest.fixture
def asked(referee, officer, sign_in):
    """The path in the email to the referee."""
    assert sign_in(officer).post(f"/referees/{referee.pk}/ask/", {}).status_code == 302
    return link_in()


def test_asking_sends_a_link_and_says_nothing_personal(asked, referee):
    referee.refresh_from_db()
    message = newest("link")
    assert referee.asked_on == clock.today()
    assert message.to == "rae@example.org"
    assert message.subject == f"{referee.application.reference}: would you give a reference?"
    for personal in ("Hall", "Rae", "Ada"):
        assert personal not in message.subject + message.body


def test_a_reference_is_given_once_and_thanked_for(asked, referee):
    browser, inside = come_in(asked)
    assert "A and B Hall" in browser.get(inside).content.decode()
    assert browser.post(inside, ANSWERS).url == inside
    page = browser.get(inside).content.decode()
    assert "Thank you. We have your reference" in page
    assert CANARY not in page
    assert browser.post(inside, ANSWERS | {"known": "Something else"}).status_code == 200
    reference = Reference.objects.get()
    assert (reference.answers["known"], reference.has_worries) == (ANSWERS["known"], True)
    assert reference.recorded_by.is_link


def test_what_is_missing_is_said_and_nothing_typed_lost(asked):
    browser, inside = come_in(asked)
    page = browser.post(inside, {"known": "Ten years", "worries": "yes"}).content.decode()
    assert "There is a problem" in page
    assert "Ten years" in page
    assert "Write what worries you" in page
    assert not Reference.objects.exists()


def test_the_applicant_never_reads_a_word_of_it(asked, application, officer, sign_in):
    referees_browser, inside = come_in(asked)
    referees_browser.post(inside, ANSWERS)
    report = Report.of(application, by=officer)
    report.save_edit({"sections": {"summary": "A kind home"}}, version=None, by=officer)
    report.freeze(what_for="shared", by=officer)
    browser, page = come_in(invited(application, officer, sign_in))
    reference, referee = Reference.objects.get(), Referee.objects.get()
    addresses = [page, f"{page}report/", *[f"{page}part/{key}/" for key in ("referees", "convictions", "consents")]]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()
        assert "Something to talk about" not in answer.content.decode()
    assert "Asked: 1. Arrived: 1." in browser.get(page).content.decode()
    for address in [
        f"/references/{reference.pk}/",
        f"/referee/{referee.link_id}/",
        f"/referees/{referee.pk}/reference/",
        application.get_absolute_url(),
    ]:
        answer = browser.get(address)
        assert answer.status_code in (302, 404), address
        assert CANARY not in answer.content.decode()
    for message in Message.objects.filter(to="ada@example.org"):
        assert CANARY not in message.subject + message.body
    assert CANARY in sign_in(officer).get(f"/references/{reference.pk}/").content.decode()


def test_other_schemes_and_roles_do_not_read_it(asked, outsider, viewer, panel_member, sign_in, officer, manager):
    browser, inside = come_in(asked)
    browser.post(inside, ANSWERS)
    reference = Reference.objects.get()
    for address in (f"/references/{reference.pk}/", f"/references/{reference.pk}/correct/"):
        assert sign_in(outsider).get(address).status_code == 404
        for actor in (viewer, panel_member):
            assert sign_in(actor).get(address).status_code == 403
    reference.application.folder.restrict(why="Known here", by=manager)
    assert sign_in(officer).get(f"/references/{reference.pk}/").status_code == 404


def test_recorded_from_a_call_and_corrected(referee, officer, sign_in):
    browser = sign_in(officer)
    answer = browser.post(f"/referees/{referee.pk}/reference/", ANSWERS | {"happened_on": "today", "worries": "no"})
    assert answer.status_code == 302, answer.content.decode()
    reference = Reference.objects.get()
    assert (reference.happened_on, reference.has_worries) == (clock.today(), False)
    again = browser.post(f"/referees/{referee.pk}/reference/", ANSWERS | {"happened_on": "today"})
    assert "has given a reference already" in again.content.decode()
    address = f"/references/{reference.pk}/correct/"
    assert browser.post(address, ANSWERS | {"happened_on": "today", "why": "Misheard"}).status_code == 302
    assert Reference.objects.standing().get().has_worries
    assert Reference.objects.count() == 2


def test_without_an_address_nobody_is_asked(referee, officer, sign_in):
    referee.save_edit({"email": "", "phone": "01632 960 001"}, version=None, by=officer)
    answer = sign_in(officer).post(f"/referees/{referee.pk}/ask/", {})
    assert "has no email address" in answer.content.decode()
    assert not Link.objects.exists()


def test_reminding_sends_a_new_link_to_where_they_are_now(asked, referee, officer, sign_in):
    browser = sign_in(officer)
    assert browser.post(f"/referees/{referee.pk}/remind/", {}).status_code == 302
    assert Client().get(asked).status_code == 404
    referee.refresh_from_db()
    assert referee.reminded_on == clock.today()
    referee.save_edit({"email": "rae.new@example.org"}, version=None, by=officer)
    browser.post(f"/referees/{referee.pk}/remind/", {})
    assert newest("link").to == "rae.new@example.org"
    assert Link.objects.filter(closed_at__isnull=True).count() == 1
    come_in(link_in())


def test_not_needed_any_more_closes_the_link_and_can_be_asked_again(asked, referee, officer, sign_in):
    browser, inside = come_in(asked)
    staff = sign_in(officer)
    assert staff.post(f"/referees/{referee.pk}/give-up/", {"why": "Three others came"}).status_code == 302
    assert browser.get(inside).status_code == 404
    assert browser.post(inside, ANSWERS).status_code == 403
    assert "not needed any more" in staff.post(f"/referees/{referee.pk}/remind/", {}).content.decode()
    assert staff.post(f"/referees/{referee.pk}/ask/", {}).status_code == 302
    come_in(link_in())


def test_adding_and_editing_a_referee(application, officer, sign_in, viewer, outsider):
    browser = sign_in(officer)
    address = f"/applications/{application.pk}/referees/add/"
    assert (
        "Enter an email address or a phone number"
        in browser.post(address, {"full_name": "Rae", "kind": "work"}).content.decode()
    )
    typed = {"full_name": "Rae", "kind": "work", "email": "rae@example.org", "once": "d" * 32}
    assert [browser.post(address, typed).status_code for _ in range(2)] == [302, 302]
    referee = Referee.objects.get()
    edit = f"/referees/{referee.pk}/edit/"
    assert browser.post(edit, typed | {"full_name": "Rae Two", "version": referee.version}).status_code == 302
    for actor, status in ((viewer, 403), (outsider, 404)):
        for url in (address, edit, f"/referees/{referee.pk}/ask/", f"/referees/{referee.pk}/give-up/"):
            assert sign_in(actor).get(url).status_code == status


def test_a_reference_is_chased_after_the_schemes_days(asked, referee):
    scheme = referee.scheme
    policies = Policies([scheme])
    (row,) = due_links.due([scheme], clock.today(), policies)
    assert (row.kind, row.state, row.url) == ("reference", "waiting", f"/referees/{referee.pk}/remind/")
    assert row.on > clock.today() + timedelta(days=9)
    browser, inside = come_in(asked)
    browser.post(inside, ANSWERS)
    assert list(due_links.due([scheme], clock.today(), policies)) == []


def test_a_link_that_could_not_be_delivered_is_mended_on_the_page(asked, referee, officer, sign_in):
    message = newest("link")
    for _ in range(8):
        message.record_failure("550 no such box", at=clock.now())
    policies = Policies([referee.scheme])
    kinds = {row.kind: row.url for row in due_links.due([referee.scheme], clock.today(), policies)}
    page = referee.application.get_absolute_url()
    assert kinds["link_undelivered"] == page
    assert "could not be delivered" in sign_in(officer).get(page).content.decode()
    sign_in(officer).post(f"/referees/{referee.pk}/remind/", {})
    assert [row.kind for row in due_links.due([referee.scheme], clock.today(), policies)] == ["reference"]


def test_two_arrived_offer_the_check(application, officer, sign_in):
    for number in range(2):
        row = Referee.add(
            scheme=application.scheme, application=application, by=officer, full_name=f"R {number}", kind="work"
        )
        row.give_reference(answers={"known": "x"}, has_worries=False, on=clock.today(), by=officer)
    page = sign_in(officer).get(application.get_absolute_url()).content.decode()
    assert "2 of 2 arrived" in page
    assert "kind=references" in page


def test_the_report_is_commented_in_their_own_words(scheme, officer, sign_in):
    application = make_application(scheme, officer)
    browser, page = come_in(invited(application, officer, sign_in))
    assert browser.get(f"{page}report/").status_code == 404
    application.go_on("assessing", by=officer)
    report = Report.of(application, by=officer)
    report.save_edit({"sections": {"summary": "A kind home", "safety": "Rail"}}, version=None, by=officer)
    report.freeze(what_for="shared", by=officer)
    application.go_on("shared", by=officer)
    said = browser.get(f"{page}report/").content.decode()
    assert "A kind home" in said
    refused = browser.post(f"{page}report/", {"agrees": "no"})
    assert "Write what is not right" in refused.content.decode()
    typed = {"agrees": "no", "text": "The dog is a cat", "once": "e" * 32}
    assert [browser.post(f"{page}report/", typed).status_code for _ in range(2)] == [302, 302]
    comment = ReportComment.objects.get()
    assert (comment.agrees, comment.text, comment.recorded_by.is_link) == ("no", "The dog is a cat", True)
    report.save_edit({"sections": {"summary": "Not shared yet"}}, version=None, by=officer)
    assert "Not shared yet" not in browser.get(f"{page}report/").content.decode()


def test_the_pages_part_takes_the_same_queries_for_one_referee_and_for_many(application, referee, asked, officer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            referees_part(application)
        return len(taken)

    one = queries()
    for number in range(8):
        row = Referee.add(
            scheme=application.scheme, application=application, by=officer, full_name=f"R {number}", kind="work",
            email=f"r{number}@example.org",
        )  # fmt: skip
        row.ask(door=REFEREE, on=clock.today(), at=clock.now(), by=officer)
    assert queries() == one
