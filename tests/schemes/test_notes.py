"""Notes: added, corrected, and never where one may not look."""

from datetime import date

import pytest
from django.urls import reverse

from schemes.models import Note, Opening
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"text": "Rang Sam. <b>Fine</b>.", "happened_on": "today", "once": "a" * 32}


@pytest.fixture
def referral(scheme, officer):
    return factories.make_looking(scheme, officer)


@pytest.fixture
def url(referral):
    return reverse("add-note", args=[referral.folder_id])


def test_an_officer_adds_a_note_and_comes_back_to_the_case(url, referral, officer, sign_in):
    browser = sign_in(officer)
    assert browser.get(url).status_code == 200
    answer = browser.post(url, TYPED)
    assert answer.status_code == 302
    assert answer.url == f"{referral.get_absolute_url()}#notes"
    note = referral.folder.notes.get()
    assert (note.text, note.recorded_by) == (TYPED["text"], officer)
    assert Opening.objects.filter(folder=referral.folder, actor=officer, page="add-note").count() == 2


def test_a_double_click_keeps_one_note(url, referral, officer, sign_in):
    browser = sign_in(officer)
    assert [browser.post(url, TYPED).status_code for _ in range(3)] == [302] * 3
    assert referral.folder.notes.count() == 1


def test_nothing_typed_and_a_day_to_come_are_refused(url, referral, officer, sign_in):
    answer = sign_in(officer).post(url, {"text": "", "happened_on": "31 December 2100"})
    assert answer.status_code == 200
    assert b"Enter the note" in answer.content
    assert not referral.folder.notes.exists()


@pytest.mark.parametrize("role", ["panel_member", "viewer", "regional_viewer", "administrator"])
def test_other_roles_may_not(role, url, sign_in, request):
    assert sign_in(request.getfixturevalue(role)).get(url).status_code == 403


def test_another_scheme_finds_nothing(url, outsider, sign_in):
    assert sign_in(outsider).post(url, TYPED).status_code == 404
    assert not Note.objects.exists()


@pytest.mark.parametrize("whose", ["person", "referral"])
def test_a_restricted_folder_takes_no_notes_from_officers(whose, url, referral, officer, manager, sign_in):
    folder = referral.person.folder if whose == "person" else referral.folder
    folder.restrict(why="Safeguarding", by=manager)
    assert sign_in(officer).get(url).status_code == 404
    assert sign_in(officer).post(url, TYPED).status_code == 404
    assert sign_in(manager).get(url).status_code == 200


def test_a_note_is_corrected_with_a_reason_once(referral, officer, manager, sign_in):
    note = Note.write(folder=referral.folder, text="Rang Sam", happened_on=date(2026, 6, 1), by=officer)
    url = reverse("correct-note", args=[note.pk])
    typed = {"text": "Rang Sam’s sister", "happened_on": "2 June 2026", "why": "It was her"}
    assert sign_in(manager).post(url, typed).status_code == 302
    standing = referral.folder.notes.get(replaced_by__isnull=True)
    assert (standing.text, standing.happened_on, standing.corrected_because) == (
        "Rang Sam’s sister",
        date(2026, 6, 2),
        "It was her",
    )
    late = sign_in(officer).post(url, typed)
    assert late.status_code == 200
    assert b"already corrected" in late.content
    assert b"Rang Sam\xe2\x80\x99s sister" in late.content


def test_a_correction_needs_a_reason_and_the_right_scheme(referral, officer, outsider, sign_in):
    note = Note.write(folder=referral.folder, text="Rang Sam", happened_on=date(2026, 6, 1), by=officer)
    url = reverse("correct-note", args=[note.pk])
    assert b"Say why" in sign_in(officer).post(url, {"text": "x", "happened_on": "today", "why": ""}).content
    assert sign_in(outsider).get(url).status_code == 404
