"""An enquiry written down by staff, and whoever may be the same, offered first."""

from datetime import date

import pytest
from django.urls import reverse

from carers.alike import Told, alike
from carers.models import Application
from tests import factories

URL = "/applications/add/"
TOLD = {
    "full_name": "Ann Hall", "name": "", "email": "ann@example.org", "phone": "07700 900123", "postcode": "HP20 3ZZ",
    "reach": "", "why_us": "I like company", "has_room": "unsure", "source": "worker", "source_detail": "",
    "officer": "",
}  # fmt: skip


def enquire(scheme, by, **fields):
    return Application.enquire(scheme=scheme, by=by, **({"full_name": "Ann Hall", "postcode": "HP20 3AA"} | fields))


def test_it_works(send, officer):
    answer = send(URL, TOLD | {"officer": officer.staff.pk})
    made = Application.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.name, made.came_by, made.officer, made.has_room) == ("Ann Hall", "staff", officer.staff, None)


def test_twice(send):
    for _ in range(2):
        assert send(URL, TOLD | {"once": "a" * 32}).status_code == 302
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"email": "ANN@example.org", "full_name": "Someone", "postcode": ""}, "same email address"),
        ({"phone": "+44 7700 900123", "full_name": "Someone", "postcode": ""}, "same phone number"),
        ({"full_name": "Anne Hall"}, "similar name nearby"),
        ({}, "same name"),
    ],
)
def test_who_may_be_the_same_is_offered_first(known, why, send, scheme, officer):
    other = enquire(scheme, officer, **known)
    answer = send(URL, TOLD)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert other.reference in page
    assert other.get_absolute_url() in page
    assert why.lower() in page.lower()
    assert "I like company" in page
    assert "Somebody else: go on" in page
    assert Application.objects.count() == 1
    hidden = answer.context["form"].hidden_values()
    assert send(URL, TOLD | hidden).status_code == 302
    assert Application.objects.count() == 2


def test_a_member_of_a_household_counts_too(send, scheme, household):
    member = household.members.get()
    page = send(URL, TOLD | {"full_name": member.full_name, "postcode": "HP20 1ZZ"}).content.decode()
    assert household.reference in page


def test_whoever_was_not_shown_yet_is_shown(send, scheme, officer):
    enquire(scheme, officer)
    hidden = send(URL, TOLD).context["form"].hidden_values()
    enquire(scheme, officer, full_name="Zed", postcode="", phone="07700 900999")
    assert send(URL, TOLD | hidden | {"phone": "07700 900999"}).status_code == 200
    assert Application.objects.count() == 2


def test_nobody_is_offered_from_elsewhere(send, scheme, officer, manager, other_scheme, outsider):
    enquire(other_scheme, outsider)
    enquire(scheme, officer).folder.restrict(why="A reason", by=manager)
    enquire(scheme, officer, full_name="Zebedee Quill")  # near, but nobody would take one for the other
    told = Told("Ann Hall", "ann@example.org", "07700 900123", "HP20 3ZZ")
    assert alike(officer, told) == []
    assert len(alike(manager, told)) == 1
    assert send(URL, TOLD).status_code == 302


def test_looking_takes_two_questions(scheme, officer, django_assert_num_queries):
    for number in range(4):
        enquire(scheme, officer)
        factories.make_household(scheme, f"Hall {number}", members=[{"full_name": "Ann Hall"}], postcode="HP20 3ZZ")
    with django_assert_num_queries(2):
        assert len(alike(officer, Told("Ann Hall", postcode="HP20 3ZZ"))) == 8


def test_what_is_missing_is_asked_for(send, errors_of):
    answer = send(URL, TOLD | {"full_name": "", "email": "", "phone": "", "source": ""})
    assert sorted(errors_of(answer)) == ["email", "full_name", "source"]


def test_roles(sign_in, panel_member, viewer, administrator, manager):
    assert sign_in(manager).get(URL).status_code == 200
    for actor in (panel_member, viewer, administrator):
        assert sign_in(actor).get(URL).status_code == 403


def test_anything_typed(takes_anything):
    takes_anything(URL, TOLD)


def test_edit_enquiry(send, scheme, officer, refuses_others, errors_of):
    application = enquire(scheme, officer, email="ann@example.org", name="A Hall")
    url = reverse("edit-enquiry", args=[application.pk])
    told = {name: value for name, value in TOLD.items() if name != "officer"}
    assert send(url, told | {"name": "Ann and Bo Hall", "version": application.version}).status_code == 302
    application.refresh_from_db()
    assert (application.name, application.source, application.sector) == ("Ann and Bo Hall", "worker", "HP20 3")
    stale = send(url, told | {"name": "Another", "version": 1})
    assert "saved this while you were typing" in stale.content.decode()
    assert errors_of(send(url, {"version": application.version}))["full_name"]
    refuses_others(url, application)


def test_by_when_it_is_answered(send, set_clock):
    set_clock(date(2026, 8, 6))
    answer = send(URL, TOLD)
    said = [str(one) for one in answer.wsgi_request._messages]
    assert said == [f"Added as {Application.objects.get().reference}. An answer is owed by 13 August."]
