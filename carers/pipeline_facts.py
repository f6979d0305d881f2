"""What is known of each application beyond its own row: read together, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, CharField, Count, DateField, F, IntegerField, Max, Q, Value
from django.db.models.functions import Cast

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
from schemes.models import Link, Move, Note
from schemes.statements import GivenKeys, Statement


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
    unasked: int = 0  # referees nobody has asked yet
    visits: int = 0
    shared_on: date | None = None
    is_commented: bool = False
    panel_on: date | None = None
    panel_item: int | None = None  # the key of what panel heard last, or will hear
    is_heard: bool = False
    agreed_on: date | None = None

    @property
    def is_filled_in(self) -> bool:
        """Whether they finished every part of the application form."""
        return self.sections_done >= len(SECTIONS)


NO_DAY, NO_NUMBER = Cast(Value(None), DateField()), Cast(Value(None), IntegerField())


def _told(rows, what: str, whose: str, *, on=NO_DAY, also_on=NO_DAY, number=NO_NUMBER, of=NO_NUMBER):
    """Rows of one shape, so that they are read together: what it is, whose, two days and two numbers."""
    said = {"said_what": Value(what, output_field=CharField()), "said_of": F(whose)}
    numbers = {"said_on": on, "said_also_on": also_on, "said_number": number, "said_out_of": of}
    return rows.order_by().values(whose).annotate(**said, **numbers).values_list(*said, *numbers)


def _everything_told():
    folders, applications, households = (
        GivenKeys(name, BigIntegerField()) for name in ("folders", "applications", "households")
    )
    ours, newest = {"application__in": applications}, Max("happened_on")
    shared = ReportVersion.objects.filter(report__application__in=applications, what_for="shared")
    listed = PanelItem.objects.filter(**ours, is_withdrawn=False)
    come = Q(references__isnull=False, references__replaced_by__isnull=True)
    first, *others = [
        _told(
            Contact.objects.standing().filter(folder__in=folders), "contact", "folder",
            on=newest, also_on=Max("happened_on", filter=~Q(how=Contact.How.TRIED)),
        ),
        _told(Move.objects.standing().filter(folder__in=folders), "sign", "folder", on=newest),
        _told(Note.objects.standing().filter(folder__in=folders), "sign", "folder", on=newest),
        _told(
            Link.objects.filter(folder__in=folders, purpose=Link.Purpose.APPLICANT, closed_at__isnull=True),
            "link", "folder", number=Count("pk"),
        ),
        _told(
            SectionFilled.objects.filter(**ours), "sections", "application",
            number=Count("pk", filter=Q(done_on__isnull=False)), of=Count("pk"),
        ),
        _told(
            Referee.objects.filter(**ours, is_given_up=False), "references", "application",
            number=Count("pk", distinct=True, filter=come), of=Count("pk", distinct=True),
        ),
        _told(
            Referee.objects.filter(**ours, is_given_up=False, asked_on__isnull=True, references__isnull=True),
            "unasked", "application", number=Count("pk"),
        ),
        _told(AssessmentVisit.objects.standing().filter(**ours), "visits", "application", number=Count("pk")),
        _told(
            shared, "shared", "report__application",
            on=F("happened_on"), number=Count("comments", filter=Q(comments__replaced_by__isnull=True)), of=F("number"),
        ),
        _told(
            listed, "panel", "application",
            on=F("meeting__held_on"), of=F("pk"),
            number=Count("outcomes", filter=Q(outcomes__replaced_by__isnull=True)),
        ),
        _told(CarerAgreement.objects.standing().filter(household__in=households), "signed", "household", on=newest),
    ]  # fmt: skip
    return first.union(*others, all=True)


EVERYTHING_TOLD = Statement(_everything_told)


def gather(applications: Iterable[Application]) -> dict[int, Facts]:
    """The facts of these applications by key, in one query."""
    applications = list(applications)
    facts = {application.pk: Facts(last_sign_on=application.since_on) for application in applications}
    if not applications:
        return facts
    of_folder = {application.folder_id: application.pk for application in applications}
    agreeing = {a.household_id: a for a in applications if a.status == Application.Status.AGREEING}
    rows = EVERYTHING_TOLD.rows(folders=list(of_folder), applications=list(facts), households=list(agreeing))
    newest: dict[int, int] = {}
    for what, whose, on, also_on, number, of in rows:
        if what in ("contact", "sign", "link"):
            told = facts[of_folder[whose]]
            if what == "link":
                told.has_link = True
                continue
            told.last_sign_on = max(told.last_sign_on, on)
            if what == "contact":
                told.tried_on, told.reached_on = on, also_on
        elif what == "signed":
            if on >= agreeing[whose].since_on:
                facts[agreeing[whose].pk].agreed_on = on
        elif what == "sections":
            facts[whose].sections_done, facts[whose].sections = number, of
        elif what == "references":
            facts[whose].references, facts[whose].referees = number, of
        elif what == "unasked":
            facts[whose].unasked = number
        elif what == "visits":
            facts[whose].visits = number
        elif what == "shared" and of > newest.get(whose, 0):
            newest[whose] = of
            facts[whose].shared_on, facts[whose].is_commented = on, number > 0
        elif what == "panel" and (facts[whose].panel_on is None or on >= facts[whose].panel_on):
            facts[whose].panel_on, facts[whose].panel_item, facts[whose].is_heard = on, of, number > 0
    return facts
