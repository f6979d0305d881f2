"""What a referral tells of where somebody lives, for whoever may know: one place, whatever shows it."""

from referrals.models.people import HIDDEN, Person
from referrals.questions import QUESTIONS
from schemes.acting import whoever_acts
from schemes.places import sector_of

# The questions of the form whose answers may tell where somebody lives.
ASKS_WHERE = {"place", "near"}
# The rule of matching whose reasons say how far a household is from there.
DISTANCE = "distance"


def _area(place: str) -> str:
    """The first half of a full postcode."""
    return "".join(place.split()).upper()[:-3]


def tells(place: str, person: Person) -> bool:
    """Whether a place that was named for somebody may give a hidden address away: all but a postcode elsewhere."""
    if not (person.is_address_hidden and place):
        return False
    return sector_of(place) is None or _area(place) == _area(person.postcode)


def shown_answer(answer, person: Person, actor) -> str:
    """What stands beside a question of the form, as far as this actor may know."""
    if answer.key not in ASKS_WHERE or person.may_read_address(actor):
        return answer.answer
    return HIDDEN


def shown_answers(answers, person: Person, actor) -> list:
    """The same answers, each with what this actor may read; they are shown and never saved."""
    shown = list(answers)
    for answer in shown:
        answer.answer = shown_answer(answer, person, actor)
    return shown


def shown_given(rows, person: Person, actor) -> list:
    """What a referrer sent when asked, each with what this actor may read; it is shown and never saved."""
    shown, where = list(rows), {str(QUESTIONS[key].wording) for key in ASKS_WHERE}
    for row in shown:
        if where & set(row.items) and not person.may_read_address(actor):
            row.text = HIDDEN
    return shown


def near_for(referral, actor) -> str:
    """Near where they would like to live, as far as this actor may know; empty where nobody said."""
    person = referral.person
    return HIDDEN if tells(referral.near, person) and not person.may_read_address(actor) else referral.near


def centre_of(referral) -> str:
    """The place that distances to households are counted from, or nothing while it would tell a hidden address.

    It is the same for everybody: why a household fits is kept with the match, and read later by others.
    """
    person = referral.person
    place = referral.near or person.postcode
    return "" if person.is_address_hidden and (not referral.near or tells(place, person)) else place


class SaysWhere:
    """What a referral says about where, on the page of whoever acts; a template needs no more than this."""

    @property
    def near_shown(self) -> str:
        """Near where they would like to live."""
        return near_for(self, whoever_acts())

    @property
    def looks_near(self) -> str:
        """Near where a household is looked for: where they would like to live, or else near where they live."""
        reader = whoever_acts()
        return near_for(self, reader) or (self.person.postcode if self.person.may_read_address(reader) else HIDDEN)

    def hidden_from(self, actor) -> frozenset[str]:
        return frozenset({"near"}) if near_for(self, actor) != self.near else frozenset()
