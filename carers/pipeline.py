"""Where each application stands: what is next, who waits for whom, what is left before panel. Facts in, words out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Q
from django.urls import reverse

from carers.models import (
    Application,
    AssessmentVisit,
    CarerAgreement,
    Contact,
    PanelItem,
    Referee,
    ReportVersion,
    SectionFilled,
)
from carers.sections import SECTIONS
from schemes.models import Folder, Link, Move, Note

STATUS = Application.Status
US, APPLICANT, REFEREE, PANEL, DECIDER = "us", "applicant", "referee", "panel", "decision_maker"
WAITING_ON = {
    US: "Us",
    APPLICANT: "The applicant",
    REFEREE: "A referee",
    PANEL: "Panel",
    DECIDER: "The decision maker",
}


@dataclass
class Facts:
    """What is known of one application beyond its own row."""

    reached_on: date | None = None  # when somebody last talked with them
    tried_on: date | None = None
    last_sign_on: date | None = None
    has_link: bool = False
    sections: int = 0  # begun
    sections_done: int = 0
    referees: int = 0
    references: int = 0
    visits: int = 0
    shared_on: date | None = None
    is_commented: bool = False
    panel_on: date | None = None
    is_heard: bool = False
    agreed_on: date | None = None

    @property
    def is_filled_in(self) -> bool:
        """Whether they finished every part of the application form."""
        return self.sections_done >= len(SECTIONS)


@dataclass(frozen=True)
class NextStep:
    """The next thing to happen, whom it waits for, and the name of the address where it is done ("" for none)."""

    what: str
    waiting: str
    act: str = ""

    @property
    def waiting_on(self) -> str:
        return WAITING_ON.get(self.waiting, "")


@dataclass
class Task:
    """One line of what is left: at most four states, so that what is left stands out."""

    text: str
    state: str  # done, now, later, waiting
    note: str = ""
    where: str = ""  # a part of the page

    STATES = {"done": "Completed", "now": "To do", "waiting": "Waiting", "later": "Cannot start yet"}

    @property
    def says(self) -> str:
        return self.STATES[self.state]


@dataclass
class _Gathered:
    facts: dict[int, Facts] = field(default_factory=dict)

    def tell(self, rows: Iterable[dict], key: str, **fields) -> None:
        """Set what these rows say on the facts they belong to."""
        for row in rows:
            for name, column in fields.items():
                setattr(self.facts[row[key]], name, row[column])


def gather(applications: Iterable[Application]) -> dict[int, Facts]:
    """The facts of these applications by key; the number of queries does not grow with them."""
    applications = list(applications)
    of_folder = {application.folder_id: application.pk for application in applications}
    told = _Gathered({application.pk: Facts(last_sign_on=application.since_on) for application in applications})
    if not applications:
        return told.facts
    for model in (Contact, Move, Note):
        days = model.objects.standing().filter(folder__in=of_folder).order_by().values("folder")
        if model is Contact:
            days = days.annotate(reached=Max("happened_on", filter=~Q(how="tried")), day=Max("happened_on"))
        else:
            days = days.annotate(day=Max("happened_on"))
        for row in days:
            facts = told.facts[of_folder[row["folder"]]]
            facts.last_sign_on = max(facts.last_sign_on, row["day"])
            if model is Contact:
                facts.reached_on, facts.tried_on = row["reached"], row["day"]
    links = Link.objects.filter(folder__in=of_folder, purpose=Link.Purpose.APPLICANT, closed_at__isnull=True)
    for folder in links.values_list("folder", flat=True):
        told.facts[of_folder[folder]].has_link = True
    ours = {"application__in": list(told.facts)}
    told.tell(
        SectionFilled.objects.filter(**ours).order_by().values("application")
        .annotate(all=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False))),
        "application", sections="all", sections_done="done",
    )  # fmt: skip
    told.tell(
        Referee.objects.filter(**ours, is_given_up=False).order_by().values("application")
        .annotate(
            all=Count("pk", distinct=True),
            come=Count("pk", distinct=True, filter=Q(references__isnull=False, references__replaced_by__isnull=True)),
        ),
        "application", referees="all", references="come",
    )  # fmt: skip
    told.tell(
        AssessmentVisit.objects.standing().filter(**ours).order_by().values("application").annotate(all=Count("pk")),
        "application", visits="all",
    )  # fmt: skip
    shared = ReportVersion.objects.filter(report__application__in=ours["application__in"], what_for="shared")
    shared = shared.annotate(said=Count("comments", filter=Q(comments__replaced_by__isnull=True)))
    for row in shared.order_by("number").values("report__application", "happened_on", "said"):
        facts = told.facts[row["report__application"]]
        facts.shared_on, facts.is_commented = row["happened_on"], bool(row["said"])
    items = PanelItem.objects.filter(**ours, is_withdrawn=False).order_by("meeting__held_on")
    items = items.annotate(said=Count("outcomes", filter=Q(outcomes__replaced_by__isnull=True)))
    for row in items.values("application", "meeting__held_on", "said"):
        facts = told.facts[row["application"]]
        facts.panel_on, facts.is_heard = row["meeting__held_on"], bool(row["said"])
    of_household = {
        application.household_id: application for application in applications if application.status == STATUS.AGREEING
    }
    signed = CarerAgreement.objects.standing().filter(household__in=of_household).order_by("happened_on")
    for row in signed.values("household", "happened_on"):
        application = of_household[row["household"]]
        if row["happened_on"] >= application.since_on:
            told.facts[application.pk].agreed_on = row["happened_on"]
    return told.facts


def _say(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B}"


def _enquiry(facts: Facts) -> NextStep:
    if facts.reached_on:
        return NextStep("Say what happens next", US, "move-application")
    return NextStep("Try again to reach them" if facts.tried_on else "Answer the enquiry", US, "record-contact")


def _applying(facts: Facts) -> NextStep:
    missing = facts.referees - facts.references
    if not facts.has_link and not facts.sections:
        return NextStep("Send them their part to fill in", US, "invite-applicant")
    if not facts.is_filled_in:
        return NextStep("Fill in their part", APPLICANT)
    if not facts.referees:
        return NextStep("Name referees", APPLICANT)
    if missing:
        return NextStep(f"Write {_say(missing, 'reference', 'references')}", REFEREE)
    return NextStep("Begin the assessment", US, "move-application")


def _assessing(facts: Facts) -> NextStep:
    missing = facts.referees - facts.references
    if not facts.visits:
        return NextStep("Make the first visit", US, "record-assessment-visit")
    if missing:
        return NextStep(f"Write {_say(missing, 'reference', 'references')}", REFEREE)
    return NextStep("Finish the report", US, "report")


def _sharing(facts: Facts) -> NextStep:
    if facts.shared_on and facts.is_commented:
        return NextStep("Send it to panel", US, "send-to-panel")
    return NextStep("Say whether the report is right", APPLICANT)


def _before_panel(facts: Facts) -> NextStep:
    if facts.panel_on and not facts.is_heard:
        return NextStep(f"Panel on {_day(facts.panel_on)}", PANEL)
    return NextStep("Put it on the list of a meeting", US, "send-to-panel")


def next_step(application: Application, facts: Facts) -> NextStep | None:
    """What happens next with an application, and who is waited for; None once it has ended."""
    if not application.is_open:
        return None
    if application.status == STATUS.ON_HOLD:
        return NextStep(f"Take off hold on {_day(application.wake_on)}", "", "resume-application")
    return {
        STATUS.ENQUIRY: _enquiry,
        STATUS.TALKING: lambda facts: NextStep("Invite them to apply, or close it", US, "begin-application"),
        STATUS.APPLYING: _applying,
        STATUS.ASSESSING: _assessing,
        STATUS.SHARED: _sharing,
        STATUS.PANEL: _before_panel,
        STATUS.DEFERRED: lambda facts: NextStep("Do what panel asked for", US),
        STATUS.DECIDING: lambda facts: NextStep("Decide after panel", DECIDER),
        STATUS.AGREEING: lambda facts: (
            NextStep("Make them active", US)
            if facts.agreed_on
            else NextStep("Sign the agreement", APPLICANT, "sign-agreement")
        ),
    }[application.status](facts)


def tasks(application: Application, facts: Facts) -> list[Task]:
    """What is left before panel, in order. What is done is plain; what cannot start yet says what it waits for."""
    applies = application.household_id is not None
    order = [*Application.STAGES, STATUS.ACTIVE]
    at = application.held_from if application.status == STATUS.ON_HOLD else application.status
    stage = order.index(at) if at in order else len(order)
    assesses = stage >= order.index(STATUS.ASSESSING)

    def task(text, is_done, can_start, *, note="", where="", waiting=False):
        state = "done" if is_done else "later" if not can_start else "waiting" if waiting else "now"
        return Task(text, state, note, where)

    missing = facts.referees - facts.references
    return [
        task("First conversation", facts.reached_on is not None or applies, True, where="contacts"),
        task("Who applies, and their home", applies, True, note="" if applies else "Invite them to apply"),
        task(
            "Their own part",
            facts.is_filled_in,
            applies,
            note=f"{facts.sections_done} of {len(SECTIONS)} parts finished" if facts.sections else "",
            where="applicant",
            waiting=facts.has_link,
        ),
        task(
            "References",
            facts.referees > 0 and not missing,
            applies,
            note=f"{facts.references} of {facts.referees} have come" if facts.referees else "No referee named yet",
            where="referees-part",
            waiting=missing > 0,
        ),
        task(
            "Visits and the report",
            facts.shared_on is not None or stage > order.index(STATUS.SHARED),
            assesses,
            note=_say(facts.visits, "visit", "visits") if facts.visits else "",
            where="assessment",
        ),
        task(
            "Their comments on the report",
            facts.is_commented or stage > order.index(STATUS.SHARED),
            facts.shared_on is not None,
            where="assessment",
            waiting=True,
        ),
        task(
            "Panel",
            facts.is_heard,
            stage >= order.index(STATUS.PANEL),
            note=f"On {_day(facts.panel_on)}" if facts.panel_on else "",
            where="panel",
            waiting=facts.panel_on is not None,
        ),
        task(
            "Agreement signed",
            facts.agreed_on is not None or application.status == STATUS.ACTIVE,
            stage >= order.index(STATUS.AGREEING),
        ),
    ]


def days_in_stage(application: Application, on: date) -> int:
    """How many days it has stood where it is."""
    return max((on - application.since_on).days, 0)


def stood_since(days: int, on: date) -> date:
    """The last day on which it could have come into its stage, to have stood there so many days."""
    return on - timedelta(days=days)


def address_of(step: NextStep, application: Application) -> str:
    """Where the next step is done."""
    if not step.act:
        return application.get_absolute_url()
    about = {"record-contact": application.folder_id, "sign-agreement": application.household_id}
    return reverse(step.act, args=[about.get(step.act, application.pk)])


def folder_kinds_with_contacts() -> set[str]:
    """The folders that keep a contact log."""
    return {Folder.Kind.APPLICATION, Folder.Kind.HOUSEHOLD}
