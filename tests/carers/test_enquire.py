"""The public form for those who would like to become carers."""

from datetime import date

import pytest
from django.urls import reverse

from carers.models import Application, Campaign
from schemes.models import Message

pytestmark = pytest.mark.django_db

TOLD = {
    "full_name": "Ann Hall",
    "email": "ann.hall@example.org",
    "phone": "",
    "postcode": "hp20 3zz",
    "reach": "After six",
    "why_us": "I like company",
    "has_room": "yes",
    "source": "event",
    "source_detail": "Town fair",
    "website": "",
    "once": "a" * 32,
}


@pytest.fixture
def url(scheme, set_clock):
    set_clock(date(2026, 8, 6))
    return reverse("enquire", args=[scheme.slug])


def test_it_becomes_an_application(url, scheme, client):
    answer = client.post(url, TOLD)
    assert answer.url == reverse("enquire-sent", args=[scheme.slug])
    made = Application.objects.get()
    assert (made.scheme, made.status, made.came_by, made.officer) == (scheme, "enquiry", "form", None)
    assert (made.name, made.postcode, made.sector, made.has_room) == ("Ann Hall", "HP20 3ZZ", "HP20 3", True)
    assert (made.why_us, made.reach, made.source, made.source_detail) == (
        "I like company", "After six", "event", "Town fair",
    )  # fmt: skip


def test_the_email_says_nothing_about_them(url, client):
    client.post(url, TOLD)
    message, made = Message.objects.get(), Application.objects.get()
    assert message.to == "ann.hall@example.org"
    assert message.subject == f"{made.reference}: we have your enquiry"
    assert "Thursday 13 August" in message.body or "13 August" in message.body
    for said in ("Ann", "Hall", "company", "HP20", "fair"):
        assert said not in message.subject + message.body


def test_what_happens_next_and_by_when(url, client, scheme):
    assert "13 August" in client.get(url).content.decode()
    page = client.get(client.post(url, TOLD).url).content.decode()
    assert "We answer you by" in page
    assert "13 August" in page
    assert "Ann" not in page


def test_everybody_gets_the_same_answer(url, client):
    """Somebody known, somebody new, a form sent twice, and a program."""
    first = client.post(url, TOLD)
    twice = client.post(url, TOLD)
    again = client.post(url, TOLD | {"once": "b" * 32})
    program = client.post(url, TOLD | {"once": "c" * 32, "website": "https://buy.example"})
    assert {answer.url for answer in (first, twice, again, program)} == {first.url}
    assert Application.objects.count() == 2  # the same address asked twice, on two forms
    assert Message.objects.count() == 1  # one email a day to one address


def test_a_phone_number_will_do(url, client):
    client.post(url, TOLD | {"email": "", "phone": "07700 900123"})
    assert Application.objects.get().phone == "07700 900123"
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"full_name": ""}, ["full_name"]),
        ({"email": "", "phone": ""}, ["email"]),
        ({"email": "not one"}, ["email"]),
        ({"postcode": ""}, ["postcode"]),
        ({"postcode": "Aylesbury"}, ["postcode"]),
        ({"source": ""}, ["source"]),
        ({"source": "x", "has_room": "maybe"}, ["has_room", "source"]),
    ],
)
def test_what_is_missing_is_asked_for(changes, wrong, url, client):
    answer = client.post(url, TOLD | changes)
    assert sorted(answer.context["form"].errors) == wrong
    assert "I like company" in answer.content.decode()
    assert not Application.objects.exists()


def test_campaigns_that_run_are_offered(url, client, scheme, other_scheme, the_job):
    def campaign(where, name, from_on, until_on=None):
        return Campaign.add(scheme=where, name=name, from_on=from_on, until_on=until_on, by=the_job)

    runs = campaign(scheme, "Bus backs", date(2026, 8, 1))
    campaign(scheme, "Last year", date(2025, 8, 1), date(2025, 9, 1))
    theirs = campaign(other_scheme, "Not ours", date(2026, 8, 1))
    page = client.get(url).content.decode()
    assert "Bus backs" in page
    assert "Last year" not in page
    assert "Not ours" not in page
    client.post(url, TOLD | {"campaign": runs.pk})
    assert Application.objects.get().campaign == runs
    assert "campaign" in client.post(url, TOLD | {"campaign": theirs.pk, "once": "d" * 32}).context["form"].errors


def test_anything_typed(url, client):
    for typed in ["\x00\ufffe '\"<script>alert(1)</script>", "9" * 5000, "مرحبا ' OR 1=1 -- %s {{ 7|add:1 }}", "-1"]:
        answer = client.post(url, dict.fromkeys(TOLD, typed) | {"website": ""})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_one_scheme_is_not_asked_about(scheme, client):
    assert client.get(reverse("become-a-carer")).url == reverse("enquire", args=[scheme.slug])


def test_of_several_one_is_chosen(scheme, other_scheme, client):
    page = client.get(reverse("become-a-carer")).content.decode()
    assert scheme.name in page
    assert other_scheme.name in page
    assert client.get(reverse("enquire", args=["no-such-scheme"])).status_code == 404
