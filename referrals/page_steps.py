"""What each of the two steps of a person's page tells a household, line by line (domain 4.5)."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from referrals.left_out import Telling, clear, words_of
from referrals.models import Person, PersonAuthority, PersonContact, ReachGroup, Voice, Wish
from referrals.models.profiles import Named, PageGiven, TwoSteps
from schemes.templatetags.words import day
from schemes.vocabulary import ArrangementType

# Upper ends of the age bands told at first.
BANDS = [(0, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74), (75, 84)]
# At first nobody who helped is named.
VOICES_WITHOUT_NAMES = {Voice.SAID: "In their own words", Voice.HELPED: "With help", Voice.FOR_THEM: "Written for them"}
# These say nothing of what somebody needs, or what nobody should learn before the person wants it.
NOT_AT_FIRST = {ReachGroup.OTHER, ReachGroup.DOMESTIC_ABUSE}
WANTS = [
    (Wish.Strength.MUST, "Must have in a home"),
    (Wish.Strength.MUST_NOT, "Must not have in a home"),
    (Wish.Strength.LIKE, "Would like in a home"),
]


@dataclass(frozen=True)
class Line:
    """One thing a step tells, and whose words it is."""

    heading: str
    text: str
    whose: str = ""

    @property
    def kept(self) -> dict:
        """As it is written down with what was given."""
        return {"heading": self.heading, "text": self.text, "whose": self.whose}


@dataclass(frozen=True)
class About:
    """What both steps need to know of a person beside their page. Read once; what they ask of us is no part of it."""

    person: Person
    age: int | None
    area: str
    kinds: list[str]
    wishes: list[Wish]
    telling: Telling
    home: Telling = field(default_factory=Telling)

    @classmethod
    def of(cls, person: Person, on: date) -> "About":
        """As it stands on a day."""
        referrals = list(person.referrals.order_by("-received_at", "-pk"))
        contacts = list(person.every(PersonContact))
        first = person.full_name.split()[:1]
        theirs = [person.full_name, " ".join(person.preferred_name.split()[1:])]
        around = [one.name for one in contacts] + [one.referrer_name for one in referrals]
        around += [one.named_carer for one in referrals] + [one.name for one in person.page_links.all()]
        around += [one.helped_by for one in person.words.all()]
        emails = [one.email for one in contacts] + [one.referrer_email for one in referrals]
        phones = [person.phone, *[one.phone for one in contacts], *[one.referrer_phone for one in referrals]]
        homes = [person.lives_at, person.postcode, *(_halves(person.postcode) if person.is_address_hidden else [])]
        born = person.date_of_birth
        days = [f"{born:%d%m%Y}", f"{born:%d%m%y}", f"{born:%Y%m%d}"] if born else []
        officer = [person.officer.name] if person.officer else []
        told = Telling.of(
            names=[*theirs, *first, person.preferred_name, *around, *officer],
            phrases=[*homes, *emails],
            numbers=[person.nhs_number, *phones, *days],
        )
        return cls(
            person=person,
            age=person.age(on),
            area=_area(person),
            kinds=_kinds(referrals),
            wishes=sorted(person.wishes.latest(), key=lambda wish: (wish.rank, wish.key)),
            telling=told,
            home=Telling.of(phrases=homes) if person.is_address_hidden else Telling(),
        )

    def called(self, named: str) -> str:
        """A first name, or initials: also where only one name is known, which may be the family's."""
        words = (self.person.preferred_name or self.person.full_name).split()
        family = {word.casefold() for word in self.person.full_name.split()[1:]}
        first = words[0] if words else ""
        if named == Named.FIRST_NAME and family and first.casefold() not in family:
            return first
        names = self.person.full_name.split()
        return " ".join(dict.fromkeys(name[0].upper() for name in [*names[:1], *names[-1:]]))


def _halves(postcode: str) -> list[str]:
    """The first half of a postcode, and its sector."""
    first, _space, second = postcode.partition(" ")
    return [first, f"{first} {second[:1]}"] if second else []


def _area(person) -> str:
    """The authority where they live, or the first half of their postcode; nothing where the address is hidden."""
    if person.is_address_hidden:
        return ""
    rows = person.every(PersonAuthority).standing().filter(role=PersonAuthority.Role.HOST)
    host = rows.select_related("authority").order_by("-happened_on", "-pk").first()
    return str(host.authority) if host else person.open_postcode.split(" ")[0]


def _kinds(referrals) -> list[str]:
    """What is looked for, and which groups it is counted under."""
    open_now = [one for one in referrals if one.is_open] or referrals[:1]
    wanted = [str(ArrangementType(one.type_wanted).label) for one in open_now if one.type_wanted]
    groups = [str(ReachGroup(group).label) for one in open_now for group in one.reach if group not in NOT_AT_FIRST]
    return list(dict.fromkeys([*wanted, *groups]))


def band(age: int | None) -> str:
    """The age band somebody is in."""
    if age is None:
        return ""
    for low, high in BANDS:
        if low <= age <= high:
            return "under 18" if low == 0 else f"{low} to {high}"
    return "85 or over"


def _wanted(about: About, *, with_why: bool) -> list[tuple[str, str]]:
    rows = []
    for strength, heading in WANTS:
        of_it = [wish for wish in about.wishes if wish.strength == strength]
        said = [f"{wish}: {wish.why}" if with_why and wish.why else str(wish) for wish in of_it]
        rows.append((heading, "\n".join(said)))
    return rows


def first_step(page: TwoSteps, about: About) -> tuple[list[Line], list[str]]:
    """What a household reads before it knows who it is, and the likely names that were left out of it."""
    likely, called = [], about.called(page.named)
    helpers = words_of(" ".join(section.get("helped_by", "") for section in page.sections.values()))
    theirs = {called.casefold()} if page.named == Named.FIRST_NAME else set()
    telling = replace(about.telling, names=(about.telling.names | helpers) - theirs)

    def cleared(text):
        found = clear(text, telling, [*page.may_stay, *theirs])
        likely.extend(found.likely)
        return found.text

    lines = [
        Line("Called", called),
        Line("Age", band(about.age)),
        Line("Area", about.area),
        Line("Looking for", "\n".join(about.kinds)),
        Line("Enjoys", cleared(page.enjoys)),
        *[Line(heading, text) for heading, text in _wanted(about, with_why=False)],
        Line("What a household must know", cleared(page.risks)),
    ]
    for key, heading, section in page.in_order:
        if key in page.first_step:
            whose = VOICES_WITHOUT_NAMES.get(section.get("voice"), "")
            lines.append(Line(heading, cleared(section["text"]), whose))
    return [line for line in lines if line.text], list(dict.fromkeys(likely))


def whole_page(page: TwoSteps, about: About) -> tuple[list[Line], list[str]]:
    """The whole page: who it is, every part, what they want in a home. A hidden address is left out here too."""
    person = about.person

    def cleared(text):
        return clear(text, about.home, likely_too=False).text if person.is_address_hidden else text

    also = f" ({person.full_name})" if person.preferred_name and person.preferred_name != person.full_name else ""
    lines = [
        Line("Called", f"{person.preferred_name or person.full_name}{also}"),
        Line("Age", "" if about.age is None else str(about.age)),
        Line("Talking together", person.talking),
        Line("Information in", person.get_information_format_display() if person.information_format else ""),
        *[Line(title, section["text"], whose(section)) for _key, title, section in page.in_order],
        Line("Enjoys", page.enjoys),
        *[Line(heading, text) for heading, text in _wanted(about, with_why=True)],
        Line("What a household must know", page.risks),
    ]
    told = [Line(line.heading, cleared(line.text), line.whose) for line in lines if line.text]
    return told, []


def told_in(step: str, page: TwoSteps, about: About) -> tuple[list[Line], list[str]]:
    """The lines of a step, and the likely names left out of them."""
    return first_step(page, about) if step == PageGiven.Step.FIRST else whole_page(page, about)


def whose(section: dict, *, to_them: bool = False) -> str:
    """Whose words a part of a page is, with the day it was written: "They said or wrote it, 6 August 2026"."""
    voice, helped_by, on = section.get("voice", ""), section.get("helped_by", ""), section.get("on", "")
    if not voice:
        return ""
    named = {"who": helped_by}
    said = {
        Voice.SAID: _("You said or wrote it") if to_them else "",
        Voice.HELPED: _("With help from %(who)s") % named if helped_by else "",
        Voice.FOR_THEM: (_("Written for you by %(who)s") if to_them else _("Written for them by %(who)s")) % named
        if helped_by
        else "",
    }.get(voice) or str(Voice(voice).label)
    return f"{said}, {day(date.fromisoformat(on))}" if on else said
