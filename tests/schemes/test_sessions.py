"""A session is written once a minute, not once a page; whatever changes who may do what bites on the next request."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schemes.models import Actor, StaffMember
from schemes.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def browser(sign_in, officer):
    browser = sign_in(officer)
    assert browser.get(reverse("today")).status_code == 200
    return browser


def held_until(browser):
    return Session.objects.get(session_key=browser.session.session_key).expire_date


def idle_for(browser, time) -> None:
    """As if the last write had been so long ago."""
    Session.objects.filter(session_key=browser.session.session_key).update(expire_date=timezone.now() + HOUR - time)


def is_out(browser) -> bool:
    answer = browser.get(reverse("today"))
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def writes_of(browser) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(reverse("account"))
    return [one["sql"] for one in asked if one["sql"].startswith("UPDATE") and "django_session" in one["sql"]]


def test_within_a_minute_nothing_is_written_and_no_cookie_is_sent_again(browser):
    idle_for(browser, timedelta(seconds=50))
    assert writes_of(browser) == []
    assert "sessionid" not in browser.get(reverse("account")).cookies


def test_after_a_minute_the_hour_begins_again_once_in_the_database_and_in_the_cookie(browser):
    idle_for(browser, MINUTE)
    before = held_until(browser)
    answer = browser.get(reverse("account"))
    assert answer.cookies["sessionid"]["max-age"] == HOUR.total_seconds()
    assert timezone.now() + HOUR - held_until(browser) < MINUTE
    assert held_until(browser) >= before + MINUTE
    assert writes_of(browser) == []


def test_whoever_works_on_for_hours_stays_signed_in(browser):
    for _ in range(5):
        idle_for(browser, timedelta(minutes=58))
        assert not is_out(browser)


def test_after_an_idle_hour_they_are_out_and_stay_out(browser):
    idle_for(browser, HOUR)
    assert is_out(browser)
    assert is_out(browser)


def test_a_page_that_is_refused_or_missing_counts_as_being_here_too(browser):
    idle_for(browser, timedelta(minutes=30))
    assert browser.get("/nowhere/").status_code == 404
    assert timezone.now() + HOUR - held_until(browser) < MINUTE


def test_what_changes_in_a_session_is_saved_at_once(browser, officer, other_scheme):
    second = StaffMember.take_on(account=officer.staff.account, role=Role.OFFICER, scheme=other_scheme, by=officer)
    browser.post(reverse("switch-scheme"), {"job": second.pk})
    assert browser.get(reverse("account")).context["scheme"] == other_scheme
    assert Session.objects.get(session_key=browser.session.session_key).get_decoded()["job"] == second.pk


def test_signing_out_ends_the_session_in_the_database(browser):
    key = browser.session.session_key
    browser.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()
    browser.cookies["sessionid"] = key
    assert is_out(browser)


def test_signing_in_gives_another_key(client, officer):
    client.get(reverse("account_login"))
    session = client.session
    session["typed"] = "before"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(reverse("account_login"), {"login": officer.staff.account.email, "password": factories.PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_role_that_changes_bites_on_the_next_request(browser, officer):
    assert browser.get(reverse("households")).status_code == 200
    StaffMember.objects.filter(pk=officer.staff_id).update(role=Role.VIEWER)
    assert browser.get(reverse("households")).status_code == 403
    assert [link.text for link in browser.get(reverse("account")).context["nav"]] == ["Reports"]


def test_somebody_let_go_is_out_on_the_next_request(browser, officer, manager):
    officer.staff.let_go(on=officer.staff.started_on, why="Left", by=manager)
    assert is_out(browser)


def test_a_job_that_ended_opens_nothing_while_another_goes_on(browser, officer, other_scheme, manager):
    other = StaffMember.take_on(account=officer.staff.account, role=Role.VIEWER, scheme=other_scheme, by=officer)
    officer.staff.let_go(on=officer.staff.started_on, why="Left", by=manager)
    answer = browser.get(reverse("account"))
    assert [job.pk for job in answer.wsgi_request.jobs] == [other.pk]
    assert browser.get(reverse("households")).status_code == 403


def test_an_account_that_is_switched_off_or_has_another_password_is_out(browser, officer, sign_in):
    account = officer.staff.account
    account.set_password("another good long password")
    account.save()
    assert is_out(browser)
    again = sign_in(officer)
    assert not is_out(again)
    account.switch_off()
    assert is_out(again)


def test_a_name_that_changes_is_on_the_next_page(browser, officer, scheme):
    officer.staff.account.rename("Priya Second")
    type(scheme).objects.filter(pk=scheme.pk).update(phone="01296 555 111", name="Renamed Scheme")
    page = browser.get(reverse("account")).content.decode()
    assert "Priya Second" in page
    assert "01296 555 111" in page
    assert "Renamed Scheme" in page


def test_who_is_signed_in_is_known_by_two_questions(browser, officer):
    with CaptureQueriesContext(connection) as asked:
        request = browser.get(reverse("account")).wsgi_request
        job = request.actor.staff
        assert (job.account.email, job.scheme.name, request.actor.role) == (
            officer.staff.account.email, officer.scheme.name, Role.OFFICER,
        )  # fmt: skip
        assert (job.scheme.region_id is None) == (job.scheme.region is None)
    assert sum("schemes_account" in one["sql"] for one in asked) == 1
    assert sum("django_session" in one["sql"] for one in asked) == 1
    assert request.actor == Actor.for_staff(officer.staff)


def test_a_regional_viewer_has_a_region_and_no_scheme(sign_in, regional_viewer):
    request = sign_in(regional_viewer).get(reverse("reports")).wsgi_request
    assert request.actor.scheme is None
    assert request.actor.region == regional_viewer.region
