"""A copy of what was sent: for the browser that sent it, for minutes, until it is closed there."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from referrals.copies import copy_of
from referrals.models import Referral
from schemes import clock
from schemes.models import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(referrer):
    answer = referrer.begin().fill_all().send()
    assert answer.status_code == 302
    return answer["Location"]


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_it_is_what_was_asked_and_answered(referrer, sent):
    assert f"{sent}copy/" in referrer.client.get(sent).content.decode()
    answer = referrer.client.get(f"{sent}copy/")
    referral = Referral.objects.get()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Disposition"] == f'attachment; filename="{referral.reference}.pdf"'
    said = " ".join(text_of(answer.content).split())
    for row in referral.answers.standing():
        assert " ".join(row.question.split()) in said, row.question
        assert " ".join(row.answer.split()) in said, row.answer


def test_nobody_else_gets_it(sent):
    assert Client().get(f"{sent}copy/").status_code == 404
    assert Client().post(f"{sent}copy/").status_code == 404


def test_closed_here_it_shows_nothing_more(referrer, sent):
    assert referrer.client.post(f"{sent}copy/")["Location"] == "/refer/vale/"
    assert referrer.client.get(f"{sent}copy/").status_code == 404
    assert referrer.client.get(sent).status_code == 404


def test_after_some_minutes_it_takes_the_link(referrer, sent, set_clock):
    set_clock(clock.today() + timedelta(days=1))
    assert referrer.client.get(f"{sent}copy/").status_code != 200


def test_a_hidden_address_is_not_in_a_copy_made_later(referrer, sent, officer):
    referral = Referral.objects.get()
    job = Actor.for_job("test")
    assert "Aylesbury" in text_of(copy_of(referral, reader=job))
    referral.person.hide_address(why="Somebody must not find them", review_on=clock.today(), by=officer)
    referral = Referral.objects.get()
    assert "Aylesbury" not in text_of(copy_of(referral, reader=job))


def test_what_people_typed_stays_text(referrer):
    odd = "#pagebreak() $x$ *bold* <tag> \\u{1F600} `raw` @ref\n= Heading"
    referrer.begin().fill_all()
    referrer.fill("their-words", {"matters": odd})
    sent = referrer.send()["Location"]
    assert "#pagebreak()" in text_of(referrer.client.get(f"{sent}copy/").content)
