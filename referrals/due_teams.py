"""What we promised teams that refer."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from referrals.models import Team
from referrals.sources import owed_talks
from schemes.due import Due


def due(schemes, on: date, policies) -> Iterable[Due]:
    """What was promised in the newest conversation with each team, by its day."""
    teams = Team.objects.filter(scheme__in=schemes, ended_on__isnull=True)
    for talk in owed_talks(teams).values():
        yield Due(
            key=f"owed-to-team:{talk.pk}",
            kind="owed_to_team",
            scheme_id=talk.scheme_id,
            folder_id=None,
            on=talk.owe_on,
            what="Do what we promised a team",
            who=str(talk.team),
            url=reverse("record-talk", args=[talk.team_id]),
            said=talk.we_owe,
        )
