"""Who is on duty: the officer who is told at once when something cannot wait."""

from django.db import models
from django.db.models import F, Q

from schemes.models.base import Kept, SchemeQuerySet
from schemes.models.staff import StaffMember


class DutyTurnQuerySet(SchemeQuerySet):
    def on(self, day):
        """The turns that hold on a day, the newest first."""
        return self.filter(from_on__lte=day, until_on__gte=day).order_by("-from_on", "-pk")


class DutyTurn(Kept):
    """One officer's days on duty, the last day included."""

    officer = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("from")
    until_on = models.DateField("until, that day included")

    objects = DutyTurnQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="a_duty_turn_ends_after_it_begins")
        ]

    def __str__(self):
        return f"{self.officer} from {self.from_on:%-d %B}"

    @classmethod
    def give(cls, *, scheme, officer, from_on, until_on, by) -> "DutyTurn":
        """Put an officer on duty for some days. Undo: `save_edit` its days, or give the days to somebody else."""
        return cls.add(scheme=scheme, officer=officer, from_on=from_on, until_on=until_on, by=by)
