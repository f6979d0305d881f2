"""Links follow the people: whoever leaves a household, or was written to at a wrong address, finds the door shut."""

import pytest

from carers.links import APPLICANT, CARER, REFEREE
from carers.models import Member, Referee
from schemes import clock
from schemes.models import Link
from tests.carers.door import make_application

pytestmark = pytest.mark.django_db


def add(household, by, name, email):
    return Member.add(
        scheme=household.scheme, household=household, full_name=name, email=email, joined_on=clock.today(), by=by
    )


def links_of(household, *emails):
    """A carer's link to each of these addresses."""
    now = clock.now()
    return [CARER.make(scheme=household.scheme, folder=household.folder, email=e, at=now)[0] for e in emails]


def is_open(link):
    return Link.objects.get(pk=link.pk).is_open(clock.now())


def test_whoever_leaves_a_household_has_no_link_to_it(household, officer, send):
    goes = add(household, officer, "Lee Green", "Lee@example.org")
    theirs, others = links_of(household, "lee@example.org", "pat@example.org")
    left = {"left_on": f"{clock.today():%-d %B %Y}", "why": "Moved out"}
    assert send(f"/carers/members/{goes.pk}/leave/", left).status_code == 302
    assert not is_open(theirs)
    assert is_open(others)


def test_a_shared_address_stays_open_for_who_stays(household, officer):
    goes = add(household, officer, "Lee Green", "us@example.org")
    add(household, officer, "Pat Green", "us@example.org")
    (link,) = links_of(household, "us@example.org")
    goes.leave(left_on=clock.today(), why="Moved out", by=officer)
    assert is_open(link)


def test_their_applicant_link_closes_too(scheme, officer):
    application = make_application(scheme, officer)
    goes = application.household.members.get(full_name="Ben Hall")
    goes.save_edit({"email": "ben@example.org"}, version=None, by=officer)
    link, _ = APPLICANT.make(scheme=scheme, folder=application.folder, email="ben@example.org", at=clock.now())
    goes.leave(left_on=clock.today(), why="Moved out", by=officer)
    assert not is_open(link)


def test_a_referees_wrong_address_opens_nothing_once_it_is_put_right(scheme, officer, send):
    application = make_application(scheme, officer)
    referee = Referee.add(
        scheme=scheme, application=application, kind="work", full_name="Ann Low", email="wrong@example.org", by=officer
    )
    referee.ask(door=REFEREE, on=clock.today(), at=clock.now(), by=officer)
    right = {"full_name": "Ann Low", "kind": "work", "relation": "", "phone": "", "email": "right@example.org"}
    send(f"/referees/{referee.pk}/edit/", right | {"version": Referee.objects.get().version})
    assert Referee.objects.get().email == "right@example.org"
    assert not is_open(Link.objects.get())
