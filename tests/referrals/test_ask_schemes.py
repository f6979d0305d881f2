"""Other schemes of the region are asked only with consent, and tell only what they choose to."""

from datetime import date

import pytest

from referrals.models import Consent, SchemeAsked, SchemeQuestion, SchemeReplied
from schemes import clock
from schemes.models import Message, Region
from sharedlives.due import visible_due
from tests import factories

BORN = date(1994, 5, 6)


@pytest.fixture
def person(scheme, officer):
    return factories.make_person(
        scheme, "Margaret Thornbury", date_of_birth=BORN, nhs_number="9434765919", officer=officer.staff
    )


@pytest.fixture
def url(person):
    return f"/referrals/people/{person.pk}/ask-schemes/"


def agree(person, by, answer="yes", **fields):
    return Consent.record_consent(
        person=person, purpose="other_schemes", answer=answer, said_by="Margaret", happened_on=clock.today(), by=by,
        **fields,
    )  # fmt: skip


@pytest.fixture
def asked(person, officer, other_scheme, outsider, url, send):
    agree(person, officer)
    assert send(url, {"schemes": [other_scheme.pk], "words": "She stayed near you"}).status_code == 302
    return SchemeQuestion.objects.get()


@pytest.fixture
def answering(other_scheme):
    return factories.make_actor(other_scheme, "officer", name="Theo There", email="theo@example.org")


def questions_on_today(actor):
    return [row for row in visible_due(actor, clock.today()) if row.kind == "scheme_question"]


@pytest.mark.parametrize("consent", [None, {"answer": "no"}, {"answer": "yes", "until_on": date(2020, 1, 1)}])
def test_nobody_is_asked_without_consent(consent, person, officer, other_scheme, url, send, sign_in):
    if consent:
        agree(person, officer, **consent)
    assert "have not agreed" in sign_in(officer).get(url).content.decode()
    assert send(url, {"schemes": [other_scheme.pk]}).status_code == 200
    assert not SchemeQuestion.objects.exists()


def test_a_change_of_mind_counts(person, officer, other_scheme, url, send):
    agree(person, officer)
    agree(person, officer, answer="no")
    send(url, {"schemes": [other_scheme.pk]})
    assert not SchemeAsked.objects.exists()


def test_only_schemes_of_the_region(person, scheme, officer, url, send, sign_in):
    agree(person, officer)
    far = factories.make_scheme("Far Shared Lives", region=Region.objects.create(name="Far Region"))
    page = sign_in(officer).get(url).content.decode()
    assert "Far Shared" not in page
    for pk in (far.pk, scheme.pk, 999999):
        assert send(url, {"schemes": [pk]}).status_code == 200
    assert not SchemeAsked.objects.exists()


def test_their_officer_is_asked_and_answers(asked, person, answering, officer, url, send, sign_in):
    (row,) = questions_on_today(answering)
    assert questions_on_today(officer) == []
    page = sign_in(answering).get(row.url).content.decode()
    for said in ("Margaret Thornbury", "6 May 1994", "9434765919", "She stayed near you", "Nobody you may see"):
        assert said in page
    factories.make_person(answering.scheme, "Peggy Thornbury", date_of_birth=BORN)
    assert "a short name of the same name" in sign_in(answering).get(row.url).content.decode()
    asking_page = sign_in(officer).get(url).content.decode()
    assert "No answer yet." in asking_page
    assert "Peggy" not in asking_page
    assert send(row.url, {"choice": "answer", "answer": ""}, by=answering).status_code == 200
    assert send(row.url, {"choice": "answer", "answer": "Ring Theo"}, by=answering).status_code == 302
    assert questions_on_today(answering) == []
    assert "Ring Theo" in sign_in(officer).get(url).content.decode()
    assert "answered this already" in send(row.url, {"choice": "not"}, by=answering).content.decode()


def test_not_answering_says_the_same_whoever_is_known(asked, person, answering, officer, url, send, sign_in):
    factories.make_person(answering.scheme, "Margaret Thornbury", date_of_birth=BORN)
    (row,) = questions_on_today(answering)
    assert send(row.url, {"choice": "not", "answer": "I typed this first"}, by=answering).status_code == 302
    assert SchemeReplied.objects.get().answer == ""
    page = sign_in(officer).get(url).content.decode()
    assert "says nothing of whether they know somebody" in page
    assert "typed this" not in page


def test_the_emails_name_nobody(asked, person, answering, send):
    (row,) = questions_on_today(answering)
    send(row.url, {"choice": "answer", "answer": "Ring Theo"}, by=answering)
    texts = [message.subject + message.body for message in Message.objects.all()]
    assert len(texts) == 2
    for text in texts:
        for word in ("Margaret", "Thornbury", "943", "1994", "Theo"):
            assert word not in text
    assert Message.objects.get(key__startswith="scheme-answer").to == "priya@example.org"


def test_one_question_at_a_time(asked, person, other_scheme, answering, url, send, sign_in, officer):
    assert "each owes you an answer" in sign_in(officer).get(url).content.decode()
    send(url, {"schemes": [other_scheme.pk]})
    assert SchemeAsked.objects.count() == 1


def test_others(asked, person, officer, viewer, url, refuses_others, sign_in):
    question = f"/referrals/questions/{asked.pk}/"
    assert sign_in(officer).get(question).status_code == 404
    assert sign_in(viewer).get(question).status_code == 403
    refuses_others(url, person.folder)


def test_any_bytes(asked, answering, person, officer, url, takes_anything, send):
    takes_anything(url, {"schemes": "1", "words": "x"})
    question = f"/referrals/questions/{asked.pk}/"
    for typed in ("\x00", "<script>alert(1)</script>", "x" * 3000):
        assert send(question, {"choice": typed, "answer": typed}, by=answering).status_code == 200
