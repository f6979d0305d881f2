"""Somebody with jobs in two schemes acts in the one they chose, and only in their own."""

import pytest

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
