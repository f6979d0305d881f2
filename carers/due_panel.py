"""What is owed around panel: visits, lists, outcomes, decisions, letters, deferred items and appeals."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Value, When
from django.db.models import Case as CaseWhen
from django.db.models.functions import Cast
from django.urls import reverse

from carers.models import Appeal, Application, AssessmentVisit, PanelItem, PanelOutcome
from carers.models.sittings import open_items
from schemes.due import WAITING, Due

STATUS, STAGE, OUTCOME = Application.Status, PanelOutcome.Stage, PanelOutcome.Outcome
VISITED = (STATUS.TALKING, STATUS.APPLYING, STATUS.ASSESSING)


class Row(NamedTuple):
    """Something owed around panel, as the one query brings it; `case` is the application, or else the household."""

    what: str
    pk: int  # of the item; of the application where there is no item
    scheme_id: int
    folder_id: int  # of the case
    officer_id: int | None  # of the case
    who: str
    on: date
    kind: str  # of the item
    household_id: int | None
    application_id: int | None
    status: str | None  # of the application
    appeal_id: int | None
    listed_id: int | None  # the item on which an appeal waits for its meeting


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Everything owed around panel; each row opens the form that ends it. One query for any number of schemes.

    `until`: what falls due after that day is not asked for.
    """
    schemes = list(schemes)
    first, *others = [
        part(schemes, on)
        for part in (_outcomes, _visits, _lists, _to_come_back, _upheld, _decisions, _letters, _appeals)
    ]
    for row in first.union(*others, all=True):
        owed = _owed(Row(*row), on, policies)
        if owed and (until is None or owed.on <= until):
            yield owed


def _owed(row: Row, on, policies) -> Due | None:
    def after(rule: str) -> date:
        return row.on + timedelta(days=policies.value(row.scheme_id, rule, on))

    match row.what:
        case "assessment_visit":
            url = reverse("record-assessment-visit", args=[row.pk])
            return _due(row, row.on, "Visit", url, state="booked", said="")
        case "panel_list":
            url = reverse("send-to-panel", args=[row.pk])
            return _due(row, after("panel_list_days"), "Put on a panel’s list", url, said="")
        case "panel_back" if row.application_id is None:
            return _due(row, row.on, "Bring back to panel", _again(row))
        case "panel_back" if row.status in (STATUS.DEFERRED, STATUS.ASSESSING, STATUS.SHARED):
            return _due(row, row.on, "Bring back to panel", reverse("send-to-panel", args=[row.application_id]))
        case "upheld":
            back = row._replace(what="panel_back")
            return _due(back, after("panel_list_days"), "Bring back to panel", _again(row))
        case "panel_outcome":
            return _due(row, row.on, "Write down what panel said", reverse("record-panel-outcome", args=[row.pk]))
        case "panel_decision":
            url = reverse("record-decision", args=[row.pk])
            read = {"needs": "panel.decide", "otherwise": reverse("panel-item", args=[row.pk])}
            return _due(row, after("decision_days"), "Decide after panel", url, extra=read)
        case "decision_letter":
            url = reverse("send-decision-letter", args=[row.pk])
            return _due(row, after("decision_letter_days"), "Write the letter", url)
        case "appeal" if row.listed_id:
            return _due(row, row.on, "Hear an appeal", reverse("panel-item", args=[row.listed_id]), state=WAITING)
        case "appeal":
            return _due(row, row.on, "Hear an appeal", reverse("hear-appeal", args=[row.appeal_id]))
    return None


def _due(row: Row, on, what, url, *, state="due", said=None, extra=None) -> Due:
    return Due(
        key=f"{row.what}:{row.pk}", kind=row.what, scheme_id=row.scheme_id, folder_id=row.folder_id, on=on, what=what,
        who=row.who, url=url, officer_id=row.officer_id, state=state,
        said=PanelItem.Kind(row.kind).label if said is None else said, extra=extra or {},
    )  # fmt: skip


def _again(row: Row) -> str:
    return f"{reverse('add-panel-item')}?household={row.household_id}&kind={row.kind}"


# --- the parts of the one query -----------------------------------------------------------------------------------


def _none(of) -> Cast:
    return Cast(Value(None), of())


def _of_application(rows, what: str, path: str, on: str):
    """These rows as Row wants them, `path` leading to the application."""
    return rows.values_list(
        Value(what), F(f"{path}pk"), F(f"{path}scheme_id"), F(f"{path}folder_id"), F(f"{path}officer_id"),
        F(f"{path}name"), F(on), Value(""), F(f"{path}household_id"), F(f"{path}pk"), F(f"{path}status"),
        _none(BigIntegerField), _none(BigIntegerField),
    )  # fmt: skip


def _of_item(rows, what: str, path: str, on: str, appeal=None, listed=None):
    """These rows as Row wants them, `path` leading to the item."""

    def of_case(name):
        applied = When(**{f"{path}application__isnull": False}, then=F(f"{path}application__{name}"))
        return CaseWhen(applied, default=F(f"{path}household__{name}"))

    return rows.order_by().values_list(
        Value(what), F(f"{path}pk"), F(f"{path}scheme_id"), of_case("folder_id"), of_case("officer_id"),
        F(f"{path}household__name"), F(on), F(f"{path}kind"), F(f"{path}household_id"), F(f"{path}application_id"),
        F(f"{path}application__status"), appeal or _none(BigIntegerField), listed or _none(BigIntegerField),
    )  # fmt: skip


def _standing(schemes):
    return PanelOutcome.objects.standing().filter(scheme__in=schemes, item__is_withdrawn=False)


def _later(item: str):
    """What was put on a list after this item, to follow it."""
    later = PanelItem.objects.filter(follows=OuterRef(item), is_withdrawn=False)
    return Exists(later.exclude(kind=PanelItem.Kind.APPEAL))


def _visits(schemes, on):
    """The next visit of an assessment, as the last one said."""
    last = (
        AssessmentVisit.objects.standing()
        .filter(scheme__in=schemes, application__status__in=VISITED)
        .order_by("application_id", "-happened_on", "-pk")
        .distinct("application_id")
    )
    booked = AssessmentVisit.objects.filter(pk__in=last.values("pk"), next_on__isnull=False).order_by()
    return _of_application(booked, "assessment_visit", "application__", "next_on")


def _lists(schemes, on):
    """Who is ready for panel, and on no list."""
    waiting = Application.objects.filter(scheme__in=schemes, status=STATUS.PANEL).order_by()
    waiting = waiting.filter(~Exists(open_items().filter(application=OuterRef("pk"))))
    return _of_application(waiting, "panel_list", "", "since_on")


def _to_come_back(schemes, on):
    """What panel deferred, until it is on a list again."""
    deferred = _standing(schemes).filter(~_later("item"), outcome=OUTCOME.DEFER)
    return _of_item(deferred.exclude(item__kind=PanelItem.Kind.APPEAL), "panel_back", "item__", "back_on")


def _upheld(schemes, on):
    """What an upheld appeal brings back, until it is on a list again; an approval is ready for panel by itself."""
    kept = [PanelItem.Kind.APPROVAL, PanelItem.Kind.DEREGISTER]
    upheld = Appeal.objects.filter(~_later("outcome__item"), scheme__in=schemes, ending="upheld")
    return _of_item(upheld.exclude(outcome__item__kind__in=kept), "upheld", "outcome__item__", "ended_on")


def _outcomes(schemes, on):
    """Items panel has heard, with nothing written down."""
    heard = PanelItem.objects.filter(scheme__in=schemes, is_withdrawn=False, meeting__held_on__lt=on)
    said = PanelOutcome.objects.standing().filter(item=OuterRef("pk"))
    return _of_item(heard.filter(~Exists(said)), "panel_outcome", "", "meeting__held_on")


def _decisions(schemes, on):
    """What panel recommended, until it is decided."""
    decided = PanelOutcome.objects.standing().filter(item=OuterRef("item"), stage=STAGE.DECISION)
    recommended = _standing(schemes).filter(~Exists(decided), stage=STAGE.RECOMMENDATION)
    return _of_item(recommended.exclude(outcome=OUTCOME.DEFER), "panel_decision", "item__", "happened_on")


def _letters(schemes, on):
    """Decisions, and deferrals, that nobody was told yet."""
    final = Q(stage=STAGE.DECISION) | Q(stage=STAGE.RECOMMENDATION, outcome=OUTCOME.DEFER)
    return _of_item(_standing(schemes).filter(final, told_on__isnull=True), "decision_letter", "item__", "happened_on")


def _appeals(schemes, on):
    """Appeals to be heard: to be put before others, or waiting for that meeting."""
    rows = Appeal.objects.filter(scheme__in=schemes, ended_on__isnull=True)
    is_listed = When(item__is_withdrawn=False, item__meeting__held_on__gte=on, then=F("item_id"))
    return _of_item(rows, "appeal", "outcome__item__", "hear_by_on", F("pk"), CaseWhen(is_listed))
