"""Two enquiries from one home go on as one; the later closes, and a manager may take that back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from carers.models import Application, ClosingReason, Contact, SectionFilled
from carers.models.joining import join_application
from schemes.models import Note, WrongState

TODAY = date(2026, 8, 6)


@pytest.fixture
def ann(scheme, officer, set_clock):
    set_clock(TODAY)
    return Application.enquire(
        scheme=scheme, full_name="Ann Hall", phone="07700 900123", postcode="HP20 3ZZ", why_us="I like company",
        on=TODAY - timedelta(days=9), officer=officer.staff, by=officer,
    )  # fmt: skip


@pytest.fixture
def bo(scheme, officer, ann):
    row = Application.enquire(
        scheme=scheme, full_name="Bo Hall", phone="07700 900123", email="bo@example.org", postcode="HP20 3ZZ",
        why_us="We have a big garden", by=officer,
    )  # fmt: skip
    Contact.record_contact(
        folder=row.folder, how="phone", who="Bo", said="Ring after six", happened_on=TODAY, by=officer
    )  # fmt: skip
    Note.write(folder=row.folder, text="Has a van", happened_on=TODAY, by=officer)
    SectionFilled.fill(application=row, key="about_you", answers={"x": "y"}, is_done=False, by=officer)
    return row


def join(application):
    return reverse("join-application", args=[application.pk])


def begin(application, by):
    application.begin_application(
        members=[{"full_name": application.full_name}],
        home={"address": "1 Long Row", "postcode": "HP20 3ZZ", "rooms": 1},
        by=by,
    )


def test_roles_and_schemes(refuses_others, ann, bo):
    refuses_others(join(ann), ann)


def test_the_later_one_closes_and_says_with_whom(send, ann, bo):
    answer = send(join(bo), {"other": str(ann.pk), "words": "We do it together"})
    assert answer.url == ann.get_absolute_url()
    ann.refresh_from_db()
    bo.refresh_from_db()
    assert (ann.status, ann.joined_to, bo.status, bo.joined_to) == ("enquiry", None, "closed", ann)
    closing = bo.closings.standing().get()
    assert (closing.reason.means, closing.words) == ("joined", "We do it together")
    assert ann.reference in bo.folder.moves.latest("id").why


def test_by_its_reference(send, ann, bo):
    assert send(join(ann), {"other": "another", "reference": bo.reference.lower()}).status_code == 302
    bo.refresh_from_db()
    assert bo.joined_to == ann


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose the other enquiry"),
        ({"other": "another"}, "Enter the reference of the other enquiry"),
        ({"other": "another", "reference": "C-9999"}, "We found no other application C-9999"),
        ({"other": "another", "reference": "\x00'"}, "We found no other application"),
    ],
)
def test_what_names_no_other_is_refused(data, said, send, ann, bo):
    page = send(join(ann), data)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert not Application.objects.filter(status="closed").exists()


def test_itself_and_other_schemes_are_no_other(send, ann, other_scheme, outsider):
    theirs = Application.enquire(scheme=other_scheme, full_name="Cy", by=outsider)
    for reference in (ann.reference, theirs.reference if theirs.reference != ann.reference else "C-77"):
        assert send(join(ann), {"reference": reference}).status_code == 200
    ann.refresh_from_db()
    assert ann.status == "enquiry"


def test_where_none_is_likely_a_reference_is_asked_for(send, sign_in, officer, scheme, ann, errors_of):
    other = Application.enquire(scheme=scheme, full_name="Zed", by=officer)
    page = sign_in(officer).get(join(ann)).content.decode()
    assert "The reference of the other enquiry" in page
    assert errors_of(send(join(ann), {})) == {"reference": ["Enter the reference of the other enquiry"]}
    assert send(join(ann), {"reference": other.reference}).status_code == 302


def test_who_has_a_household_goes_on(ann, bo, officer):
    begin(bo, officer)
    assert join_application(ann, bo, by=officer) == bo
    assert (ann.status, ann.joined_to) == ("closed", bo)


def test_whoever_looks_after_one_looks_after_both(ann, bo, officer, manager):
    ann.hand_to(None, by=officer)
    bo.hand_to(manager.staff, by=officer)
    join_application(ann, bo, by=officer)
    assert ann.officer == manager.staff


def test_where_nobody_does_whoever_joins_them_does(ann, bo, officer):
    ann.hand_to(None, by=officer)
    join_application(ann, bo, by=officer)
    assert ann.officer == officer.staff


def test_two_households_are_refused(ann, bo, officer):
    begin(ann, officer)
    begin(bo, officer)
    with pytest.raises(WrongState, match="each have a household"):
        join_application(ann, bo, by=officer)
    with pytest.raises(WrongState, match="same enquiry"):
        join_application(ann, ann, by=officer)


def test_twice_and_when_one_has_ended(ann, bo, officer):
    join_application(ann, bo, by=officer)
    with pytest.raises(WrongState, match="nothing was joined"):
        join_application(bo, ann, by=officer)


def test_on_hold_is_joined_too(ann, bo, officer):
    bo.hold(until=TODAY + timedelta(days=9), why="Holiday", by=officer)
    join_application(ann, bo, by=officer)
    assert (bo.status, bo.wake_on) == ("closed", None)


def test_everything_is_read_from_the_one_that_goes_on(sign_in, officer, manager, ann, bo):
    join_application(ann, bo, by=officer)
    page = sign_in(officer).get(ann.get_absolute_url()).content.decode()
    for words in ["We have a big garden", "Ring after six", "Has a van", reverse("applicant-answers", args=[bo.pk])]:
        assert words in page
    assert "May be the same people" not in page
    assert ann.get_absolute_url() in sign_in(officer).get(bo.get_absolute_url()).content.decode()
    bo.folder.restrict(why="Works here", by=manager)
    page = sign_in(officer).get(ann.get_absolute_url()).content.decode()
    assert "We have a big garden" not in page
    assert "Ring after six" not in page


def test_nobody_learns_of_a_restricted_one_that_goes_on(sign_in, officer, manager, ann, bo):
    join_application(ann, bo, by=officer)
    ann.folder.restrict(why="Works here", by=manager)
    assert ann.get_absolute_url() not in sign_in(officer).get(bo.get_absolute_url()).content.decode()
    assert ann.get_absolute_url() in sign_in(manager).get(bo.get_absolute_url()).content.decode()


def test_those_joined_before_come_along(sign_in, officer, scheme, ann, bo):
    cy = Application.enquire(scheme=scheme, full_name="Cy Hall", why_us="Me as well", by=officer)
    join_application(bo, cy, by=officer)
    join_application(ann, bo, by=officer)
    page = sign_in(officer).get(ann.get_absolute_url()).content.decode()
    assert "Me as well" in page


def test_who_asked_too_is_suggested_as_a_member(sign_in, officer, scheme, ann, bo):
    again = Application.enquire(scheme=scheme, full_name="ann hall", by=officer)
    join_application(ann, bo, by=officer)
    join_application(ann, again, by=officer)
    page = sign_in(officer).get(reverse("begin-application", args=[ann.pk]))
    form = page.context["form"]
    assert (form["second_full_name"].value(), form["second_email"].value()) == ("Bo Hall", "bo@example.org")
    assert form["third_full_name"].value() is None
    assert "Bo Hall asked too" in page.content.decode()


def test_a_manager_takes_it_back(send, ann, bo, officer, manager):
    join_application(ann, bo, by=officer)
    back = send(reverse("put-back-application", args=[bo.pk]), {"why": "Not the same home"}, by=manager)
    assert back.status_code == 302
    bo.refresh_from_db()
    assert (bo.status, bo.joined_to, bo.closed_on) == ("enquiry", None, None)
    assert not bo.closings.standing().exists()


def test_the_reason_stands_for_joining_alone(ann, bo, officer, administrator):
    join_application(ann, bo, by=officer)
    reason = ClosingReason.objects.get(means="joined")
    assert reason not in ClosingReason.offered(ann.scheme, by=officer)
    reason.save_edit({"text": "Together with somebody"}, version=None, by=administrator)
    assert ClosingReason.for_joining(ann.scheme, by=officer) == reason


def test_a_reason_in_the_old_list_is_taken_up(ann, officer):
    old = ClosingReason.add_reason(scheme=ann.scheme, text="Goes on together with another enquiry", by=officer)
    assert ClosingReason.for_joining(ann.scheme, by=officer) == old
    assert ClosingReason.objects.get(pk=old.pk).means == "joined"


def test_the_database_keeps_it_closed_and_another(ann, bo, officer):
    join_application(ann, bo, by=officer)
    for wrong in ({"status": "enquiry", "closed_on": None}, {"joined_to": bo}):
        with pytest.raises(IntegrityError, match="goes_on_with_another"), transaction.atomic():
            Application.objects.filter(pk=bo.pk).update(**wrong)
