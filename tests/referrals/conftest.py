"""What the tests of this room share: a referral, a form sent the way a browser sends it, and three refusals."""

import pytest
from django.test import Client

from schemes.models import Message, Opening
from tests import factories

# What people paste, and what somebody trying might: none of it may break a page or run on it.
NAUGHTY = [
    "\x00\ufffe '\"<script>alert(1)</script>",
    "مرحبا ' OR 1=1 -- %s {{ 7|add:1 }} {% now %}",
    "9" * 400,
    "-1",
    "31/02/2026",
]

# The eight answers a referral cannot be sent without, page by page.
LEAST = {
    "you": {"referrer_name": "Alex Fairley", "referrer_email": "alex.fairley@example.org"},
    "them": {"full_name": "Samuel Thornbury", "age": "32", "place": "Aylesbury"},
    "talking": {"knows": "yes"},
    "their-words": {"matters": "My allotment.\nMy sister Kay."},
    "what-for": {"type_wanted": "not_sure"},
}


class Referrer:
    """Somebody at the public form, without an account."""

    def __init__(self):
        self.client = Client()
        self.base = ""

    def begin(self, answers=None, slug="vale"):
        """The first page; the rest of the form is then under `base`."""
        answer = self.client.post(f"/refer/{slug}/you/", answers or LEAST["you"])
        assert answer.status_code == 302, answer.context["form"].errors
        self.base = answer["Location"].removesuffix("them/")
        return self

    def page(self, name):
        return self.client.get(f"{self.base}{name}/")

    def fill(self, name, answers):
        return self.client.post(f"{self.base}{name}/", answers)

    def fill_all(self, pages=None):
        for name, answers in (pages or LEAST).items():
            answer = self.fill(name, answers)
            assert answer.status_code == 302, (name, answer.context["form"].errors)
        return self

    def send(self):
        return self.client.post(f"{self.base}check/", {"once": "a" * 32})


@pytest.fixture
def referrer(scheme):
    return Referrer()


@pytest.fixture
def another_referrer(scheme):
    return Referrer()


@pytest.fixture
def referral(scheme, officer):
    return factories.make_referral(scheme, by=officer)


@pytest.fixture
def meeting(referral, officer):
    """A referral with a meeting arranged."""
    referral.arrange_meeting(officer=officer.staff, meet_on=referral.opened_on, by=officer)
    return referral


@pytest.fixture
def send(sign_in, officer):
    """Send a form as the officer (or another actor) and give the answer back."""

    def to(url, data=None, *, by=None):
        return sign_in(by or officer).post(url, data or {})

    return to


@pytest.fixture
def refuses_others(sign_in, officer, outsider, manager, panel_member, viewer, regional_viewer, administrator):
    """Only officers and managers may; other schemes' staff do not learn that the row exists."""

    def check(url, folder):
        assert sign_in(manager).get(url).status_code == 200
        for actor in [panel_member, viewer, regional_viewer, administrator]:
            assert sign_in(actor).get(url).status_code == 403, actor.role
            assert sign_in(actor).post(url, {}).status_code == 403, actor.role
        before = Opening.objects.filter(folder=folder).count()
        assert sign_in(outsider).get(url).status_code == 404
        assert sign_in(outsider).post(url, {}).status_code == 404
        assert Opening.objects.filter(folder=folder).count() == before
        folder.restrict(why="Family at work here", by=manager)
        assert sign_in(manager).get(url).status_code == 200
        assert Opening.objects.filter(folder=folder).count() == before + 1

    return check


@pytest.fixture
def takes_anything(send):
    """Whatever is typed into whichever field: the page comes back, nothing executes, nothing breaks."""

    def check(url, data):
        for typed in NAUGHTY:
            answer = send(url, dict.fromkeys(data, typed))
            assert answer.status_code in (200, 302), (url, typed)
            if answer.status_code == 200:
                assert "<script>alert" not in answer.content.decode()
        for number, name in enumerate(data):
            typed = NAUGHTY[number % len(NAUGHTY)]
            assert send(url, data | {name: typed}).status_code in (200, 302), (url, name, typed)

    return check


@pytest.fixture
def errors_of():
    """The mistakes a page shows, by field."""
    return lambda answer: {name: list(said) for name, said in answer.context["form"].errors.items()}


@pytest.fixture
def link_in():
    """The address of the status page in the newest email with this key."""

    def find(key):
        body = Message.objects.filter(key__startswith=key).latest("pk").body
        (line,) = [line for line in body.splitlines() if "/referral/" in line]
        return "/referral/" + line.rsplit("/referral/", 1)[1]

    return find
