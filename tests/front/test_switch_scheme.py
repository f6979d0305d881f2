"""Somebody with jobs in two schemes acts in the one they chose, and only in their own."""

import pytest
from django.urls import reverse

from schemes.models import StaffMember
from tests import factories
from tests.front.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_job(officer, other_scheme):
    return StaffMember.take_on(
        account=officer.staff.account, role="manager", scheme=other_scheme, by=factories.the_job()
    )


def test_switching(scheme, other_scheme, officer, second_job, sign_in):
    factories.make_referral(other_scheme, "Otto Person")
    browser = sign_in(officer)
    assert browser.post("/switch-scheme/", {"job": officer.staff_id}).url == "/"
    assert "Otto" not in browser.get("/").content.decode()
    browser.post("/switch-scheme/", {"job": second_job.pk})
    page = browser.get("/").content.decode()
    assert "Otto" in page
    assert "You now work in Harbour Shared Lives." in page


@pytest.mark.parametrize("job", ["", "0", "x", "99999999999999999999", "-1", "²"])
def test_no_such_job(officer, second_job, sign_in, job):
    assert sign_in(officer).post("/switch-scheme/", {"job": job}).status_code == 404


def test_not_somebody_elses_job(officer, manager, outsider, second_job, sign_in):
    browser = sign_in(officer)
    for other in (manager, outsider):
        assert browser.post("/switch-scheme/", {"job": other.staff_id}).status_code == 404


def test_not_a_job_that_ended(officer, manager, second_job, sign_in):
    StaffMember.objects.filter(pk=second_job.pk).update(ended_on=TODAY)
    assert sign_in(officer).post("/switch-scheme/", {"job": second_job.pk}).status_code == 404


def test_looking_changes_nothing(officer, second_job, sign_in):
    assert sign_in(officer).get("/switch-scheme/").status_code == 405


def test_signed_out_while_typing_comes_back_to_the_same_scheme(other_scheme, officer, second_job, sign_in):
    referral = factories.make_referral(other_scheme, "Otto Person")
    url, browser = reverse("add-note", args=[referral.folder_id]), sign_in(officer)
    note = {"text": "Rang Otto.", "happened_on": "today"}
    browser.post("/switch-scheme/", {"job": second_job.pk})
    browser.session.flush()
    assert "You have been signed out" in browser.post(url, note).content.decode()
    browser.post(reverse("account_login"), {"login": officer.staff.account.email, "password": factories.PASSWORD})
    assert browser.post(url, note).status_code == 302
    assert referral.folder.notes.get().text == "Rang Otto."


def test_somebody_else_at_the_same_machine_begins_in_their_own_job(officer, manager, second_job, sign_in, other_scheme):
    factories.make_referral(other_scheme, "Otto Person")
    browser = sign_in(officer)
    browser.post("/switch-scheme/", {"job": second_job.pk})
    browser.session.flush()
    browser.post(reverse("account_login"), {"login": manager.staff.account.email, "password": factories.PASSWORD})
    assert "Otto" not in browser.get("/?show=team").content.decode()


@pytest.mark.parametrize("kept", ["", "1", "x:y:z", "99"])
def test_a_cookie_nobody_signed_is_ignored(kept, officer, second_job, sign_in):
    browser = sign_in(officer)
    browser.cookies["job"] = kept
    assert browser.get("/").status_code == 200
