"""The small door: a link, a code, an open session, and nothing for anybody else."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from carers.links import APPLICANT
from schemes import clock, doors
from schemes.models import Link, LinkCode, Message, Opening
from tests.carers.door import code_in, come_in, invited, link_in, make_application, newest

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(scheme, officer):
    return make_application(scheme, officer)


@pytest.fixture
def path(application, officer, sign_in):
    return invited(application, officer, sign_in)


def test_it_says_where_the_code_goes_and_no_more(path):
    answer = Client().get(path)
    page = answer.content.decode()
    assert "a•••@e•••.org" in page
    assert "ada@example.org" not in page
    assert "Hall" not in page
    assert "Send me a code" in page
    assert answer["Cache-Control"] == "no-store, private"
    assert not Opening.objects.filter(actor__kind="link").exists()


def test_a_code_opens_it_and_the_secret_leaves_the_address(path):
    browser, inside = come_in(path)
    link = Link.objects.get()
    assert inside == f"/applicant/{link.pk}/"
    page = browser.get(inside)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"
    assert path.split("/")[3] not in page.content.decode()
    assert browser.get(path).url == inside
    assert Opening.objects.filter(actor__link=link, page="applicant-page").count() == 1


def test_the_code_field_helps_the_browser(path):
    assert 'autocomplete="one-time-code"' in Client().get(f"{path}?code=have").content.decode()


def test_without_the_code_nothing_opens(path):
    link = Link.objects.get()
    for address in [f"/applicant/{link.pk}/", f"/applicant/{link.pk}/part/why/", f"/applicant/{link.pk}/report/"]:
        answer = Client().get(address)
        assert answer.status_code == 404
        assert "This page is not open" in answer.content.decode()


def test_five_wrong_tries_kill_a_code(path):
    browser = Client()
    browser.post(path, {"send": "1"})
    right = code_in()
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(5):
        assert browser.post(path, {"code": wrong}).status_code == 200
    answer = browser.post(path, {"code": right})
    assert answer.status_code == 200
    assert "This code does not open it" in answer.content.decode()
    come_in(path, browser)


def test_a_code_works_once_and_for_a_quarter_of_an_hour(path, set_clock):
    come_in(path)
    assert Client().post(path, {"code": code_in()}).status_code == 200
    Client().post(path, {"send": "1"})
    set_clock(clock.now() + timedelta(minutes=15))
    assert Client().post(path, {"code": code_in()}).status_code == 200


def test_an_older_code_stops_working(path):
    browser = Client()
    browser.post(path, {"send": "1"})
    first = code_in()
    browser.post(path, {"send": "1"})
    if first != code_in():
        assert browser.post(path, {"code": first}).status_code == 200
    assert browser.post(path, {"code": f" {code_in()[:3]} {code_in()[3:]} "}).status_code == 302


def test_the_code_of_another_link_opens_nothing(path, scheme, officer, sign_in):
    other = invited(make_application(scheme, officer, "C Low"), officer, sign_in, "c@example.org")
    Client().post(other, {"send": "1"})
    code = code_in()
    Client().post(path, {"send": "1"})
    if code != code_in():
        assert Client().post(path, {"code": code}).status_code == 200
    assert Client().post(other, {"code": code}).status_code == 302


def test_five_codes_an_hour(path, set_clock):
    browser = Client()
    for _ in range(5):
        assert browser.post(path, {"send": "1"}).status_code == 302
    answer = browser.post(path, {"send": "1"})
    assert answer.status_code == 200
    assert "as many codes as we do in one hour" in answer.content.decode()
    assert Message.objects.filter(key__startswith="code:").count() == LinkCode.objects.count() == 5
    set_clock(clock.now() + timedelta(hours=1))
    assert browser.post(path, {"send": "1"}).status_code == 302


def test_unknown_closed_worn_out_and_foreign_links_are_the_same_page(
    application, path, scheme, other_scheme, set_clock
):
    unknown = Client().get("/link/applicant/no-such-secret/")
    link = Link.objects.get()
    _, referee = Link.make(
        scheme=scheme, purpose="referee", email="r@example.org", expires_at=link.expires_at, folder=application.folder
    )
    _, foreign = Link.make(scheme=other_scheme, purpose="applicant", email="x@example.org", expires_at=link.expires_at)
    answers = [Client().get(f"/link/applicant/{referee}/"), Client().get(f"/link/applicant/{foreign}/")]
    link.close(at=clock.now())
    answers += [Client().get(path), Client().post(path, {"send": "1"}), Client().post(path, {"code": "123456"})]
    assert {answer.content for answer in answers} == {unknown.content}
    assert {answer.status_code for answer in answers} == {404}
    link.renew(at=clock.now(), expires_at=clock.now() + timedelta(days=1))
    set_clock(clock.now() + timedelta(days=2))
    assert Client().get(path).content == unknown.content


def test_a_link_of_another_purpose_opens_nothing_inside(application, path, scheme):
    """Open for an applicant, a browser is not open for a referee, whatever number stands in the address."""
    browser, _ = come_in(path)
    link = Link.objects.get()
    for address in [f"/referee/{link.pk}/", f"/applicant/{link.pk + 1}/"]:
        assert browser.get(address).status_code == 404


def test_closing_the_link_shuts_it_where_it_is_open(path, officer, sign_in):
    browser, inside = come_in(path)
    link = Link.objects.get()
    assert sign_in(officer).post(f"/links/{link.pk}/close/", {}).status_code == 302
    assert browser.get(inside).status_code == 404
    assert sign_in(officer).post(f"/links/{link.pk}/send-again/", {}).status_code == 302
    assert Client().get(path).status_code == 404
    assert link_in() != path
    come_in(link_in())


def test_staff_of_other_schemes_and_viewers_touch_no_link(
    path, outsider, viewer, officer, manager, application, sign_in
):
    link = Link.objects.get()
    for act in ("close", "send-again"):
        address = f"/links/{link.pk}/{act}/"
        assert sign_in(outsider).post(address).status_code == 404
        assert sign_in(viewer).post(address).status_code == 403
    application.folder.restrict(why="Known here", by=manager)
    assert sign_in(officer).get(f"/links/{link.pk}/close/").status_code == 404
    link.refresh_from_db()
    assert link.closed_at is None


def test_i_have_finished_shuts_it_and_back_shows_nothing(path):
    browser, inside = come_in(path)
    link = Link.objects.get()
    old_cookie = browser.cookies["sessionid"].value
    answer = browser.post(f"/links/{link.pk}/finish/")
    assert "Closed on this computer" in answer.content.decode()
    assert browser.get(inside).status_code == 404
    planted = Client()
    planted.cookies["sessionid"] = old_cookie
    assert planted.get(inside).status_code == 404


def test_coming_in_changes_the_sessions_key(path):
    browser = Client()
    browser.post(path, {"send": "1"})
    session = browser.session
    session["a"] = 1
    session.save()
    browser.cookies["sessionid"] = before = session.session_key
    come_in(path, browser)
    assert browser.cookies["sessionid"].value != before


def test_it_falls_shut_when_idle(path, set_clock, settings):
    browser, inside = come_in(path)
    start = clock.now()
    for minutes in (50, 100):
        set_clock(start + timedelta(minutes=minutes))
        assert browser.get(inside).status_code == 200
    set_clock(start + timedelta(minutes=160))
    assert browser.get(inside).status_code == 404


def test_what_is_typed_when_it_falls_shut_is_handed_back(path, set_clock):
    browser, inside = come_in(path)
    set_clock(clock.now() + timedelta(minutes=61))
    answer = browser.post(f"{inside}part/why/", {"why": "We like <people>", "version": "0", "once": "a" * 32})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "We like &lt;people&gt;" in page
    assert "Send it again" in page
    come_in(path, browser)
    assert browser.post(f"{inside}part/why/", {"why": "We like <people>", "version": "0"}).status_code == 302
    assert "We like &lt;people&gt;" in browser.get(f"{inside}part/why/").content.decode()


def test_staff_read_neither_links_nor_codes(path, manager, sign_in):
    Client().post(path, {"send": "1"})
    for message in (newest("link"), newest("code")):
        assert sign_in(manager).get(f"/messages/{message.pk}/").status_code == 404


def test_emails_say_nothing_personal(path):
    Client().post(path, {"send": "1"})
    reference = Link.objects.get().folder.reference
    for message in Message.objects.all():
        assert "Hall" not in message.subject + message.body
        assert message.subject.startswith(f"{reference}: ")
    assert code_in() not in newest("code").subject


def test_two_doors_in_one_browser(path, scheme, officer, sign_in):
    other = invited(make_application(scheme, officer, "C Low"), officer, sign_in, "c@example.org")
    browser, first = come_in(path)
    _, second = come_in(other, browser)
    assert first != second
    assert (browser.get(first).status_code, browser.get(second).status_code) == (200, 200)
    browser.post(f"/links/{first.split('/')[2]}/finish/")
    assert (browser.get(first).status_code, browser.get(second).status_code) == (404, 200)


def test_a_door_in_a_staff_session_leaves_the_job_alone(path, officer, sign_in):
    browser = sign_in(officer)
    _, inside = come_in(path, browser)
    assert browser.get(inside).status_code == 200
    browser.post(f"/links/{Link.objects.get().pk}/finish/")
    assert browser.get(inside).status_code == 404
    assert browser.get("/referrals/").status_code == 200


@pytest.mark.parametrize("secret", ["%00", "%ED%A0%80", "'%20OR%201=1", "x" * 3000])
def test_odd_secrets_open_nothing(db, secret):
    for purpose in ("applicant", "referee"):
        assert Client().get(f"/link/{purpose}/{secret}/").status_code == 404


@pytest.mark.parametrize("code", ["", "12", "abcdef", "１２３４５６", "1" * 20, "\x00", "' OR 1=1"])
def test_odd_codes_open_nothing(path, code):
    browser = Client()
    browser.post(path, {"send": "1"})
    assert browser.post(path, {"code": code}).status_code == 200


def test_masking():
    assert doors.masked("ada.hall@mail.example.org") == "a•••@m•••.org"


def test_when_a_link_runs_out_is_the_schemes_rule(application):
    at = timezone.make_aware(datetime(2026, 8, 6, 9))
    assert APPLICANT.expires_at(application.scheme, at).date() == date(2026, 8, 6) + timedelta(days=56)


def test_once_the_newest_code_is_used_the_one_before_is_dead_too(path):
    browser = Client()
    browser.post(path, {"send": "1"})
    first = code_in()
    browser.post(path, {"send": "1"})
    assert browser.post(path, {"code": code_in()}).status_code == 302
    assert Client().post(path, {"code": first}).status_code == 200


def test_a_new_link_shuts_what_the_one_before_opened(path, application, officer, sign_in):
    """Whoever came in with a link that went astray is outside once a new one is sent."""
    browser, inside = come_in(path)
    assert browser.get(inside).status_code == 200
    sign_in(officer).post(f"/applications/{application.pk}/invite/", {"email": "ada@example.org"})
    assert browser.get(inside).status_code == 404
    again, _ = come_in(link_in())
    assert again.get(inside).status_code == 200
    assert browser.get(inside).status_code == 404
