"""Arrangements: a person lives with, stays with or regularly visits a household, for as long as it lasts."""

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from arrangements.models.matches import Match, Side
from arrangements.models.stays import Stay
from carers.models import Household
from referrals.models import Person
from schemes.models import Case, SchemeQuerySet, WrongState
from schemes.vocabulary import ArrangementType


class ArrangementQuerySet(SchemeQuerySet):
    def running(self):
        """Those that have started, or are about to, and have not ended."""
        return self.filter(status=Arrangement.Status.RUNNING)


class Arrangement(Case):
    """One person with one household: live-in, short breaks, day support or an emergency stay."""

    KIND = "arrangement"
    FOLDERS = ("folder", "person__folder", "household__folder")

    class Status(models.TextChoices):
        RUNNING = "running", "Running"
        ENDED = "ended", "Ended"
        NOT_STARTED = "not_started", "Did not start"

    TONES = {Status.RUNNING: "green"}
    MOVES = {
        Status.RUNNING: {Status.ENDED, Status.NOT_STARTED},
        Status.ENDED: set(),
        Status.NOT_STARTED: set(),
    }
    MAY_BE_PUT_BACK = {(Status.RUNNING, Status.ENDED)}

    class EndReason(models.TextChoices):
        OWN_PLACE = "own_place", "Moved to a place of their own"
        NEEDS = "needs", "Needs more support than a household can give"
        CARER_STEPS_BACK = "carer_steps_back", "The Shared Lives carer is stepping back"
        PERSONS_CHOICE = "persons_choice", "The person chose something else"
        RELATIONSHIP = "relationship", "They no longer got on"
        SAFEGUARDING = "safeguarding", "Safeguarding"
        DIED = "died", "The person died"
        FINISHED = "finished", "It was for a time, and that is over"
        FUNDING = "funding", "Funding ended"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="arrangements", editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="arrangements", editable=False)
    match = models.OneToOneField(
        Match, null=True, blank=True, on_delete=models.PROTECT, related_name="arrangement", editable=False
    )
    status = models.CharField(max_length=16, choices=Status.choices, editable=False)
    type = models.CharField(max_length=16, choices=ArrangementType.choices)
    starts_on = models.DateField("starts on", editable=False)
    planned_end_on = models.DateField("planned end", null=True, blank=True)
    ended_on = models.DateField("ended on", null=True, blank=True, editable=False)
    agreed_on = models.DateField("arrangement agreement signed on", null=True, blank=True)
    licence_on = models.DateField("licence agreement signed on", null=True, blank=True)
    personal_care = models.BooleanField("receives personal care (regulated activity)", default=False)
    ended_by = models.CharField(
        "who decided the ending", max_length=8, choices=Side.choices, blank=True, editable=False
    )
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True, editable=False)
    end_planned = models.BooleanField("the ending was planned", null=True, editable=False)
    moved_to = models.CharField("where they moved to", max_length=200, blank=True, editable=False)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["scheme", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status="ended",
                    ended_on__isnull=False,
                    ended_by__gt="",
                    end_reason__gt="",
                    end_planned__isnull=False,
                )
                | (~Q(status="ended") & Q(ended_on__isnull=True, ended_by="", end_reason="", end_planned__isnull=True)),
                name="an_ended_arrangement_says_when_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="nothing_ends_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(planned_end_on__isnull=True) | Q(planned_end_on__gt=F("starts_on")),
                name="planned_end_is_after_the_start",
            ),
        ]

    def __str__(self):
        return f"{self.person.called} with {self.household.name}"

    def get_absolute_url(self):
        return reverse("arrangement", args=[self.pk])

    @property
    def holds_a_place(self) -> bool:
        """Whether it takes a place in the home from its start on; short breaks take one only on the nights planned."""
        return self.type != ArrangementType.SHORT_BREAKS

    @classmethod
    @transaction.atomic
    def start(
        cls, *, person, household, type, starts_on, by, match=None, officer=None, planned_end_on=None, agreed_on=None,
        licence_on=None, personal_care=False, why="",
    ) -> "Arrangement":  # fmt: skip
        """Start an arrangement and take the place in the home, if one is free. Undo: `undo_start`.

        Raises `NoPlace` when the database refuses the place, which it does however close the race was.
        """
        person.lock()  # somebody may be merging it into another
        person.refuse_if_merged()
        if match is not None:
            match.referral.lock()
            match.record_start(by=by)
            match.referral.record_start(by=by)
        household.lock()  # it may be moving house
        arrangement = cls.open(
            scheme=household.scheme,
            status=cls.Status.RUNNING,
            by=by,
            why=why or "Started",
            person=person,
            household=household,
            match=match,
            officer=officer or household.officer,
            type=type,
            starts_on=starts_on,
            planned_end_on=planned_end_on,
            agreed_on=agreed_on,
            licence_on=licence_on,
            personal_care=personal_care,
        )
        if arrangement.holds_a_place:
            Stay.take(
                home=household.home,
                kind=Stay.KIND_OF[type],
                from_on=starts_on,
                until_on=None,
                person=person,
                arrangement=arrangement,
                by=by,
            )
        return arrangement

    @transaction.atomic
    def plan_break(self, *, from_on, until_on, by) -> Stay:
        """Plan nights of a short break, if the home has a place on each. Undo: `release` the stay."""
        if self.status != self.Status.RUNNING:
            raise WrongState(f"{self} is now “{self.get_status_display().lower()}”, so no break was planned.")
        if self.holds_a_place:
            raise WrongState("Only short breaks are planned night by night; this arrangement holds its place already.")
        if from_on < self.starts_on:
            raise WrongState(f"It starts on {self.starts_on:%-d %B %Y}; choose that night or a later one.")
        self.lock()
        if self.stays.counted().filter(from_on__lt=until_on, until_on__gt=from_on).exists():
            raise WrongState("A break is already planned on some of these nights.")
        self.household.lock()  # it may be moving house
        return Stay.take(
            home=self.household.home,
            kind=Stay.Kind.SHORT_BREAK,
            from_on=from_on,
            until_on=until_on,
            person=self.person,
            arrangement=self,
            by=by,
        )

    @transaction.atomic
    def undo_start(self, *, why, by) -> None:
        """It did not start after all: the place is free again, and the match stands as agreed. Undo: start it again."""
        self.lock()
        for records, what in ((self.visits, "visit"), (self.reviews, "review")):
            if records.standing().exists():
                raise WrongState(f"A {what} has been recorded, so this did start. End the arrangement instead.")
        self.move(self.Status.NOT_STARTED, by=by, why=why)
        for stay in self.stays.filter(is_released=False):
            stay.release(by=by, why=why)
        if self.match_id:
            match = self.match
            match.referral.lock()
            Arrangement.detach(self, by=by, why=why)
            match.undo_start(by=by, why=why)
            match.referral.undo_start(by=by, why=why)

    def detach(self, *, by, why) -> None:
        """Let the match begin another arrangement after this one did not start. Undo: none."""
        self.match = None
        self.keep(by=by, why=why)

    @transaction.atomic
    def end(self, *, ended_on, ended_by, end_reason, end_planned, moved_to="", by) -> None:
        """End it: when, who decided, why, whether it was planned, where to. Undo: a manager puts it back."""
        if ended_on < self.starts_on:
            raise WrongState(f"It started on {self.starts_on:%-d %B %Y}; it cannot end before that.")
        self.move(
            self.Status.ENDED,
            by=by,
            why=dict(self.EndReason.choices)[end_reason],
            ended_on=ended_on,
            ended_by=ended_by,
            end_reason=end_reason,
            end_planned=end_planned,
            moved_to=moved_to,
        )
        for stay in self.stays.filter(is_released=False):
            stay.finish(on=ended_on, by=by)

    def undo_effects(self, step, *, by, why):
        for stay in self.stays.all():
            stay.set_back(by=by, why=why)
        return {"ended_on": None, "ended_by": "", "end_reason": "", "end_planned": None, "moved_to": ""}
