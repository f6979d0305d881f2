"""Why a household is worth a call, in words, for one or for hundreds; never a rating. The queries do not grow."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min
from django.urls import reverse

from arrangements.board import limits_and_stays
from arrangements.models import Allegation, Arrangement, Match, Visit
from carers.models import Away, CarerReview, Contact, Household, HouseholdVisit, Leaving, Pause, Terms
from schemes.dates import add_months
from schemes.models import Policies
from schemes.vocabulary import ArrangementType

# What a list can be narrowed to.
KINDS = {
    "gap": "Nobody saw or spoke to them for long",
    "breaks": "Breaks not taken",
    "officer": "A new officer",
    "waiting": "A place, and nobody suggested",
    "allegation": "An allegation closed lately",
    "notice": "Notice given",
}


@dataclass(frozen=True)
class Reason:
    """One reason to ring: what kind, in words, and the form or page to go on with."""

    kind: str
    verb: str
    words: str
    url: str
    about: str = ""


def reasons_to_call(households, actor, on: date, policies: Policies) -> dict[int, list[Reason]]:
    """The reasons of each household, by number; those without any are left out."""
    households = {household.pk: household for household in households}
    if not households:
        return {}
    found = defaultdict(list)
    begun = dict(
        Terms.objects.standing().filter(household__in=households).order_by().values_list("household").annotate(
            first=Min("from_on")
        )
    )  # fmt: skip
    joined = {pk: min(on, begun.get(pk, household.joined_on)) for pk, household in households.items()}
    standing = {pk: h for pk, h in households.items() if h.status in Household.STANDING}
    for rows in (
        _gaps(standing, joined, on, policies),
        _breaks(standing, joined, on, policies),
        _officers(standing, on, policies),
        _waiting(standing, joined, on, policies),
        _allegations(households, actor, on, policies),
        _notices(standing),
    ):
        for pk, reason in rows:
            found[pk].append(reason)
    return dict(found)


def _gaps(households, joined, on, policies):
    last = dict(joined)
    folders = {household.folder_id: pk for pk, household in households.items()}
    seen = [
        HouseholdVisit.objects.standing()
        .filter(household__in=households, happened_on__lte=on)
        .values_list("household"),
        CarerReview.objects.standing().filter(household__in=households, happened_on__lte=on).values_list("household"),
        Visit.objects.standing()
        .filter(arrangement__household__in=households, happened_on__lte=on)
        .values_list("arrangement__household"),
    ]
    for rows in seen:
        for pk, day in rows.order_by().annotate(last=Max("happened_on")):
            last[pk] = max(last[pk], day)
    spoken = Contact.objects.reached().filter(folder__in=folders, happened_on__lte=on).order_by().values_list("folder")
    for folder, day in spoken.annotate(last=Max("happened_on")):
        last[folders[folder]] = max(last[folders[folder]], day)
    for pk, household in households.items():
        days = (on - last[pk]).days
        if days >= policies.value(household.scheme_id, "call_gap_days", on):
            words = f"nobody is known to have seen or spoken to them since {_day(last[pk])}"
            yield pk, Reason("gap", "Ring", words, reverse("record-contact", args=[household.folder_id]))


def carer_year(began: date, on: date) -> tuple[date, date]:
    """The carer's own year around a day: from the day approval began, or its anniversary, up to the next."""
    years = on.year - began.year
    first = add_months(began, 12 * years)
    if first > on:
        first = add_months(began, 12 * (years - 1))
    return first, add_months(began, 12 * (years if first.year == began.year + years - 1 else years + 1))


def _breaks(households, joined, on, policies):
    """Domain 6: breaks are counted in nights per carer-year; only who lives with somebody has them to take."""
    live_in = set(
        Arrangement.objects.running()
        .filter(household__in=households, type=ArrangementType.LIVE_IN, starts_on__lte=on)
        .values_list("household", flat=True)
    )
    away = defaultdict(list)
    for row in Away.objects.standing().filter(household__in=live_in):
        away[row.household_id].append(row)
    for pk in sorted(live_in):
        household = households[pk]
        value = policies.value
        nights = value(household.scheme_id, "break_nights", on)
        first, end = carer_year(joined[pk], on)
        if (end - on).days > value(household.scheme_id, "break_warn_days", on):
            continue
        taken = sum(
            max(0, (min(row.until_on or end, end) - max(row.from_on, first)).days) for row in away[pk]
        )  # fmt: skip
        if taken < nights:
            words = f"{taken} of {nights} nights of break taken or planned; their year ends on {_day(end)}"
            yield pk, Reason("breaks", "Plan breaks", words, reverse("record-away", args=[pk]))


def _officers(households, on, policies):
    """Handing over leaves no record of its own: this reads the history, and only words follow from it."""
    longest = max((policies.value(h.scheme_id, "new_officer_days", on) for h in households.values()), default=0)
    kept = (
        Household.history.filter(id__in=households, history_date__date__gt=on - timedelta(days=longest))
        .exclude(history_type="+")
        .order_by("id", "history_date", "history_id")
        .values_list("id", "officer_id", "history_date", "history_id")
    )
    recent = defaultdict(list)
    for pk, officer_id, at, history_id in kept:
        recent[pk].append((officer_id, at.date(), history_id))
    firsts = {pk: rows[0][2] for pk, rows in recent.items()}
    earlier = {}
    if firsts:
        before = (
            Household.history.filter(id__in=firsts, history_date__date__lte=on - timedelta(days=longest))
            .order_by("id", "-history_date", "-history_id")
            .distinct("id")
        )
        earlier = dict(before.values_list("id", "officer_id"))
        begun = Household.history.filter(id__in=firsts, history_type="+").values_list("id", "officer_id")
        earlier = dict(begun) | earlier
    for pk, rows in recent.items():
        household, officer, changed = households[pk], earlier.get(pk), None
        for officer_id, day, _ in rows:
            if officer and officer_id != officer:
                changed = day
            officer = officer_id
        days = policies.value(household.scheme_id, "new_officer_days", on)
        if changed and (on - changed).days < days:
            words = f"their officer changed on {_day(changed)}"
            yield pk, Reason("officer", "Say hello", words, reverse("record-contact", args=[household.folder_id]))


def _waiting(households, joined, on, policies):
    """A place today, nobody being met, and nobody suggested for long: counted over everybody, named nobody."""
    limits, taken = limits_and_stays({h.home_id: h.home for h in households.values()}.values(), policies)
    approved = set(Terms.objects.in_force(on).filter(household__in=households).values_list("household", flat=True))
    busy = set(Match.objects.open().filter(household__in=households).values_list("household", flat=True))
    busy |= set(Pause.objects.on_day(on).filter(household__in=households).values_list("household", flat=True))
    busy |= set(Leaving.objects.standing().filter(household__in=households).values_list("household", flat=True))
    last = dict(joined)
    offers = Match.objects.filter(household__in=households).order_by().values_list("household")
    for pk, day in offers.annotate(last=Max("opened_on")):
        last[pk] = max(last[pk], day)
    ended = Pause.objects.standing().filter(household__in=households, until_on__lte=on).order_by()
    for pk, day in ended.values_list("household").annotate(last=Max("until_on")):
        last[pk] = max(last[pk], day)
    for pk in sorted(approved - busy):
        household = households[pk]
        stays = [t for t in taken.get(household.home_id, []) if not t.is_day]
        limit = limits[household.home_id].lowest_on(on)
        here = sum(t.holds(on) for t in stays)
        if limit is None or here >= limit.value:
            continue
        since = max([last[pk], *(t.until_on for t in stays if t.until_on and t.until_on <= on)])
        if (on - since).days >= policies.value(household.scheme_id, "no_offer_days", on):
            has_none = since == joined[pk]  # perhaps somebody was, before the scheme wrote it down here
            words = (
                f"nobody was suggested since {_day(since)}" if not has_none else "no suggestion was written down yet"
            )
            words = f"they have a place, and {words}"
            yield pk, Reason("waiting", "Ring", words, reverse("record-contact", args=[household.folder_id]))


def _allegations(households, actor, on, policies):
    closed = Allegation.objects.visible_to(actor).filter(household__in=households, closed_on__lte=on)
    for row in closed.order_by("pk"):
        days = policies.value(row.scheme_id, "after_allegation_days", on)
        if (on - row.closed_on).days <= days:
            words = f"an allegation was closed on {_day(row.closed_on)}"
            yield row.household_id, Reason("allegation", "Ask how they are", words, row.get_absolute_url())


def _notices(households):
    for row in Leaving.objects.standing().filter(household__in=households):
        url = reverse("household", args=[row.household_id]) + "#people"
        words = f"notice was given; approval is to end on {_day(row.ends_on)}"
        about = "Talk with each person who lives there: nobody’s home ends by the notice."
        yield row.household_id, Reason("notice", "Talk", words, url, about)


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"
