"""Staff are invited by email; leavers are out on their next request."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schemes import clock
from schemes.models import Account, Actor, AlreadyHere, Invitation, Message, Policy, Scheme, StaffMember
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {"name": "Nia New", "email": "nia@example.org", "role": "officer"}
PASSWORD = "toast and a garden gate"


def invite(browser, **over):
    return browser.post(reverse("invite-staff"), NEW | over)


def link():
    body = Message.objects.filter(key__startswith="invitation:").latest("pk").body
    return re.search(r"http://[^/]+(/invitation/\S+)", body)[1]


def test_from_invitation_to_first_sign_in(scheme, administrator, sign_in):
    admin = sign_in(administrator)
    answer = invite(admin)
    assert answer.url == reverse("staff")
    assert "nia@example.org" in admin.get(reverse("staff")).content.decode()
    address, browser = link(), Client()
    page = browser.get(address)
    assert page.status_code == 200
    assert b"Join Vale Shared Lives" in page.content
    answer = browser.post(address, {"name": "Nia Newcombe", "password": PASSWORD})
    assert answer.url == reverse("account_login")
    job = StaffMember.objects.get(account__email="nia@example.org")
    assert (job.name, job.role, job.scheme) == ("Nia Newcombe", "officer", scheme)
    assert job.history.first().history_user == administrator
    signed_in = browser.post(reverse("account_login"), {"login": "nia@example.org", "password": PASSWORD})
    assert signed_in.status_code == 302
    assert browser.get(reverse("settings")).status_code == 200
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("weak", ["", "short", "nia@example.org", "password1234", "x" * 501])
def test_a_weak_password_is_refused(weak, administrator, sign_in):
    invite(sign_in(administrator))
    answer = Client().post(link(), {"name": "Nia", "password": weak})
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content
    assert not Account.objects.filter(email="nia@example.org").exists()


def test_unknown_used_taken_back_and_old_links_look_the_same(administrator, sign_in, set_clock):
    admin = sign_in(administrator)
    invite(admin)
    back, invitation = link(), Invitation.objects.get()
    assert admin.get(reverse("take-back-invitation", args=[invitation.pk])).status_code == 200
    assert admin.post(reverse("take-back-invitation", args=[invitation.pk])).status_code == 302
    invite(admin)
    used = link()
    Client().post(used, {"name": "Nia", "password": PASSWORD})
    invite(admin, email="other@example.org")
    old = link()
    set_clock(clock.now() + timedelta(days=15))
    pages = [Client().get(address) for address in (back, used, old, "/invitation/nonsense/", "/invitation/%00/")]
    assert {page.status_code for page in pages} == {404}
    without_tokens = {re.sub(rb'name="csrf[^>]*>', b"", page.content) for page in pages}
    assert len(without_tokens) == 1
    assert Client().post(old, {"name": "Nia", "password": PASSWORD}).status_code == 404


def test_whoever_has_an_account_signs_in_to_accept(other_scheme, scheme, administrator, sign_in):
    theirs = factories.make_actor(other_scheme, "officer", name="Two Jobs", email="two@example.org")
    known = invite(sign_in(administrator), email="TWO@example.org", name="Two Jobs")
    unknown = invite(sign_in(administrator), email="nobody@example.org", name="No Body")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    address = re.search(r"(/invitation/\S+)", Message.objects.get(to="two@example.org").body)[1]
    asked = Client().get(address).content.decode()
    assert f"{reverse('account_login')}?next={address}" in asked
    assert 'type="password"' not in asked
    assert Client().post(address, {"name": "Thief", "password": PASSWORD}).status_code == 200
    assert sign_in(administrator).post(address).status_code == 200
    assert StaffMember.objects.filter(account__email="two@example.org").count() == 1
    browser = sign_in(theirs)
    assert browser.get(address).status_code == 200
    assert browser.post(address).status_code == 302
    assert set(StaffMember.objects.filter(account=theirs.staff.account).values_list("scheme", flat=True)) == {
        scheme.pk,
        other_scheme.pk,
    }


def test_nobody_is_invited_twice_or_as_a_regional_viewer(officer, administrator, sign_in):
    admin = sign_in(administrator)
    assert b"works in Vale Shared Lives already" in invite(admin, email="PRIYA@example.org").content
    assert invite(admin, role="regional_viewer").status_code == 200
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["officer", "manager", "panel_member", "viewer", "regional_viewer"])
def test_only_administrators_invite_and_let_go(role, administrator, sign_in, request):
    browser = sign_in(request.getfixturevalue(role))
    assert invite(browser).status_code == 403
    assert browser.get(reverse("staff")).status_code == 403
    assert browser.post(reverse("let-go-staff", args=[administrator.staff_id]), {"why": "x"}).status_code == 403


def test_a_manager_cannot_read_the_link_in_an_invitation(manager, administrator, sign_in):
    invite(sign_in(administrator))
    message = Message.objects.get(key__startswith="invitation:")
    assert not Message.objects.visible_to(manager).filter(pk=message.pk).exists()


def test_a_leaver_is_out_on_the_next_request(officer, administrator, sign_in):
    theirs = sign_in(officer)
    assert theirs.get(reverse("rules")).status_code == 200
    url = reverse("let-go-staff", args=[officer.staff_id])
    admin = sign_in(administrator)
    assert admin.get(url).status_code == 200
    assert b"Say why they are leaving" in admin.post(url, {"why": ""}).content
    assert admin.post(url, {"why": "New job"}).status_code == 302
    out = theirs.get(reverse("rules"))
    assert out.status_code == 302
    assert out.url.startswith(reverse("account_login"))
    assert not Account.objects.get(pk=officer.staff.account_id).is_active
    refused = Client().post(reverse("account_login"), {"login": "priya@example.org", "password": factories.PASSWORD})
    assert "_auth_user_id" not in refused.client.session
    assert "Priya Nair, officer, until" in admin.get(reverse("staff")).content.decode()
    assert admin.post(url, {"why": "Again"}).status_code == 404


def test_a_leaver_with_another_job_keeps_that(officer, other_scheme, administrator, sign_in):
    StaffMember.take_on(account=officer.staff.account, scheme=other_scheme, role="viewer", by=factories.the_job())
    theirs = sign_in(officer)
    sign_in(administrator).post(reverse("let-go-staff", args=[officer.staff_id]), {"why": "New job"})
    assert theirs.get(reverse("rules")).status_code == 403
    assert Account.objects.get(pk=officer.staff.account_id).is_active


def test_a_leaver_who_comes_back_chooses_a_new_password(officer, administrator, sign_in):
    admin = sign_in(administrator)
    admin.post(reverse("let-go-staff", args=[officer.staff_id]), {"why": "New job"})
    invite(admin, email="priya@example.org", name="Priya Nair")
    assert Client().post(link(), {"name": "Priya Nair", "password": PASSWORD}).status_code == 302
    account = Account.objects.get(email="priya@example.org")
    assert account.is_active
    assert account.check_password(PASSWORD)
    assert account.jobs.working().count() == 1


def test_the_last_administrator_stays(administrator, outsider, sign_in):
    url = reverse("let-go-staff", args=[administrator.staff_id])
    assert b"Invite another administrator first" in sign_in(administrator).post(url, {"why": "Tired"}).content
    assert StaffMember.objects.get(pk=administrator.staff_id).ended_on is None


def test_another_schemes_staff_are_not_found(outsider, administrator, sign_in):
    url = reverse("let-go-staff", args=[outsider.staff_id])
    assert sign_in(administrator).post(url, {"why": "x"}).status_code == 404
    assert "Otto" not in sign_in(administrator).get(reverse("staff")).content.decode()


def test_own_name(officer, sign_in):
    browser = sign_in(officer)
    assert browser.post(reverse("change-own-name"), {"name": "Priya N"}).status_code == 302
    assert Account.objects.get(pk=officer.staff.account_id).name == "Priya N"


START = {
    "name": "Dale Shared Lives",
    "nation": "scotland",
    "phone": "01632 960000",
    "email": "dale@example.org",
    "admin_name": "Ada Dale",
    "admin_email": "ada.dale@example.org",
}


def test_start_scheme_on_an_empty_database(capsys):
    call_command("start_scheme", **START, region="North", provider="Dale Council")
    scheme = Scheme.objects.get()
    assert (scheme.slug, scheme.nation, scheme.region.name) == ("dale-shared-lives", "scotland", "North")
    assert Policy.objects.filter(scheme=scheme).exists()
    address = re.search(r"(/invitation/\S+)", capsys.readouterr().out)[1]
    assert Client().post(address, {"name": "Ada Dale", "password": PASSWORD}).status_code == 302
    assert Actor.for_staff(StaffMember.objects.get()).may("staff.invite")
    call_command("start_scheme", **START)
    said = capsys.readouterr().out
    assert "exists already" in said
    assert "/invitation/" not in said
    assert Scheme.objects.count() == 1


def test_start_scheme_asks_and_says_what_is_wrong(monkeypatch, capsys):
    answers = iter(["Dale", "atlantis", "wales", "01632 960000", "dale@", "dale@example.org", "ada@example.org", "Ada"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    call_command("start_scheme")
    assert Scheme.objects.get().nation == "wales"
    assert "Choose one of" in capsys.readouterr().err
    with pytest.raises(CommandError, match="--phone"):
        call_command("start_scheme", name="Elm", nation="wales", no_input=True)
    assert Scheme.objects.count() == 1


def test_a_regional_viewer_comes_by_command(scheme, capsys):
    call_command("add_regional_viewer", region="Middle Region", name="Reg", email="reg@example.org")
    call_command("add_regional_viewer", region="Middle Region", name="Reg", email="reg@example.org")
    assert StaffMember.objects.get().role == "regional_viewer"
    with pytest.raises(CommandError):
        call_command("add_regional_viewer", region="Nowhere", name="Reg", email="reg@example.org")


def test_access_prints_every_address(capsys):
    call_command("access", "--csv")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "name,address,needs,roles"
    assert "change-rule,/settings/rules/<slug:key>/,settings.change,administrator" in lines
    assert any(line.startswith("account_login,") and "sign-in pages" in line for line in lines)
    assert not any("NOT MARKED" in line for line in lines)


def test_the_list_asks_no_more_for_thirty_than_for_one(scheme, administrator, sign_in):
    browser = sign_in(administrator)

    def add(number):
        actor = factories.make_actor(scheme, "officer")
        leaver = factories.make_actor(scheme, "viewer")
        leaver.staff.let_go(on=clock.today(), why="New job", by=administrator)
        Invitation.invite(scheme=scheme, email=f"new{number}@example.org", name="N", role="viewer", by=actor)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            browser.get(reverse("staff"))
        return len(caught)

    add(0)
    one = queries()
    for number in range(1, 30):
        add(number)
    assert queries() == one


def test_two_invitations_accepted_at_the_same_moment_make_one_account(administrator, monkeypatch, client):
    """The other one, of another scheme, makes the account between our look and our saving."""
    make_password = Account.set_password

    def a_moment_later(account, password):
        make_password(account, password)
        monkeypatch.setattr(Account, "set_password", make_password)
        Account.objects.create_user("nia@example.org", PASSWORD, name="Nia")

    _, secret = Invitation.invite(scheme=administrator.scheme, **NEW, by=administrator)
    monkeypatch.setattr(Account, "set_password", a_moment_later)
    answer = client.post(reverse("accept-invitation", args=[secret]), {"name": "Nia", "password": PASSWORD})
    assert answer.status_code == 200
    assert "sign in to accept" in answer.content.decode()
    assert Invitation.open_with(secret), "the invitation still waits for them"


def test_one_person_taking_the_same_job_twice_at_once_is_told_so(administrator, officer, monkeypatch):
    invitation, _ = Invitation.invite(
        scheme=administrator.scheme, name="Nia", email="nia@example.org", role="officer", by=administrator
    )
    account = Account.objects.create_user("nia@example.org", PASSWORD, name="Nia")
    take_on = StaffMember.take_on

    def twice(**job):
        take_on(**job)
        return take_on(**job)

    monkeypatch.setattr(StaffMember, "take_on", twice)
    with pytest.raises(AlreadyHere, match="You already work in Vale Shared Lives"):
        invitation.accept_as(account)
    assert not StaffMember.objects.filter(account=account).exists()


def test_an_invitation_is_kept_by_no_cache(administrator, sign_in, client):
    invite(sign_in(administrator))
    assert "no-store" in client.get(link()).headers["Cache-Control"]


def test_an_invitation_that_could_not_be_delivered_says_what_to_do(scheme, other_scheme, administrator, sign_in):
    admin = sign_in(administrator)
    invite(admin)
    invite(admin, email="two@example.org", name="Two Two")
    assert "Could not be delivered" not in admin.get(reverse("staff")).content.decode()
    failed = Message.objects.get(to="nia@example.org")
    failed.status = Message.Status.FAILED
    failed.save()
    page = admin.get(reverse("staff")).content.decode()
    assert page.count("Could not be delivered.") == 1
    assert "invite Nia New again" in page
    # Inviting the same address again takes the first one back and sends a new link.
    invite(admin)
    assert "Could not be delivered" not in admin.get(reverse("staff")).content.decode()
