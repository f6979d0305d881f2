"""The applicant's own part: kept as typed, finished when they say so, by either partner, never lost."""

import pytest
from django.test import Client

from carers.models import ClosingReason, Referee, SectionFilled
from carers.sections import QUESTIONS, REFEREES, SECTIONS, NamedReferee, asked_in
from schemes.models import Link, Opening
from tests.carers.door import come_in, invited, link_in, make_application
from tests.naughty_strings import STRINGS

pytestmark = pytest.mark.django_db
WHY = {"why": "We like people", "time": "Quiet", "experience": "Mum"}


@pytest.fixture
def application(scheme, officer):
    return make_application(scheme, officer)


@pytest.fixture
def inside(application, officer, sign_in):
    return come_in(invited(application, officer, sign_in))


@pytest.fixture
def partner(inside, application, officer, sign_in):
    """The other partner, with a link of their own, in their own browser."""
    return come_in(invited(application, officer, sign_in, "ben@example.org"))


def part(inside, key="why") -> str:
    return f"{inside[1]}part/{key}/"


def type_into(inside, typed, *, key="why", version=0, number=1, page="a" * 32):
    """What the page keeps by itself while somebody types."""
    data = typed | {"version": version, "sending": number, "once": page}
    return inside[0].post(part(inside, key), data, headers={"X-Autosave": "1"})


def test_every_question_says_why_and_who():
    assert len(SECTIONS) == 10
    for question in QUESTIONS.values():
        assert question.why
        assert question.seen_by
        for sentence in f"{question.why} {question.seen_by}".replace("?", ".").split("."):
            assert len(sentence.split()) <= 25
    assert all(asked_in(key) for key in SECTIONS)


def test_the_list_shows_where_each_part_stands(inside):
    browser, page = inside
    assert browser.get(page).content.decode().count("To do") == 10
    assert browser.post(part(inside), {"why": "We like people"}).url == page
    assert browser.get(page).content.decode().count("Begun") == 1
    answer = browser.post(part(inside), WHY | {"finish": "1", "version": "2"})
    assert answer.url == page
    said = browser.get(page).content.decode()
    assert (said.count("To do"), said.count("Finished")) == (9, 1)


def test_each_part_opens_and_says_why(inside):
    for key, section in SECTIONS.items():
        page = inside[0].get(part(inside, key)).content.decode()
        assert str(section.heading).replace("'", "&#x27;") in page
        assert "Why we ask, and who sees the answers" in page
    assert inside[0].get(part(inside, "no-such-part")).status_code == 404


def test_finishing_asks_for_what_is_missing_and_keeps_what_is_there(inside):
    answer = inside[0].post(part(inside), {"why": "We like people", "finish": "1", "version": "0"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "We like people" in page
    row = SectionFilled.objects.get()
    assert (row.words, row.done_on) == ({"why": "We like people"}, None)


def test_what_is_half_typed_is_kept(inside):
    inside[0].post(part(inside, "referees"), {"referee1_email": "not yet an addr"})
    assert "not yet an addr" in inside[0].get(part(inside, "referees")).content.decode()


def test_changing_a_finished_part_begins_it_again_and_looking_does_not(inside):
    inside[0].post(part(inside), WHY | {"finish": "1", "version": "0"})
    row = SectionFilled.objects.get()
    inside[0].post(part(inside), WHY | {"version": row.version})
    row.refresh_from_db()
    assert row.done_on is not None
    inside[0].post(part(inside), WHY | {"why": "Because", "version": row.version})
    row.refresh_from_db()
    assert row.done_on is None


def test_it_is_kept_while_they_type(inside):
    answer = type_into(inside, {"why": "We"})
    assert answer.json()["said"].startswith("Kept at")
    version = answer.json()["version"]
    assert type_into(inside, {"why": "We like"}, version=version, number=2).status_code == 200
    assert SectionFilled.objects.get().words == {"why": "We like"}


def test_a_page_is_never_in_its_own_way(inside):
    """A save while the page is still keeping: neither is refused, and what comes late changes nothing."""
    type_into(inside, {"why": "We"}, number=1)
    saved = inside[0].post(part(inside), {"why": "We like people", "version": 0, "sending": 3, "once": "a" * 32})
    assert saved.status_code == 302
    assert type_into(inside, {"why": "We like"}, number=2).status_code == 200
    assert SectionFilled.objects.get().words == {"why": "We like people"}


def test_two_partners_at_once_see_both_and_lose_nothing(inside, partner):
    assert inside[0].post(part(inside), {"why": "Ada says", "version": 0, "once": "a" * 32}).status_code == 302
    theirs = {"why": "Ben says", "time": "Busy", "version": 0, "once": "b" * 32}
    late = partner[0].post(part(partner), theirs)
    assert late.status_code == 200
    page = late.content.decode()
    assert "saved this while you were typing" in page
    assert "Ada says" in page
    assert "Ben says" in page
    assert SectionFilled.objects.get().words == {"why": "Ada says"}
    version = late.context["form"].version
    assert partner[0].post(part(partner), theirs | {"version": version}).status_code == 302
    row = SectionFilled.objects.get()
    assert row.words == {"why": "Ben says", "time": "Busy"}
    assert [one.answers.get("why") for one in row.history.order_by("pk")] == [None, "Ada says", "Ben says"]


def test_what_the_other_wrote_elsewhere_comes_along(inside, partner):
    inside[0].post(part(inside), {"time": "Ada's week", "version": 0, "once": "a" * 32})
    late = partner[0].post(part(partner), {"why": "Ben says", "version": 0, "once": "b" * 32})
    assert "Ada&#x27;s week</textarea>" in late.content.decode()


def test_two_tabs_while_typing_are_told(inside):
    type_into(inside, {"why": "One tab"}, page="a" * 32)
    answer = type_into(inside, {"why": "Another tab"}, page="b" * 32)
    assert answer.status_code == 409
    assert "Save to see both" in answer.json()["said"]


def test_both_partners_fill_in_one_application(inside, partner):
    inside[0].post(part(inside), {"why": "Ada says"})
    assert "Ada says" in partner[0].get(part(partner)).content.decode()


def test_what_is_too_long_is_not_cut(inside):
    answer = inside[0].post(part(inside), {"why": "x" * 10_001, "version": 0})
    assert answer.status_code == 200
    assert "x" * 10_001 in answer.content.decode()
    assert not SectionFilled.objects.exists()
    assert type_into(inside, {"why": "x" * 10_001}).status_code == 413


def test_it_takes_anything(inside):
    for number, typed in enumerate(STRINGS):
        answer = inside[0].post(part(inside), {"why": typed.encode("utf-8", "replace").decode(), "version": number})
        assert answer.status_code in (200, 302)
        page = inside[0].get(part(inside))
        assert b"<script>alert" not in page.content
    for finish in ("", "1"):
        junk = dict.fromkeys([q.key for q in asked_in("home")], "<script>alert(1)</script>")
        answer = inside[0].post(part(inside, "home"), junk | {"finish": finish, "version": "x", "sending": "-9"})
        assert answer.status_code in (200, 302)


def test_referees_need_two_of_two_kinds(inside):
    typed = {}
    for number in (1, 2):
        typed |= {
            f"referee{number}_name": f"Ref {number}",
            f"referee{number}_kind": "personal",
            f"referee{number}_email": f"ref{number}@example.org",
        }
    answer = inside[0].post(part(inside, "referees"), typed | {"finish": "1", "version": 0})
    assert "Name one who knows you well, and one from work" in answer.content.decode()
    assert not Referee.objects.exists()
    answer = inside[0].post(
        part(inside, "referees"),
        typed | {"referee2_kind": "work", "finish": "1", "version": answer.context["form"].version},
    )
    assert answer.status_code == 302
    assert list(Referee.objects.values_list("full_name", "kind", "email")) == [
        ("Ref 1", "personal", "ref1@example.org"),
        ("Ref 2", "work", "ref2@example.org"),
    ]
    assert REFEREES == 3


def test_naming_them_again_makes_no_second_row(inside, application, officer):
    Referee.name_several(application=application, named=named("Ref One", "old@example.org"), by=officer)
    Referee.name_several(application=application, named=named("ref one", "new@example.org"), by=officer)
    assert [row.email for row in Referee.objects.all()] == ["new@example.org"]


def named(name, email):
    return [NamedReferee(name, "work", "", email)]


def test_opening_a_part_is_written_down(inside):
    inside[0].get(part(inside))
    opening = Opening.objects.latest("pk")
    assert (opening.page, opening.actor.is_link) == ("applicant-section", True)


def test_officers_read_the_answers_and_others_do_not(inside, application, officer, viewer, outsider, manager, sign_in):
    inside[0].post(part(inside), {"why": "We like people", "kinds": ["live_in"]})
    address = f"/applications/{application.pk}/answers/"
    page = sign_in(officer).get(address).content.decode()
    assert "We like people" in page
    assert "Live-in" in page
    assert sign_in(viewer).get(address).status_code == 403
    assert sign_in(outsider).get(address).status_code == 404
    application.folder.restrict(why="Known here", by=manager)
    assert sign_in(officer).get(address).status_code == 404


def test_the_applications_page_says_what_is_done_and_when_it_was_opened(inside, application, officer, sign_in):
    inside[0].post(part(inside), WHY | {"finish": "1"})
    page = sign_in(officer).get(application.get_absolute_url()).content.decode()
    assert "1 of 10 parts finished" in page
    assert "Last opened" in page
    assert "ada@example.org: opens until" in page
    assert "/link/applicant/" not in page


def test_a_closed_application_opens_nothing(inside, application, officer):
    reason = ClosingReason.offered(application.scheme, by=officer)[0]
    application.close(reason=reason, who_decided="applicant", by=officer)
    assert inside[0].get(inside[1]).status_code == 404


def test_inviting_again_renews_and_wrong_addresses_are_refused(application, officer, sign_in, viewer, outsider):
    first = invited(application, officer, sign_in)
    assert invited(application, officer, sign_in, "ADA@example.org") != first
    assert Link.objects.count() == 1
    assert Client().get(first).status_code == 404
    address = f"/applications/{application.pk}/invite/"
    answer = sign_in(officer).post(address, {"email": "ada at home"})
    assert "ada at home" in answer.content.decode()
    assert sign_in(viewer).post(address, {"email": "v@example.org"}).status_code == 403
    assert sign_in(outsider).post(address, {"email": "v@example.org"}).status_code == 404
    once = {"email": "ben@example.org", "once": "c" * 32}
    browser = sign_in(officer)
    assert [browser.post(address, once).status_code for _ in range(2)] == [302, 302]
    assert Link.objects.count() == 2
    assert link_in()
