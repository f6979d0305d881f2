"""What a household's page shows of the time after approval: the agreement, reviews, visits, pauses, notice, history."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from carers.due_year import began_on, review_on, unannounced_on
from carers.models import (
    CarerAgreement,
    CarerReview,
    Household,
    HouseholdVisit,
    HouseMove,
    Leaving,
    Member,
    Pause,
    Terms,
)
from carers.models.signing import application_to_sign
from schemes.models import Policies

WHO = ("recorded_by__staff__account", "recorded_by__link")


@dataclass(frozen=True)
class HouseholdYear:
    """One household after approval, as its page tells it; each list newest first."""

    agreements: list[CarerAgreement]
    reviews: list[CarerReview]
    visits: list[HouseholdVisit]
    pauses: list[Pause]
    notice: Leaving | None
    actions: list
    moves: list[HouseMove]
    went_on_as: list[Household]
    review_on: date | None
    unannounced_on: date | None
    to_sign: object | None
    tells_all: bool = True
    timeline: list[dict] = field(default_factory=list)

    @property
    def agreement(self) -> CarerAgreement | None:
        """The agreement that holds."""
        return self.agreements[0] if self.agreements else None

    @property
    def review(self) -> CarerReview | None:
        """The last review."""
        return self.reviews[0] if self.reviews else None

    @property
    def visit(self) -> HouseholdVisit | None:
        """The last visit to the household itself."""
        return self.visits[0] if self.visits else None

    @property
    def pause(self) -> Pause | None:
        """The pause that runs without an end."""
        return next((row for row in self.pauses if row.until_on is None), None)

    @property
    def open_actions(self) -> list:
        """What was asked of them and is still to be done, the first due first."""
        return sorted((row for row in self.actions if row.is_open), key=lambda row: (row.due_on, row.pk))

    @property
    def old_actions(self) -> list:
        """What was asked of them and is done or called off."""
        return [row for row in self.actions if not row.is_open]

    @property
    def records(self) -> list:
        """Every record here, so that its corrections are told among the changes."""
        notice = [self.notice] if self.notice else []
        pauses = [row for row in self.pauses if self.tells_all or row.kind != Pause.Kind.SUSPENDED]
        return [*self.agreements, *self.reviews, *self.visits, *pauses, *notice]


def household_year(household: Household, members: list[Member], on: date, *, panel=(), tells_all=True) -> HouseholdYear:
    """The years of one household, in a fixed number of queries. `panel`: what panel was asked, from its own module.

    `tells_all`: whether the reader may know why a household was suspended; others read only that nobody new comes.
    """
    policies = Policies([household.scheme])

    def rule(key):
        return policies.value(household.scheme_id, key, on)

    def newest(rows, *order):
        return list(rows.select_related(*WHO).order_by(*(order or ("-happened_on", "-pk"))))

    terms = list(household.terms.select_related(*WHO))
    reviews, visits = newest(household.carer_reviews.standing()), newest(household.household_visits.standing())
    agreements = newest(household.agreements.standing().select_related("document"))
    pauses = newest(household.pauses.standing(), "-from_on", "-pk")
    notices = newest(household.leavings.filter(replaced_by__isnull=True))
    moves = list(household.house_moves.select_related("from_home", "to_home").order_by("-moved_on", "-pk"))
    stands = household.status in Household.STANDING
    unannounced = next((row for row in visits if not row.is_announced), None)
    return HouseholdYear(
        agreements=agreements,
        reviews=reviews,
        visits=visits,
        pauses=pauses,
        notice=next((row for row in notices if not row.is_called_off), None),
        actions=list(household.required_actions.order_by("-due_on", "-pk")),
        moves=moves,
        went_on_as=list(household.went_on_as.select_related("folder").order_by("pk")),
        review_on=review_on(reviews[0] if reviews else None, began_on(terms), rule) if stands else None,
        unannounced_on=unannounced_on(unannounced, began_on(terms), rule) if stands else None,
        to_sign=application_to_sign(household),
        tells_all=tells_all,
        timeline=_timeline(
            [row for row in terms if row.replaced_by_id is None], agreements, reviews, visits,
            [(row, row.why if tells_all or row.kind != Pause.Kind.SUSPENDED else "") for row in pauses], notices, moves,
            members, panel,
        ),
    )  # fmt: skip


def _timeline(terms, agreements, reviews, visits, pauses, notices, moves, members, panel) -> list[dict]:
    """One line of time over what happened to a household, newest first."""
    told = [(row.from_on, _terms(row), row) for row in terms]
    told += [
        (row.happened_on, {"title": "Carer agreement signed", "text": f"By {row.signed_by}"}, row) for row in agreements
    ]
    told += [(row.happened_on, _review(row), row) for row in reviews]
    told += [(row.happened_on, _visit(row), row) for row in visits]
    for row, why in pauses:
        told.append((row.from_on, {"title": row.get_kind_display(), "text": why}, row))
        if row.until_on:
            told.append((row.until_on, {"title": f"Over: {row.get_kind_display().lower()}"}, row))
    told += [(row.happened_on, _notice(row), row) for row in notices]
    told += [(row.moved_on, {"title": "Moved house", "text": f"To {row.to_home}"}, None) for row in moves]
    for member in members:
        told.append(
            (member.joined_on, {"title": f"{member.full_name} joined", "text": member.get_role_display()}, None)
        )
        if member.left_on:
            told.append((member.left_on, {"title": f"{member.full_name} left"}, None))
    told += [
        (row["on"], {"title": f"Panel: {row['text']}", "text": row["outcome"], "url": row["url"]}, None)
        for row in panel
    ]
    told.sort(key=lambda item: item[0], reverse=True)
    return [line | {"when": on, "by": record.recorded_by.name if record else ""} for on, line, record in told]


def _terms(row: Terms) -> dict:
    return {"title": "Terms of approval", "text": f"{str(row)[:1].upper()}{str(row)[1:]}"}


def _review(row: CarerReview) -> dict:
    return {
        "title": f"Household’s review: {row.get_outcome_display().lower()}",
        "said": row.carers_words,
        "text": row.summary,
        "url": reverse("correct-carer-review", args=[row.pk]),
        "link": f"Correct the review of {row.happened_on:%-d %B %Y}",
    }


def _visit(row: HouseholdVisit) -> dict:
    return {
        "title": "Visit to the household" if row.is_announced else "Unannounced visit to the household",
        "said": row.carers_words,
        "text": row.summary,
        "url": reverse("correct-household-visit", args=[row.pk]),
        "link": f"Correct the visit of {row.happened_on:%-d %B %Y}",
    }


def _notice(row: Leaving) -> dict:
    called_off = " (called off)" if row.is_called_off else ""
    ends = f"Approval to end on {row.ends_on:%-d %B %Y}."
    return {"title": f"Notice: {row.get_kind_display().lower()}{called_off}", "text": f"{ends} {row.why}".strip()}
