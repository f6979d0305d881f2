"""An allegation about somebody in a carer's household: when it was known, who has to be told, who was told when."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from arrangements.models.stays import Stay
from carers.models import Household, Member, Pause
from carers.models.standing import suspend
from referrals.models import Person
from schemes import clock
from schemes.models import Case, Record, RecordQuerySet, SchemeQuerySet, WrongState


class AllegationQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        """Those who look into allegations see them, whatever becomes of the folder; nobody else."""
        if actor is None or not actor.may("allegations.see"):
            return self.none()
        return super().visible_to(actor)


class Allegation(Case):
    """Somebody says that a carer, or another member of a household, did harm. Only managers see it.

    It suspends the household: nobody new comes. It ends nobody's home; that is a separate decision about each person.
    """

    KIND = "allegation"
    FOLDERS = ("folder", "household__folder")

    class Status(models.TextChoices):
        OPEN = "open", "Being looked into"
        CLOSED = "closed", "Closed"

    class Finding(models.TextChoices):
        NOT_FOUND = "not_found", "Nothing was found"
        UNCLEAR = "unclear", "It could not be found out"
        FOUND = "found", "It was found to be so"
        PART = "part", "Part of it was found to be so"

    TONES = {Status.OPEN: "red"}
    MOVES = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}
    MAY_BE_PUT_BACK = {(Status.OPEN, Status.CLOSED)}

    status = models.CharField(max_length=8, choices=Status.choices, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="allegations", editable=False)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="allegations")
    pause = models.ForeignKey(
        Pause, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="allegations"
    )
    about_on = models.DateField("the day it is said to have happened", null=True, blank=True)
    happened_about = models.CharField("when it is said to have happened", max_length=160, blank=True)
    known_at = models.DateTimeField("when the scheme knew", default=clock.now)
    what = models.TextField("what is said, in the words it was told", max_length=8000)
    told_by = models.CharField("who told us", max_length=160, blank=True)
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True, editable=False)
    lessons = models.TextField("what follows from it", max_length=6000, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = AllegationQuerySet.as_manager()

    class Meta:
        ordering = ["-known_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(status="open"), name="one_open_allegation_per_household"
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(finding="")
                | Q(status="open", closed_on__isnull=True),
                name="a_closed_allegation_says_what_was_found",
            ),
        ]

    def __str__(self):
        return f"{self.reference} about {self.household.name}"

    def get_absolute_url(self):
        return reverse("allegation", args=[self.pk])

    def undo_effects(self, step, *, by, why):
        if type(self).objects.filter(household=self.household_id, status=self.Status.OPEN).exists():
            raise WrongState(f"Another allegation about {self.household} is being looked into: add to that one.")
        changes = {"closed_on": None, "finding": "", "lessons": ""}
        if self.household.status in Household.STANDING:  # it may have come back since; it is suspended as it was
            before = self.pause
            changes["pause"] = suspend(
                self.household, why=why, payments=before.payments if before else Pause.Payments.NOT_DECIDED,
                payments_why=before.payments_why if before else "", by=by,
            )  # fmt: skip
        return changes

    @transaction.atomic
    def record_told(self, *, whom, by, **fields) -> "Told":
        """Write down who was told, when and how, or why it is not needed. Undo: correct it."""
        self.lock()
        return Told.put_down(scheme=self.scheme, allegation=self, whom=whom, happened_on=clock.today(), by=by, **fields)

    @transaction.atomic
    def decide_home(self, *, decision, why, decided_by, by, person=None, stay=None) -> "HomeDecision":
        """What happens for one person while this is looked into; it ends no arrangement. Undo: decide again."""
        self.lock()
        return HomeDecision.put_down(
            scheme=self.scheme, allegation=self, person=person, stay=stay, decision=decision, why=why,
            decided_by=decided_by, happened_on=clock.today(), by=by,
        )  # fmt: skip

    def close_allegation(self, *, finding, lessons, on, by) -> None:
        """What was found, and what follows. The household stays suspended until it comes back. Undo: put it back."""
        if on < timezone.localdate(self.known_at):
            raise WrongState("It cannot be closed before the day the scheme knew of it.")
        words = dict(self.Finding.choices)[finding]
        self.move(self.Status.CLOSED, by=by, why=words, finding=finding, lessons=lessons, closed_on=on)


class OfAllegationQuerySet(RecordQuerySet):
    def visible_to(self, actor):
        """Those who look into allegations see what was done about them; nobody else."""
        if actor is None or not actor.may("allegations.see"):
            return self.none()
        return super().visible_to(actor)


class Told(Record):
    """Somebody who has to know about an allegation was told, or a manager says why not: who, when, how, reference."""

    FOLDERS = ("allegation__folder",)

    class Whom(models.TextChoices):
        FUNDER = "funder", "Who pays"
        HOST = "host", "The council where the home is (safeguarding)"
        REGULATOR = "regulator", "The regulator"
        BARRING = "barring", "The barring service"
        PANEL = "panel", "Panel"
        POLICE = "police", "The police"
        PERSON = "person", "The person, or who speaks for them"
        OTHER = "other", "Somebody else"

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="told")
    whom = models.CharField(max_length=10, choices=Whom.choices)
    who = models.CharField("name or office", max_length=160, blank=True)
    about_person = models.ForeignKey(
        "referrals.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)
    reference = models.CharField("their reference", max_length=120, blank=True)
    not_needed_because = models.TextField(max_length=2000, blank=True)

    objects = OfAllegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=False) | ~Q(not_needed_because=""), name="told_when_or_why_not"
            )
        ]


class HomeDecision(Record):
    """What was decided for one person in the home while an allegation is looked into. It ends nobody's home by itself.

    A guest of another scheme, whose name is not ours to know, is the stay.
    """

    FOLDERS = ("allegation__folder", "person__folder")

    class Decision(models.TextChoices):
        STAYS = "stays", "Stays here"
        GOES_FOR_NOW = "goes_for_now", "Goes somewhere else for now"
        OTHER = "other", "Something else"

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="home_decisions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision.choices)
    why = models.TextField("what they said, and why", max_length=4000)
    decided_by = models.CharField("who decided", max_length=160)

    objects = OfAllegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(stay__isnull=False), name="a_decision_about_a_home_says_whose"
            )
        ]


@transaction.atomic
def record_allegation(*, household, by, pause, **fields) -> Allegation:
    """Write down an allegation and suspend the household in one act. Undo: close it with what was found, then resume.

    `pause` are the fields of the suspension (why, payments, payments_why); where it is suspended already they are
    not used. The folder is open to managers only. Raises `WrongState` when one is open.
    """
    household.lock()
    if Allegation.objects.filter(household=household, status=Allegation.Status.OPEN).exists():
        raise WrongState(f"An allegation about {household} is being looked into already; add to it.")
    stands = household.status in Household.STANDING  # where no approval stands, there is nothing to suspend
    suspended = suspend(household, by=by, **pause) if stands else None
    case = Allegation.open(
        scheme=household.scheme, status=Allegation.Status.OPEN, household=household, officer=household.officer,
        pause=suspended, by=by, **fields,
    )  # fmt: skip
    case.folder.restrict(why="An allegation is for managers", by=by)
    return case
