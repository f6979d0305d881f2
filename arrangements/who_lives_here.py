"""Who lives with a household or is supported there, for pages on which something about its approval is done."""

from dataclasses import dataclass

from arrangements.models import Arrangement
from carers.models import Household


@dataclass(frozen=True)
class LivingHere:
    """The running arrangements of a household that a member of staff may see, and how many more there are."""

    seen: list[Arrangement]
    hidden: int

    def __bool__(self):
        return bool(self.seen or self.hidden)


def who_lives_here(household: Household, actor) -> LivingHere:
    """Everybody with a running arrangement here, as far as this actor may see it. Two queries."""
    running = Arrangement.objects.filter(household=household).running()
    seen = list(running.visible_to(actor).select_related("person", "folder").order_by("starts_on", "pk"))
    return LivingHere(seen, running.count() - len(seen))
