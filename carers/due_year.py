"""What is owed to households after approval: agreement, reviews, visits, probation, notice, what was asked of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, DateField, F, Q, TextField, Value
from django.db.models.functions import Cast, TruncDate
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
    PanelMeeting,
    PanelOutcome,
    Pause,
    RequiredAction,
    Terms,
)
from schemes.dates import add_months
from schemes.due import WAITING, Due


class Fact(NamedTuple):
    """One record about a household, as the one query for all of them brings it."""

    what: str
    household_id: int
    pk: int
    on: date
    next_on: date | None  # what it says comes next, or its end
    kind: str
    words: str
    ends_on: date | None  # of terms: when probation ends
    learnt_on: date | None  # of terms: when they were written down
    item_id: int | None  # of terms: the row that replaced them; of a decision: what it decides


@dataclass
class Year:
    """One household whose approval stands, with the newest of each record that something follows from."""

    household: Household
    came_on: date | None = None  # when its approval began, or the scheme began to keep its records here, if later
    terms: Fact | None = None
    review: Fact | None = None
    visit: Fact | None = None
    unannounced: Fact | None = None
    agreement: Fact | None = None
    items: list[Fact] = field(default_factory=list)  # newest first
    decided: dict[int, Fact] = field(default_factory=dict)  # by item


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Everything owed to households whose approval stands, and agreements to sign. Two queries for any schemes.

    `until`: what falls due after that day is not asked for.
    """
    for row in _owed(list(schemes), on, policies):
        if until is None or row.on <= until:
            yield row


def _owed(schemes, on, policies) -> Iterable[Due]:
    households, facts = _households(schemes), _facts(schemes, on)
    years = {pk: Year(row) for pk, row in households.items() if row.status in Household.STANDING}
    terms: dict[int, list[Fact]] = {}
    for fact in facts:
        # A household may have come between the two questions: then it is told next time.
        if household := households.get(fact.household_id):
            if fact.what == "to_sign":
                yield _to_sign(household, fact, on, policies)
            elif fact.what == "terms":
                terms.setdefault(fact.household_id, []).append(fact)
            elif household.pk in years:
                yield from _of_fact(years[household.pk], fact, on, policies)
    for pk, year in years.items():
        if rows := terms.get(pk):
            year.came_on = _began(rows)
            year.terms = _terms_on([row for row in rows if row.item_id is None], on)
        year.items.sort(key=lambda item: (item.on, item.pk), reverse=True)
        yield from _of_year(year, on, policies)


def _of_fact(year: Year, fact: Fact, on, policies) -> Iterable[Due]:
    """What one record owes by itself; the others are kept for what follows from several."""
    household = year.household
    match fact.what:
        case "item":
            year.items.append(fact)
        case "decided":
            year.decided[fact.item_id] = fact
        # What a suspension owes is its allegation's, and only managers see it.
        case "pause":
            yield _due(
                household, "pause", fact.next_on, "come-back-household", "Talk about coming back",
                said=(fact.words.splitlines() or [""])[0][:120],
            )  # fmt: skip
        case "notice":
            yield _due(
                household, "notice", fact.on, "end-approval", "End approval", said=Leaving.Kind(fact.kind).label,
                warn_days=policies.value(household.scheme_id, "check_warn_days", on),
            )  # fmt: skip
            if fact.next_on and fact.next_on >= on:
                yield _due(
                    household, "appeal_day", fact.next_on, "end-approval", "Hear whether they appeal", state=WAITING
                )
        case "required_action":
            yield _due(
                household, "required_action", fact.on, "finish-required-action", f"Finish: {fact.words}", of=fact
            )
        case _:
            setattr(year, fact.what, fact)


def _of_year(year: Year, on, policies) -> Iterable[Due]:
    """Agreement, review, visits and probation of one household."""
    household = year.household

    def rule(key):
        return policies.value(household.scheme_id, key, on)

    if year.agreement and year.agreement.next_on:
        yield _due(
            household, "agreement_renewal", year.agreement.next_on, "sign-agreement", "Renew the carer agreement",
            warn_days=rule("check_warn_days"),
        )  # fmt: skip
    if next_on := _review_on(year.review and (year.review.on, year.review.next_on), year.came_on, rule):
        yield _due(household, "carer_review", next_on, "record-carer-review", "Hold the household’s review")
    if next_on := _unannounced_on(year.unannounced and year.unannounced.on, year.came_on, rule):
        yield _due(
            household, "unannounced_visit", next_on, "record-household-visit", "Visit unannounced",
            query="?unannounced=1",
        )  # fmt: skip
    if year.visit and year.visit.next_on:
        yield _due(
            household, "household_visit", year.visit.next_on, "record-household-visit", "Visit the household",
            said=year.visit.words[:120],
        )  # fmt: skip
    if year.terms and year.terms.ends_on:
        yield _probation(year, rule("check_warn_days"))
    elif _is_to_be_listed(year):
        yield _due(
            household, "review_to_panel", year.review.on + timedelta(days=rule("panel_list_days")),
            "add-panel-item", "Put a review on a panel’s list",
            asks="first_year" if year.review.kind == CarerReview.Kind.FIRST_YEAR else "concern",
        )  # fmt: skip


def review_on(review: CarerReview | None, came_on: date | None, rule) -> date | None:
    """The next review: as agreed at the last one, else by rule from it, else by rule from when approval began."""
    return _review_on(review and (review.happened_on, review.next_on), came_on, rule)


def _review_on(last: tuple[date, date | None] | None, came_on, rule) -> date | None:
    if last:
        return last[1] or add_months(last[0], rule("carer_review_months"))
    return add_months(came_on, rule("first_carer_review_months")) if came_on else None


def unannounced_on(visit: HouseholdVisit | None, came_on: date | None, rule) -> date | None:
    """By when they are visited unannounced: by rule from the last such visit, else from when approval began."""
    return _unannounced_on(visit and visit.happened_on, came_on, rule)


def _unannounced_on(last: date | None, came_on, rule) -> date | None:
    since = last or came_on
    return add_months(since, rule("unannounced_visit_months")) if since else None


def began_on(terms) -> date | None:
    """When approval began, or this system learnt of it, if later; `terms` are all there are, replaced ones too."""
    if not terms:
        return None
    return max(min(row.from_on for row in terms), min(timezone.localdate(row.recorded_at) for row in terms))


def _began(terms: list[Fact]) -> date:
    return max(min(row.on for row in terms), min(row.learnt_on for row in terms))


def _terms_on(terms: list[Fact], on) -> Fact | None:
    """Which terms hold on a day, as `terms_on` says it of rows."""
    newest = max((row for row in terms if row.on <= on), key=lambda row: (row.on, row.pk), default=None)
    return newest if newest and (newest.next_on is None or newest.next_on > on) else None


def _probation(year: Year, warn_days: int) -> Due:
    """Before probation ends their first-year review goes to panel; then terms without it are set."""
    household, ends_on = year.household, year.terms.ends_on
    item = next((row for row in year.items if row.kind == PanelItem.Kind.FIRST_YEAR), None)
    if item is None or item.on < year.terms.on:
        return _due(
            household, "probation", ends_on, "add-panel-item", "Take the first-year review to panel",
            asks=PanelItem.Kind.FIRST_YEAR, warn_days=warn_days,
        )  # fmt: skip
    meeting = PanelMeeting(held_on=item.on)
    decided = year.decided.get(item.pk)
    if decided and decided.kind in PanelOutcome.AGREES:
        said = f"{meeting}: {PanelOutcome.Outcome(decided.kind).label.lower()}"
        return _due(
            household, "probation", ends_on, "set-terms", "Set terms after probation", query=f"?outcome={decided.pk}",
            said=said, warn_days=warn_days,
        )  # fmt: skip
    return _due(
        household, "probation", ends_on, "household", "First-year review at panel", state="booked",
        said=f"On the list of {meeting}", warn_days=warn_days,
    )  # fmt: skip


def _is_to_be_listed(year: Year) -> bool:
    """Whether the last review said "to panel" and nothing was put on a list since."""
    review = year.review
    if review is None or review.words != CarerReview.Outcome.PANEL:
        return False
    return all(item.on < review.on for item in year.items)


def _to_sign(household: Household, fact: Fact, on, policies) -> Due:
    """The agreement to sign after panel agreed."""
    days = policies.value(household.scheme_id, "agreement_sign_days", on)
    return _due(
        household, "agreement_to_sign", fact.on + timedelta(days=days), "sign-agreement", "Sign the carer agreement",
        said="Panel agreed; approval begins with the signature", warn_days=days,
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


def _households(schemes) -> dict[int, Household]:
    """Each household whose approval stands, or whose agreement is to be signed."""
    agreeing = Application.objects.filter(scheme__in=schemes, status=Application.Status.AGREEING)
    rows = Household.objects.filter(
        Q(status__in=Household.STANDING) | Q(pk__in=agreeing.order_by().values("household")), scheme__in=schemes
    )
    return {row.pk: row for row in rows.only("name", "status", "scheme", "folder", "officer")}


def _facts(schemes, on) -> list[Fact]:
    """What is recorded about all of them, as far as something is owed because of it. One query."""
    first, *others = [
        _told("terms", Terms.objects.filter(scheme__in=schemes), on="from_on", next_on="until_on",
              ends_on="probation_ends_on", learnt_on=TruncDate("recorded_at"), item="replaced_by_id"),
        _told("review", _newest(CarerReview.objects, schemes), next_on="next_on", kind="kind", words="outcome"),
        _told("visit", _newest(HouseholdVisit.objects, schemes), next_on="next_on", words="to_do"),
        _told("unannounced", _newest(HouseholdVisit.objects.filter(is_announced=False), schemes)),
        _told("agreement", _newest(CarerAgreement.objects, schemes), next_on="renew_on"),
        _told("to_sign", Application.objects.filter(
            scheme__in=schemes, status=Application.Status.AGREEING, household__isnull=False
        ), on="since_on"),
        _told("pause", Pause.objects.standing().filter(
            scheme__in=schemes, kind=Pause.Kind.STEPPED_BACK, until_on__isnull=True,
            expected_until_on__isnull=False, from_on__lte=on,
        ), next_on="expected_until_on", words="why"),
        _told("notice", Leaving.objects.standing().filter(scheme__in=schemes), on="ends_on",
              next_on="appeal_by_on", kind="kind"),
        _told("required_action", RequiredAction.objects.open().filter(scheme__in=schemes), on="due_on", words="what"),
        _told("item", PanelItem.objects.filter(scheme__in=schemes, is_withdrawn=False).exclude(
            kind=PanelItem.Kind.APPROVAL
        ), on="meeting__held_on", kind="kind"),
        _told("decided", PanelOutcome.objects.standing().filter(
            scheme__in=schemes, stage=PanelOutcome.Stage.DECISION
        ), household="item__household_id", kind="outcome", item="item_id"),
    ]  # fmt: skip
    return [Fact(*row) for row in first.union(*others, all=True)]


def _newest(records, schemes):
    """The newest standing record of each household."""
    rows = records.filter(replaced_by__isnull=True, scheme__in=schemes)
    return rows.order_by("household_id", "-happened_on", "-pk").distinct("household_id")


def _told(what, rows, *, household="household_id", on="happened_on", next_on=None, kind=None, words=None, ends_on=None,
          learnt_on=None, item=None):  # fmt: skip
    """These rows as Fact wants them."""

    def column(name, of):
        return name if hasattr(name, "resolve_expression") else Cast(F(name) if name else Value(None), of())

    rows = rows if rows.query.distinct_fields else rows.order_by()
    return rows.values_list(
        Value(what), F(household), F("pk"), F(on), column(next_on, DateField), column(kind, TextField),
        column(words, TextField), column(ends_on, DateField), column(learnt_on, DateField),
        column(item, BigIntegerField),
    )  # fmt: skip
