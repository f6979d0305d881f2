"""How recruitment goes: enquiries, who went how far, how long it took, why people left, what it cost. Never a score.

What is counted is read in a number of queries that does not grow with the rows; what follows from it is pure.
Cases marked historical (imported) count as enquiries and approvals, and are left out of stages and durations.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.db.models import Exists, OuterRef, Sum

from carers.models import Application, Closing, Contact, Spend
from schemes.models import Move

STATUS = Application.Status
# The way through, in its order. Deferred and with the decision maker belong to panel.
WAY = [
    STATUS.ENQUIRY, STATUS.TALKING, STATUS.APPLYING, STATUS.ASSESSING, STATUS.SHARED, STATUS.PANEL, STATUS.AGREEING,
    STATUS.ACTIVE,
]  # fmt: skip
COUNTS_AS = {STATUS.DEFERRED: STATUS.PANEL, STATUS.DECIDING: STATUS.PANEL}
NO_CAMPAIGN = "none"


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted."""

    from_on: date
    until_on: date

    def has(self, on: date | None) -> bool:
        return on is not None and self.from_on <= on <= self.until_on

    @property
    def days(self) -> int:
        return (self.until_on - self.from_on).days + 1

    @property
    def before(self) -> "Period":
        """The same number of days right before it."""
        return Period(self.from_on - timedelta(days=self.days), self.from_on - timedelta(days=1))

    @property
    def in_words(self) -> str:
        return f"from {self.from_on:%-d %B %Y} to {self.until_on:%-d %B %Y}"


@dataclass
class Stay:
    """One stage an application stood in: since when, until when (none: still), and its days without those on hold."""

    status: str
    from_on: date
    until_on: date | None = None
    days: int = 0


@dataclass
class Trail:
    """One application, and the stages it stood in."""

    pk: int
    status: str
    opened_on: date
    source: str
    campaign_id: int | None
    is_historical: bool
    closed_on: date | None
    stays: list[Stay] = field(default_factory=list)

    @property
    def furthest(self) -> int:
        """How far along the way it came: the place of its furthest stage."""
        places = [WAY.index(at) for stay in self.stays if (at := COUNTS_AS.get(stay.status, stay.status)) in WAY]
        return max(places, default=0)


@dataclass(frozen=True)
class Step:
    """One stage of the way: how many reached it, of how many that reached the stage before, and who is there now."""

    status: str
    reached: int
    of: int
    here_now: int

    @property
    def percent(self) -> int | None:
        """Reached this stage, in percent of those that reached the one before; none where nobody did."""
        return round(100 * self.reached / self.of) if self.of else None


@dataclass(frozen=True)
class Span:
    """How long something took: how many there were, the median, the shortest and the longest, in days."""

    count: int
    middle: float
    shortest: int
    longest: int


# --- pure -------------------------------------------------------------------------------------------------------


def stays_of(moves: Iterable[tuple[str, date, bool]]) -> list[Stay]:
    """The stages an application stood in, from its moves (to which stage, when, whether put back), oldest first.

    A step that was put back never happened. Time on hold belongs to no stage: the stage goes on after it.
    """
    path: list[Stay] = []
    for to, on, is_put_back in moves:
        if is_put_back and len(path) > 1:
            path.pop()
            path[-1].until_on = None
            continue
        if path:
            path[-1].until_on = on
        path.append(Stay(to, on))
    stays: list[Stay] = []
    was_held = False
    for stay in path:
        if stay.status == STATUS.ON_HOLD:
            was_held = True
            continue
        days = (stay.until_on - stay.from_on).days if stay.until_on else 0
        if was_held and stays and stays[-1].status == stay.status:
            stays[-1].until_on, stays[-1].days = stay.until_on, stays[-1].days + days
        else:
            stays.append(Stay(stay.status, stay.from_on, stay.until_on, days))
        was_held = False
    if was_held and stays:
        stays[-1].until_on = None  # on hold now: it has not left its stage
    return stays


def came_in(trails: Iterable[Trail], period: Period) -> list[Trail]:
    """Enquiries: applications whose first day lies in the period, imported ones too."""
    return [trail for trail in trails if period.has(trail.opened_on)]


def approved_in(trails: Iterable[Trail], period: Period) -> list[Trail]:
    """Approved households: applications that ended with a signed agreement on a day in the period."""
    return [trail for trail in trails if trail.status == STATUS.ACTIVE and period.has(trail.closed_on)]


def by_source(trails: Iterable[Trail], period: Period) -> Counter:
    """Enquiries of the period by how they heard. Adds up to all enquiries of the period."""
    return Counter(trail.source for trail in came_in(trails, period))


def by_campaign(trails: Iterable[Trail], period: Period) -> Counter:
    """Enquiries of the period by campaign; none where no campaign was named. Adds up to all of the period."""
    return Counter(trail.campaign_id for trail in came_in(trails, period))


def conversion(trails: Iterable[Trail], period: Period, *, without: Iterable[str] = ()) -> list[Step]:
    """How far enquiries of the period came, whenever they got there. Historical ones are left out.

    Reached = came to this stage or to a later one. Percent = reached this stage / reached the stage before.
    `without`: the stages this scheme does without.
    """
    cohort = [trail for trail in came_in(trails, period) if not trail.is_historical]
    steps, before = [], len(cohort)
    for stage in (stage for stage in WAY if stage not in set(without)):
        reached = sum(trail.furthest >= WAY.index(stage) for trail in cohort)
        here = sum(COUNTS_AS.get(trail.status, trail.status) == stage for trail in cohort)
        steps.append(Step(stage, reached, before, here))
        before = reached
    return steps


def span(days: Iterable[int]) -> Span | None:
    """Median, shortest and longest of some numbers of days; none of none."""
    days = sorted(days)
    return Span(len(days), median(days), days[0], days[-1]) if days else None


def days_in_stages(trails: Iterable[Trail], period: Period) -> dict[str, Span]:
    """Days spent in each stage by those who left it in the period, whichever way they left. Historical ones left out.

    Days = from coming in to leaving, without days on hold. Each stay counts once: who came back counts again.
    """
    days: dict[str, list[int]] = {}
    for trail in trails:
        if not trail.is_historical:
            for stay in trail.stays:
                if stay.status not in Application.ENDED and period.has(stay.until_on):
                    days.setdefault(stay.status, []).append(stay.days)
    return {stage: span(numbers) for stage, numbers in days.items()}


def days_to_approval(trails: Iterable[Trail], period: Period) -> Span | None:
    """Days from enquiry to signed agreement, of households approved in the period; historical ones left out."""
    approved = [trail for trail in approved_in(trails, period) if not trail.is_historical]
    return span((trail.closed_on - trail.opened_on).days for trail in approved)


def cost_each(spent: Decimal | None, approved: int) -> Decimal | None:
    """Pounds spent in the period / households approved in the period; none where no spend is recorded, or nobody."""
    return round(spent / approved) if spent is not None and approved else None


# --- reading ----------------------------------------------------------------------------------------------------


def trails_of(scheme) -> list[Trail]:
    """Every application of a scheme with the stages it stood in; two queries."""
    names = ("pk", "status", "opened_on", "source", "campaign_id", "is_historical", "closed_on", "folder_id")
    rows = list(Application.objects.filter(scheme=scheme).order_by("pk").values_list(*names))
    moves: dict[int, list] = {row[-1]: [] for row in rows}
    told = Move.objects.standing().filter(scheme=scheme, folder__kind=Application.KIND).order_by("id")
    for folder, *move in told.values_list("folder_id", "to_status", "happened_on", "is_put_back"):
        if folder in moves:
            moves[folder].append(move)
    return [Trail(*row[:-1], stays=stays_of(moves[row[-1]])) for row in rows]


def spent_in(scheme, period: Period) -> dict[int | None, Decimal]:
    """Pounds recorded as spent in the period, by campaign; a campaign without any is not there."""
    rows = Spend.objects.standing().filter(scheme=scheme, happened_on__range=(period.from_on, period.until_on))
    return dict(rows.order_by().values_list("campaign").annotate(all=Sum("pounds")))


def closings_in(scheme, period: Period):
    """Why applications did not go on: those closed in the period whose closing still holds."""
    return Closing.objects.standing().filter(scheme=scheme, happened_on__range=(period.from_on, period.until_on))


def waiting_for_an_answer(applications):
    """Enquiries nobody was reached for yet, oldest first; imported ones are owed none."""
    reached = Contact.objects.reached().filter(folder=OuterRef("folder"))
    rows = applications.filter(status=STATUS.ENQUIRY, is_historical=False)
    return rows.filter(~Exists(reached)).order_by("since_on", "pk")


def rows_behind(of: str, applications, period: Period, *, scheme):
    """The applications behind one number (`source:event`, `reached:panel`…), or None for a name that is not known."""
    what, _, which = of.partition(":")
    came = applications.filter(opened_on__range=(period.from_on, period.until_on))
    ended = applications.filter(closed_on__range=(period.from_on, period.until_on))
    if what == "came":
        return came
    if what == "source" and which in Application.Source.values:
        return came.filter(source=which)
    if what == "campaign" and (which == NO_CAMPAIGN or _is_number(which)):
        return came.filter(campaign=None if which == NO_CAMPAIGN else int(which))
    if what == "reached" and which in WAY:
        place = WAY.index(which)
        told = [t.pk for t in came_in(trails_of(scheme), period) if not t.is_historical and t.furthest >= place]
        return applications.filter(pk__in=told)
    if what == "left" and which in Application.STAGES:
        told = [
            trail.pk
            for trail in trails_of(scheme)
            if not trail.is_historical and any(s.status == which and period.has(s.until_on) for s in trail.stays)
        ]
        return applications.filter(pk__in=told)
    if what == "closed" and _is_number(which):
        words = Closing.objects.filter(scheme=scheme, pk=which).values("reason_words")
        return applications.filter(
            pk__in=closings_in(scheme, period).filter(reason_words__in=words).values("application")
        )
    if what == "not-approved":
        return ended.filter(status=STATUS.NOT_APPROVED)
    if what == "approved":
        return ended.filter(status=STATUS.ACTIVE)
    if what == "waiting":
        return waiting_for_an_answer(applications)
    return None


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 10
