"""Where each application stands: what is next, who waits for whom, what is left before panel. Facts in, words out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from carers.models import Application
from carers.pipeline_facts import Facts
from carers.sections import SECTIONS
from schemes.models import Folder

STATUS = Application.Status
US, APPLICANT, REFEREE, PANEL, DECIDER = "us", "applicant", "referee", "panel", "decision_maker"
WAITING_ON = {
    US: "Us",
    APPLICANT: "The applicant",
    REFEREE: "A referee",
    PANEL: "Panel",
    DECIDER: "The decision maker",
}


@dataclass(frozen=True)
class NextStep:
    """The next thing to happen, whom it waits for, and the name of the address where it is done ("" for none).

    `where`: without an address, the part of the page that shows it; `about`: the number of the row the act is about.
    """

    what: str
    waiting: str
    act: str = ""
    where: str = ""
    about: int | None = None

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


def _say(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B}"


def _enquiry(facts: Facts) -> NextStep:
    if facts.reached_on:
        return NextStep("Say what happens next", US, "move-application")
    return NextStep("Try again to reach them" if facts.tried_on else "Answer the enquiry", US, "record-contact")


def _references(facts: Facts, missing: int) -> NextStep:
    """Referees are asked by us, and write themselves."""
    if facts.unasked:
        return NextStep(f"Ask {_say(facts.unasked, 'referee', 'referees')} for a reference", US, where="referees-part")
    return NextStep(f"{_say(missing, 'referee writes', 'referees write')} to us", REFEREE, where="referees-part")


def _applying(facts: Facts) -> NextStep:
    missing = facts.referees - facts.references
    if not facts.has_link and not facts.sections:
        return NextStep("Send them their part to fill in", US, "invite-applicant")
    if not facts.is_filled_in:
        return NextStep("Fill in their part", APPLICANT)
    if not facts.referees:
        return NextStep("Name referees", APPLICANT)
    if missing:
        return _references(facts, missing)
    return NextStep("Begin the assessment", US, "move-application")


def _assessing(facts: Facts) -> NextStep:
    missing = facts.referees - facts.references
    if not facts.visits:
        return NextStep("Make the first visit", US, "record-assessment-visit")
    if missing:
        return _references(facts, missing)
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
        STATUS.DEFERRED: lambda facts: NextStep("Do what panel asked for, then bring it back", US, "send-to-panel"),
        STATUS.DECIDING: lambda facts: NextStep(
            "Decide after panel", DECIDER, "record-decision" if facts.panel_item else "", about=facts.panel_item
        ),
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


def address_of(step: NextStep, application: Application, actor=None) -> str:
    """Where the next step is done, or, for whoever may not do it, is read."""
    if not step.act:
        return application.get_absolute_url() + (f"#{step.where}" if step.where else "")
    if step.act == "record-decision":
        may_decide = actor is not None and actor.may("panel.decide")
        return reverse(step.act if may_decide else "panel-item", args=[step.about])
    about = {"record-contact": application.folder_id, "sign-agreement": application.household_id}
    return reverse(step.act, args=[about.get(step.act, application.pk)])


def folder_kinds_with_contacts() -> set[str]:
    """The folders that keep a contact log."""
    return {Folder.Kind.APPLICATION, Folder.Kind.HOUSEHOLD}
