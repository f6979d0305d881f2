"""Teams that refer, what was said with them, and meetings with commissioners, for the world the tests ask about."""

from datetime import timedelta

from referrals.models import CommissionerMeeting, Organisation, Professional, Team, TeamTalk
from schemes.models import Authority


def teams_of(scheme, said, today, by) -> dict:
    """A team with somebody in it, a conversation with a promise, and a meeting with a commissioner."""
    authority = Authority.objects.create(scheme=scheme, name=said("Council"))
    organisation = Organisation.add(scheme=scheme, name=said("County"), by=by)
    team = Team.add(scheme=scheme, organisation=organisation, name=said("North team"), email="n@example.org", by=by)
    person = Professional.add(scheme=scheme, team=team, name=said("Una"), email="una@example.org", by=by)
    talk = TeamTalk.record_talk(
        team=team, how="call", with_whom=said("Una"), text=said("They asked"), happened_on=today, by=by,
        we_owe=said("A leaflet"), owe_on=today + timedelta(days=7),
    )  # fmt: skip
    meeting = CommissionerMeeting.record_commissioner_meeting(
        scheme=scheme, authority=authority, who_was_there=said("Ada"), asked=said("How many?"), happened_on=today, by=by
    )
    return {"team": team, "professional": person, "talk": talk, "commissioner_meeting": meeting}


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


# What stands between the slashes of each address.
ARGUMENTS = {
    **dict.fromkeys(["team", "edit-team", "add-professional", "record-talk", "send-update"], _of("team")),
    "edit-professional": _of("professional"),
    "correct-talk": _of("talk"),
    "correct-commissioner-meeting": _of("commissioner_meeting"),
    **dict.fromkeys(["record-source", "assessment", "write-assessment"], _of("new")),
}
