"""Gathers the facts about every approved household of a scheme, in a fixed number of queries, and weighs each."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from arrangements.capacity import Limits, Taken
from arrangements.limits import limits_of
from arrangements.matching import OBSTACLES, RULES, weigh
from arrangements.models import Match, NamedApproval, Stay
from arrangements.sides import Approved, Change, Checked, Offered, Paused, Told, Wanted
from arrangements.verdicts import FITS, GAP, NEARLY, RULED_OUT, Verdict
from carers.matrix import is_in_order
from carers.models import (
    Away,
    CheckResult,
    CheckRules,
    Household,
    HouseholdFact,
    Leaving,
    Member,
    Pause,
    PlannedChange,
    Terms,
    Waiver,
)
from referrals.models import Referral, Wish
from referrals.whereabouts import centre_of
from schemes.models import Policies, Scheme
from schemes.places import about_miles, miles_between, sector_of
from schemes.vocabulary import CHECKS_ON_A_MEMBER


@dataclass(frozen=True)
class Card:
    """One household on the board."""

    household: Household
    verdict: Verdict
    miles_text: str
    people_here: list[str]
    match: Match | None

    @property
    def asks(self) -> bool:
        """Whether something that matters here was never asked."""
        return any(reason.kind == GAP for reason in self.verdict.reasons)


@dataclass(frozen=True)
class Board:
    """Every approved household in exactly one of three columns, the counts, and the rules in force."""

    wanted: Wanted
    fits: list[Card]
    nearly: list[Card]
    ruled_out: list[Card]
    hidden: int  # households only managers may see; said on the page, so that the counts add up
    nearly_days: int
    rules: list[str] = field(default_factory=lambda: list(RULES.values()))

    @property
    def total(self) -> int:
        """How many households were looked at."""
        return len(self.fits) + len(self.nearly) + len(self.ruled_out)

    @property
    def obstacles(self) -> list[tuple[str, int, list[Card]]]:
        """Why households are ruled out: the deciding rule in words, how many, which; the commonest first."""
        cards = defaultdict(list)
        for card in self.ruled_out:
            cards[card.verdict.obstacle_rule].append(card)
        counts = Counter({rule: len(found) for rule, found in cards.items()})
        return [(OBSTACLES[rule], number, cards[rule]) for rule, number in counts.most_common()]


def wanted_by(referral: Referral, on: date) -> Wanted:
    """The person's side of one referral, as known on a day. A start in the past is looked at from today on."""
    wishes = Wish.objects.filter(happened_on__lte=on).about(referral.person)
    told = {w.key: (w.strength, Told("", w.happened_on, w.said_by, w.why)) for w in wishes}
    return Wanted(
        person_id=referral.person_id,
        type=referral.type_wanted,
        start=max(referral.wanted_start, on),
        until=referral.wanted_until if referral.wanted_until and referral.wanted_until > on else None,
        miles=referral.miles,
        gender=referral.person.gender,
        smokes=referral.person.smokes,
        musts={key: t for key, (strength, t) in told.items() if strength == Wish.Strength.MUST},
        must_nots={key: t for key, (strength, t) in told.items() if strength == Wish.Strength.MUST_NOT},
        likes={key: t for key, (strength, t) in told.items() if strength == Wish.Strength.LIKE},
    )


def limits_and_stays(homes, policies: Policies) -> tuple[dict[int, Limits], dict[int, list[Taken]]]:
    """For each home: what limits it, and who takes a place there. Two queries, whatever their number."""
    homes = list(homes)
    taken = defaultdict(list)
    for stay in (
        Stay.objects.counted()
        .filter(home__in=[home.pk for home in homes])
        .select_related("person__folder", "arrangement")
        .order_by("from_on", "pk")
    ):
        taken[stay.home_id].append(as_taken(stay))
    return limits_of(homes, policies), taken


def as_taken(stay: Stay) -> Taken:
    """A stay as the arithmetic sees it. Somebody in a restricted folder is counted, and not named."""
    if stay.person is None:
        who = "a guest of another scheme"
    else:
        who = "somebody only managers may see" if stay.person.folder.is_restricted else stay.person.called
    return Taken(
        from_on=stay.from_on,
        until_on=stay.until_on,
        is_day=stay.kind == Stay.Kind.DAY,
        expected_until=stay.arrangement.planned_end_on if stay.arrangement else None,
        who=who,
        kind=stay.kind,
    )


def offers(households, *, near: str, start: date, on: date, policies: Policies, scheme: Scheme) -> dict[int, Offered]:
    """The household's side of each of these households, as known on a day, in a fixed number of queries."""
    households = list(households)
    ids = [household.pk for household in households]
    limits, taken = limits_and_stays({h.home_id: h.home for h in households}.values(), policies)
    members, terms, facts, away, changes, pauses = (defaultdict(list) for _ in range(6))
    checks: dict[int, dict] = defaultdict(dict)
    for member in Member.objects.filter(household__in=ids).order_by("pk"):
        if member.left_on is None or member.left_on > start:
            members[member.household_id].append(member)
    for row in Terms.objects.standing().filter(household__in=ids).order_by("from_on", "pk"):
        terms[row.household_id].append(
            Approved(row.from_on, row.until_on, tuple(row.types), row.people_limit, row.decided_by, row.is_named_only)
        )
    for row in CheckResult.objects.filter(household__in=ids, happened_on__lte=on).latest():
        checks[row.household_id][row.member_id, row.kind] = row
    for row in HouseholdFact.objects.filter(household__in=ids, happened_on__lte=on).latest():
        facts[row.household_id].append((row.key, Told(row.answer, row.happened_on, row.said_by, row.detail)))
    for row in Away.objects.standing().filter(household__in=ids).order_by("from_on", "pk"):
        away[row.household_id].append((row.from_on, row.until_on, row.reason))
    for row in (
        PlannedChange.objects.standing().filter(household__in=ids, expected_on__gte=on).order_by("expected_on", "pk")
    ):
        changes[row.household_id].append(Change(row.lifts, row.expected_on, row.what))
    for row in Pause.objects.standing().filter(household__in=ids).order_by("from_on", "pk"):
        pauses[row.household_id].append(
            Paused(row.get_kind_display(), row.from_on, row.until_on, row.expected_until_on)
        )
    leaves = dict(Leaving.objects.standing().filter(household__in=ids).values_list("household_id", "ends_on"))
    named = defaultdict(set)
    for household_id, person_id in (
        NamedApproval.objects.standing()
        .filter(household__in=ids, happened_on__lte=on, is_taken_back=False)
        .values_list("household_id", "person_id")
    ):
        named[household_id].add(person_id)
    required = CheckRules([scheme], policies).blocking(scheme.pk, on)
    waived = defaultdict(dict)
    for row in Waiver.objects.running(on).filter(household__in=ids) if required else []:
        waived[row.household_id][row.member_id, row.kind] = row
    centre = sector_of(near) or ""
    found = {}
    for household in households:
        carers = [m for m in members[household.pk] if m.role != Member.Role.HOUSEHOLD_MEMBER]
        found[household.pk] = Offered(
            household_id=household.pk,
            name=household.name,
            miles=miles_between(centre, household.home.sector) if centre and household.home.sector else None,
            limits=limits[household.home_id],
            taken=taken[household.home_id],
            terms=terms[household.pk],
            checks=_required_checks(
                required,
                members[household.pk],
                checks[household.pk],
                waived[household.pk],
                types=next((t.types for t in reversed(terms[household.pk]) if t.hold_on(start)), ()),
                nation=scheme.nation,
            ),
            facts=dict(facts[household.pk]),
            carers=[(m.called, m.gender) for m in carers],
            away=away[household.pk],
            changes=changes[household.pk],
            pauses=pauses[household.pk],
            leaves_on=leaves.get(household.pk),
            named=frozenset(named[household.pk]),
        )
    return found


def _required_checks(required, members, results, waived, *, types, nation) -> list[Checked]:
    """Each check that must be current before a new match: for every member it is asked of, or once for the home."""
    found = []
    for asked in required:
        subjects = members if asked.kind in CHECKS_ON_A_MEMBER else [None]
        for member in subjects:
            role = member.role if member else None
            if not asked.is_asked_of(role, types):
                continue
            about, key = member.called if member else "the home", (member and member.pk, asked.kind)
            row, waiver = results.get(key), waived.get(key)
            until, who = (waiver.until_on, waiver.recorded_by.name) if waiver else (None, "")
            if row is None:
                found.append(Checked(asked.kind, about, False, nation=nation, waived_until=until, waived_by=who))
            else:
                in_order = is_in_order(row.result, role)
                found.append(Checked(asked.kind, about, True, in_order, row.expires_on, nation, until, who))
    return found


def _miles_text(near: str, household: Household) -> str:
    centre = sector_of(near) or ""
    return about_miles(centre, household.home.sector) if centre and household.home.sector else "distance not known"


def board_for(referral: Referral, actor, on: date) -> Board:
    """The board of one referral on a day, for whoever is looking."""
    policies = Policies([referral.scheme])
    wanted = wanted_by(referral, on)
    approved = Household.objects.filter(scheme=referral.scheme_id).approved_on(on)
    seen = list(approved.visible_to(actor).select_related("home", "folder").order_by("name", "pk"))
    near = centre_of(referral)
    sides = offers(seen, near=near, start=wanted.start, on=on, policies=policies, scheme=referral.scheme)
    nearly_days = policies.value(referral.scheme_id, "nearly_days", on)
    matches = {
        m.household_id: m
        for m in Match.objects.visible_to(actor).open().filter(referral=referral).select_related("folder")
    }
    columns: dict[str, list[Card]] = {FITS: [], NEARLY: [], RULED_OUT: []}
    for household in seen:
        verdict = weigh(wanted, sides[household.pk], nearly_days=nearly_days)
        here = [t.who for t in sides[household.pk].taken if t.holds(on) and not t.is_day]
        columns[verdict.column].append(
            Card(household, verdict, _miles_text(near, household), here, matches.get(household.pk))
        )
    for cards in columns.values():
        cards.sort(key=lambda card: card.verdict.order)
    return Board(
        wanted=wanted,
        fits=columns[FITS],
        nearly=columns[NEARLY],
        ruled_out=columns[RULED_OUT],
        hidden=approved.count() - len(seen),
        nearly_days=nearly_days,
    )


def verdict_for(referral: Referral, household: Household, on: date) -> Verdict:
    """Where one household stands for one referral on a day."""
    policies = Policies([referral.scheme])
    wanted = wanted_by(referral, on)
    near = centre_of(referral)
    sides = offers([household], near=near, start=wanted.start, on=on, policies=policies, scheme=referral.scheme)
    return weigh(wanted, sides[household.pk], nearly_days=policies.value(referral.scheme_id, "nearly_days", on))
