"""What is done about people who ask to become carers: each act by the method the screens call, on its day."""

import random
from dataclasses import dataclass, field
from datetime import date

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
from carers.models.applications import ENQUIRY_FORM
from carers.models.assessment import version_of
from carers.references import has_worries
from schemes import clock
from schemes.models import Actor
from sharedlives.demo import said_by_carers as words

Status, Source = Application.Status, Application.Source
# Asked before this many days ago: it was written down when this system began.
HISTORICAL = 330


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


class Asked:
    """The acts. Whoever draws up the plan (`Pipeline`) says who asks, and when."""

    book: object
    dice: random.Random
    today: date
    reasons: dict[str, ClosingReason]

    def by(self, asker: Asker):
        """Who looks after them on the day."""
        return self.book.team.holder(asker.officer, clock.today())

    def enquire(self, asker: Asker, is_nobodys: bool = False) -> None:
        first, on = asker.members[0], clock.today()
        by = Actor.for_job(ENQUIRY_FORM) if asker.by_form else self.by(asker)
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
