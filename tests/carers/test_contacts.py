"""The contact log of an application and of a household, and what falls due by it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from carers import due_pipeline
from carers.models import Application, ClosingReason, Contact
from schemes.models import Note, Policies, Policy
from tests import factories

TODAY = date(2026, 8, 6)  # a Thursday
TOLD = {"how": "phone", "happened_on": "6 August 2026", "who": "Ann", "said": "Tell me more", "summary": ""}


@pytest.fixture
def application(scheme, officer, set_clock):
    set_clock(TODAY)
    return Application.enquire(scheme=scheme, full_name="Ann Hall", phone="07700 900123", by=officer)


def url_of(row):
    return reverse("record-contact", args=[row.folder_id])


@pytest.fixture
def owed(scheme):
    """What is owed on a day: (kind, day, address)."""

    def on(day):
        return [(row.kind, row.on, row.url) for row in due_pipeline.due([scheme], day, Policies([scheme]))]

    return on


@pytest.mark.parametrize("of_household", [False, True])
def test_it_works(of_household, send, application, household, officer):
    row = household if of_household else application
    answer = send(url_of(row), TOLD)
    assert answer.url == f"{row.get_absolute_url()}#contacts"
    contact = Contact.objects.get()
    assert (contact.folder, contact.said, contact.happened_on, contact.recorded_by) == (
        row.folder, "Tell me more", TODAY, officer,
    )  # fmt: skip


def test_twice(send, application):
    for _ in range(2):
        assert send(url_of(application), TOLD | {"once": "a" * 32}).status_code == 302
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"how": ""}, ["how"]),
        ({"happened_on": "7 August 2026"}, ["happened_on"]),
        ({"said": ""}, ["said"]),
        ({"how": "tried", "said": ""}, []),
        ({"said": "", "summary": "Ring back"}, []),
    ],
)
def test_what_is_missing(changes, wrong, send, application, errors_of):
    answer = send(url_of(application), TOLD | changes)
    assert (sorted(errors_of(answer)) if wrong else answer.status_code) == (wrong or 302)


def test_only_these_folders_have_a_log(send, scheme):
    person = factories.make_person(scheme)
    assert send(url_of(person), TOLD).status_code == 404


def test_roles_and_schemes(refuses_others, application):
    refuses_others(url_of(application), application)


def test_anything_typed(takes_anything, application):
    takes_anything(url_of(application), TOLD)


def test_correct_contact(send, application, officer, errors_of, refuses_others):
    contact = Contact.record_contact(folder=application.folder, how="phone", happened_on=TODAY, said="Hi", by=officer)
    url = reverse("correct-contact", args=[contact.pk])
    assert sorted(errors_of(send(url, TOLD))) == ["why"]
    assert send(url, TOLD | {"why": "Misheard"}).status_code == 302
    assert Contact.objects.standing().get().said == "Tell me more"
    again = send(url, TOLD | {"why": "Misheard"}).content.decode()
    assert "already corrected" in again
    page = send(application.get_absolute_url()).content.decode()
    assert "Corrected: Misheard" in page
    refuses_others(url, application)


def test_an_answer_is_owed_until_somebody_was_reached(owed, application, officer):
    assert owed(TODAY) == [("answer_enquiry", date(2026, 8, 13), url_of(application))]
    Contact.record_contact(folder=application.folder, how="tried", happened_on=TODAY, by=officer)
    assert [kind for kind, _, _ in owed(TODAY)] == ["answer_enquiry"]
    Contact.record_contact(folder=application.folder, how="email", happened_on=TODAY, summary="Rang", by=officer)
    assert owed(TODAY) == [("application_silence", TODAY + timedelta(days=28), url_of(application))]


def test_moving_on_answers_too(owed, application, officer):
    application.go_on("talking", by=officer)
    assert [kind for kind, _, _ in owed(TODAY)] == ["application_silence"]


def test_the_schemes_own_days(owed, scheme, application, administrator):
    Policy.set_rule(
        scheme=scheme, key="enquiry_answer_working_days", value=1, source="Ours", from_on=TODAY, by=administrator
    )
    assert owed(TODAY)[0][1] == date(2026, 8, 7)


def test_a_note_or_a_contact_is_a_word(owed, application, officer, set_clock):
    application.go_on("talking", by=officer)
    later = TODAY + timedelta(days=10)
    Note.write(folder=application.folder, text="x", happened_on=later, by=officer)
    assert owed(later)[0][1] == later + timedelta(days=28)


def test_what_is_on_hold_wakes_up(owed, application, officer):
    until = TODAY + timedelta(days=20)
    application.hold(until=until, why="Moving", by=officer)
    assert owed(TODAY) == [("wake_application", until, reverse("resume-application", args=[application.pk]))]


def test_historical_and_ended_ones_owe_nothing(owed, scheme, application, officer):
    Application.enquire(scheme=scheme, full_name="Old", is_historical=True, by=officer)
    reason = ClosingReason.offered(scheme, by=officer)[0]
    application.close(reason=reason, who_decided="applicant", by=officer)
    assert owed(TODAY) == []


def test_the_queries_do_not_grow(scheme, officer, django_assert_num_queries):
    policies = Policies([scheme])
    for number in range(3):
        Application.enquire(scheme=scheme, full_name=f"Name {number}", by=officer)
        policies.value(scheme.pk, "application_silence_days", TODAY)
        with django_assert_num_queries(1):
            assert len(list(due_pipeline.due([scheme], TODAY, policies))) == number + 1
