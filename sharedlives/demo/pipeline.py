"""People who ask to become carers: those on their way today, those who did not go on, those who were approved."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from carers.links import APPLICANT, REFEREE
from carers.models import (
    Application,
    AssessmentVisit,
    ClosingReason,
    Contact,
    Referee,
    Report,
    ReportComment,
    SectionFilled,
    StageName,
)
from carers.models.assessment import version_of
from carers.references import has_worries
from carers.views.enquiries import JOB
from schemes import clock
from schemes.models import Actor
from schemes.vocabulary import Gender
from sharedlives.demo import said_by_carers as words
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
# Asked before this many days ago: it was written down when this system began.
HISTORICAL = 330
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


@dataclass
class Asker:
    """One household that asks, before it is written down."""

    name: str
    members: list[dict]
    home: dict
    officer: str
    asked_on: date
    source: str
    detail: str = ""
    why_us: str = ""
    by_form: bool = True
    has_room: bool = True
    plan: object = None  # the HomePlan they became, once approved
    application: Application | None = None
    days: dict[str, date] = field(default_factory=dict)  # when each stage began

    @property
    def called(self) -> str:
        return " and ".join(member["full_name"].split()[0] for member in self.members if member["role"] == "carer")


class Pipeline:
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

    def by(self, asker: Asker):
        return self.book.team.holder(asker.officer, clock.today())

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

    # --- acts ---------------------------------------------------------------------------------------------------------

    def enquire(self, asker: Asker, is_nobodys: bool = False) -> None:
        first, on = asker.members[0], clock.today()
        by = Actor.for_job(JOB) if asker.by_form else self.by(asker)
        campaign = None
        if asker.source == Source.CAMPAIGN:
            running = [c for c in self.book.campaigns.values() if c.from_on <= on]
            campaign = running[-1] if running else None
        asker.application = Application.enquire(
            scheme=self.book.scheme,
            name=asker.name,
            full_name=first["full_name"],
            email=first["email"],
            phone=first["phone"],
            postcode=asker.home["postcode"],
            why_us=asker.why_us,
            has_room=asker.has_room,
            reach=self.dice.choice(words.REACH),
            source=asker.source,
            source_detail=asker.detail,
            campaign=campaign,
            came_by="form" if asker.by_form else "staff",
            officer=None if is_nobodys else self.by(asker).staff,
            is_historical=(self.today - on).days > HISTORICAL,
            by=by,
        )
        if not is_nobodys:
            self.book.team.held.append((asker.application, asker.officer))

    def contact(self, asker: Asker, how: str, summary: str, said: str = "") -> None:
        Contact.record_contact(
            folder=asker.application.folder,
            how=how,
            who=asker.called,
            said=said,
            summary=summary,
            happened_on=clock.today(),
            by=self.by(asker),
        )

    def talk(self, asker: Asker) -> None:
        self.contact(asker, "phone", self.dice.choice(words.FIRST_TALK), self.dice.choice(words.APPLICANT_SAID))

    def keep_in_touch(self, asker: Asker) -> None:
        self.contact(asker, "phone", self.dice.choice(words.KEPT_IN_TOUCH))

    def try_to_ring(self, asker: Asker) -> None:
        self.contact(asker, "tried", "Rang twice, left a message.")

    def go_on(self, asker: Asker, to: str) -> None:
        asker.application.go_on(to, by=self.by(asker))

    def take_step(self, asker: Asker, step: str) -> None:
        asker.application.take_step(step, by=self.by(asker))

    def begin(self, asker: Asker) -> None:
        """They apply: the household begins, and they get a link of their own."""
        by = self.by(asker)
        household = asker.application.begin_application(members=asker.members, home=asker.home, by=by)
        self.book.team.held.append((household, asker.officer))
        if asker.plan:
            asker.plan.household = household
            asker.plan.people = list(household.members.order_by("pk"))

    def holder(self, asker: Asker) -> Actor:
        """They themselves, behind the newest link they were sent."""
        application = asker.application
        email, at = asker.members[0]["email"], clock.now()
        link = application.folder.links.filter(purpose=APPLICANT.purpose).first()
        if link is None:
            link, _ = APPLICANT.make(scheme=self.book.scheme, folder=application.folder, email=email, at=at)
        return Actor.for_link(link)

    def fill_in(self, asker: Asker) -> None:
        holder = self.holder(asker)
        is_on_the_way = (self.today - asker.asked_on).days < 180
        for key, answers in list(words.SECTIONS.items())[: 2 if is_on_the_way else 1]:
            SectionFilled.fill(application=asker.application, key=key, answers=answers, is_done=True, by=holder)

    def ask_referees(self, asker: Asker) -> None:
        by = self.by(asker)
        for kind, relation in (("work", "Worked together"), ("personal", "Friends and neighbours")):
            named = self.names.somebody()
            referee = Referee.add(
                scheme=self.book.scheme, application=asker.application, kind=kind, full_name=named.full,
                relation=relation, email=named.email, by=by, why="Named",
            )  # fmt: skip
            referee.ask(door=REFEREE, on=clock.today(), at=clock.now(), by=by)

    def hear_referee(self, asker: Asker, number: int) -> None:
        referee = asker.application.referees.order_by("pk")[number]
        answers = words.WORRIED_REFERENCE if self.dice.random() < 0.08 else words.REFERENCE
        holder = Actor.for_link(referee.link)
        referee.give_reference(answers=answers, has_worries=has_worries(answers), on=clock.today(), by=holder)

    def visit(self, asker: Asker, number: int, next_on: date | None = None) -> None:
        kind, about = words.ASSESSED[number]
        by = self.by(asker)
        AssessmentVisit.record_visit(
            application=asker.application,
            kind=kind,
            who_went=by.name,
            who_was_there=asker.called,
            talked_about=about,
            next_on=next_on,
            happened_on=clock.today(),
            by=by,
        )

    def write_report(self, asker: Asker, keys: list[str]) -> None:
        by = self.by(asker)
        report = Report.of(asker.application, by=by)
        for key in keys:
            report.write(key, words.REPORT[key].format(h=asker.called), version=version_of(""), by=by)

    def share(self, asker: Asker) -> None:
        asker.application.report.share(by=self.by(asker))
        asker.application.refresh_from_db()

    def comment(self, asker: Asker) -> None:
        ReportComment.put_down(
            scheme=self.book.scheme,
            version=asker.application.report.versions.order_by("-number").first(),
            agrees=self.dice.choice(["yes", "yes", "mostly"]),
            text=self.dice.choice(words.COMMENT),
            happened_on=clock.today(),
            by=self.holder(asker),
        )

    def hold(self, asker: Asker, until: date, why: str) -> None:
        asker.application.hold(until=until, why=why, by=self.by(asker))

    def close(self, asker: Asker, reason: str, decider: str) -> None:
        if not self.reasons:
            rows = ClosingReason.offered(self.book.scheme, by=self.book.team.manager)
            self.reasons = {row.text: row for row in rows}
        asker.application.close(reason=self.reasons[reason], who_decided=decider, by=self.by(asker))

    def name_stages(self) -> None:
        """The scheme divides its assessment into named steps."""
        by = next(actor for actor in self.book.team.actors.values() if actor.role == "administrator")
        stage = StageName.of(self.book.scheme, Status.ASSESSING)
        stage.save_edit({"steps": ["Visits", "Preparation course", "Report"]}, version=None, by=by)
