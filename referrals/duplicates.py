"""Who in the scheme might be the same person: offered to an officer, never acted on.

One statement finds everybody who may be meant, each way by an index of its own; what speaks for each is weighed here.
"""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower

from referrals.models import Person
from referrals.models.people import PHONE_FIGURES
from referrals.names import also_called, dates_near, one_figure_off, phone_end, swapped, words_of

MOST = 5
LOOKED_AT = 60  # of those the database finds, the likeliest
SHORTEST = 3  # letters of a family name by which somebody is looked up
# How alike two names are, from 0 to 1, by their groups of three letters: found by trying slips of the finger.
ALIKE = 0.5
NEARLY_ALIKE = 0.3


@dataclass(frozen=True)
class Known:
    """As much of a person as is compared."""

    pk: int
    full_name: str
    preferred_name: str
    born: date | None
    phone: str
    nhs_number: str
    alike: float = 1.0  # how alike the database finds the full names

    @property
    def words(self) -> list[str]:
        return words_of(self.full_name)

    @property
    def given(self) -> set[str]:
        """What they may be called by: the first name, and the name they like."""
        return {*self.words[:1], *words_of(self.preferred_name)[:1]}


@dataclass
class _Weighed:
    points: int = 0
    why: list[str] = field(default_factory=list)

    def add(self, points: int, why: str) -> int:
        self.points += points
        self.why.append(why)
        return points


def might_be_same(person, actor) -> list[tuple[Person, str]]:
    """People this actor may see who may be the same, the likeliest first, and why. Nobody who was merged is offered."""
    if person.merged_into_id:
        return []
    told = Known(
        person.pk, person.full_name, person.preferred_name, person.date_of_birth, person.phone, person.nhs_number
    )
    weighed = []
    for row in candidates(told, person.scheme_id, actor):
        other = Known(*row)
        speaks = weigh(told, other)
        if speaks is not None:
            weighed.append((-speaks.points, other.pk, ", ".join(speaks.why)))
    weighed.sort()
    rows = Person.objects.select_related("folder").in_bulk([pk for _, pk, _ in weighed[:MOST]]) if weighed else {}
    return [(rows[pk], why) for _, pk, why in weighed[:MOST]]


def candidates(told: Known, scheme_id: int, actor):
    """Whom to weigh: (number, names, birthday, phone, NHS number, how alike the names are), the likeliest first."""
    lowered = told.full_name.lower()
    looks = Q(lower_name__trigram_similar=lowered)
    for given, family in _pairs(told):
        if names := sorted(also_called(given)):
            looks |= Q(lower_name__contains=family, lower_name__regex=rf"\m({'|'.join(map(_plain, names))})\M")
    if told.born:
        looks |= Q(date_of_birth__in=dates_near(told.born), scheme=scheme_id)
    sure = Q(pk__in=[])
    if told.nhs_number:
        sure |= Q(nhs_number=told.nhs_number, scheme=scheme_id) & ~Q(nhs_number="")
    if end := phone_end(told.phone):
        sure |= Q(phone_end=end, scheme=scheme_id) & ~Q(phone="")
    first = Case(When(sure, then=1), default=0, output_field=IntegerField()) if sure != Q(pk__in=[]) else Value(0)
    return (
        Person.objects.visible_to(actor)
        .alias(lower_name=Lower("full_name"), phone_end=PHONE_FIGURES)
        .filter(looks | sure, merged_into__isnull=True)
        .exclude(pk=told.pk)
        .annotate(alike=TrigramSimilarity(Lower("full_name"), lowered))
        .alias(is_sure=first)
        .order_by("-is_sure", "-alike", "pk")
        .values_list("pk", "full_name", "preferred_name", "date_of_birth", "phone", "nhs_number", "alike")[:LOOKED_AT]
    )


def _pairs(told: Known) -> set[tuple[str, str]]:
    """First and family name as they may stand, also the other way round; the name they like counts as a first name."""
    words = told.words
    if len(words) < 2:
        return set()
    pairs = {(given, words[-1]) for given in told.given} | {(words[-1], words[0])}
    return {(given, family) for given, family in pairs if len(family) >= SHORTEST and given != family}


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter.isalpha())


def weigh(told: Known, other: Known) -> _Weighed | None:
    """What speaks for two records being one person; None where it is not worth an officer's look."""
    found = _Weighed()
    same_number = bool(told.nhs_number) and told.nhs_number == other.nhs_number
    other_number = bool(told.nhs_number and other.nhs_number) and not same_number
    if same_number:
        found.add(100, "same NHS number")
    name = _weigh_names(told, other, found)
    born = _weigh_birthdays(told.born, other.born, found)
    same_phone = bool(end := phone_end(told.phone)) and end == phone_end(other.phone)
    if same_phone:
        found.add(25, "same phone number")
    if other_number:
        found.add(-60, "but another NHS number")
    is_unknown_day = told.born is None or other.born is None
    enough = (
        same_number
        or (same_phone and (name or born or is_unknown_day))
        or name >= 38  # the same name, the words perhaps in another order
        or (name >= 20 and (born or is_unknown_day))
        or (name and born >= 40)
    )
    return found if enough and (found.points > 0 or same_number) else None


def _weigh_names(told: Known, other: Known, found: _Weighed) -> int:
    if told.words == other.words:
        return found.add(40, "same name")
    if sorted(told.words) == sorted(other.words):
        return found.add(38, "same name, in another order")
    if _is_short_for(told, other):
        return found.add(32, "a short name of the same name")
    if other.alike >= ALIKE:
        return found.add(20, "similar name")
    return found.add(8, "name a little alike") if other.alike >= NEARLY_ALIKE else 0


def _is_short_for(told: Known, other: Known) -> bool:
    """Whether one family name stands in both, and one first name is a short form of the other."""
    if len(told.words) < 2 or len(other.words) < 2:
        return False
    for given, family in _pairs(told):
        rest = [word for word in other.words if word != family]
        if len(rest) < len(other.words) and ({given, *also_called(given)} & {*rest, *words_of(other.preferred_name)}):
            return True
    return False


def _weigh_birthdays(one: date | None, other: date | None, found: _Weighed) -> int:
    if one is None or other is None:
        return 0
    if one == other:
        return found.add(40, "same date of birth")
    if swapped(one) == other:
        return found.add(28, "day and month of birth changed about")
    if one_figure_off(one, other):
        return found.add(24, "date of birth one figure off")
    found.points -= 20
    return 0
