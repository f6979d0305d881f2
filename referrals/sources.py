"""How contact with each team stands: its last referral, who spoke with it last, what we owe it, what came of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, OuterRef, Q, Subquery

from referrals.models import Professional, ReachGroup, Referral, Team, TeamTalk
from schemes.models import Policies


@dataclass(frozen=True)
class Contact:
    """One team as the list shows it."""

    team: Team
    referrals: int
    starts: int
    last_referral_on: date | None
    last_talk_on: date | None
    owed: TeamTalk | None
    champions: list[str]
    cold_after: int  # days

    def last_on(self) -> date | None:
        """The last day anything passed between us."""
        return max(filter(None, [self.last_referral_on, self.last_talk_on]), default=None)

    def is_cold(self, on: date) -> bool:
        """Whether nothing passed between us for longer than it should be."""
        last = self.last_on()
        return last is None or last < on - timedelta(days=self.cold_after)


def owed_talks(teams):
    """Conversations in which we promised these teams something: the newest standing one of each, if it made one."""
    newest = TeamTalk.objects.standing().filter(team__in=teams).order_by("team_id", "-happened_on", "-pk")
    return TeamTalk.objects.filter(pk__in=newest.distinct("team_id").values("pk")).exclude(we_owe="").order_by("pk")


def contacts(teams, *, actor, on: date, policies: Policies) -> list[Contact]:
    """Each team with what its list shows, in a fixed number of queries; those nobody spoke with longest ago first.

    Referrals are those this actor may see.
    """
    teams = list(
        teams.annotate(
            last_talk_on=Subquery(
                TeamTalk.objects.standing()
                .filter(team=OuterRef("pk"))
                .order_by()
                .values("team")
                .annotate(last=Max("happened_on"))
                .values("last")
            )
        )
    )
    ids = [team.pk for team in teams]
    counted = (
        Referral.objects.visible_to(actor)
        .filter(team__in=ids)
        .order_by()
        .values("team")
        .annotate(
            number=Count("pk"),
            starts=Count("pk", filter=Q(status=Referral.Status.STARTED)),
            last=Max("opened_on"),
        )
    )
    came = {row["team"]: row for row in counted}
    champions: dict[int, list[str]] = {}
    for person in Professional.objects.filter(team__in=ids, is_champion=True, left_on__isnull=True):
        champions.setdefault(person.team_id, []).append(person.name)
    owed = {talk.team_id: talk for talk in owed_talks(ids)}
    rows = [
        Contact(
            team=team,
            referrals=came.get(team.pk, {}).get("number", 0),
            starts=came.get(team.pk, {}).get("starts", 0),
            last_referral_on=came.get(team.pk, {}).get("last"),
            last_talk_on=team.last_talk_on,
            owed=owed.get(team.pk),
            champions=champions.get(team.pk, []),
            cold_after=team.contact_every_days or policies.value(team.scheme_id, "cold_team_days", on),
        )
        for team in teams
    ]
    return sorted(rows, key=lambda row: (row.last_on() or date.min, row.team.name))


def reach(referrals) -> list[tuple[str, int, int]]:
    """Whom these referrals are for: (group, referrals, of them started); one may count in several groups."""
    asked, started = Counter(), Counter()
    for groups, status in referrals.values_list("reach", "status"):
        for group in groups or [""]:
            asked[group] += 1
            started[group] += status == Referral.Status.STARTED
    named = [*ReachGroup.choices, ("", "Nobody said")]
    return [(str(label), asked[key], started[key]) for key, label in named if asked[key] or key]


def team_for(referral, actor) -> Team | None:
    """The team this referral probably came from: somebody known by this address, or one team at that domain."""
    email = referral.referrer_email.lower()
    known = (
        Professional.objects.visible_to(actor)
        .filter(email__iexact=email, left_on__isnull=True)
        .select_related("team__organisation")
        .first()
    )
    if known:
        return known.team
    domain = email.rpartition("@")[2]
    there = Team.objects.visible_to(actor).filter(ended_on__isnull=True).select_related("organisation")
    found = list(
        there.filter(Q(email__iendswith=f"@{domain}") | Q(people__email__iendswith=f"@{domain}")).distinct()[:2]
    )
    return found[0] if len(found) == 1 else None


def update_for(contact: Contact, *, scheme, starts: int, waiting: int, since: date) -> str:
    """A letter for a team nobody spoke with lately: what came of their referrals, how to ask. It names nobody."""
    came = f"{contact.referrals} referral{'' if contact.referrals == 1 else 's'} came to us from your team"
    lines = [
        "Hello,",
        f"{came}; {contact.starts} became an arrangement." if contact.referrals else
        "We have not had a referral from your team yet, and would like to be thought of.",
        f"Since {since:%-d %B %Y}, {starts} {'person has' if starts == 1 else 'people have'} started with "
        f"{scheme.name}. We are looking for a household for {waiting} more.",
        "Shared Lives can be somebody’s home, short breaks, or some hours of the day. No account is needed to ask, and "
        "a referral takes about eight minutes.",
        "If you are not sure whether it fits somebody, ring us before you fill in anything.",
    ]  # fmt: skip
    return "\n\n".join(lines)
