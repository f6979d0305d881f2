"""What is known about a home and what will change: facts with who said so, days away, and changes to come."""

from django.db import models, transaction
from django.db.models import F, Q

from carers.models.households import Household
from schemes.models import Record, RecordQuerySet
from schemes.vocabulary import HOME_FACTS, YesNo


class HouseholdFactQuerySet(RecordQuerySet):
    def latest(self):
        """The newest standing answer to each question, for each household."""
        return self.standing().order_by("household_id", "key", "-happened_on", "-id").distinct("household_id", "key")


class HouseholdFact(Record):
    """One answer about a household and its home. No row means that nobody asked."""

    FOLDERS = ("household__folder",)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="facts")
    key = models.CharField(max_length=24, choices=[(f.key, f.question) for f in HOME_FACTS.values()])
    answer = models.CharField(max_length=3, choices=YesNo.choices)
    detail = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=120)

    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["household", "key", "-happened_on", "-id"])]

    def __str__(self):
        return self.in_words

    @property
    def in_words(self) -> str:
        """The answer as a short phrase: "no dogs", "step-free"."""
        fact = HOME_FACTS[self.key]
        words = fact.yes if self.answer == YesNo.YES else fact.no
        return f"{words} ({self.detail})" if self.detail else words

    @classmethod
    def record_answer(cls, *, household, by, **fields) -> "HouseholdFact":
        """Write down an answer; an earlier one stays readable. Undo: `correct`, or ask again."""
        return cls.put_down(scheme=household.scheme, household=household, by=by, **fields)

    @classmethod
    @transaction.atomic
    def record_answers(cls, *, household, answers: list[dict], by) -> list["HouseholdFact"]:
        """Write down several answers of one conversation, all or none. Undo: `correct` each, or ask again."""
        return [cls.record_answer(household=household, by=by, **answer) for answer in answers]


class AheadQuerySet(RecordQuerySet):
    """Records of what lies ahead, which may be called off."""

    def standing(self):
        """Those that no later record replaced and that were not called off."""
        return super().standing().filter(is_called_off=False)


class Away(Record):
    """Days on which a household cannot take anybody new: a holiday, a rest, an illness. `happened_on`: when told."""

    FOLDERS = ("household__folder",)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="away")
    from_on = models.DateField("from")
    until_on = models.DateField(
        "until", null=True, blank=True, help_text="The first day they are back. Leave empty if not known."
    )
    reason = models.CharField(max_length=200, blank=True)
    is_called_off = models.BooleanField("called off", default=False)

    objects = AheadQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "away"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="away_ends_after_it_begins"
            )
        ]

    @classmethod
    def record_away(cls, *, household, by, **fields) -> "Away":
        """Write down days on which nobody new can come. Undo: `correct`, calling it off."""
        return cls.put_down(scheme=household.scheme, household=household, by=by, **fields)


class PlannedChange(Record):
    """Something that will lift a rule on a known day: a check booked, a ramp fitted, terms going to panel."""

    FOLDERS = ("household__folder",)

    class Lifts(models.TextChoices):
        """Which matching rule it lifts."""

        CHECKS = "checks", "A check or training"
        TERMS = "terms", "Terms of approval"
        STEP_FREE = "step_free", "Step-free home"
        PETS = "pets", "Animals"
        SMOKING = "smoking", "Smoking"
        ROOM = "room", "Room free"
        LIMIT = "limit", "Limit of people"
        OTHERS = "others", "Who lives there"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="planned_changes")
    lifts = models.CharField("what it changes", max_length=12, choices=Lifts.choices)
    expected_on = models.DateField("expected on")
    what = models.CharField("what will change", max_length=200)
    is_called_off = models.BooleanField("called off", default=False)

    objects = AheadQuerySet.as_manager()

    @classmethod
    def record_planned_change(cls, *, household, by, **fields) -> "PlannedChange":
        """Write down what will change and when. Undo: `correct`, calling it off."""
        return cls.put_down(scheme=household.scheme, household=household, by=by, **fields)
