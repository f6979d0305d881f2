"""Who has to be told about an allegation, by when: a clock for each, from the moment the scheme knew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from arrangements.models import Allegation, Arrangement, HomeDecision, Told
from carers.models import PanelItem
from schemes.due import MUST_ACT, Due
from schemes.models import Policies
from schemes.working_days import add_working_days

Whom = Told.Whom


@dataclass(frozen=True)
class Clock:
    """Somebody who has to know: who, by when, whether they do, and the form that ends it."""

    key: str
    whom: str
    what: str
    on: date
    url: str
    told: Told | None = None
    person_id: int | None = None
    is_listed: bool = False  # panel has it on a list

    @property
    def is_done(self) -> bool:
        """Whether they know, or it was written down why they need not."""
        return self.told is not None or self.is_listed


# Whom every allegation is told to, the rule that says by when, and the verb.
EVERYONE = [
    (Whom.HOST, "safeguarding_working_days", "Tell the council where the home is"),
    (Whom.REGULATOR, "regulator_working_days", "Tell the regulator"),
    (Whom.BARRING, "barring_days", "Decide about telling the barring service"),
    (Whom.PANEL, "allegation_panel_days", "Put it on panel’s list"),
]


def clocks(
    allegation: Allegation, people: Iterable[tuple[int, str]], told: Iterable[Told], policies, *, is_listed=False
) -> list[Clock]:
    """Each clock of one allegation; `people` are (number, reference) of those supported in the home."""
    known_on = timezone.localdate(allegation.known_at)
    newest = {(row.whom, row.about_person_id if row.whom == Whom.FUNDER else None): row for row in told}
    url = reverse("record-told", args=[allegation.pk])

    def by(rule: str) -> date:
        days = policies.value(allegation.scheme_id, rule, known_on)
        if rule.endswith("working_days"):
            return add_working_days(known_on, days, allegation.scheme.nation)
        return known_on + timedelta(days=days)

    found = [
        Clock(
            f"{whom}",
            whom,
            what,
            by(rule),
            f"{url}?whom={whom}",
            newest.get((whom, None)),
            is_listed=is_listed and whom == Whom.PANEL,
        )
        for whom, rule, what in EVERYONE
    ]
    for person_id, reference in people:
        found.append(
            Clock(
                f"{Whom.FUNDER}-{person_id}",
                Whom.FUNDER,
                f"Tell who pays for {reference}",
                by("safeguarding_working_days"),
                f"{url}?whom={Whom.FUNDER}&person={person_id}",
                newest.get((Whom.FUNDER, person_id)),
                person_id,
            )
        )
    return sorted(found, key=lambda clock: clock.on)


def listed_since(allegations: Iterable[Allegation]) -> set[int]:
    """Which of these panel has on a list as a concern, for a meeting on or after the day it was known."""
    by_household = {allegation.household_id: allegation for allegation in allegations}
    items = PanelItem.objects.filter(
        household__in=by_household, kind__in=[PanelItem.Kind.CONCERN, PanelItem.Kind.DEREGISTER], is_withdrawn=False
    ).values_list("household_id", "meeting__held_on")
    return {
        by_household[household_id].pk
        for household_id, held_on in items
        if held_on >= timezone.localdate(by_household[household_id].known_at)
    }


def due(schemes, on: date, policies: Policies) -> Iterable[Due]:
    """What open allegations still ask: who is to be told, and a decision for each person in the home."""
    open_now = list(
        Allegation.objects.filter(scheme__in=schemes, status=Allegation.Status.OPEN)
        .select_related("folder", "scheme", "household")
        .order_by("pk")
    )
    if not open_now:
        return
    told, people, decided = defaultdict(list), defaultdict(dict), defaultdict(set)
    for row in Told.objects.standing().filter(allegation__in=open_now).order_by("pk"):
        told[row.allegation_id].append(row)
    homes = [allegation.household_id for allegation in open_now]
    for household_id, person_id, reference in (
        Arrangement.objects.filter(household__in=homes)
        .running()
        .order_by("starts_on", "pk")
        .values_list("household_id", "person_id", "person__folder__reference")
    ):
        people[household_id][person_id] = reference
    for allegation_id, person_id in (
        HomeDecision.objects.standing()
        .filter(allegation__in=open_now)
        .values_list("allegation_id", "person_id")
    ):  # fmt: skip
        decided[allegation_id].add(person_id)
    listed = listed_since(open_now)
    for allegation in open_now:
        row = {
            "scheme_id": allegation.scheme_id,
            "folder_id": allegation.folder_id,
            "who": allegation.reference,
            "officer_id": None,  # for managers: the officer of the household does not see it
        }
        known_on = timezone.localdate(allegation.known_at)
        here = people[allegation.household_id]
        for clock in clocks(allegation, here.items(), told[allegation.pk], policies, is_listed=allegation.pk in listed):
            if not clock.is_done:
                is_now = clock.whom in (Whom.REGULATOR, Whom.HOST)
                yield Due(
                    key=f"allegation-told:{allegation.pk}:{clock.key}", kind="allegation_told", on=clock.on,
                    what=clock.what, url=clock.url, state=MUST_ACT if is_now else "due", **row,
                )  # fmt: skip
        for person_id, reference in here.items():
            if person_id not in decided[allegation.pk]:
                yield Due(
                    key=f"allegation-home:{allegation.pk}:{person_id}", kind="allegation_home", on=known_on,
                    what=f"Decide with {reference} where they live for now",
                    url=reverse("decide-home", args=[allegation.pk]) + f"?who=person-{person_id}",
                    state=MUST_ACT, **row,
                )  # fmt: skip
