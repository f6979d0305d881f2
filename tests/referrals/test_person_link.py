"""The link to a person's own page: sent, opened with a code, used to ask, lost, closed; what is asked becomes due."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from arrangements.models import Arrangement
from carers.links import CARER
from referrals import due_words
from referrals.models import PersonLink, PersonPage, PersonRequest
from referrals.page_links import PERSON
from schemes import clock
from schemes.due import MUST_ACT
from schemes.models import LinkRequest, Message, Opening, Policies, UnsafeContact
from sharedlives.tasks import send_lost_links
from tests import factories
from tests.carers.door import come_in, link_in

pytestmark = pytest.mark.django_db

SECRET = "Canaryprivate"
TALK = {"carer_may_know": "no", "reach": f"{SECRET} at the day centre", "text": f"{SECRET} matter", "once": "a" * 32}


@pytest.fixture
def person(referral, officer):
    PersonPage.of(referral.person, by=officer)
    return referral.person


@pytest.fixture
def path(person, send) -> str:
    data = {"holder": "person", "email": "sam@example.org", "once": "b" * 32}
    assert send(f"/people/{person.pk}/page/link/", data).url == f"/people/{person.pk}/page/"
    return link_in()


@pytest.fixture
def inside(path):
    return come_in(path)


# --- sending -----------------------------------------------------------------------------------------------------


def test_it_is_sent_to_the_person_and_tells_nothing(person, path):
    message = Message.objects.get(key__startswith="link:")
    assert message.to == "sam@example.org"
    for word in ("Sam", "Taylor", "garden"):
        assert word not in message.subject + message.body.replace("sam@example.org", "")
    held = PersonLink.objects.get()
    assert (held.holder, held.person) == ("person", person)


def test_a_supporter_is_somebody_the_person_chose(person, send, errors_of):
    url = f"/people/{person.pk}/page/link/"
    data = {"holder": "supporter", "email": "kay@example.org", "name": "", "chosen": ""}
    assert sorted(errors_of(send(url, data))) == ["chosen", "name"]
    assert not Message.objects.filter(key__startswith="link:").exists()
    assert send(url, data | {"name": "Kay", "chosen": "Sam pointed at her picture"}).status_code == 302
    assert str(PersonLink.objects.get()) == "Kay"


def test_nothing_is_sent_to_an_unsafe_address(person, officer, send):
    UnsafeContact.warn(
        folder=person.folder, kind="email", value="Sam@example.org", why="Read by others",
        review_on=clock.today() + timedelta(days=90), by=officer,
    )  # fmt: skip
    answer = send(f"/people/{person.pk}/page/link/", {"holder": "person", "email": "sam@EXAMPLE.org"})
    assert "not safe" in answer.content.decode()
    assert not Message.objects.filter(key__startswith="link:").exists()
    assert not PersonLink.objects.exists()


def test_any_address(person, takes_anything):
    takes_anything(f"/people/{person.pk}/page/link/", {"holder": "supporter", "email": "x", "name": "x", "chosen": "x"})


# --- behind it ---------------------------------------------------------------------------------------------------


def test_they_read_their_page_in_their_format(inside, person, officer):
    person.save_edit({"information_format": "easy_read"}, version=None, by=officer)
    browser, page = inside
    shown = browser.get(page).content.decode()
    assert "My garden and my sister." in shown
    assert "sl-sheet--easy" in shown
    assert "sl-sheet--large" in browser.get(f"{page}?look=large").content.decode()
    assert Opening.objects.filter(folder=person.folder, page="own-page").exists()
    assert Client().get(page).status_code == 404


def test_a_change_is_asked_for_and_answered_where_they_see_it(inside, person, send):
    browser, page = inside
    assert browser.post(f"{page}change/", {"text": "I like boats now", "once": "c" * 32}).url == page
    asked = PersonRequest.objects.get()
    assert (asked.kind, asked.asked_by, asked.is_private) == ("change", "Sam T", False)
    assert "We have not answered yet" in browser.get(page).content.decode()
    assert send(f"/people/requests/{asked.pk}/", {"text": "Changed it", "happened_on": "today"}).status_code == 302
    assert "Changed it" in browser.get(page).content.decode()
    again = send(f"/people/requests/{asked.pk}/", {"text": "Again", "happened_on": "today", "once": "d" * 32})
    assert again.status_code == 200
    assert asked.answered.count() == 1


def test_what_is_missing_is_said(inside):
    browser, page = inside
    assert set(browser.post(f"{page}change/", {}).context["form"].errors) == {"text"}
    assert set(browser.post(f"{page}talk/", {}).context["form"].errors) == {"carer_may_know", "reach"}
    assert not PersonRequest.objects.exists()


def test_twice_is_once(inside):
    browser, page = inside
    for _ in range(2):
        assert browser.post(f"{page}talk/", TALK).url == f"{page}asked/"
    assert PersonRequest.objects.count() == 1


def test_any_words(inside):
    browser, page = inside
    for typed in ["\x00\ufffe <script>alert(1)</script>", "9" * 4000, "مرحبا", "-1"]:
        for act, names in (("change", ["text"]), ("talk", ["carer_may_know", "reach", "text"])):
            answer = browser.post(f"{page}{act}/", dict.fromkeys(names, typed))
            assert answer.status_code in (200, 302)
            assert b"<script>alert" not in answer.content


def test_a_supporter_sees_only_what_they_asked_themselves(person, inside, send):
    inside[0].post(f"{inside[1]}change/", {"text": "Mine alone", "once": "e" * 32})
    data = {"holder": "supporter", "name": "Kay", "chosen": "Aloud", "email": "kay@example.org", "once": "f" * 32}
    assert send(f"/people/{person.pk}/page/link/", data).status_code == 302
    browser, page = come_in(link_in())
    shown = browser.get(page).content.decode()
    assert "Mine alone" not in shown
    assert "Who has read your page" not in shown
    assert "My garden and my sister." in shown
    browser.post(f"{page}change/", {"text": "From Kay", "once": "0" * 32})
    assert PersonRequest.objects.get(text="From Kay").asked_by == "Kay"


# --- a private request -------------------------------------------------------------------------------------------


def test_a_private_request_is_shown_to_staff_and_nowhere_behind_any_link(person, officer, inside, sign_in):
    browser, page = inside
    answer = browser.post(f"{page}talk/", TALK)
    for address in (answer.url, page, f"{page}?look=easy", f"{page}talk/", f"{page}change/"):
        assert SECRET not in browser.get(address).content.decode()
    assert "You asked to talk" not in browser.get(page).content.decode()
    staff = sign_in(officer)
    asked = PersonRequest.objects.get()
    assert asked.is_private
    assert SECRET in staff.get(f"/people/requests/{asked.pk}/").content.decode()
    assert "Without their carer knowing" in staff.get(person.get_absolute_url()).content.decode()


def test_a_carer_gets_nothing_of_a_private_request(scheme, officer, sign_in):
    """Everything a household is sent or can open, while the person lives with it: no word, no sign that they asked."""
    household = factories.make_household(
        scheme, "J Okoro", by=officer, officer=officer.staff,
        members=[{"full_name": "Joy Okoro", "gender": "woman", "email": "joy@example.org"}],
    )  # fmt: skip
    person = factories.make_person(scheme, by=officer)
    arrangement = Arrangement.start(
        person=person, household=household, type="live_in", starts_on=clock.today(), officer=officer.staff, by=officer
    )
    PersonPage.of(person, by=officer)
    _link, _ = PERSON.make(scheme=scheme, folder=person.folder, email="sam@example.org", at=clock.now())
    before = Message.objects.count()
    PersonRequest.ask(
        person=person, kind="talk", text=f"{SECRET} matter", reach=SECRET, asked_by="Sam", is_private=True, by=officer
    )
    assert Message.objects.count() == before  # nobody is sent anything about it, at no address
    _carer, secret = CARER.make(scheme=scheme, folder=household.folder, email="joy@example.org", at=clock.now())
    browser, page = come_in(f"/link/carer/{secret}/")
    seen = [browser.get(address).content.decode() for address in (page, f"{page}preview/", f"{page}photos/")]
    seen += [f"{message.subject} {message.body}" for message in Message.objects.filter(to="joy@example.org")]
    # What staff print or read out about the home and the arrangement is about the household: it says nothing either.
    staff = sign_in(officer)
    seen += [staff.get(row.get_absolute_url()).content.decode() for row in (household, arrangement)]
    assert len(seen) > 5
    assert [text for text in seen if SECRET in text or "asked to talk" in text.lower()] == []


# --- what becomes due ----------------------------------------------------------------------------------------------


def owed(scheme, on) -> list:
    return list(due_words.due([scheme], on, Policies([scheme])))


def test_each_request_is_due_until_it_is_answered(scheme, person, officer, inside):
    browser, page = inside
    browser.post(f"{page}change/", {"text": "Boats", "once": "1" * 32})
    browser.post(f"{page}talk/", TALK)
    browser.post(f"{page}talk/", TALK | {"carer_may_know": "yes", "once": "2" * 32})
    today = clock.today()
    first, private, open_talk = owed(scheme, today)
    assert (first.state, private.state, open_talk.state) == ("due", MUST_ACT, "due")
    assert first.on > today
    assert SECRET not in f"{private.said}{private.what}{private.who}"
    key = first.key
    assert owed(scheme, today + timedelta(days=40))[0].key == key
    PersonRequest.objects.get(kind="change").answer(text="Done", by=officer)
    assert [row.key for row in owed(scheme, today)] == [private.key, open_talk.key]


def test_they_are_on_today(person, inside, officer, sign_in):
    inside[0].post(f"{inside[1]}talk/", TALK)
    shown = sign_in(officer).get("/?show=team").content.decode()
    assert f"/people/requests/{PersonRequest.objects.get().pk}/" in shown
    assert SECRET not in shown


def test_due_asks_as_much_for_many_as_for_one(scheme, person, officer, django_assert_num_queries):
    for count in (1, 20):
        for number in range(count):
            PersonRequest.ask(person=person, kind="change", text=f"{number}", by=officer)
        policies = Policies([scheme])
        with django_assert_num_queries(1):
            list(due_words.due([scheme], clock.today(), policies))


def test_a_flood_is_stopped_and_told_to_ring(inside, monkeypatch):
    monkeypatch.setattr("referrals.models.asking.MOST_WAITING", 1)
    browser, page = inside
    browser.post(f"{page}change/", {"text": "One", "once": "3" * 32})
    assert "Ring us" in browser.post(f"{page}change/", {"text": "Two", "once": "4" * 32}).content.decode()
    assert PersonRequest.objects.count() == 1


# --- closing, losing, running out ----------------------------------------------------------------------------------


def test_staff_close_it_and_it_opens_nothing_in_any_browser(person, inside, path, send):
    browser, page = inside
    link = PersonLink.objects.get().link
    assert send(f"/people/page-links/{link.pk}/close/", {}).url == f"/people/{person.pk}/page/"
    assert browser.get(page).status_code == 404
    assert browser.post(f"{page}talk/", TALK).status_code == 403
    assert Client().get(path).status_code == 404
    assert not PersonRequest.objects.exists()


def test_a_lost_link_is_sent_again(scheme, person, path):
    LinkRequest.ask(scheme=scheme, email="SAM@example.org", at=clock.now())
    assert send_lost_links() == 1
    assert link_in() != path
    assert Client().get(path).status_code == 404
    assert come_in(link_in())[0]


def test_it_runs_out_by_the_scheme_s_rule(person, path, set_clock):
    days = Policies([person.scheme]).value(person.scheme_id, "person_link_days", clock.today())
    link = PersonLink.objects.get().link
    assert (link.expires_at.date() - clock.today()).days == days
    set_clock(clock.today() + timedelta(days=days + 1))
    assert Client().get(path).status_code == 404


def test_somebody_merged_into_another_has_no_page_of_their_own(person, inside, officer):
    other = factories.make_person(person.scheme, "Samuel Taylor", by=officer)
    person.save_edit({"merged_into": other}, version=None, by=officer)
    assert inside[0].get(inside[1]).status_code == 404


@pytest.mark.parametrize("what", ["close", "answer"])
def test_others(what, person, inside, refuses_others):
    inside[0].post(f"{inside[1]}change/", {"text": "Boats", "once": "5" * 32})
    url = {
        "close": f"/people/page-links/{PersonLink.objects.get().link_id}/close/",
        "answer": f"/people/requests/{PersonRequest.objects.get().pk}/",
    }[what]
    refuses_others(url, person.folder)


def test_no_address_of_it_names_anybody(inside, path):
    assert not re.search(r"sam|taylor", f"{inside[1]}{path}".replace(path.split("/")[-2], ""), re.IGNORECASE)
