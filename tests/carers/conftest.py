"""What the tests of this room share: a household, a form sent the way a browser sends it, and three refusals."""

import pytest

from schemes.models import Opening
from tests import factories
from tests.carers import panel_cast as cast

# What people paste, and what somebody trying might: none of it may break a page or run on it.
NAUGHTY = [
    "\x00\ufffe '\"<script>alert(1)</script>",
    "مرحبا ' OR 1=1 -- %s {{ 7|add:1 }} {% now %}",
    "9" * 400,
    "-1",
    "31/02/2026",
]


@pytest.fixture
def household(scheme, officer):
    return factories.make_household(scheme, officer=officer.staff)


@pytest.fixture
def send(sign_in, officer):
    """Send a form as the officer (or another actor) and give the answer back."""

    def to(url, data=None, *, by=None):
        return sign_in(by or officer).post(url, data or {})

    return to


@pytest.fixture
def refuses_others(sign_in, officer, outsider, manager, panel_member, viewer, regional_viewer, administrator):
    """Only officers and managers may; other schemes' staff do not learn that the row exists."""

    def check(url, household):
        assert sign_in(manager).get(url).status_code == 200
        for actor in [panel_member, viewer, regional_viewer, administrator]:
            assert sign_in(actor).get(url).status_code == 403, actor.role
            assert sign_in(actor).post(url, {}).status_code == 403, actor.role
        before = Opening.objects.filter(folder=household.folder).count()
        assert sign_in(outsider).get(url).status_code == 404
        assert sign_in(outsider).post(url, {}).status_code == 404
        assert Opening.objects.filter(folder=household.folder).count() == before
        household.folder.restrict(why="Family at work here", by=manager)
        assert sign_in(officer).get(url).status_code == 404
        assert sign_in(manager).get(url).status_code == 200

    return check


@pytest.fixture
def takes_anything(send):
    """Whatever is typed into whichever field: the page comes back, nothing executes, what was typed is still there."""

    def check(url, data):
        for typed in NAUGHTY:
            answer = send(url, dict.fromkeys(data, typed))
            assert answer.status_code in (200, 302), (url, typed)
            if answer.status_code == 200:
                page = answer.content.decode()
                assert "<script>alert" not in page
                assert "There is a problem" in page or "saved this while you were typing" in page
        # One field at a time among good answers, so that what is checked after the fields is reached too.
        for number, name in enumerate(data):
            typed = NAUGHTY[number % len(NAUGHTY)]
            assert send(url, data | {name: typed}).status_code in (200, 302), (url, name, typed)

    return check


@pytest.fixture
def errors_of():
    """The mistakes a page shows, by field."""
    return lambda answer: {name: list(said) for name, said in answer.context["form"].errors.items()}


@pytest.fixture
def first_of_september(set_clock):
    """It is the first of September, the day after most meetings of these tests."""
    set_clock(cast.TODAY)


@pytest.fixture
def members(scheme):
    return cast.make_members(scheme)


@pytest.fixture
def meeting(scheme, officer, members):
    return cast.make_meeting(scheme, officer, members)


@pytest.fixture
def application(scheme, officer):
    return cast.make_applicant(scheme, officer)


@pytest.fixture
def item(application, meeting, officer):
    return cast.make_item(application, meeting, officer)


@pytest.fixture
def turned_down(item, officer, manager):
    """The decision that they are not approved."""
    cast.sit(item, officer)
    cast.said(item, officer, "not_approve")
    return cast.decided(item, manager, "not_approve")
