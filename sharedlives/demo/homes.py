"""The households of one scheme: who they are, what they are approved for, what is known about their homes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from carers.models import Away, CheckResult, HouseholdFact, PlannedChange, add_approved_household
from schemes.dates import add_months
from schemes.models import Note
from schemes.vocabulary import ArrangementType, CheckKind, Gender, YesNo
from sharedlives.demo import phrases

LIVE_IN, BREAKS, DAYS, EMERGENCY = (
    ArrangementType.LIVE_IN,
    ArrangementType.SHORT_BREAKS,
    ArrangementType.DAY_SUPPORT,
    ArrangementType.EMERGENCY,
)
# Months each check lasts in the demonstration's schemes.
MEMBER_CHECKS = {
    CheckKind.DBS: 36,
    CheckKind.SAFEGUARDING: 36,
    CheckKind.FIRST_AID: 36,
    CheckKind.MEDICATION: 24,
}
HOME_CHECKS = {CheckKind.HOME_SAFETY: 12, CheckKind.LIABILITY: 12, CheckKind.GAS: 12, CheckKind.CAR_INSURANCE: 12}
# Of a hundred homes, how many answer yes.
YES_OF_100 = {
    "step_free": 30, "dogs": 32, "cats": 24, "other_pets": 10, "smoking": 7, "welcomes_smoker": 30, "children": 22,
    "welcomes_women": 93, "welcomes_men": 86, "garden": 86, "drives": 82, "quiet": 60,
}  # fmt: skip
DETAILS = {
    "dogs": ["a spaniel", "two terriers", "an old greyhound", "a labrador who thinks she is small"],
    "cats": ["one, outdoors mostly", "two sisters"],
    "other_pets": ["a parrot", "guinea pigs", "hens, but they come in"],
    "children": ["a son of 9", "daughters of 12 and 15", "grandchildren at weekends"],
    "garden": ["with a greenhouse", "a courtyard with pots", "long, with apple trees"],
}


@dataclass
class HomePlan:
    """One household before it is written down."""

    scheme: str
    name: str
    members: list[dict]
    officer: str
    joined_on: date
    rooms: int
    limit: int
    types: list[str]
    postcode: str
    address: str
    about: str = ""
    facts: dict[str, tuple[str, str]] = field(default_factory=dict)
    lives: list = field(default_factory=list)  # who lives, stays or spends days there
    left_on: date | None = None
    kind: str = ""
    story: int = 0
    expiries: dict = field(default_factory=dict)  # (member or None, kind) -> the day it runs out
    household: object = None
    terms_say: dict = field(default_factory=dict)  # more that was decided when they were approved
    path: object = None  # the application by which they came, where it is told

    @property
    def called(self) -> str:
        """The carers' first names: "Maureen", "Peter and Shola"."""
        return " and ".join(m["full_name"].split()[0] for m in self.members if m.get("role", "carer") == "carer")


class Homes:
    """Draws up a scheme's households and writes them into the diary."""

    def __init__(self, book):
        self.book, self.dice = book, book.dice

    def members(self, count: int, joined_on: date) -> list[dict]:
        """One carer, or a couple, grown up when they began; sometimes somebody else of the family lives there."""
        dice, names = self.dice, self.book.names
        first = names.somebody(dice.choices([Gender.WOMAN, Gender.MAN], [78, 22])[0])
        people = [first]
        if count == 2:
            other = Gender.MAN if first.gender == Gender.WOMAN else Gender.WOMAN
            if dice.random() < 0.12:
                other = first.gender
            family = first.family if dice.random() < 0.8 else None
            people.append(names.somebody(other, family))
        born = self.born(joined_on)
        rows = [self.member(named, "carer", born - timedelta(days=dice.randint(0, 1500))) for named in people]
        if dice.random() < 0.14:
            grown = names.somebody(family=first.family)
            rows.append(
                self.member(grown, "household_member", self.book.today - timedelta(days=dice.randint(6600, 8900)))
            )
        return rows

    def born(self, joined_on: date) -> date:
        """A carer's birthday: about one in five is over 65, and nobody began before 25."""
        low, high = self.dice.choices([(34, 49), (50, 64), (66, 73)], [28, 54, 18])[0]
        least = (self.book.today - joined_on).days // 365 + 25
        low = max(low, least)
        return self.book.today - timedelta(days=self.dice.randint(low * 365 + 30, max(high, low + 6) * 365))

    def member(self, named, role: str, born: date) -> dict:
        is_carer = role == "carer"
        return {
            "full_name": named.full,
            "role": role,
            "gender": named.gender,
            "date_of_birth": born,
            "phone": self.book.names.phone() if is_carer else "",
            "email": named.email if is_carer else "",
        }

    def plan(self, *, count, rooms, limit, types, joined_on, officer, **over) -> HomePlan:
        members = over.pop("members", None) or self.members(count, joined_on)
        carers = [m["full_name"].split() for m in members if m["role"] == "carer"]
        families = {words[-1] for words in carers}
        if len(carers) == 2 and len(families) == 1:
            name = f"{carers[0][0][0]} and {carers[1][0][0]} {carers[0][-1]}"
        else:
            name = " and ".join(f"{words[0][0]} {words[-1]}" for words in carers)
        plan = HomePlan(
            scheme=self.book.area,
            name=name,
            members=members,
            officer=officer,
            joined_on=joined_on,
            rooms=rooms,
            limit=limit,
            types=[str(kind.value) for kind in types],
            postcode=self.book.next_postcode(),
            address=self.book.names.address(self.book.area),
            about=over.pop("about", None) or self.book.phrases.pick(phrases.ABOUT_HOUSEHOLD),
            **over,
        )
        self.ask_about(plan)
        return plan

    def ask_about(self, plan: HomePlan) -> None:
        """What was asked about the home and answered; now and then something was not."""
        for key, of_100 in YES_OF_100.items():
            if key in plan.facts or self.dice.random() < 0.07:
                continue
            answer = YesNo.YES if self.dice.randrange(100) < of_100 else YesNo.NO
            detail = ""
            if answer == YesNo.YES and key in DETAILS and self.dice.random() < 0.7:
                detail = self.dice.choice(DETAILS[key])
            plan.facts[key] = (answer, detail)

    # --- into the diary ---------------------------------------------------------------------------------------------

    def write(self, plan: HomePlan) -> None:
        """Everything that happened to this household, on its days."""
        diary, book = self.book.diary, self.book
        plan.joined_on = diary.working_day(plan.joined_on)
        if plan.path is None:
            diary.on(plan.joined_on, self.join, plan)
        for key, (answer, detail) in plan.facts.items():
            on = max(plan.joined_on, diary.working_day(book.today - timedelta(days=self.dice.randint(40, 700))))
            diary.on(on, self.answer, plan, key, answer, detail, on)
        for who, kind, months in self.wanted_checks(plan):
            self.write_checks(plan, who, kind, months)
        if self.dice.random() < 0.3:
            on = diary.working_day(book.today - timedelta(days=self.dice.randint(5, 300)))
            if on > plan.joined_on:
                diary.on(on, self.note, plan, self.book.phrases.pick(phrases.NOTES_HOUSEHOLD), on)

    def wanted_checks(self, plan: HomePlan):
        """(whom or None for the home, what, months it lasts) for everybody who must be checked."""
        for number, member in enumerate(plan.members):
            kinds = MEMBER_CHECKS if member["role"] == "carer" else {CheckKind.DBS: 36}
            yield from ((number, kind, months) for kind, months in kinds.items())
        yield from ((None, kind, months) for kind, months in HOME_CHECKS.items())

    def write_checks(self, plan: HomePlan, who, kind, months: int) -> None:
        """The newest check, and the one before it if they were approved by then."""
        today, diary = self.book.today, self.book.diary
        wish = plan.expiries.get((who, kind))
        expires = wish or today + timedelta(days=self.dice.randint(63, int(months * 30.4) - 5))
        if plan.left_on:
            expires = plan.left_on + timedelta(days=self.dice.randint(30, 300))
        made = add_months(expires, -months)
        if made < plan.joined_on:
            made = plan.joined_on
            expires = add_months(made, months) if not wish else expires
        before = add_months(made, -months) + timedelta(days=self.dice.randint(3, 25))
        if before > plan.joined_on:
            diary.on(diary.working_day(before), self.check, plan, who, kind, before, add_months(before, months))
        elif made > plan.joined_on:
            first = plan.joined_on
            diary.on(first, self.check, plan, who, kind, first, add_months(first, months))
        on = max(diary.working_day(made), plan.joined_on)
        diary.on(on, self.check, plan, who, kind, on, expires)

    # --- acts -------------------------------------------------------------------------------------------------------

    def by(self, plan: HomePlan, on: date):
        return self.book.team.holder(plan.officer, on)

    def join(self, plan: HomePlan) -> None:
        on, book = plan.joined_on, self.book
        by = self.by(plan, on)
        plan.household = add_approved_household(
            scheme=book.scheme,
            name=plan.name,
            home={"address": plan.address, "postcode": plan.postcode, "rooms": plan.rooms},
            members=[member | {"joined_on": on} for member in plan.members],
            terms={
                "from_on": on,
                "happened_on": on,
                "people_limit": plan.limit,
                "types": plan.types,
                "decided_by": f"Panel of {on:%-d %B %Y}",
                **plan.terms_say,
            },
            checks=[],
            officer=by.staff,
            about=plan.about,
            on=on,
            by=by,
        )
        plan.people = list(plan.household.members.order_by("pk"))
        book.team.held.append((plan.household, plan.officer))

    def answer(self, plan, key, answer, detail, on) -> None:
        carer = plan.members[0]["full_name"]
        HouseholdFact.record_answer(
            household=plan.household,
            key=key,
            answer=answer,
            detail=detail,
            said_by=self.dice.choice([carer, f"{carer}, on the phone", f"Seen at a visit by {self.by(plan, on).name}"]),
            happened_on=on,
            by=self.by(plan, on),
        )

    def check(self, plan, who, kind, made, expires) -> None:
        member = None if who is None else plan.people[who]
        CheckResult.record_check(
            household=plan.household,
            member=member,
            kind=kind,
            happened_on=made,
            expires_on=expires,
            by=self.by(plan, made),
        )

    def note(self, plan, text, on) -> None:
        Note.write(folder=plan.household.folder, text=text, happened_on=on, by=self.by(plan, on))

    def away(self, plan, from_on, until_on, reason, on) -> None:
        Away.record_away(
            household=plan.household,
            from_on=from_on,
            until_on=until_on,
            reason=reason,
            happened_on=on,
            by=self.by(plan, on),
        )

    def planned_change(self, plan, lifts, expected_on, what, on) -> None:
        PlannedChange.record_planned_change(
            household=plan.household,
            lifts=lifts,
            expected_on=expected_on,
            what=what,
            happened_on=on,
            by=self.by(plan, on),
        )
