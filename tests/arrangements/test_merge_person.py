"""Two records of one person made one, whichever stays; both histories are kept; a manager may take it back."""

from datetime import date

import pytest

from arrangements.models import Arrangement
from referrals.duplicates import might_be_same
from referrals.models import (
    Capacity,
    Consent,
    FundingState,
    Liberty,
    NeedReview,
    OwnWords,
    Person,
    PersonContact,
    PersonMerged,
    Wish,
)
from schemes import clock
from schemes.models import Note, Opening, WrongState
from sharedlives.search import find
from tests import factories

TODAY = date(2026, 6, 1)


@pytest.fixture
def kept(scheme, officer, set_clock):
    set_clock(TODAY)
    referral = factories.make_referral(
        scheme, "Samuel Thornbury", words=[{"matters": "My allotment"}],
        wishes=[{"key": "garden", "strength": "like", "said_by": "Sam"}],
    )  # fmt: skip
    return referral.person


@pytest.fixture
def other(kept, scheme, officer):
    referral = factories.make_looking(
        scheme, officer, "Sam Thornbury", on=TODAY, words=[{"matters": "The sea"}],
        wishes=[{"key": "no_dogs", "strength": "must", "said_by": "Kay"}],
    )  # fmt: skip
    Note.write(folder=referral.person.folder, text="Rang Kay", happened_on=TODAY, by=officer)
    return referral.person


def start(person, scheme, officer):
    return Arrangement.start(
        person=person, household=factories.make_household(scheme, by=officer), type="live_in", starts_on=TODAY,
        officer=officer.staff, by=officer,
    )  # fmt: skip


def url(one, other):
    return f"/people/{one.pk}/merge/{other.pk}/"


def text_of(answer):
    return answer.content.decode()


def test_side_by_side_and_made_one(kept, other, officer, sign_in):
    client = sign_in(officer)
    page = text_of(client.get(url(kept, other)))
    for said in ("Samuel Thornbury", "Sam Thornbury", "My allotment", "The sea", "No dogs", "A garden", "1 note"):
        assert said in page
    moved = other.referrals.get()
    answer = client.post(url(kept, other), {"keep": kept.pk, "why": "Kay told us"})
    assert answer.url == kept.get_absolute_url()
    other.refresh_from_db()
    assert other.merged_into == kept
    assert {row.pk for row in kept.referrals.all()} >= {moved.pk}
    page = text_of(client.get(kept.get_absolute_url()))
    for said in ("The sea", "No dogs", "A garden", "Rang Kay", "Kay told us", moved.reference, other.reference):
        assert said in page, said
    page = text_of(client.get(other.get_absolute_url()))
    assert f'href="{kept.get_absolute_url()}"' in page
    for said in ("The sea", "Rang Kay"):
        assert said in page
    assert "My allotment" not in page


def test_matching_goes_by_the_wishes_of_both(kept, other, officer):
    PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    assert {wish.key for wish in Wish.objects.about(kept)} == {"garden", "no_dogs"}
    Wish.record_wish(person=kept, key="no_dogs", strength="none", said_by="Sam", happened_on=TODAY, by=officer)
    assert {wish.key: wish.strength for wish in Wish.objects.about(kept)} == {"garden": "like", "no_dogs": "none"}


def test_lists_search_and_duplicates_leave_the_merged_one_out(kept, other, officer, manager, sign_in):
    assert [row for row, _ in might_be_same(kept, officer)] == [other]
    PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    client = sign_in(officer)
    page = text_of(client.get("/people/"))
    assert kept.full_name in page
    assert other.full_name not in page
    assert find(officer, "Thornbury").people == [kept]
    assert might_be_same(kept, officer) == might_be_same(Person.objects.get(pk=other.pk), officer) == []


def test_either_may_stay_unless_one_lived_somewhere(kept, other, scheme, officer, sign_in):
    start(other, scheme, officer)
    client = sign_in(officer)
    page = text_of(client.get(url(kept, other)))
    assert "1 arrangement" in page
    answer = client.post(url(kept, other), {"keep": kept.pk, "why": "x"})
    assert answer.status_code == 200
    assert client.post(url(kept, other), {"keep": other.pk, "why": "x"}).status_code == 302
    kept.refresh_from_db()
    assert kept.merged_into == other


def test_both_lived_somewhere(kept, other, scheme, officer, sign_in):
    for person in (kept, other):
        start(person, scheme, officer)
    client = sign_in(officer)
    assert "cannot be made one" in text_of(client.get(url(kept, other)))
    client.post(url(kept, other), {"keep": kept.pk, "why": "x"})
    assert not PersonMerged.objects.exists()


def test_wrong_state_twice_and_restricted(kept, other, officer, manager, sign_in):
    client = sign_in(manager)
    other.folder.restrict(why="x", by=manager)
    assert "managers only" in text_of(client.post(url(kept, other), {"keep": kept.pk, "why": "x"}))
    other.folder.lift_restriction(why="x", by=manager)
    for _ in range(2):
        answer = client.post(url(kept, other), {"keep": kept.pk, "why": "x", "once": "b" * 32})
        assert answer.status_code == 302
    assert PersonMerged.objects.count() == 1
    again = client.post(url(kept, other), {"keep": kept.pk, "why": "x"})
    assert "merged before" in text_of(again)
    assert client.get(url(kept, kept)).status_code == 404


def test_a_manager_takes_it_back(kept, other, officer, manager, sign_in):
    moved = other.referrals.get()
    merged = PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    address = f"/people/merged/{merged.pk}/take-back/"
    assert address in text_of(sign_in(manager).get(kept.get_absolute_url()))
    assert address not in text_of(sign_in(officer).get(kept.get_absolute_url()))
    assert sign_in(officer).post(address, {"why": "x"}).status_code == 403
    assert sign_in(manager).post(address, {"why": "Two cousins"}).status_code == 302
    other.refresh_from_db()
    moved.refresh_from_db()
    assert other.merged_into is None
    assert moved.person == other
    assert sign_in(manager).post(address, {"why": "x"}).status_code == 404
    assert other.reference not in text_of(sign_in(manager).get(kept.get_absolute_url())).split("Might be")[0]


def test_not_once_an_arrangement_came_of_it(kept, other, scheme, officer, manager, sign_in):
    moved = other.referrals.get()
    merged = PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    from arrangements.board import verdict_for
    from arrangements.models import Match

    moved.refresh_from_db()
    household = factories.make_household(scheme, by=officer)
    match = Match.shortlist(
        referral=moved, household=household, verdict=verdict_for(moved, household, TODAY), by=officer, override="x"
    )
    match.record_introduction(kind="tea", happened_on=TODAY, person_says="yes", carer_says="yes", by=officer)
    match.agree(by=officer)
    Arrangement.start(
        person=kept, household=household, type="live_in", starts_on=TODAY, match=match, officer=officer.staff,
        by=officer,
    )  # fmt: skip
    answer = sign_in(manager).post(f"/people/merged/{merged.pk}/take-back/", {"why": "x"})
    assert "cannot be told apart" in text_of(answer)


def test_others(kept, other, scheme, other_scheme, outsider, officer, viewer, sign_in):
    theirs = factories.make_person(other_scheme, "Sam Thornbury")
    for client, address, status in [
        (sign_in(outsider), url(kept, other), 404),
        (sign_in(officer), url(kept, theirs), 404),
        (sign_in(viewer), url(kept, other), 403),
    ]:
        assert client.get(address).status_code == status
        assert client.post(address, {"keep": kept.pk, "why": "x"}).status_code == status
    merged = PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    assert sign_in(outsider).get(f"/people/merged/{merged.pk}/take-back/").status_code == 404


def test_both_openings_are_written_down(kept, other, officer, sign_in):
    sign_in(officer).get(url(kept, other))
    assert {row.folder_id for row in Opening.objects.all()} == {kept.folder_id, other.folder_id}
    assert clock.today() == TODAY
    assert OwnWords.objects.count() == 2


def test_what_is_known_of_either_is_read_together(kept, other, manager, officer, sign_in):
    said = {"by": officer, "person": other, "happened_on": TODAY}
    FundingState.record_funding(state="agreed", decided_by="The council", **said)
    Capacity.record_capacity(decision="Where to live", outcome="can", **said)
    Consent.record_consent(purpose="carers", answer="yes", said_by="Sam", **said)
    Liberty.record_liberty(state="not_restricted", **said)
    NeedReview.record_need_review(is_met=True, asked_whom="Asked of Kay", **said)
    contact = PersonContact.add_contact(person=other, name="Kay Thornbury", role="family", is_first=True, by=officer)
    PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    client = sign_in(officer)
    parts = {"money": "Agreed", "around": "Kay Thornbury", "information": "Asked of Kay", "deciding": "Where to live"}
    for part, words in parts.items():
        assert words in text_of(client.get(f"/people/{kept.pk}/{part}/")), part
    deciding = text_of(client.get(f"/people/{kept.pk}/deciding/"))
    assert "Telling carers who might fit" in deciding
    assert "Screened: not deprived of liberty" in deciding
    page = text_of(client.get(kept.get_absolute_url()))
    for words in ("Contact first", "Kay Thornbury, family", "Agreed", "Needs met"):
        assert words in page, words
    assert Consent.newest(kept, "carers").answer == "yes"
    answer = client.post(f"/people/contacts/{contact.pk}/end/", {"ended_on": "2026-06-01", "why": "Moved away"})
    assert answer.url == f"/people/{kept.pk}/around/"
    other.folder.restrict(why="x", by=manager)
    assert "Where to live" not in text_of(client.get(f"/people/{kept.pk}/deciding/"))


def test_what_is_begun_on_a_merged_record_leads_to_the_one_that_is_kept(kept, other, scheme, officer, sign_in):
    PersonMerged.merge(person=kept, other=other, why="x", by=officer)
    client = sign_in(officer)
    for act in ("edit", "words", "wishes", "money/funding", "around/add", "safe/warn", "page/write", "page/link"):
        for answer in (client.get(f"/people/{other.pk}/{act}/"), client.post(f"/people/{other.pk}/{act}/")):
            assert answer.status_code == 302, act
            assert answer.url == kept.get_absolute_url(), act
    page = text_of(client.get(kept.get_absolute_url()))
    assert f"{other.reference} is of {kept.called}, {kept.reference}: write it there." in page
    with pytest.raises(WrongState, match=kept.reference):
        start(other, scheme, officer)
    assert not Arrangement.objects.exists()
