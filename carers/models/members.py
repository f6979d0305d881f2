"""Members of a household: checks, training and references belong to each of them."""

from django.db import models, transaction
from django.db.models import F, Q

from carers.models.households import Household
from schemes import clock
from schemes.models import Kept, Link, WrongState
from schemes.vocabulary import Gender


class Member(Kept):
    """Somebody who lives in the household or helps there; what is asked of them follows from their role."""

    FOLDERS = ("household__folder",)

    class Role(models.TextChoices):
        CARER = "carer", "Shared Lives carer"
        SUPPORT_CARER = "support_carer", "Support carer"
        HOUSEHOLD_MEMBER = "household_member", "Lives in the home"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members", editable=False)
    full_name = models.CharField(max_length=120)
    preferred_name = models.CharField("likes to be called", max_length=60, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.CARER)
    gender = models.CharField(max_length=10, choices=Gender.choices, default=Gender.NOT_SAID)
    date_of_birth = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    # Who leaves one household for another is a new member there, who was this one here.
    formerly = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="later"
    )
    joined_on = models.DateField(default=clock.today)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="nobody_leaves_before_joining"
            )
        ]

    def __str__(self):
        return self.called

    @property
    def called(self) -> str:
        """The name they go by."""
        return self.preferred_name or self.full_name

    def is_here(self, on) -> bool:
        """Whether they belong to the household on a day, as far as is known."""
        return self.left_on is None or self.left_on > on

    @transaction.atomic
    def leave(self, *, left_on, why, by) -> None:
        """They belong to the household until a day, and their links to it close; checks and history stay.

        Undo: edit them, clear the day, and send a link again.
        """
        self.lock()
        if self.left_on:
            raise WrongState(f"{self.called} left on {self.left_on:%-d %B %Y} already. Edit them to change the day.")
        self.save_edit({"left_on": left_on}, version=None, by=by, why=why)

    @transaction.atomic
    def save_edit(self, changes, **how):
        """As everywhere; whoever is written down as gone opens nothing of this household any more."""
        super().save_edit(changes, **how)
        if not self.is_here(clock.today()):
            self._close_links()

    def _close_links(self) -> None:
        """Whoever left opens nothing of this household any more; an address somebody who stays shares still does."""
        here = self.household.members.exclude(pk=self.pk).filter(email__iexact=self.email)
        if not self.email or any(member.is_here(clock.today()) for member in here):
            return
        folders = [self.household.folder_id, *self.household.applications.values_list("folder", flat=True)]
        links = Link.objects.filter(folder__in=folders, email__iexact=self.email, closed_at__isnull=True)
        for link in links.filter(purpose__in=[Link.Purpose.APPLICANT, Link.Purpose.CARER]):
            link.close(at=clock.now())
