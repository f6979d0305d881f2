"""Who is told at once when a referral cannot wait: whoever is on duty, or every manager when nobody is."""

from collections.abc import Iterable
from datetime import date

from schemes.models import StaffMember
from schemes.models.duty import DutyTurn
from schemes.roles import Role


class OnDuty:
    """The officers on duty in some schemes on a day, read only when somebody asks, and then once."""

    def __init__(self, schemes: Iterable, on: date):
        self.schemes, self.on = list(schemes), on
        self._officers: dict[int, StaffMember] | None = None

    def of(self, scheme_id: int) -> StaffMember | None:
        """The officer on duty in a scheme; of two turns the one that began last. Nobody who has left counts."""
        if self._officers is None:
            working = StaffMember.objects.officers().filter(scheme__in=self.schemes)
            turns = DutyTurn.objects.filter(scheme__in=self.schemes, officer__in=working).on(self.on)
            self._officers = {}
            for turn in turns.select_related("officer__account"):
                self._officers.setdefault(turn.scheme_id, turn.officer)
        return self._officers.get(scheme_id)

    def officer_of(self, scheme_id: int) -> int | None:
        """The same, as a number."""
        officer = self.of(scheme_id)
        return officer.pk if officer else None


def told_at_once(scheme, on: date) -> list[StaffMember]:
    """Whom to tell now: the officer on duty, or every manager."""
    officer = OnDuty([scheme], on).of(scheme.pk)
    if officer:
        return [officer]
    managers = StaffMember.objects.working().filter(scheme=scheme, role=Role.MANAGER)
    return list(managers.select_related("account").order_by("pk"))
