"""Carer agreements: what the scheme and the household signed, from when, and when it is renewed."""

from django.db import models, transaction
from django.db.models import F, Q

from carers.models.households import Household
from schemes.models import Document, Record, WrongState


class OfHousehold(Record):
    """A record that hangs on a household."""

    FOLDERS = ("household__folder",)

    class Meta:
        abstract = True


def _must_stand(household) -> None:
    """Only a household whose approval stands is reviewed."""
    household.lock()
    if household.status not in Household.STANDING:
        raise WrongState(
            f"{household} is now “{household.get_status_display().lower()}”: there is no approval to review. "
            "Write a note instead."
        )


class CarerAgreement(OfHousehold):
    """The carer agreement as it was signed: `happened_on` is the day, a later one takes over from its own day."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField("which form of agreement", max_length=120, blank=True)
    signed_by = models.CharField("signed for the household by", max_length=200)
    signed_for_us_by = models.CharField("signed for the scheme by", max_length=160)
    renew_on = models.DateField("renew by", null=True, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(renew_on__isnull=True) | Q(renew_on__gt=F("happened_on")),
                name="an_agreement_is_renewed_after_it_was_signed",
            )
        ]


class CarerReview(OfHousehold):
    """The household's own review: how the year was for them, in their words first, and what follows."""

    class Kind(models.TextChoices):
        FIRST_YEAR = "first_year", "First year"
        ANNUAL = "annual", "Annual"
        OTHER = "other", "Because something changed"

    class Outcome(models.TextChoices):
        GO_ON = "go_on", "Go on as now"
        CHANGES = "changes", "Go on, with changes"
        PANEL = "panel", "To panel"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="carer_reviews")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ANNUAL)
    carers_words = models.TextField("what they said", max_length=6000, blank=True)
    who_took_part = models.CharField(max_length=200, blank=True)
    summary = models.TextField("how the year was", max_length=8000, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    next_on = models.DateField("next review", null=True, blank=True)

    @classmethod
    @transaction.atomic
    def record_carer_review(cls, *, household, by, **fields) -> "CarerReview":
        """Write down how the year was for a household whose approval stands. Undo: `correct`."""
        _must_stand(household)
        return cls.put_down(scheme=household.scheme, household=household, by=by, **fields)


class HouseholdVisit(OfHousehold):
    """A visit to the household as such, announced or not: what was seen, and when next."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="household_visits")
    is_announced = models.BooleanField("they knew we were coming", default=True)
    who_was_there = models.CharField(max_length=200, blank=True)
    carers_words = models.TextField("what they said", max_length=4000, blank=True)
    summary = models.TextField("what you saw", max_length=6000, blank=True)
    to_do = models.TextField("anything to do", max_length=2000, blank=True)
    next_on = models.DateField("next visit", null=True, blank=True)

    @classmethod
    def record_household_visit(cls, *, household, by, **fields) -> "HouseholdVisit":
        """Write down a visit to a household, whatever its approval. Undo: `correct`."""
        return cls.put_down(scheme=household.scheme, household=household, by=by, **fields)
