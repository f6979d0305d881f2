"""People who ask to become carers: those on their way today, those who did not go on, those who were approved."""

import random
from datetime import date, timedelta

from carers.models import Application, ClosingReason
from schemes.vocabulary import Gender
from sharedlives.demo import said_by_carers as words
from sharedlives.demo.asked import Asked, Asker
from sharedlives.demo.names import Names

Status, Source = Application.Status, Application.Source

# (source, which, of a hundred)
SOURCES = [
    (Source.WEBSITE, "", 34), (Source.CARER, "A carer in Stanbury", 20), (Source.CAMPAIGN, "", 18),
    (Source.EVENT, "The summer fair", 10), (Source.WORKER, "Her daughter's nurse", 7),
    (Source.FOSTERING, "", 5), (Source.PRESS, "The local paper", 4), (Source.OTHER, "", 2),
]  # fmt: skip
# Why people did not go on, who decided, how far they had come; for thirty-eight in a year.
CLOSED = (
    [("Did not reply", "scheme", "enquiry")] * 12
    + [("Did not reply", "scheme", "talking")] * 3
    + [("No room, or the home is not suitable", "scheme", "enquiry")] * 4
    + [("No room, or the home is not suitable", "scheme", "talking")] * 3
    + [("Circumstances changed", "applicant", "talking")] * 3
    + [("Circumstances changed", "applicant", "applying")] * 2
    + [("Money, tax or benefits", "applicant", "talking")] * 3
    + [("Money, tax or benefits", "applicant", "applying")]
    + [("Somebody in the household is not in agreement", "household", "talking")]
    + [("Somebody in the household is not in agreement", "household", "applying")]
    + [("Chose fostering or a job", "applicant", "talking")] * 2
    + [("A check, or something that was told", "scheme", "assessing")]
    + [("Took too long", "applicant", "assessing")]
    + [("Withdrew at training", "applicant", "assessing")]
)
# Days in each stage, on the whole way; a case is quicker or slower than that by its own pace.
DAYS = {"enquiry": 9, "talking": 16, "applying": 33, "assessing": 46, "shared": 9, "panel": 13}
STAGES = list(DAYS)
# How long ago those asked who stand in each stage today, in days.
AGES = {
    "enquiry": [1, 2, 1, 4, 3, 6, 11, 13],
    "talking": [12, 19, 26, 33, 41],
    "applying": [38, 47, 58, 71],
    "assessing": [74, 83, 91, 102, 96, 118],
    "panel": [124, 139],
    "deferred": [176],
    "on_hold": [66, 104],
}


class Pipeline(Asked):
    """Draws up who asks to become a carer, and writes it into the diary."""

    def __init__(self, book, seed: int):
        self.book, self.today = book, book.today
        self.dice = random.Random(f"{seed} {book.area} pipeline")
        self.names = None
        self.turn = 0
        self.reasons: dict[str, ClosingReason] = {}
        self.open: dict[str, list[Asker]] = {}  # by the stage they stand in today

    def working_day(self, day: date) -> date:
        return self.book.diary.working_day(day)

    def on(self, day: date, act, *args) -> None:
        self.book.diary.on(self.working_day(day), act, *args)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def asker(self, asked_on: date, **over) -> Asker:
        """Somebody who asks on a day; officers take turns."""
        dice, book = self.dice, self.book
        if self.names is None:
            self.names = Names(dice, taken=book.names.given)
        self.turn += 1
        officer = book.team.officers[self.turn % len(book.team.officers)]
        if "members" not in over:
            first = self.names.somebody(dice.choices([Gender.WOMAN, Gender.MAN], [70, 30])[0])
            people = [first]
            if dice.random() < 0.35:
                other = Gender.MAN if first.gender == Gender.WOMAN else Gender.WOMAN
                people.append(self.names.somebody(other, first.family))
            over["members"] = [self.member(named) for named in people]
            initials = " and ".join(named.first[0] for named in people)
            over["name"] = f"{initials} {first.family}"
        sources, weights = zip(*[((source, detail), odds) for source, detail, odds in SOURCES], strict=True)
        source, detail = dice.choices(sources, weights)[0]
        home = {"address": self.names.address(book.area), "postcode": dice.choice(book.postcodes), "rooms": 1}
        return Asker(
            **({"officer": officer, "home": home, "source": source, "detail": detail} | over),
            asked_on=self.working_day(asked_on),
            why_us=words.WHY_US[self.turn % len(words.WHY_US)],
            by_form=dice.random() < 0.7,
        )

    def member(self, named) -> dict:
        born = self.today - timedelta(days=self.dice.randint(34 * 365, 66 * 365))
        return {
            "full_name": named.full,
            "role": "carer",
            "gender": named.gender,
            "date_of_birth": born,
            "phone": self.names.phone(),
            "email": named.email,
        }

    # --- into the diary -----------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Everybody of the last year who was not approved, and everybody on their way today."""
        size = self.book.size
        for number in range(size.asked_in_vain):
            reason, decider, stage = CLOSED[number * 7 % len(CLOSED)]
            ago = 70 + number * 330 // size.asked_in_vain + self.dice.randint(0, 9)
            self.in_vain(self.asker(self.today - timedelta(days=ago)), stage, reason, decider)
        for stage, number in size.pipeline.items():
            for which in range(number):
                asker = self.asker(self.today - timedelta(days=AGES[stage][which]))
                self.open.setdefault(stage, []).append(asker)
                getattr(self, stage)(asker, which)

    def until(self, asker: Asker, stage: str, reached_on: date | None = None) -> None:
        """The way up to a stage, reached on a day or at the usual pace."""
        upto = STAGES.index(stage)
        usual = sum(DAYS[name] for name in STAGES[:upto])
        whole = (reached_on - asker.asked_on).days if reached_on else usual * self.dice.uniform(0.8, 1.2)
        on, passed = asker.asked_on, 0
        for name in STAGES[: upto + 1]:
            asker.days[name] = self.working_day(asker.asked_on + timedelta(days=int(whole * passed / max(usual, 1))))
            passed += DAYS[name]
        self.on(asker.asked_on, self.enquire, asker)
        on = asker.days
        if upto:
            self.on(min(on["enquiry"] + timedelta(days=4), on["talking"]), self.talk, asker)
            self.on(on["talking"], self.go_on, asker, Status.TALKING)
        if upto > 1:
            self.on(on["applying"], self.begin, asker)
            self.on(on["applying"] + timedelta(days=9), self.fill_in, asker)
            self.on(on["applying"] + timedelta(days=12), self.ask_referees, asker)
        if upto > 2:
            self.on(on["assessing"], self.go_on, asker, Status.ASSESSING)
            self.on(on["assessing"] + timedelta(days=2), self.hear_referee, asker, 0)
        if upto > 3:
            for number, share in enumerate([0.15, 0.45, 0.75]):
                day = on["assessing"] + timedelta(days=int((on["shared"] - on["assessing"]).days * share))
                self.on(day, self.visit, asker, number)
            self.on(on["assessing"] + timedelta(days=6), self.hear_referee, asker, 1)
            self.on(on["shared"] - timedelta(days=2), self.write_report, asker, ["summary", "home", "recommendation"])
            self.on(on["shared"], self.share, asker)
            self.on(on["shared"] + timedelta(days=4), self.comment, asker)

    def in_vain(self, asker: Asker, stage: str, reason: str, decider: str) -> None:
        self.until(asker, stage)
        if stage == "enquiry":
            self.on(asker.asked_on + timedelta(days=3), self.try_to_ring, asker)
        last = asker.days[stage] + timedelta(days=int(DAYS[stage] * self.dice.uniform(0.7, 1.5)))
        self.on(min(last, self.today - timedelta(days=3)), self.close, asker, reason, decider)

    def approved(self, home, meeting_on: date, **over) -> Asker:
        """The way of a household that was approved at a meeting, back from that day."""
        weeks = self.dice.choice([12, 14, 16, 18, 20, 20, 21, 23, 26, 31])
        asker = self.asker(
            meeting_on - timedelta(days=7 * weeks),
            name=home.name, members=home.members, officer=home.officer,
            home={"address": home.address, "postcode": home.postcode, "rooms": home.rooms}, **over,
        )  # fmt: skip
        home.path, asker.plan = asker, home
        self.until(asker, "panel", meeting_on - timedelta(days=13))
        return asker

    # --- those on their way today -------------------------------------------------------------------------------------

    def enquiry(self, asker: Asker, which: int) -> None:
        """New ones; two who were rung and are thinking; one that nobody has answered."""
        self.on(asker.asked_on, self.enquire, asker, which in (0, 1))
        if which in (3, 5):
            self.on(asker.asked_on + timedelta(days=2), self.talk, asker)
        elif which == 7:
            self.on(asker.asked_on + timedelta(days=3), self.try_to_ring, asker)

    def talking(self, asker: Asker, which: int) -> None:
        self.until(asker, "talking")
        if which < 4:
            self.on(self.today - timedelta(days=3 + which), self.keep_in_touch, asker)

    def applying(self, asker: Asker, which: int) -> None:
        self.until(asker, "applying")
        for number in (0, 1) if which > 1 else ():
            self.on(self.today - timedelta(days=5 + 4 * number), self.hear_referee, asker, number)
        self.on(self.today - timedelta(days=2 + 3 * which), self.keep_in_touch, asker)

    def assessing(self, asker: Asker, which: int) -> None:
        """Visits with the next one booked; the last one has the report in hand."""
        if which == 5:
            self.until(asker, "shared", self.today - timedelta(days=8))
            return
        self.until(asker, "assessing", self.today - timedelta(days=13 + 7 * which))
        begun = asker.days["assessing"]
        self.on(begun + timedelta(days=5), self.visit, asker, 0, self.today + timedelta(days=1 + 3 * which))
        if which:
            self.on(begun + timedelta(days=8), self.hear_referee, asker, 1)
        if which > 1:
            self.on(self.today - timedelta(days=4 * which), self.keep_in_touch, asker)
            self.on(begun + timedelta(days=9), self.write_report, asker, ["summary", "home"][: which - 1])
        if which == 3:
            self.on(begun + timedelta(days=6), self.take_step, asker, "Preparation course")

    def panel(self, asker: Asker, which: int) -> None:
        """Ready: one is on next week's list (see `panels`), one on none yet."""
        self.until(asker, "panel", self.today - timedelta(days=[12, 9][which]))
        self.book.panels.ready(asker, which)

    def deferred(self, asker: Asker, which: int) -> None:
        self.book.panels.defer(asker)
        self.on(self.today - timedelta(days=10), self.keep_in_touch, asker)

    def on_hold(self, asker: Asker, which: int) -> None:
        self.until(asker, ["talking", "applying"][which])
        why = ["Her mother is in hospital; wants to be rung afterwards", "The loft is being built; the room comes then"]
        wake_on = self.today + timedelta(days=[5, 40][which])
        self.on(self.today - timedelta(days=[21, 33][which]), self.hold, asker, wake_on, why[which])
