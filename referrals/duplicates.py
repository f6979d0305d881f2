"""Who in the scheme might be the same person: offered to an officer, never acted on."""

from difflib import SequenceMatcher

from django.db.models import Q

from referrals.models import Person

# How alike two names must be, from 0 to 1, when the day of birth is the same: found by trying nicknames and slips.
ALIKE = 0.55
MOST = 5


def _plain(name: str) -> str:
    """A name for comparing: small letters, its words in order, so that swapped names meet."""
    return " ".join(sorted(name.casefold().split()))


def might_be_same(person, actor) -> list[tuple[Person, str]]:
    """People this actor may see with the same name, or born the same day with a name like it; and why."""
    looks = Q(full_name__iexact=person.full_name)
    if person.date_of_birth:
        looks |= Q(date_of_birth=person.date_of_birth)
    rows = Person.objects.visible_to(actor).filter(looks).exclude(pk=person.pk).select_related("folder")[:50]
    found = []
    for other in rows:
        is_same_day = person.date_of_birth is not None and other.date_of_birth == person.date_of_birth
        if _plain(other.full_name) == _plain(person.full_name):
            found.append((other, "same name, same date of birth" if is_same_day else "same name"))
        elif is_same_day:
            alike = SequenceMatcher(None, _plain(other.full_name), _plain(person.full_name)).ratio()
            if alike >= ALIKE:
                found.append((other, "same date of birth, similar name"))
    return found[:MOST]
