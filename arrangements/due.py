"""What is owed to people in arrangements, and to those getting to know each other."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Subquery
from django.urls import reverse

from arrangements import due_allegations, due_leaving
from arrangements.limits import limits_of
from arrangements.models import Answer, Arrangement, Match, ProfileGiven, Review, Stay, Visit
from carers.models import Household
from schemes.dates import add_months
from schemes.due import MUST_ACT, Due
from schemes.models import Policies
from schemes.vocabulary import ArrangementType


def next_visit_on(
    arrangement: Arrangement, last_visit_on: date | None, booked_on: date | None, policies: Policies
) -> date:
    """The day the next visit falls due: what was booked, or the rule counted from the last visit or the start."""
    scheme = arrangement.scheme_id
    if last_visit_on is None:
        days = policies.value(scheme, "first_visit_days", arrangement.starts_on)
        return arrangement.starts_on + timedelta(days=days)
    if booked_on:
        return booked_on
    early_until = add_months(arrangement.starts_on, policies.value(scheme, "early_months", last_visit_on))
    if last_visit_on < early_until:
        key = "early_visit_days"
    elif arrangement.type == ArrangementType.LIVE_IN:
        key = "visit_days_live_in"
    else:
        key = "visit_days_other"
    return last_visit_on + timedelta(days=policies.value(scheme, key, last_visit_on))


def next_review_on(
    arrangement: Arrangement, last_review_on: date | None, booked_on: date | None, policies: Policies
) -> date:
    """The day the next review falls due: what was agreed, or the rule counted from the last review or the start."""
    scheme = arrangement.scheme_id
    if last_review_on is None:
        days = policies.value(scheme, "first_review_days", arrangement.starts_on)
        return arrangement.starts_on + timedelta(days=days)
    return booked_on or add_months(last_review_on, policies.value(scheme, "review_months", last_review_on))


def with_last_records(arrangements, on: date):
    """Each arrangement with its latest visit and review by a day: when, and what was booked next."""

    def latest(model, name):
        rows = model.objects.standing().filter(arrangement=OuterRef("pk"), happened_on__lte=on)
        return Subquery(rows.order_by("-happened_on", "-pk").values(name)[:1])

    return arrangements.annotate(
        last_visit_id=latest(Visit, "pk"),
        last_visit_on=latest(Visit, "happened_on"),
        visit_booked_on=latest(Visit, "next_on"),
        last_words=latest(Visit, "persons_words"),
        last_review_id=latest(Review, "pk"),
        last_review_on=latest(Review, "happened_on"),
        review_booked_on=latest(Review, "next_on"),
    )


def due(schemes, on: date, policies: Policies) -> Iterable[Due]:
    """Visits, reviews, endings to confirm, homes over their limit, and the next step of each introduction."""
    yield from _arrangements_due(schemes, on, policies)
    yield from _matches_due(schemes, on, policies)
    yield from _stays_due(schemes, on, policies)
    yield from due_allegations.due(schemes, on, policies)


def _arrangements_due(schemes, on, policies) -> Iterable[Due]:
    running = Arrangement.objects.filter(scheme__in=schemes).running().select_related("person", "household", "folder")
    for arrangement in due_leaving.with_notice(with_last_records(running, on)).order_by("pk"):
        if owed := due_leaving.due(arrangement, on, policies):
            yield owed
        row = {
            "scheme_id": arrangement.scheme_id,
            "folder_id": arrangement.folder_id,
            "who": str(arrangement),
            "officer_id": arrangement.officer_id,
        }
        said = f"“{arrangement.last_words[:120]}”" if arrangement.last_words else ""
        yield Due(
            key=f"visit:{arrangement.pk}:{arrangement.last_visit_id or 'first'}",
            kind="visit",
            on=next_visit_on(arrangement, arrangement.last_visit_on, arrangement.visit_booked_on, policies),
            what="Visit" if arrangement.last_visit_on else "Visit for the first time",
            url=reverse("record-visit", args=[arrangement.pk]),
            state="booked" if arrangement.visit_booked_on else "due",
            said=said,
            **row,
        )
        yield Due(
            key=f"review:{arrangement.pk}:{arrangement.last_review_id or 'first'}",
            kind="review",
            on=next_review_on(arrangement, arrangement.last_review_on, arrangement.review_booked_on, policies),
            what="Review" if arrangement.last_review_on else "Review for the first time",
            url=reverse("record-review", args=[arrangement.pk]),
            said=said,
            warn_days=21,
            **row,
        )
        if arrangement.planned_end_on and arrangement.planned_end_on <= on:
            yield Due(
                key=f"planned-end:{arrangement.pk}",
                kind="planned_end",
                on=arrangement.planned_end_on,
                what="Confirm the ending, or plan a later one",
                url=reverse("arrangement", args=[arrangement.pk]),
                **row,
            )


def _matches_due(schemes, on, policies) -> Iterable[Due]:
    matches = (
        Match.objects.filter(scheme__in=schemes)
        .open()
        .select_related("referral__person", "household", "folder")
        .annotate(last_move_on=Max("folder__moves__happened_on"), last_met_on=Max("introductions__happened_on"))
        .annotate(
            has_profile=Exists(
                ProfileGiven.objects.standing().filter(
                    person=OuterRef("referral__person"), version__household=OuterRef("household")
                )
            )
        )
        .order_by("pk")
    )
    for match in matches:
        last = max(filter(None, [match.last_move_on, match.last_met_on, match.opened_on]))
        both = (match.person_says, match.carer_says) == (Answer.YES, Answer.YES)
        if match.referral.closed_on:
            # The referral was closed in the room below, or started with somebody else: this one is to be let go kindly.
            yield Due(
                key=f"let-go:{match.pk}",
                kind="let_go",
                scheme_id=match.scheme_id,
                folder_id=match.folder_id,
                on=match.referral.closed_on,
                what="Tell the household, and stop: the referral is closed",
                who=str(match),
                url=reverse("stop-match", args=[match.pk]),
                officer_id=match.officer_id,
                state=MUST_ACT,
            )
            continue
        if match.status == Match.Status.AGREED:
            what, url = "Start the arrangement", reverse("start-arrangement", args=[match.pk])
        elif both:
            what, url = "Confirm that both said yes", reverse("agree-match", args=[match.pk])
        else:
            what, url = match.next_step or "Plan the next step of getting to know each other", ""
            act = "record-introduction" if match.next_on else "plan-step"
            url = reverse(act, args=[match.pk])
        if match.next_on and match.last_met_on is None and not match.has_profile:
            yield Due(
                key=f"give-profile:{match.pk}",
                kind="give_profile",
                scheme_id=match.scheme_id,
                folder_id=match.folder_id,
                on=match.next_on,
                what=f"Give {match.person.called} the profile before they meet",
                who=str(match),
                url=reverse("give-profile", args=[match.pk]),
                officer_id=match.officer_id,
            )
        days = policies.value(match.scheme_id, "introduction_days", last)
        yield Due(
            key=f"next-step:{match.pk}",
            kind="next_step",
            scheme_id=match.scheme_id,
            folder_id=match.folder_id,
            on=match.next_on or last + timedelta(days=days),
            what=what,
            who=str(match),
            url=url,
            officer_id=match.officer_id,
            state="booked" if match.next_on else "due",
        )


def _stays_due(schemes, on, policies) -> Iterable[Due]:
    """Homes over their limit, and people who did not move with their household, both from who stays where today."""
    stays = Stay.objects.on_day(on).filter(scheme__in=schemes)
    stays = list(stays.select_related("home", "arrangement__person", "arrangement__household").order_by("pk"))
    yield from _homes_due(stays, on, policies)
    yield from _elsewhere_due(stays, on)


def _homes_due(stays, on, policies) -> Iterable[Due]:
    """Homes with more people today than their limit: a limit was lowered, or somebody stayed longer."""
    homes = {stay.home_id: stay.home for stay in stays}
    limits = limits_of(homes.values(), policies)
    there = Counter(stay.home_id for stay in stays if stay.kind != Stay.Kind.DAY)
    parts = {pk: limits[pk].lowest_on(on) for pk in homes}
    over = [pk for pk, part in parts.items() if part is not None and there[pk] > part.value]
    households = {}
    for row in Household.objects.filter(home__in=over).order_by("-name", "-pk") if over else ():
        households[row.home_id] = row  # the first by name is the last to be put here
    for pk, household in sorted(households.items()):
        yield Due(
            key=f"over-limit:{pk}",
            kind="over_limit",
            scheme_id=homes[pk].scheme_id,
            folder_id=household.folder_id,
            on=on,
            what=f"{there[pk]} people where {parts[pk].value} may be: agree what to do",
            who=household.name,
            url=reverse("household", args=[household.pk]),
            officer_id=household.officer_id,
            state=MUST_ACT,
        )


def _elsewhere_due(stays, on) -> Iterable[Due]:
    """People whose household moved house and who did not go along: something to talk about, and nothing ends by it."""
    for stay in stays:
        arrangement = stay.arrangement
        if arrangement is None or arrangement.status != Arrangement.Status.RUNNING:
            continue
        if arrangement.household.home_id == stay.home_id:
            continue
        yield Due(
            key=f"lives-elsewhere:{arrangement.pk}",
            kind="lives_elsewhere",
            scheme_id=arrangement.scheme_id,
            folder_id=arrangement.folder_id,
            on=on,
            what="Talk about what comes next: the household moved, they did not",
            who=str(arrangement),
            url=arrangement.get_absolute_url(),
            officer_id=arrangement.officer_id,
            state=MUST_ACT,
        )
