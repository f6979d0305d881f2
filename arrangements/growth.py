"""What became of money given for growth: households approved and people supported since a project began."""

from dataclasses import dataclass
from datetime import date

from arrangements.models import Arrangement
from carers.models import Application, GrowthProject


@dataclass(frozen=True)
class Grown:
    """Households whose agreement was signed, and people whose first arrangement began, while a project ran."""

    until_on: date
    households: int
    people: int


def agreements_signed(project: GrowthProject, on: date):
    """Applications that ended with a signed agreement from the project's first day to its last, or to today."""
    return Application.objects.filter(
        scheme=project.scheme_id,
        status=Application.Status.ACTIVE,
        closed_on__range=(project.from_on, min(project.until_on, on)),
    )


def first_arrangements(project: GrowthProject, on: date):
    """Arrangements that began while the project ran, of people who had none in this scheme before."""
    begun = Arrangement.objects.filter(scheme=project.scheme_id).exclude(status=Arrangement.Status.NOT_STARTED)
    before = begun.filter(starts_on__lt=project.from_on).values("person")
    during = begun.filter(starts_on__range=(project.from_on, min(project.until_on, on)))
    return during.exclude(person__in=before)


def grown(project: GrowthProject, on: date) -> Grown:
    """Households: signed agreements. People: each once, if their first arrangement began in that time."""
    return Grown(
        until_on=min(project.until_on, on),
        households=agreements_signed(project, on).count(),
        people=first_arrangements(project, on).order_by().values("person").distinct().count(),
    )
