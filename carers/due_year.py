"""What is owed to households after approval: agreement, reviews, visits, probation, notice, what was asked of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from carers.models import (
    Application,
    CarerAgreement,
    CarerReview,
    Household,
    HouseholdVisit,
    Leaving,
    PanelItem,
    PanelOutcome,
    Pause,
    RequiredAction,
    Terms,
    terms_on,
)
from schemes.dates import add_months
from schemes.due import WAITING, Due


@dataclass
class Year:
    """One household whose approval stands, with the newest of each record that something follows from."""

    household: Household
    came_on: date | None = None  # when its approval began, or the scheme began to keep its records here, if later
    terms: Terms | None = None
    review: CarerReview | None = None
    visit: HouseholdVisit | None = None
    unannounced: HouseholdVisit | None = None
    agreement: CarerAgreement | None = None
    items: list[PanelItem] = field(default_factory=list)


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Everything owed to households whose approval stands, and agreements to sign. A constant number of queries.

    `until`: what falls due after that day is not asked for.
    """
    schemes = list(schemes)
    years = _years(schemes, on)
    for row in _owed(schemes, years, on, policies):
        if until is None or row.on <= until:
            yield row


def _owed(schemes, years: dict[int, Year], on, policies) -> Iterable[Due]:
    yield from _to_sign(schemes, on, policies)
    for year in years.values():
        yield from _of_year(year, on, policies)
    # A household may have come between two of these questions: then it is told next time.
    pauses = Pause.objects.standing().filter(until_on__isnull=True, expected_until_on__isnull=False, from_on__lte=on)
    # What a suspension owes is its allegation's, and only managers see it.
    for pause in pauses.filter(household__in=list(years), kind=Pause.Kind.STEPPED_BACK):
        yield _due(
            years[pause.household_id].household, "pause", pause.expected_until_on, "come-back-household",
            "Talk about coming back",
            said=(pause.why.splitlines() or [""])[0][:120],
        )  # fmt: skip
    for notice in Leaving.objects.standing().filter(household__in=list(years)):
        household = years[notice.household_id].household
        warn_days = policies.value(household.scheme_id, "check_warn_days", on)
        yield _due(
            household, "notice", notice.ends_on, "end-approval", "End approval", said=notice.get_kind_display(),
            warn_days=warn_days,
        )  # fmt: skip
        if notice.appeal_by_on and notice.appeal_by_on >= on:
            yield _due(
                household, "appeal_day", notice.appeal_by_on, "end-approval", "Hear whether they appeal", state=WAITING
            )
    for action in RequiredAction.objects.open().filter(household__in=list(years)):
        yield _due(
            years[action.household_id].household, "required_action", action.due_on, "finish-required-action",
            f"Finish: {action.what}", of=action,
        )  # fmt: skip


def _of_year(year: Year, on, policies) -> Iterable[Due]:
    """Agreement, review, visits and probation of one household."""
    household = year.household

    def rule(key):
        return policies.value(household.scheme_id, key, on)

    if year.agreement and year.agreement.renew_on:
        yield _due(
            household, "agreement_renewal", year.agreement.renew_on, "sign-agreement", "Renew the carer agreement",
            warn_days=rule("check_warn_days"),
        )  # fmt: skip
    if next_on := review_on(year.review, year.came_on, rule):
        yield _due(household, "carer_review", next_on, "record-carer-review", "Hold the household’s review")
    if next_on := unannounced_on(year.unannounced, year.came_on, rule):
        yield _due(
            household, "unannounced_visit", next_on, "record-household-visit", "Visit unannounced",
            query="?unannounced=1",
        )  # fmt: skip
    if year.visit and year.visit.next_on:
        yield _due(
            household, "household_visit", year.visit.next_on, "record-household-visit", "Visit the household",
            said=year.visit.to_do[:120],
        )  # fmt: skip
    if year.terms and year.terms.probation_ends_on:
        yield _probation(year, rule("check_warn_days"))
    elif _is_to_be_listed(year):
        yield _due(
            household, "review_to_panel", year.review.happened_on + timedelta(days=rule("panel_list_days")),
            "add-panel-item", "Put a review on a panel’s list",
            asks="first_year" if year.review.kind == CarerReview.Kind.FIRST_YEAR else "concern",
        )  # fmt: skip


def review_on(review: CarerReview | None, came_on: date | None, rule) -> date | None:
    """The next review: as agreed at the last one, else by rule from it, else by rule from when approval began."""
    if review:
        return review.next_on or add_months(review.happened_on, rule("carer_review_months"))
    return add_months(came_on, rule("first_carer_review_months")) if came_on else None


def unannounced_on(visit: HouseholdVisit | None, came_on: date | None, rule) -> date | None:
    """By when they are visited unannounced: by rule from the last such visit, else from when approval began."""
    since = visit.happened_on if visit else came_on
    return add_months(since, rule("unannounced_visit_months")) if since else None


def began_on(terms) -> date | None:
    """When approval began, or this system learnt of it, if later; `terms` are all there are, replaced ones too."""
    if not terms:
        return None
    return max(min(row.from_on for row in terms), min(timezone.localdate(row.recorded_at) for row in terms))


def _probation(year: Year, warn_days: int) -> Due:
    """Before probation ends their first-year review goes to panel; then terms without it are set."""
    household, ends_on = year.household, year.terms.probation_ends_on
    item = next((row for row in year.items if row.kind == PanelItem.Kind.FIRST_YEAR), None)
    if item is None or item.meeting.held_on < year.terms.from_on:
        return _due(
            household, "probation", ends_on, "add-panel-item", "Take the first-year review to panel",
            asks=PanelItem.Kind.FIRST_YEAR, warn_days=warn_days,
        )  # fmt: skip
    agreed = next((row for row in item.decided if row.agrees), None)
    if agreed:
        return _due(
            household, "probation", ends_on, "set-terms", "Set terms after probation", query=f"?outcome={agreed.pk}",
            said=f"{item.meeting}: {agreed.get_outcome_display().lower()}", warn_days=warn_days,
        )  # fmt: skip
    return _due(
        household, "probation", ends_on, "household", "First-year review at panel", state="booked",
        said=f"On the list of {item.meeting}", warn_days=warn_days,
    )  # fmt: skip


def _is_to_be_listed(year: Year) -> bool:
    """Whether the last review said "to panel" and nothing was put on a list since."""
    review = year.review
    if review is None or review.outcome != CarerReview.Outcome.PANEL:
        return False
    return all(item.meeting.held_on < review.happened_on for item in year.items)


def _to_sign(schemes, on, policies) -> Iterable[Due]:
    """Agreements to sign after panel agreed."""
    agreeing = Application.objects.filter(
        scheme__in=schemes, status=Application.Status.AGREEING, household__isnull=False
    ).select_related("household")
    for application in agreeing:
        days = policies.value(application.scheme_id, "agreement_sign_days", on)
        yield _due(
            application.household, "agreement_to_sign", application.since_on + timedelta(days=days), "sign-agreement",
            "Sign the carer agreement", said="Panel agreed; approval begins with the signature",
        )  # fmt: skip


def _due(
    household, kind, on, url_name, what, *, of=None, asks="", query="", said="", state="due", warn_days=None
) -> Due:  # fmt: skip
    """One row about a household; `of` is the row the form is about, if another; `asks`: what panel is asked."""
    if asks:
        url = f"{reverse(url_name)}?kind={asks}&household={household.pk}"
    else:
        url = reverse(url_name, args=[(of or household).pk]) + query
    return Due(
        key=f"{kind}:{(of or household).pk}",
        kind=kind,
        scheme_id=household.scheme_id,
        folder_id=household.folder_id,
        on=on,
        what=what,
        who=household.name,
        url=url,
        officer_id=household.officer_id,
        state=state,
        said=said,
        warn_days=warn_days,
    )


# --- read once, for all households ------------------------------------------------------------------------------


def _years(schemes, on) -> dict[int, Year]:
    """Each household whose approval stands, with the newest of its records."""
    households = Household.objects.filter(scheme__in=schemes, status__in=Household.STANDING)
    years = {row.pk: Year(row) for row in households.only("name", "status", "scheme", "folder", "officer")}
    of_these = {"household__in": list(years)}
    terms: dict[int, list[Terms]] = {}
    for row in Terms.objects.filter(**of_these).only(
        "household", "from_on", "until_on", "probation_ends_on", "recorded_at", "replaced_by"
    ):
        terms.setdefault(row.household_id, []).append(row)
    for pk, rows in terms.items():
        years[pk].came_on = began_on(rows)
        years[pk].terms = terms_on([row for row in rows if row.replaced_by_id is None], on)
    visits = HouseholdVisit.objects.only("household", "happened_on", "next_on", "to_do")
    for name, rows in [
        ("review", CarerReview.objects.only("household", "happened_on", "next_on", "outcome", "kind")),
        ("visit", visits),
        ("unannounced", visits.filter(is_announced=False)),
        ("agreement", CarerAgreement.objects.only("household", "happened_on", "renew_on")),
    ]:
        for row in (
            rows.filter(replaced_by__isnull=True, **of_these)
            .order_by("household_id", "-happened_on", "-pk")
            .distinct("household_id")
        ):
            setattr(years[row.household_id], name, row)
    for item in _items(years):
        years[item.household_id].items.append(item)
    return years


def _items(households) -> list[PanelItem]:
    """What panel is or was asked about these households, newest first, each with its decisions."""
    asked = PanelItem.objects.filter(household__in=list(households), is_withdrawn=False)
    items = list(
        asked.exclude(kind=PanelItem.Kind.APPROVAL).select_related("meeting").order_by("-meeting__held_on", "-pk")
    )
    decided: dict[int, list[PanelOutcome]] = {}
    for row in PanelOutcome.objects.standing().filter(
        stage=PanelOutcome.Stage.DECISION, item__household__in=list(households)
    ):
        decided.setdefault(row.item_id, []).append(row)
    for item in items:
        item.decided = decided.get(item.pk, [])
    return items
