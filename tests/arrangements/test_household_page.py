"""The list of households and a household's page: who lives there, what holds, what is worth a call."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrangements.models import Arrangement, Stay
from carers.models import Away, CheckResult, HouseholdFact, Member, PlannedChange, standing
from schemes.models import Note, Opening
from tests import factories

TODAY = date(2026, 9, 1)
LIST = "/carers/"


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def household(scheme, officer):
    return factories.make_household(scheme, officer=officer.staff, about="We like walks.")


@pytest.fixture
def page(sign_in, officer):
    """The words of a page, as the officer (or another actor) reads them."""

    def read(url, by=None):
        answer = sign_in(by or officer).get(url)
        assert answer.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    return read


def live_in(household, name="Sam Taylor", on=date(2026, 2, 1), **fields):
    person = factories.make_person(household.scheme, name)
    return Arrangement.start(
        person=person, household=household, type="live_in", starts_on=on, by=factories.the_job(), **fields
    )


# --- the page


def test_what_the_page_says(page, household, the_job):
    live_in(household, planned_end_on=date(2026, 12, 1))
    fact = {"household": household, "happened_on": date(2026, 5, 1), "said_by": "Joy", "by": the_job}
    HouseholdFact.record_answer(key="dogs", answer="yes", detail="Rex", **fact)
    HouseholdFact.record_answer(key="garden", answer="no", **fact)
    Away.record_away(household=household, happened_on=TODAY, from_on=date(2026, 10, 1), until_on=None, by=the_job)
    PlannedChange.record_planned_change(
        household=household, happened_on=TODAY, lifts="room", expected_on=date(2026, 11, 1), what="A loft", by=the_job
    )
    Note.write(folder=household.folder, text="Rang, all well.", happened_on=TODAY, by=the_job)
    text = page(household.get_absolute_url())
    for words in [
        "J Okoro Approved for live-in, short breaks, day support, emergency stay",
        "Officer: Priya Nair",
        "We like walks.",
        "1 of 2 places taken today",
        "Limit 2: the lowest of the nation 3, this scheme 3, their terms 2, rooms 2.",
        "Live-in since 1 February 2026 1 December 2026",
        "Yes: dog at home (Rex) Joy, 1 May 2026",
        "No: no garden Joy, 1 May 2026",
        "Is there a cat? Not asked",
        "From 1 October 2026, no end known",
        "1 November 2026: A loft",
        "Rang, all well.",
        "10 of 12 questions not asked yet",
        "Who changed what and why",
    ]:
        assert words in text
    assert "Must act now" not in text


def test_a_lapsed_check_is_said_loudly_and_ends_nobodys_home(page, sign_in, officer, household, the_job):
    live_in(household)
    household.checks.get(kind="dbs").correct(why="Read wrongly", by=the_job, expires_on=date(2026, 8, 20))
    text = page(household.get_absolute_url())
    assert "Must act now 1 Renew: DBS check of Joy Okoro ran out 12 days ago No new match can start here" in text
    assert "People who live here stay." in text
    assert "Live-in since 1 February 2026" in text
    html = sign_in(officer).get(household.get_absolute_url()).content.decode()
    member = household.members.get()
    assert f'href="{reverse("record-check", args=[household.pk])}?kind=dbs&amp;member={member.pk}"' in html
    assert "Read wrongly" in text  # the correction is told among the changes


def test_a_check_that_is_needed_and_was_never_recorded(page, scheme):
    household = factories.make_household(scheme, checks=[])
    text = page(household.get_absolute_url())
    assert "Must act now 2 Record: DBS check of Joy Okoro not recorded" in text
    assert "Record: Public liability insurance not recorded" in text


def test_a_renewal_ends_the_warning(page, household, the_job):
    dbs = household.checks.get(kind="dbs")
    dbs = dbs.correct(why="x", by=the_job, expires_on=date(2026, 8, 20))
    CheckResult.record_check(
        household=household, member=dbs.member, kind="dbs", happened_on=TODAY, expires_on=date(2029, 9, 1), by=the_job
    )
    text = page(household.get_absolute_url())
    assert "Must act now" not in text
    assert "Earlier results (1)" in text


def test_no_approval_and_people_living_here(page, household, the_job):
    live_in(household)
    household.terms.get().correct(why="Stopped", by=the_job, until_on=date(2026, 8, 1))
    text = page(household.get_absolute_url())
    assert "J Okoro Approval ended on 1 August 2026" in text
    assert "Talk about approval: not approved, and people live or stay here" in text
    assert "Their homes go on." in text


def test_more_people_than_may_be(page, household, the_job):
    live_in(household)
    live_in(household, "Bo Lee")
    household.home.save_edit({"rooms": 1}, version=None, by=the_job)
    assert "Agree what to do: 2 people where 1 may be" in page(household.get_absolute_url())


def test_stays_to_come_and_guests(page, household, the_job):
    Stay.take(home=household.home, kind="other_scheme", from_on=TODAY, until_on=date(2026, 9, 5), by=the_job)
    person = factories.make_person(household.scheme, "Bo Lee")
    breaks = Arrangement.start(
        person=person, household=household, type="short_breaks", starts_on=date(2026, 5, 1), by=the_job
    )
    breaks.plan_break(from_on=date(2026, 10, 1), until_on=date(2026, 10, 4), by=the_job)
    text = page(household.get_absolute_url())
    assert "1 of 2 places taken today" in text
    assert "Guest of another scheme, since 1 September 2026 until Saturday 5 September 2026" in text
    assert "Bo L, short break: 1 October 2026 to 4 October 2026" in text


def test_a_restricted_person_is_counted_and_not_named(page, household, manager):
    arrangement = live_in(household)
    arrangement.person.folder.restrict(why="Known to staff", by=manager)
    text = page(household.get_absolute_url())
    assert "1 of 2 places taken today" in text
    assert "1 more arrangement here only managers may see." in text
    assert "Sam" not in text
    assert "Visit Sam T" in page(household.get_absolute_url(), by=manager)


def test_who_may_open_it(sign_in, household, officer, manager, outsider, viewer, panel_member, administrator):
    url = household.get_absolute_url()
    assert [sign_in(actor).get(url).status_code for actor in (officer, manager)] == [200, 200]
    assert [sign_in(actor).get(url).status_code for actor in (viewer, panel_member, administrator)] == [403] * 3
    assert sign_in(outsider).get(url).status_code == 404
    assert set(Opening.objects.values_list("actor", "page")) == {(officer.pk, "household"), (manager.pk, "household")}
    household.folder.restrict(why="Family at work here", by=manager)
    assert sign_in(officer).get(url).status_code == 404
    assert "Restricted to managers" in sign_in(manager).get(url).content.decode()


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def fill(household, number, by):
    """One more of everything a household's page shows."""
    member = Member.add(scheme=household.scheme, household=household, full_name=f"Lee {number}", by=by)
    check = CheckResult.record_check(
        household=household, member=member, kind="dbs", happened_on=date(2024, 1, 1), expires_on=TODAY, by=by
    )
    check.correct(why="Read wrongly", by=by, expires_on=date(2027, 1, 1))
    person = factories.make_person(household.scheme, f"Sam {number}")
    Arrangement.start(person=person, household=household, type="short_breaks", starts_on=date(2026, 3, 1), by=by)
    Away.record_away(household=household, happened_on=TODAY, from_on=date(2026, 10, 1), until_on=None, by=by)
    Note.write(folder=household.folder, text=f"Note {number}", happened_on=TODAY, by=by)
    Stay.take(
        home=household.home,
        kind="day",
        from_on=date(2027, 1, 1 + number),
        until_on=date(2027, 1, 2 + number),
        person=person,
        by=by,
    )


def test_the_page_asks_as_much_with_one_and_with_thirty(sign_in, officer, household):
    client = sign_in(officer)
    fill(household, 0, officer)
    queries(client, household.get_absolute_url())  # what is read once and kept
    one = queries(client, household.get_absolute_url())
    for number in range(1, 30):
        fill(household, number, officer)
    assert queries(client, household.get_absolute_url()) == one


# --- the list


def names(text_or_answer):
    return [row["household"].name for row in text_or_answer.context["rows"]]


def test_the_list(page, scheme, household, other_scheme, the_job):
    factories.make_household(other_scheme, "X Elsewhere")
    live_in(household)
    household.checks.get(kind="liability").correct(why="x", by=the_job, expires_on=date(2026, 8, 30))
    text = page(LIST)
    assert "1 household" in text
    assert "J Okoro 1 of 2 Public liability insurance: ran out on Sunday 30 August 2026" in text
    assert "HP20 1ZZ Priya Nair" in text
    assert "Elsewhere" not in text


def test_filters_stand_in_the_address(sign_in, scheme, officer, manager, household, the_job):
    soon = factories.make_household(
        scheme, "A Soon", officer=manager.staff, checks_until=date(2026, 10, 31), postcode="HP2 1ZZ", types=["live_in"]
    )
    lapsed = factories.make_household(scheme, "B Lapsed", checks_until=date(2026, 8, 31))
    ended = factories.make_household(scheme, "C Ended")
    ended.terms.get().correct(why="x", by=the_job, until_on=TODAY)
    left = factories.make_household(scheme, "D Left", checks_until=date(2026, 10, 31))
    left.members.get().save_edit({"left_on": TODAY}, version=None, by=the_job)
    left.checks.get(kind="liability").correct(why="x", by=the_job, expires_on=None)
    client = sign_in(officer)
    for address, found in [
        ("", ["A Soon", "B Lapsed", "D Left", "J Okoro"]),
        ("?approval=ended", ["C Ended"]),
        ("?approval=all", ["A Soon", "B Lapsed", "C Ended", "D Left", "J Okoro"]),
        (f"?officer={manager.staff.pk}", ["A Soon"]),
        ("?officer=nobody", ["B Lapsed", "D Left"]),
        ("?type=short_breaks", ["B Lapsed", "D Left", "J Okoro"]),
        ("?check=soon", ["A Soon", "B Lapsed"]),
        ("?check=lapsed", ["B Lapsed"]),
        ("?area=hp2", ["A Soon"]),
        ("?area=hp20", ["B Lapsed", "D Left", "J Okoro"]),
        ("?area=hp", ["A Soon", "B Lapsed", "D Left", "J Okoro"]),
        ("?area=hp20 1zz", ["B Lapsed", "D Left", "J Okoro"]),
        ("?area=long row", ["A Soon", "B Lapsed", "D Left", "J Okoro"]),
        ("?order=check", ["B Lapsed", "A Soon", "J Okoro", "D Left"]),
        ("?check=soon&area=hp2", ["A Soon"]),
        # What makes no sense is left out; the rest still counts.
        ("?officer=99999999999999999999&check=maybe&type=x&area=hp2&page=minus", ["A Soon"]),
        ("?area=%25&order=%00", []),
        ("?page=999", ["A Soon", "B Lapsed", "D Left", "J Okoro"]),
    ]:
        answer = client.get(LIST + address)
        assert answer.status_code == 200
        assert names(answer) == found, address
        assert "There is a problem" not in answer.content.decode()
    assert soon.pk != lapsed.pk


def test_where_they_stand_filters_too(sign_in, scheme, officer, household, the_job):
    back = factories.make_household(scheme, "A Back")
    standing.step_back(back, from_on=TODAY, why="Tired", by=the_job)
    leaving = factories.make_household(scheme, "B Leaving")
    standing.give_notice(leaving, kind="retiring", given_on=TODAY, ends_on=date(2027, 1, 1), by=the_job)
    gone = factories.make_household(scheme, "C Gone")
    standing.end_approval(gone, on=TODAY, why="Retired", by=the_job)
    client = sign_in(officer)
    for address, found in [
        ("", ["A Back", "B Leaving", "J Okoro"]),
        ("?approval=stepped_back", ["A Back"]),
        ("?approval=leaving", ["B Leaving"]),
        ("?approval=ended", ["C Gone"]),
        ("?approval=applying", []),
        ("?approval=suspended", []),
    ]:
        assert names(client.get(LIST + address)) == found, address
    assert "Stepping back for a while" in client.get(LIST).content.decode()


def test_what_is_searched_for_stands_in_no_address(sign_in, scheme, officer, household, manager):
    factories.make_household(scheme, "P Green", members=[{"full_name": "Pat Gréen", "phone": "01632 960555"}])
    client = sign_in(officer)
    for text, found in [
        ("green", ["P Green"]), ("01632960555", ["P Green"]), (household.reference.lower(), ["J Okoro"]), ("zzz", []),
        ("g", ["J Okoro", "P Green"]),
    ]:  # fmt: skip
        answer = client.post(f"{LIST}?approval=all&page=3", {"q": text})
        assert answer.status_code == 302
        assert text == "g" or text not in answer.url
        assert names(client.get(answer.url)) == found, text
    kept = client.post(LIST, {"q": "green"}).url
    assert names(sign_in(manager).get(kept)) == ["J Okoro", "P Green"]  # a key is its owner's


def test_empty_lists_say_why(page, household):
    assert "No household matches these filters." in page(LIST + "?area=zz99")


def test_a_new_scheme_is_told_how_to_begin(page):
    text = page(LIST)
    assert "No households yet. Add those your scheme has approved" in text


def test_who_may_see_the_list(sign_in, household, manager, outsider, viewer, panel_member, administrator):
    household.folder.restrict(why="Family at work here", by=manager)
    assert names(sign_in(manager).get(LIST)) == ["J Okoro"]
    assert names(sign_in(outsider).get(LIST)) == []
    assert [sign_in(actor).get(LIST).status_code for actor in (viewer, panel_member, administrator)] == [403] * 3


def test_an_officer_does_not_see_a_restricted_household(sign_in, officer, manager, household):
    household.folder.restrict(why="Family at work here", by=manager)
    assert names(sign_in(officer).get(LIST)) == []


def test_the_list_asks_as_much_with_one_and_with_thirty(sign_in, scheme, officer, household):
    client = sign_in(officer)
    live_in(household)
    queries(client, LIST)
    one = queries(client, LIST)
    for number in range(29):
        live_in(factories.make_household(scheme, f"Household {number:02}", officer=officer.staff), f"Bo {number}")
    assert queries(client, LIST) == one
    answer = client.get(LIST + "?area=hp20&page=2")
    assert len(names(answer)) == 5
    assert 'href="?area=hp20&amp;page=1"' in answer.content.decode()
