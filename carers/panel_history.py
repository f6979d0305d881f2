"""What the pages of an application and of a household show of assessment and panel."""

from carers.check_lists import before_panel
from carers.matrix import missing
from carers.models import (
    Appeal,
    Application,
    AssessmentVisit,
    Interest,
    PanelItem,
    PanelOutcome,
    Reference,
    Report,
    ReportComment,
    ReportVersion,
    StageName,
)
from carers.models.assessment import ASSESSED, REPORT_SECTIONS
from carers.models.outcomes import may_be_appealed, words_of
from carers.models.sittings import open_items
from carers.readiness import Facts, readiness
from schemes.models import Policies
from schemes.vocabulary import CheckKind

# These have a line of their own among what panel needs.
TOLD_APART = {CheckKind.REFERENCES, CheckKind.HOME_SAFETY}
WHO_WROTE = "recorded_by__staff__account"


def readiness_of(application, on, policies=None) -> list:
    """What panel needs of an application, each thing there or not. The number of queries is constant."""
    scheme = application.scheme
    policies = policies or Policies([scheme])
    report = Report.objects.filter(application=application).first()
    facts = {
        "references": Reference.objects.standing().filter(application=application).count(),
        "references_needed": policies.value(scheme.pk, "references_needed", on),
        "visits": AssessmentVisit.objects.standing().filter(application=application, happened_on__lte=on).count(),
        "sections_written": tuple(report.written) if report else (),
        "sections": len(REPORT_SECTIONS),
        "asks_for_sharing": Application.Status.SHARED not in StageName.switched_off(scheme.pk),
    }
    if report:
        facts["shared"] = report.versions.filter(what_for=ReportVersion.WhatFor.SHARED).exists()
        facts["commented"] = ReportComment.objects.standing().filter(version__report=report).exists()
    if application.household_id:
        facts["checks_missing"], facts["home_safety"] = _checks(application, on)
    else:
        facts["checks_missing"] = ("nobody has applied yet",)
    return readiness(Facts(**facts))


def _checks(application, on) -> tuple[tuple[str, ...], str]:
    """Which checks are not in order, in words; and where home safety stands."""
    lines = missing(before_panel(application, on))
    safety = next((line.words for line in lines if line.kind == CheckKind.HOME_SAFETY), "current")
    return tuple(f"{line.what}: {line.words}" for line in lines if line.kind not in TOLD_APART), safety


def assessing(application, on, policies=None) -> dict:
    """What the application's page shows of its assessment: visits, the report and its versions, what is missing."""
    visits = (
        AssessmentVisit.objects.standing()
        .filter(application=application)
        .select_related(WHO_WROTE, "recorded_by__link")
    )
    report = Report.objects.filter(application=application).first()
    versions = list(report.versions.standing().order_by("-number")) if report else []
    return {
        "application": application,
        "visits": list(visits.order_by("-happened_on", "-pk")),
        "report": report,
        "written": len(report.written) if report else 0,
        "sections": len(REPORT_SECTIONS),
        "versions": with_comments(versions),
        "ready": readiness_of(application, on, policies),
        "is_assessed": application.status in ASSESSED,
        "may_share": application.status in (Application.Status.ASSESSING, Application.Status.SHARED),
        "may_go_to_panel": Application.Status.PANEL in application.MOVES[application.status]
        and application.status not in (Application.Status.NOT_APPROVED, Application.Status.ON_HOLD),
    }


def with_comments(versions) -> list:
    """These versions of a report, each with what the applicant said about it."""
    said = {}
    for comment in ReportComment.objects.standing().filter(version__in=versions).order_by("pk"):
        said.setdefault(comment.version_id, []).append(comment)
    for version in versions:
        version.said = said.get(version.pk, [])
    return versions


def said_about(version) -> list:
    """What the applicants said about a version, or about the one they were shared before it."""
    comments = ReportComment.objects.standing().filter(
        version__report=version.report_id, version__number__lte=version.number
    )
    newest = comments.order_by("-version__number").values_list("version", flat=True).first()
    return list(comments.filter(version=newest).select_related("version").order_by("pk"))


def panel_of(application) -> dict:
    """What the application's page shows of panel: each time it was on a list, and what came of it."""
    items = PanelItem.objects.filter(application=application)
    on_list = open_items().filter(application=application).exists()
    return {
        "application": application,
        "rows": _rows(items),
        "waits_for_a_list": application.status == Application.Status.PANEL and not on_list,
        "comes_back": application.status == Application.Status.DEFERRED,
    }


def panel_history(household) -> list[dict]:
    """Everything panel was asked about a household, newest first: when, what, what came of it, and its page."""
    return _rows(PanelItem.objects.filter(household=household))


def _rows(items) -> list[dict]:
    items = list(items.select_related("meeting", "household").order_by("-meeting__held_on", "-pk"))
    outcomes, appeals = {}, {}
    for row in PanelOutcome.objects.standing().filter(item__in=items).select_related("decided_by__account"):
        outcomes.setdefault(row.item_id, {})[row.stage] = row
    for appeal in Appeal.objects.filter(outcome__item__in=items).select_related("outcome"):
        appeals[appeal.outcome.item_id] = appeal
    return [_row(item, outcomes.get(item.pk, {}), appeals.get(item.pk)) for item in items]


def _row(item, said, appeal) -> dict:
    for row in said.values():
        row.item = item
    recommended = said.get(PanelOutcome.Stage.RECOMMENDATION)
    decided = said.get(PanelOutcome.Stage.DECISION)
    final = decided or (recommended if recommended and recommended.outcome == PanelOutcome.Outcome.DEFER else None)
    words = []
    if item.is_withdrawn:
        words.append("Taken off the list")
    if recommended:
        words.append(f"Panel recommends: {words_of(recommended).lower()}")
    if decided:
        who = f"{decided.decided_by.name} decided" if decided.decided_by else "Panel decided"
        words.append(f"{who}: {words_of(decided).lower()}")
    if not words:
        words.append("On the list")
    if appeal:
        words.append(f"Appeal: {appeal.get_ending_display().lower()}" if appeal.ending else "Appeal to be heard")
    return {
        "item": item,
        "on": item.meeting.held_on,
        "when": item.meeting.held_on,
        "text": item.get_kind_display(),
        "outcome": ". ".join(words),
        "final": final,
        "recommended": recommended,
        "decided": decided,
        "appeal": appeal,
        "may_appeal": bool(final and not appeal and may_be_appealed(item.kind, final.outcome)),
        "url": item.get_absolute_url(),
    }


def listed(items) -> list[PanelItem]:
    """These items in the order of their list, each with what was said and decided about it, in words."""
    rows = list(items.select_related("household", "application__folder", "meeting").order_by("position", "pk"))
    said = {}
    for outcome in PanelOutcome.objects.standing().filter(item__in=rows).select_related("decided_by__account"):
        said.setdefault(outcome.item_id, {})[outcome.stage] = outcome
    for item in rows:
        known = said.get(item.pk, {})
        for outcome in known.values():
            outcome.item = item
        item.recommended = known.get(PanelOutcome.Stage.RECOMMENDATION)
        item.decided = known.get(PanelOutcome.Stage.DECISION)
        item.said = [
            f"{label}: {words_of(outcome).lower()}"
            for label, outcome in (("Panel recommends", item.recommended), ("Decided", item.decided))
            if outcome
        ]
    return rows


def declared_of(items):
    """What was declared about these items, as it stands."""
    return Interest.objects.standing().filter(item__in=items).select_related("seat__member__account")
