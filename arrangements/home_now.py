"""A household as it is on a day: who lives and stays there, its limits, its checks, what lies ahead."""

from dataclasses import dataclass
from datetime import date

from arrangements.board import limits_and_stays
from arrangements.capacity import Part
from arrangements.due import next_visit_on, with_last_records
from arrangements.models import Arrangement, Match, Stay
from carers import matrix
from carers.models import Away, CheckResult, CheckRules, Household, PlannedChange, Terms, terms_on
from schemes.models import Policies
from schemes.vocabulary import HOME_FACTS

WHOSE_LIMIT = {
    "nation": "the nation",
    "scheme": "this scheme",
    "terms": "their terms",
    "rooms": "rooms",
    "day": "day support",
}
STAYS_AHEAD = 10


@dataclass(frozen=True)
class Living:
    """One arrangement that is running here, and when its next visit is due."""

    arrangement: Arrangement
    visit_on: date


@dataclass(frozen=True)
class Standing:
    """Whether a household is approved, as a tag says it."""

    words: str
    tone: str

    def __str__(self):
        return self.words


@dataclass(frozen=True)
class HomeNow:
    """Everything the page of one household shows, as one member of staff may see it."""

    household: Household
    on: date
    terms: Terms | None
    all_terms: list[Terms]
    members: list
    results: list[CheckResult]
    checks: list[matrix.Group]
    facts: list[dict]
    living: list[Living]
    others: list[Stay]  # staying now without an arrangement of ours: guests of other schemes, introductions
    ahead: list[Stay]
    elsewhere: list[Stay]  # who has an arrangement here and lives where the household used to
    hidden: int  # running arrangements that only managers may see
    here: int
    by_day: int
    limit: Part | None
    parts: list[Part]
    away: list[Away]
    changes: list[PlannedChange]
    matches: list[Match]
    warn_days: int

    @property
    def standing(self) -> Standing:
        """Approved for what, not approved, or not any more."""
        if self.terms:
            return Standing(f"Approved for {', '.join(self.terms.type_labels).lower()}", "green")
        begun = [terms for terms in self.all_terms if terms.from_on <= self.on]
        if begun:
            return Standing(f"Approval ended on {_day(begun[-1].until_on)}", "grey")
        coming = min((terms.from_on for terms in self.all_terms), default=None)
        return Standing(f"Approved from {_day(coming)}" if coming else "Not approved", "yellow" if coming else "grey")

    @property
    def other_terms(self) -> list[Terms]:
        """Terms of another time, the newest first."""
        return [terms for terms in reversed(self.all_terms) if terms != self.terms]

    @property
    def known_facts(self) -> list[dict]:
        """The questions that were answered."""
        return [fact for fact in self.facts if fact["known"]]

    @property
    def unknown_facts(self) -> list[dict]:
        """The questions that nobody asked."""
        return [fact for fact in self.facts if not fact["known"]]

    @property
    def older(self) -> list[CheckResult]:
        """Results that are not the newest of their kind, or belong to somebody who left, the newest first."""
        shown = {line.newest.pk for group in self.checks for line in group.lines if line.newest}
        return [result for result in self.results if result.pk not in shown]

    @property
    def limit_words(self) -> str:
        """The limit of people and whose it is: the lowest of several, each named."""
        if self.limit is None:
            return ""
        each = ", ".join(f"{WHOSE_LIMIT[part.name]} {part.value}" for part in self.parts)
        return f"{self.limit.value}: the lowest of {each}."


def home_now(household: Household, actor, on: date) -> HomeNow:
    """The page of one household on a day, in a fixed number of queries."""
    policies = Policies([household.scheme])
    limits, taken = limits_and_stays([household.home], policies)
    limits, taken = limits[household.home_id], taken.get(household.home_id, [])
    running = Arrangement.objects.filter(household=household).running()
    seen = with_last_records(running.visible_to(actor).select_related("person", "household", "folder"), on).order_by(
        "starts_on", "pk"
    )
    living = [Living(row, next_visit_on(row, row.last_visit_on, row.visit_booked_on, policies)) for row in seen]
    stays = (
        Stay.objects.visible_to(actor).counted().filter(home=household.home_id).select_related("person", "arrangement")
    )
    all_terms = list(household.terms.standing())
    warn_days = policies.value(household.scheme_id, "check_warn_days", on)
    members = list(household.members.all())
    results = household.checks.standing().select_related("member", "scheme", "document")
    results = list(results.order_by("-happened_on", "-pk"))
    of_this_home = set(household.checks.standing().of_this_home().values_list("pk", flat=True))
    waivers = list(household.waivers.running(on))
    there = [t for t in taken if t.holds(on)]
    return HomeNow(
        household=household,
        on=on,
        terms=terms_on(all_terms, on),
        all_terms=all_terms,
        members=members,
        results=results,
        checks=matrix.Matrix(
            CheckRules([household.scheme], policies).all_asked(household.scheme_id, on),
            on=on,
            nation=household.scheme.nation,
        ).of(
            members,
            [row for row in results if row.pk in of_this_home],
            types=getattr(terms_on(all_terms, on), "types", ()),
            waivers=waivers,
        ),
        warn_days=warn_days,
        facts=_facts(household),
        living=living,
        others=[stay for stay in stays.on_day(on) if stay.arrangement is None],
        ahead=list(stays.filter(from_on__gt=on).order_by("from_on", "pk")[:STAYS_AHEAD]),
        elsewhere=list(
            Stay.objects.visible_to(actor)
            .on_day(on)
            .filter(arrangement__household=household, arrangement__status=Arrangement.Status.RUNNING)
            .exclude(home=household.home_id)
            .select_related("person", "arrangement")
        ),
        hidden=running.count() - len(living),
        here=sum(not t.is_day for t in there),
        by_day=sum(t.is_day for t in there),
        limit=limits.lowest_on(on),
        parts=limits.parts_on(on),
        away=[
            row for row in household.away.standing().order_by("from_on", "pk") if not row.until_on or row.until_on > on
        ],
        changes=list(household.planned_changes.standing().filter(expected_on__gte=on).order_by("expected_on", "pk")),
        matches=list(
            Match.objects.visible_to(actor)
            .open()
            .filter(household=household)
            .select_related("referral__person", "folder")
        ),
    )


def _facts(household) -> list[dict]:
    """Every question with its newest answer, or none: nobody asked."""
    known = {fact.key: fact for fact in household.facts.latest()}
    return [{"question": fact.question, "known": known.get(key)} for key, fact in HOME_FACTS.items()]


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"
