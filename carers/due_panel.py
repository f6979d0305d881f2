"""What is owed around panel: visits, lists, outcomes, decisions, letters, deferred items and appeals."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from carers.models import Appeal, Application, AssessmentVisit, PanelItem, PanelOutcome
from carers.models.sittings import open_items
from schemes.due import WAITING, Due

STATUS, STAGE, OUTCOME = Application.Status, PanelOutcome.Stage, PanelOutcome.Outcome
VISITED = (STATUS.TALKING, STATUS.APPLYING, STATUS.ASSESSING)


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Everything owed around panel; each row opens the form that ends it. A constant number of queries.

    `until`: what falls due after that day is not asked for.
    """
    schemes = list(schemes)
    for part in (_visits, _lists, _to_come_back, _outcomes, _decisions, _letters, _appeals):
        for row in part(schemes, on, policies):
            if until is None or row.on <= until:
                yield row


def _of_application(application, kind, on, what, url, **more) -> Due:
    return Due(
        key=f"{kind}:{application.pk}", kind=kind, scheme_id=application.scheme_id, folder_id=application.folder_id,
        on=on, what=what, who=application.name, url=url, officer_id=application.officer_id, **more,
    )  # fmt: skip


def _of_item(item, kind, on, what, url, **more) -> Due:
    case = item.application or item.household
    return Due(
        key=f"{kind}:{item.pk}", kind=kind, scheme_id=item.scheme_id, folder_id=case.folder_id, on=on, what=what,
        who=item.household.name, url=url, officer_id=case.officer_id, said=item.get_kind_display(), **more,
    )  # fmt: skip


def _visits(schemes, on, policies):
    """The next visit of an assessment, as the last one said."""
    last = (
        AssessmentVisit.objects.standing()
        .filter(scheme__in=schemes, application__status__in=VISITED)
        .select_related("application")
        .order_by("application_id", "-happened_on", "-pk")
        .distinct("application_id")
    )
    for visit in last:
        if visit.next_on:
            url = reverse("record-assessment-visit", args=[visit.application_id])
            yield _of_application(visit.application, "assessment_visit", visit.next_on, "Visit", url, state="booked")


def _lists(schemes, on, policies):
    """Who is ready for panel, and on no list."""
    waiting = Application.objects.filter(scheme__in=schemes, status=STATUS.PANEL).filter(
        ~Exists(open_items().filter(application=OuterRef("pk")))
    )
    for application in waiting.order_by("pk"):
        days = policies.value(application.scheme_id, "panel_list_days", on)
        yield _of_application(
            application, "panel_list", application.since_on + timedelta(days=days), "Put on a panel’s list",
            reverse("send-to-panel", args=[application.pk]),
        )  # fmt: skip


def _to_come_back(schemes, on, policies):
    """What panel deferred, or an upheld appeal brings back, until it is on a list again."""
    later = PanelItem.objects.filter(follows=OuterRef("item"), is_withdrawn=False).exclude(kind=PanelItem.Kind.APPEAL)
    deferred = (
        PanelOutcome.objects.standing()
        .filter(scheme__in=schemes, outcome=OUTCOME.DEFER, item__is_withdrawn=False)
        .exclude(item__kind=PanelItem.Kind.APPEAL)
        .filter(~Exists(later))
        .select_related("item__household", "item__application")
        .order_by("pk")
    )
    for outcome in deferred:
        item = outcome.item
        if item.application is None:
            yield _of_item(item, "panel_back", outcome.back_on, "Bring back to panel", _again(item))
        elif item.application.status in (STATUS.DEFERRED, STATUS.ASSESSING, STATUS.SHARED):
            yield _of_item(
                item, "panel_back", outcome.back_on, "Bring back to panel",
                reverse("send-to-panel", args=[item.application_id]),
            )  # fmt: skip
    upheld = (
        Appeal.objects.filter(scheme__in=schemes, ending="upheld")
        .exclude(outcome__item__kind=PanelItem.Kind.APPROVAL)  # that application is ready for panel again by itself
        .filter(~Exists(later.filter(follows=OuterRef("outcome__item"))))
        .select_related("outcome__item__household", "outcome__item__application")
        .order_by("pk")
    )
    for appeal in upheld:
        item = appeal.outcome.item
        if item.kind != PanelItem.Kind.DEREGISTER:
            days = policies.value(item.scheme_id, "panel_list_days", on)
            ended = appeal.ended_on + timedelta(days=days)
            yield _of_item(item, "panel_back", ended, "Bring back to panel", _again(item))


def _again(item) -> str:
    return f"{reverse('add-panel-item')}?household={item.household_id}&kind={item.kind}"


def _items(schemes):
    return PanelItem.objects.filter(scheme__in=schemes, is_withdrawn=False).select_related(
        "household", "application", "meeting"
    )


def _outcomes(schemes, on, policies):
    """Items panel has heard, with nothing written down."""
    said = PanelOutcome.objects.standing().filter(item=OuterRef("pk"))
    for item in _items(schemes).filter(meeting__held_on__lt=on).filter(~Exists(said)).order_by("pk"):
        url = reverse("record-panel-outcome", args=[item.pk])
        yield _of_item(item, "panel_outcome", item.meeting.held_on, "Write down what panel said", url)


def _decisions(schemes, on, policies):
    """What panel recommended, until it is decided."""
    decided = PanelOutcome.objects.standing().filter(item=OuterRef("item"), stage=STAGE.DECISION)
    recommended = (
        PanelOutcome.objects.standing()
        .filter(scheme__in=schemes, stage=STAGE.RECOMMENDATION, item__is_withdrawn=False)
        .exclude(outcome=OUTCOME.DEFER)
        .filter(~Exists(decided))
        .select_related("item__household", "item__application")
        .order_by("pk")
    )
    for outcome in recommended:
        days = policies.value(outcome.scheme_id, "decision_days", on)
        yield _of_item(
            outcome.item, "panel_decision", outcome.happened_on + timedelta(days=days), "Decide after panel",
            reverse("panel-item", args=[outcome.item_id]),
        )  # fmt: skip


def _letters(schemes, on, policies):
    """Decisions, and deferrals, that nobody was told yet."""
    final = PanelOutcome.objects.standing().filter(scheme__in=schemes, told_on__isnull=True, item__is_withdrawn=False)
    recommended = final.filter(stage=STAGE.RECOMMENDATION, outcome=OUTCOME.DEFER)
    final = (final.filter(stage=STAGE.DECISION) | recommended).select_related("item__household", "item__application")
    for outcome in final.order_by("pk"):
        days = policies.value(outcome.scheme_id, "decision_letter_days", on)
        yield _of_item(
            outcome.item, "decision_letter", outcome.happened_on + timedelta(days=days), "Write the letter",
            reverse("send-decision-letter", args=[outcome.item_id]),
        )  # fmt: skip


def _appeals(schemes, on, policies):
    """Appeals to be heard: to be put before others, or waiting for that meeting."""
    rows = Appeal.objects.filter(scheme__in=schemes, ended_on__isnull=True).select_related(
        "outcome__item__household", "outcome__item__application", "item__meeting"
    )
    for appeal in rows.order_by("pk"):
        item = appeal.item
        is_listed = item is not None and not item.is_withdrawn and item.meeting.held_on >= on
        yield _of_item(
            appeal.outcome.item, "appeal", appeal.hear_by_on, "Hear an appeal",
            item.get_absolute_url() if is_listed else reverse("hear-appeal", args=[appeal.pk]),
            **({"state": WAITING} if is_listed else {}),
        )  # fmt: skip
