"""Households: who applies together, is approved together, and opens their home."""

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse

from carers.models.homes import Home
from schemes import clock
from schemes.models import Case, Folder, Kept, SchemeQuerySet, WrongState

# What the database refuses, in words that tell nobody why who may not know it.
WAITS_FOR_A_MANAGER = "nobody_is_approved_during_an_allegation"


class HouseholdQuerySet(SchemeQuerySet):
    def approved_on(self, on):
        """Those with terms of approval in force on a day."""
        terms = self.model._meta.get_field("terms").related_model  # its module reads this one
        return self.filter(pk__in=terms.objects.in_force(on).values("household"))


class Household(Case):
    """A Shared Lives carer, or a couple, and everyone who lives with them. Approval and terms are theirs together.

    One household is one row with one status, so it can have one approval at a time. Whom it is approved for on a day is
    its terms'; stepping back, suspension and leaving are dated rows too (`Pause`, `Leaving`). The status says where it
    stands today.
    """

    KIND = "household"

    class Status(models.TextChoices):
        APPLYING = "applying", "Applying"
        APPROVED = "approved", "Approved"
        STEPPED_BACK = "stepped_back", "Stepping back for a while"
        SUSPENDED = "suspended", "Not taking anybody new now"
        LEAVING = "leaving", "Leaving"
        ENDED = "ended", "Approval ended"
        NOT_GOING_ON = "not_going_on", "Did not go on"

    TONES = {
        Status.APPLYING: "teal",
        Status.APPROVED: "green",
        Status.STEPPED_BACK: "yellow",
        Status.SUSPENDED: "red",
        Status.LEAVING: "orange",
    }
    # Approval stands in these, whatever else is so.
    STANDING = [Status.APPROVED, Status.STEPPED_BACK, Status.SUSPENDED, Status.LEAVING]
    MOVES = {
        Status.APPLYING: {Status.APPROVED, Status.NOT_GOING_ON},
        Status.APPROVED: {Status.STEPPED_BACK, Status.SUSPENDED, Status.LEAVING, Status.ENDED},
        Status.STEPPED_BACK: {Status.APPROVED, Status.SUSPENDED, Status.LEAVING, Status.ENDED},
        Status.SUSPENDED: {Status.APPROVED, Status.STEPPED_BACK, Status.LEAVING, Status.ENDED},
        Status.LEAVING: {Status.APPROVED, Status.SUSPENDED, Status.ENDED},
        # Who comes back applies again, in the folder they had.
        Status.ENDED: {Status.APPLYING},
        Status.NOT_GOING_ON: {Status.APPLYING},
    }

    # A household has its own words for the day it began.
    opened_on = None

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.APPROVED, editable=False)
    name = models.CharField(max_length=120, help_text="How staff say it: “J Okoro”, “P and L Green”.")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="households", editable=False)
    about = models.TextField("about this home, in the household's own words", max_length=3000, blank=True)
    information_needs = models.CharField("how to reach them", max_length=200, blank=True)
    joined_on = models.DateField(default=clock.today, editable=False)
    came_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="went_on_as"
    )

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("household", args=[self.pk])

    def members_on(self, on) -> list:
        """Who belongs to it on a day, as far as is known, in their order."""
        return [member for member in self.members.all() if member.is_here(on)]

    @property
    def is_applying(self) -> bool:
        return self.status == self.Status.APPLYING

    @classmethod
    @transaction.atomic
    def begin(cls, *, scheme, by, status=Status.APPLYING, why="", **fields) -> "Household":
        """A new household with its folder and its first move. Undo: its application is closed, or its approval ends."""
        folder = Folder.open_new(scheme=scheme, kind=cls.KIND, by=by)
        household = cls.add(scheme=scheme, folder=folder, status=status, by=by, why=why or "Added", **fields)
        household.write_move("", status, by=by, why=why)
        return household

    def hand_to(self, officer, *, by, why="") -> None:
        """Give this household to another officer. Undo: hand it back."""
        self.save_edit({"officer": officer}, version=None, by=by, why=why or f"Handed to {officer or 'nobody for now'}")

    def move(self, to, *, by, why="", **changes) -> None:
        """As every case; while an allegation is open the database lets nobody be approved. Undo: `put_back`."""
        try:
            with transaction.atomic():
                super().move(to, by=by, why=why, **changes)
        except IntegrityError as refused:
            if getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "") != WAITS_FOR_A_MANAGER:
                raise
            self.refresh_from_db()
            raise WrongState(f"{self} cannot become “{self.Status(to).label.lower()}” now. Ask a manager.") from refused

    # --- called by the application: it begins, ends or brings approval -------------------------------------------

    def approve(self, *, by, why="") -> None:
        """Approval begins. A household that is approved already cannot be approved a second time. Undo: end it."""
        if self.status in self.STANDING:
            raise WrongState(f"{self} is approved already; change its terms instead.")
        self.move(self.Status.APPROVED, by=by, why=why)

    def apply_again(self, *, by, why="") -> None:
        """A household whose approval ended, or that did not go on, applies again. Undo: close the application."""
        self.move(self.Status.APPLYING, by=by, why=why)

    def application_ended(self, *, by, why="") -> None:
        """Its application was closed or not approved. Undo: `application_again`.

        Whoever was approved and never signed has no terms that hold: that approval ends with the application.
        """
        if self.status == self.Status.APPLYING:
            self.move(self.Status.NOT_GOING_ON, by=by, why=why)
        elif self.status == self.Status.APPROVED and not self.has_terms_from(clock.today()):
            self.move(self.Status.ENDED, by=by, why=why)

    def has_terms_from(self, on) -> bool:
        """Whether any terms hold on a day or later."""
        return self.terms.standing().filter(Q(until_on__isnull=True) | Q(until_on__gt=on)).exists()

    def application_again(self, *, by, why="") -> None:
        """Its closed application was put back. Undo: close it again."""
        if self.status in (self.Status.NOT_GOING_ON, self.Status.ENDED):
            self.move(self.Status.APPLYING, by=by, why=why)


class HouseMove(Kept):
    """A household lived in one home until a day, and in another from it on: where it has lived stays readable."""

    FOLDERS = ("household__folder",)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="house_moves", editable=False)
    from_home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="+", editable=False)
    to_home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="+", editable=False)
    moved_on = models.DateField(editable=False)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["moved_on", "pk"]

    def __str__(self):
        return f"{self.household} moved to {self.to_home}"

    @classmethod
    @transaction.atomic
    def move_house(cls, *, household, home, moved_on, by, why="") -> "HouseMove":
        """The household lives in another home from a day on. Undo: move back; both stay on record.

        Who lives with them moves by `arrangements`, which calls this.
        """
        before = household.home
        household.save_edit({"home": home}, version=None, by=by, why=why or "Moved house")
        return cls.add(
            scheme=household.scheme, household=household, from_home=before, to_home=home, moved_on=moved_on,
            why=why, by=by,
        )  # fmt: skip
