"""The list of referrals, and the page of one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schemes import clock
from schemes.models import Note, Opening
from tests import factories


def shown(answer):
    return [referral.reference for referral in answer.context["page"].object_list]


@pytest.fixture
def three(scheme, officer, other_scheme):
    """One new, one being looked for, one turned down; and one of another scheme that must not show."""
    new = factories.make_referral(scheme, "Ann Poe", type_wanted="")
    looking = factories.make_looking(scheme, officer, "Ben Roe", type_wanted="short_breaks")
    closed = factories.make_referral(scheme, "Cy Doe")
    closed.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    factories.make_referral(other_scheme, "Not Ours")
    return new.reference, looking.reference, closed.reference


def test_open_ones_the_latest_first(three, sign_in, officer):
    new, looking, _ = three
    assert shown(sign_in(officer).get("/referrals/")) == [looking, new]


def test_filters(three, sign_in, officer):
    new, looking, closed = three
    client = sign_in(officer)
    for query, found in {
        "status=closed": [closed],
        "status=all": [closed, looking, new],
        "type=short_breaks": [looking],
        "type=not_sure": [new],
        f"officer={officer.staff.pk}": [looking],
        f"reference={closed.lower()}": [closed],
        "reference=R-9": [],
    }.items():
        assert shown(client.get(f"/referrals/?{query}")) == found, query


@pytest.mark.parametrize("query", ["status=x&type=y&officer=z&page=q", "officer=999999", "page=-1", "status=%00"])
def test_odd_filters_are_ignored(query, three, sign_in, officer):
    new, looking, _ = three
    assert shown(sign_in(officer).get(f"/referrals/?{query}")) == [looking, new]


def test_a_slip_and_a_silence_show(scheme, officer, sign_in, set_clock):
    factories.make_referral(scheme)
    set_clock(clock.today() + timedelta(days=10))
    page = sign_in(officer).get("/referrals/").content.decode()
    assert "overdue" in page
    assert "Nothing recorded for 10 days" in page


def test_an_empty_list_says_why(scheme, officer, sign_in):
    client = sign_in(officer)
    assert "No referral is open." in client.get("/referrals/").content.decode()
    assert "No referral fits this filter." in client.get("/referrals/?status=closed").content.decode()


@pytest.mark.parametrize("path", ["/referrals/?status=all", "/people/"])
def test_lists_ask_as_much_for_thirty_as_for_one(path, scheme, officer, sign_in):
    client = sign_in(officer)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    factories.make_looking(scheme, officer, "Ann Poe")
    one = queries()
    for number in range(29):
        factories.make_looking(scheme, officer, f"Ben Roe{number}")
    assert queries() == one


def test_one_page_asks_as_much_however_much_happened(scheme, officer, manager, sign_in):
    client = sign_in(manager)
    referral = factories.make_referral(scheme)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(referral.get_absolute_url()).status_code == 200
        return len(asked)

    def live(times):
        for _ in range(times):
            referral.ask_for_more(items=["Night"], words="x", by=officer)
            referral.give_more(text="y", by=officer)
            Note.write(folder=referral.folder, text="n", happened_on=clock.today(), by=officer)

    live(1)
    one = queries()
    live(15)
    assert queries() == one


def test_a_page_has_the_words_first_and_what_can_happen_next(referral, sign_in, officer):
    answer = sign_in(officer).get(referral.get_absolute_url())
    page = answer.content.decode()
    assert page.index("My garden and my sister.") < page.index("The answers, as they were asked")
    assert [text for text, _ in answer.context["acts"]] == [
        "Decide what happens next", "Put on hold", "Turn down or withdraw",
    ]  # fmt: skip
    assert "Put back" not in page
    assert "Who opened this" not in page


def test_a_manager_may_put_back_and_see_who_looked(meeting, sign_in, manager):
    page = sign_in(manager).get(meeting.get_absolute_url()).content.decode()
    assert "Put back to “new”" in page
    assert "Who opened this" in page


def test_others(referral, refuses_others):
    refuses_others(referral.get_absolute_url(), referral.folder)


def test_the_list_is_for_those_who_see_records(scheme, viewer, administrator, regional_viewer, sign_in):
    for actor in (viewer, administrator, regional_viewer):
        assert sign_in(actor).get("/referrals/").status_code == 403
        assert sign_in(actor).get("/people/").status_code == 403


def test_opening_is_written_down(referral, sign_in, officer):
    sign_in(officer).get(referral.get_absolute_url())
    opening = Opening.objects.get()
    assert (opening.folder, opening.actor, opening.page) == (referral.folder, officer, "referral")


def test_who_might_be_the_same_person(scheme, other_scheme, sign_in, officer):
    born = date(1994, 5, 6)
    asked = factories.make_referral(scheme, "Samuel Thornbury", person={"date_of_birth": born})
    for name, day in [
        ("Sam Thornbury", born),
        ("Thornbury Samuel", born),
        ("samuel thornbury", None),
        ("Kim Poe", born),
        ("Sam Thornbury", None),
    ]:
        factories.make_person(scheme, name, date_of_birth=day)
    factories.make_person(other_scheme, "Samuel Thornbury", date_of_birth=born)
    same = sign_in(officer).get(asked.get_absolute_url()).context["same"]
    assert sorted((other.full_name, why) for other, why in same) == [
        ("Sam Thornbury", "same date of birth, similar name"),
        ("Thornbury Samuel", "same name, same date of birth"),
        ("samuel thornbury", "same name"),
    ]
