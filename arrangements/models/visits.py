"""Visits and reviews: how things are, in the person's words first."""

from django.db import models, transaction

from arrangements.models.arrangements import Arrangement
from schemes.models import Record, WrongState


class OfArrangement(Record):
    """A record that hangs on an arrangement."""

    FOLDERS = tuple(f"arrangement__{path}" for path in Arrangement.FOLDERS)

    class Meta:
        abstract = True

    @classmethod
    def refuse_outside(cls, arrangement, happened_on) -> None:
        """Refuse what cannot have been: before the start, after the end, or of something that never started."""
        if arrangement.status == Arrangement.Status.NOT_STARTED:
            raise WrongState(f"{arrangement} did not start, so nothing was written down.")
        if happened_on < arrangement.starts_on:
            raise WrongState(f"It started on {arrangement.starts_on:%-d %B %Y}; choose that day or a later one.")
        if arrangement.ended_on and happened_on > arrangement.ended_on:
            raise WrongState(f"It ended on {arrangement.ended_on:%-d %B %Y}; choose that day or an earlier one.")

    @classmethod
    @transaction.atomic
    def put_down_of(cls, arrangement, *, by, **fields):
        """Write it down, while the arrangement stands still. Undo: `correct`."""
        arrangement.lock()
        cls.refuse_outside(arrangement, fields["happened_on"])
        return cls.put_down(scheme=arrangement.scheme, arrangement=arrangement, by=by, **fields)

    def correct(self, *, why, by, **changes):
        """Replace it with a corrected one, saying why; the old one stays readable. Undo: correct it back."""
        self.refuse_outside(self.arrangement, changes.get("happened_on", self.happened_on))
        return super().correct(why=why, by=by, **changes)


class Visit(OfArrangement):
    """Somebody from the scheme was there: what the person said, how things are, what to do, when next."""

    class Alone(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        CHOSE_NOT = "chose_not", "They chose not to"

    class HowThingsAre(models.TextChoices):
        GOOD = "good", "Good"
        WORRIES = "worries", "Some worries"
        CONCERN = "concern", "A concern"

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="visits")
    who_was_there = models.CharField(max_length=300, blank=True)
    seen_alone = models.CharField("seen alone", max_length=10, choices=Alone.choices)
    persons_words = models.TextField("what they said", max_length=4000, blank=True)
    how = models.CharField("how things are", max_length=8, choices=HowThingsAre.choices)
    summary = models.TextField("what you saw", max_length=6000, blank=True)
    papers_checked = models.CharField(
        "medicines record and money checked",
        max_length=3,
        choices=[("yes", "Yes"), ("no", "No"), ("na", "Not needed here")],
        default="na",
    )
    to_do = models.TextField("anything to do", max_length=2000, blank=True)
    next_on = models.DateField("next visit", null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["arrangement", "-happened_on", "-id"])]

    @classmethod
    def record_visit(cls, *, arrangement, by, **fields) -> "Visit":
        """Write down a visit; the next one moves with it. Undo: `correct`."""
        return cls.put_down_of(arrangement, by=by, **fields)


class Review(OfArrangement):
    """Looking together at how it goes: the person's words first, what changes, and when next."""

    class Outcome(models.TextChoices):
        GO_ON = "go_on", "Go on as it is"
        CHANGE = "change", "Go on, with changes"
        PLAN_END = "plan_end", "Plan an ending"

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="reviews")
    who_took_part = models.CharField(max_length=300)
    persons_words = models.TextField("what they said", max_length=4000, blank=True)
    going_well = models.TextField(max_length=4000, blank=True)
    worrying = models.TextField(max_length=4000, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    changes = models.TextField("what will change, who does it, by when", max_length=4000, blank=True)
    next_on = models.DateField("next review", null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["arrangement", "-happened_on", "-id"])]

    @classmethod
    def record_review(cls, *, arrangement, by, **fields) -> "Review":
        """Write down a review; the next one moves with it. Undo: `correct`."""
        return cls.put_down_of(arrangement, by=by, **fields)
