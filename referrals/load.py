"""How much each officer has in hand: open referrals, and people they look after."""

from dataclasses import dataclass

from django.db.models import Count

from referrals.models import Person, Referral


@dataclass(frozen=True)
class Load:
    """What one officer holds now."""

    referrals: int = 0
    people: int = 0

    def __str__(self):
        one = f"{self.referrals} open referral{'' if self.referrals == 1 else 's'}"
        return f"{one}, {self.people} {'person' if self.people == 1 else 'people'}"


def load_of(actor) -> dict[int, Load]:
    """By officer, as far as this actor may see; two queries, whatever the number of officers."""
    referrals, people = (
        dict(rows.filter(officer__isnull=False).order_by().values_list("officer").annotate(Count("pk")))
        for rows in (
            Referral.objects.visible_to(actor).open(),
            Person.objects.visible_to(actor).not_merged(),
        )
    )
    return {pk: Load(referrals.get(pk, 0), people.get(pk, 0)) for pk in referrals.keys() | people.keys()}
