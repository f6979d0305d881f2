"""Where referrals come from: how contact with each team stands, what we owe it, and whom referrals are for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from referrals.due_words import due
from referrals.models import CommissionerMeeting, Professional, Referral, Team, TeamTalk
from referrals.sources import contacts, team_for
from schemes.models import Authority, Message, Policies
from tests import factories
from tests.world import TODAY

TEAM = {"organisation": "Vale Council", "name": "North team", "reach": "learning", "email": "north@vale.example.org"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def send(sign_in, officer):
    def to(name, data, *args):
        return sign_in(officer).post(reverse(name, args=args), data)

    return to


@pytest.fixture
def team(send, scheme):
    send("add-team", TEAM)
    return Team.objects.get(scheme=scheme)


def contact_of(team, actor, on=TODAY):
    return contacts(Team.objects.filter(pk=team.pk), actor=actor, on=on, policies=Policies([team.scheme]))[0]


def test_a_team_is_added_with_its_organisation_once(send, team, scheme):
    send("add-team", TEAM | {"organisation": "vale council", "name": "South team"})
    assert {one.organisation.name for one in Team.objects.filter(scheme=scheme)} == {"Vale Council"}
    page = send("add-team", TEAM | {"name": "north TEAM"})
    assert "has a team of that name already" in page.content.decode()
    assert Team.objects.count() == 2


def test_somebody_is_known_by_one_email_only(send, team):
    person = {"name": "Una Ray", "email": "Una@Vale.example.org", "is_champion": "on"}
    send("add-professional", person, team.pk)
    assert Professional.objects.get().email == "una@vale.example.org"
    assert "known already" in send("add-professional", person, team.pk).content.decode()


def test_nothing_passed_between_us_for_long_is_cold(send, team, officer, set_clock):
    assert contact_of(team, officer).is_cold(TODAY)
    send("record-talk", {"how": "call", "happened_on": "6 8 2026", "text": "Hello"}, team.pk)
    assert not contact_of(team, officer).is_cold(TODAY)
    assert not contact_of(team, officer).is_cold(TODAY + timedelta(days=90))
    assert contact_of(team, officer).is_cold(TODAY + timedelta(days=91))
    team.save_edit({"contact_every_days": 10}, version=None, by=officer)
    assert contact_of(team, officer).is_cold(TODAY + timedelta(days=11))


def test_what_we_promised_is_due_until_the_next_conversation(send, team, scheme):
    policies = Policies([scheme])
    promise = {"how": "meeting", "happened_on": "6 8 2026", "text": "Met", "we_owe": "A leaflet", "owe_on": "20 8 2026"}
    send("record-talk", promise, team.pk)
    [owed] = due([scheme], TODAY, policies)
    assert (owed.said, str(owed.on)) == ("A leaflet", "2026-08-20")
    send("record-talk", {"how": "email", "happened_on": "6 8 2026", "text": "Sent it"}, team.pk)
    assert list(due([scheme], TODAY, policies)) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [({"we_owe": "A leaflet"}, "Enter the day we promised it for"), ({"owe_on": "20 8 2026"}, "Say what we promised"),
     ({"happened_on": "7 8 2026"}, "today or"), ({"text": ""}, "what was said")],
)  # fmt: skip
def test_a_promise_has_words_and_a_day(typed, says, send, team):
    page = send("record-talk", {"how": "call", "happened_on": "6 8 2026", "text": "Hello"} | typed, team.pk)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert not TeamTalk.objects.exists()


def test_a_conversation_is_corrected(send, team):
    send("record-talk", {"how": "call", "happened_on": "6 8 2026", "text": "Hello"}, team.pk)
    talk = TeamTalk.objects.get()
    send("correct-talk", {"how": "call", "happened_on": "5 8 2026", "text": "Hello", "why": "Wrong day"}, talk.pk)
    assert [str(row.happened_on) for row in TeamTalk.objects.standing()] == ["2026-08-05"]


def test_referrals_are_counted_by_team_and_by_whom_they_are_for(send, team, scheme, officer, sign_in):
    referral = factories.make_referral(scheme, by=officer)
    send("record-source", {"team": team.pk, "reach": ["learning", "hospital"]}, referral.pk)
    row = contact_of(team, officer)
    assert (row.referrals, row.starts, row.last_referral_on) == (1, 0, referral.opened_on)
    page = sign_in(officer).get(reverse("teams"))
    counted = {group: (asked, started) for group, asked, started in page.context["reach"]}
    assert counted["People with a learning disability"] == counted["Leaving hospital"] == (1, 0)
    assert counted["Older people"] == (0, 0)


def test_the_team_is_guessed_by_the_referrers_email(team, scheme, officer, other_scheme, outsider):
    referral = factories.make_referral(scheme, by=officer, referrer_email="somebody@VALE.example.org")
    assert team_for(referral, officer) == team
    assert team_for(referral, outsider) is None
    referral.referrer_email = "somebody@elsewhere.example.org"
    assert team_for(referral, officer) is None


def test_an_update_goes_out_and_is_kept_as_a_conversation(send, team, scheme):
    send("send-update", {"to": "north@vale.example.org", "text": "Two people have started."}, team.pk)
    message = Message.objects.get(key__startswith="team-update:")
    assert message.to == "north@vale.example.org"
    assert "Two people have started." in message.body
    assert reverse("handout", args=[scheme.slug]) in message.body
    assert TeamTalk.objects.get().how == "update"


def test_an_update_names_nobody_and_goes_nowhere_else(send, team, scheme, officer, sign_in):
    referral = factories.make_referral(scheme, by=officer)
    page = sign_in(officer).get(reverse("send-update", args=[team.pk])).content.decode()
    assert referral.person.full_name not in page
    assert send("send-update", {"to": "x@evil.example.org", "text": "Hello"}, team.pk).status_code == 200
    assert not Message.objects.filter(key__startswith="team-update:").exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("how=cold", 1), ("how=owed", 1), ("find=north+vale", 1), ("find=nothing", 0), ("reach=learning", 1),
     ("how=first", 0), ("how=x&reach=y", 2)],
)  # fmt: skip
def test_the_list_is_narrowed(query, found, send, team, sign_in, officer):
    send("add-team", TEAM | {"name": "Ward 4", "organisation": "Hospital", "reach": "hospital"})
    talk = {"how": "call", "happened_on": "6 8 2026", "text": "Hi", "we_owe": "A call", "owe_on": "9 8 2026"}
    send("record-talk", talk, team.pk)
    assert len(sign_in(officer).get(reverse("teams") + f"?{query}").context["listed"]) == found


def test_the_csv_runs_no_formula(send, team, sign_in, officer):
    send("add-team", TEAM | {"name": "=1+1", "organisation": "Hospital"})
    made = sign_in(officer).get(reverse("teams") + "?table=csv")
    assert made["Content-Type"].startswith("text/csv")
    assert "'=1+1" in made.content.decode()


def test_queries_do_not_grow_with_teams(send, team, sign_in, officer, scheme, django_assert_max_num_queries):
    browser = sign_in(officer)
    browser.get(reverse("teams"))

    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("teams"))
        return len(queries)

    few = asked()
    for number in range(8):
        send("add-team", TEAM | {"name": f"Team {number}"})
    assert asked() == few


def test_a_meeting_with_a_commissioner_is_kept_and_answered_later(send, scheme, sign_in, officer):
    authority = Authority.objects.create(scheme=scheme, name="Vale")
    typed = {"authority": authority.pk, "happened_on": "6 8 2026", "who_was_there": "Ada and Tom", "asked": "How many?"}
    send("record-commissioner-meeting", typed)
    assert "No answer is written down yet" in sign_in(officer).get(reverse("commissioner-meetings")).content.decode()
    meeting = CommissionerMeeting.objects.get()
    send("correct-commissioner-meeting", typed | {"answered": "Twelve", "why": "Answered since"}, meeting.pk)
    assert CommissionerMeeting.objects.standing().get().answered == "Twelve"


def test_another_schemes_authority_cannot_be_chosen(send, other_scheme):
    theirs = Authority.objects.create(scheme=other_scheme, name="Theirs")
    typed = {"authority": theirs.pk, "happened_on": "6 8 2026", "who_was_there": "A", "asked": "B"}
    assert send("record-commissioner-meeting", typed).status_code == 200
    assert not CommissionerMeeting.objects.exists()
    assert not Referral.objects.filter(team__isnull=False).exists()
