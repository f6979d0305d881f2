"""Search finds who was meant, in one's own scheme, and puts nothing personal in an address."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carers.models import Application, StageName
from schemes import clock
from schemes.models import Search
from schemes.sought import read
from sharedlives.search import find
from tests import factories
from tests.front.conftest import start_arrangement

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(scheme, officer):
    """One of each, with a twin in nobody's way."""
    referral = factories.make_referral(
        scheme,
        "Zoë Ångström-O’Neill",
        person={"preferred_name": "Zed", "postcode": "HP20 2ZZ", "phone": "01632 960 123"},
        referrer_email="Rita.Referrer@example.org",
        referrer_name="Rita Referrer",
        referrer_phone="+44 (0)1632 960456",
        near="HP22 5BR",
    )
    household = factories.make_household(
        scheme,
        "J Okoro",
        officer=officer.staff,
        postcode="HP19 0GW",
        members=[
            {"full_name": "Joy Okoro", "preferred_name": "Jay", "phone": "07700 900 321", "email": "jay@example.org"}
        ],
    )
    factories.make_person(scheme, "Somebody Else", postcode="OX1 1AA", phone="01632 960999")
    factories.make_household(scheme, "P Green", postcode="OX1 1AB", members=[{"full_name": "Pete Green"}])
    return referral, household


def kinds(actor, text):
    """How many people, referrals, households, matches and arrangements were found."""
    found = find(actor, text)
    return tuple(
        len(rows) for rows in (found.people, found.referrals, found.households, found.matches, found.arrangements)
    )


@pytest.mark.parametrize(
    "text",
    [
        "zed", "ZED", "zoe", "Zoë", "ZOË", "angstrom", "ångström", "gstr", "zed angstrom", "o’neill zoe",
        "  zoe   ang ",
        "HP20 2ZZ", "hp202zz", "HP20 2", "hp202", "HP20",
        "01632 960123", "01632960123", "+44 1632 960123", "0044 1632 960123", "(01632) 960-123", "960123", "60 12",
    ],
)  # fmt: skip
def test_a_person_is_found_by(full, officer, text):
    found = find(officer, text)
    assert [person.full_name for person in found.people] == ["Zoë Ångström-O’Neill"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rita.referrer@example.org", (0, 1, 0, 0, 0)),
        ("RITA.REFERRER@EXAMPLE.ORG", (0, 1, 0, 0, 0)),
        ("rita", (0, 1, 0, 0, 0)),
        ("01632960456", (0, 1, 0, 0, 0)),
        ("HP22 5BR", (0, 1, 0, 0, 0)),
        ("R-1001", (0, 1, 0, 0, 0)),
        ("r1001", (0, 1, 0, 0, 0)),
        ("P-1001", (1, 1, 0, 0, 0)),
        ("okoro", (0, 0, 1, 0, 0)),
        ("jay", (0, 0, 1, 0, 0)),
        ("jay@example.org", (0, 0, 1, 0, 0)),
        ("07700900321", (0, 0, 1, 0, 0)),
        ("hp19 0gw", (0, 0, 1, 0, 0)),
        ("H-1001", (0, 0, 1, 0, 0)),
        ("1001", (1, 1, 1, 0, 0)),
        ("R-100", (0, 0, 0, 0, 0)),
        ("zoe okoro", (0, 0, 0, 0, 0)),
        ("%", (0, 0, 0, 0, 0)),
        ("__", (0, 0, 0, 0, 0)),
        ("%%%", (0, 0, 0, 0, 0)),
        ("nobody at all", (0, 0, 0, 0, 0)),
    ],
)
def test_what_is_found_by(full, officer, text, expected):
    assert kinds(officer, text) == expected


def test_arrangements_and_matches_are_found(scheme, officer):
    arrangement = start_arrangement(scheme, officer, "Bo Lee", "J Okoro")
    assert kinds(officer, "bo lee") == (1, 0, 0, 0, 1)
    assert kinds(officer, "okoro") == (0, 0, 1, 0, 1)
    assert kinds(officer, arrangement.reference) == (0, 0, 0, 0, 1)


@pytest.mark.parametrize("text", ["hall", "C-1001", "c1001", "07700 900222", "ann.hall@example.org", "hp21 7aa", "zoe"])
def test_an_application_is_found_by(scheme, officer, manager, outsider, sign_in, text):
    application = Application.enquire(
        scheme=scheme, full_name="Zoë Hall", phone="+44 7700 900222", email="ann.hall@example.org",
        postcode="HP21 7AA", by=officer,
    )  # fmt: skip
    StageName.of(scheme, "enquiry").save_edit({"label": "First word"}, version=None, by=manager)
    assert find(officer, text).applications == [application]
    assert find(outsider, text).applications == []
    page = sign_in(officer).post("/search/", {"q": text}, follow=True).content.decode()
    assert "First word" in page
    application.folder.restrict(why="Safety", by=manager)
    assert find(officer, text).applications == []


def test_another_scheme_is_never_found(full, outsider, other_scheme, officer):
    factories.make_referral(other_scheme, "Zoë Elsewhere", referrer_email="rita.referrer@example.org")
    assert [p.full_name for p in find(outsider, "zoe").people] == ["Zoë Elsewhere"]
    assert [p.full_name for p in find(officer, "zoe").people] == ["Zoë Ångström-O’Neill"]
    assert kinds(outsider, "okoro") == (0, 0, 0, 0, 0)


def test_restricted_people_are_found_by_managers_alone(full, officer, manager):
    referral, household = full
    referral.person.folder.restrict(why="Safety", by=manager)
    household.folder.restrict(why="Safety", by=manager)
    assert kinds(officer, "zoe") == kinds(officer, "okoro") == (0, 0, 0, 0, 0)
    assert kinds(manager, "zoe") == (1, 1, 0, 0, 0)
    assert kinds(manager, "okoro") == (0, 0, 1, 0, 0)


def test_the_address_holds_nothing_typed(full, officer, sign_in):
    browser = sign_in(officer)
    answer = browser.post("/search/", {"q": "Zoë 01632"})
    assert answer.status_code == 302
    assert re.fullmatch(r"/search/[0-9a-f-]{36}/", answer.url)
    page = browser.post("/search/", {"q": "zed"}, follow=True).content.decode()
    for said in ("Zed Å", "Zoë Ångström-O’Neill", "HP20 2", "Nobody yet", "P-1001", 'value="zed"'):
        assert said in page


def test_only_who_searched_may_open_the_results(full, officer, manager, outsider, viewer, sign_in):
    address = sign_in(officer).post("/search/", {"q": "zed"}).url
    assert sign_in(officer).get(address).status_code == 200
    codes = [sign_in(who).get(address).status_code for who in (manager, outsider, viewer)]
    assert codes == [404, 404, 403]
    assert sign_in(officer).get(f"/search/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize("text", ["", " ", "x", "\x00", "\n\t "])
def test_too_little_to_search_for(officer, sign_in, text):
    page = sign_in(officer).post("/search/", {"q": text}, follow=True)
    assert page.redirect_chain[0][0] == "/search/"
    assert "Type at least 2 characters" in page.content.decode()
    assert not Search.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "'; DROP TABLE people; --", "\x00zed", "😀" * 300, "\\", "((((",
     "R-" + "9" * 40, "+" * 20, "a" * 5000, "٣٤٥٦", "%00%0d%0a"],
)  # fmt: skip
def test_any_text_is_only_text(full, officer, sign_in, text):
    page = sign_in(officer).post("/search/", {"q": text}, follow=True)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_old_searches_are_cleared_away(officer, manager, sign_in):
    with clock.set_to(date(2026, 8, 1)):
        for who in (officer, manager):
            sign_in(who).post("/search/", {"q": "long ago"})
    with clock.set_to(date(2026, 8, 6)):
        sign_in(officer).post("/search/", {"q": "today"})
    assert sorted(Search.objects.values_list("actor", "words")) == sorted(
        [(officer.pk, "today"), (manager.pk, "long ago")]
    )


def test_a_date_of_birth_to_come_breaks_nothing(scheme, officer, sign_in):
    factories.make_person(scheme, "Zed Tomorrow", date_of_birth=clock.today() + timedelta(days=9))
    assert "Not known" in sign_in(officer).post("/search/", {"q": "tomorrow"}, follow=True).content.decode()


def test_nothing_found_says_what_to_try(officer, sign_in):
    assert "Try part of a name" in sign_in(officer).post("/search/", {"q": "nobody"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("text", "reference", "postcode", "digits"),
    [
        ("R-1051", "R-1051", "", ""),
        ("r 1051", "R-1051", "", ""),
        ("1051", "-1051", "", "1051"),
        ("HP20 1AA", "", "HP201AA", ""),
        ("+44 7700 900123", "", "", "7700900123"),
        ("+44 (0)7700 900123", "", "", "7700900123"),
        ("0044 7700 900123", "", "", "7700900123"),
        ("07700 900-123", "", "", "7700900123"),
        ("Sam Taylor", "", "", ""),
    ],
)
def test_what_was_typed_is_understood(text, reference, postcode, digits):
    sought = read(text)
    assert (sought.reference, sought.postcode, sought.digits) == (reference, postcode, digits)


def test_the_queries_do_not_grow_with_rows(scheme, officer, sign_in):
    browser = sign_in(officer)
    numbers = []
    for number in (1, 29):
        for n in range(number):
            start_arrangement(scheme, officer, f"Same Person {number}{n}", f"Same Household {number}{n}")
            factories.make_referral(scheme, f"Same New {number}{n}", referrer_name="Same")
        address = browser.post("/search/", {"q": "same"}).url
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(address)
        numbers.append(len(queries))
    assert page.content.decode().count("<tr") > 75
    assert "shows the first 25" in page.content.decode()
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 20
