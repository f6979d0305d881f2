"""The pipeline: every application in a table or on a board, of one filtered query."""

from functools import partial

from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.shortcuts import render

from carers.forms.pipeline import PipelineFilter
from carers.models import Application, StageName
from carers.pipeline import address_of, days_in_stage, next_step
from carers.pipeline_facts import gather
from schemes import clock, sought
from schemes.access import allow

STATUS = Application.Status
ON_A_PAGE, IN_A_COLUMN = 30, 12
JOINED = ("folder", "officer__account")
# What a line or a card says of an application, and what its next step follows from.
SHOWN = (
    "folder__reference", "household", "name", "status", "step", "sector", "since_on", "opened_on", "wake_on",
    "closed_on", "officer__account__name",
)  # fmt: skip


def _lines(applications, labels, on, actor) -> list[dict]:
    """Each application with where it stands, what is next and who is waited for."""
    applications = list(applications)
    facts = gather(applications)
    lines = []
    for application in applications:
        step = next_step(application, facts[application.pk])
        lines.append(
            {
                "application": application,
                "label": labels[application.status] if application.is_open else application.get_status_display(),
                "days": days_in_stage(application, on) if application.is_open else None,
                "step": step,
                "step_url": address_of(step, application, actor) if step else "",
            }
        )
    return lines


def _columns(lines, counts, labels, used, address) -> list[dict]:
    """One column for each stage the scheme uses, or where an older case still stands."""
    columns = []
    for stage in [*Application.STAGES, STATUS.ON_HOLD, *Application.ENDED]:
        is_used = stage in used and stage not in Application.ENDED
        if not is_used and not counts.get(stage):
            continue
        of_stage = [line for line in lines if line["application"].status == stage]
        columns.append(
            {
                "stage": stage,
                "label": labels[stage],
                "count": counts.get(stage, 0),
                "lines": of_stage[:IN_A_COLUMN],
                "more": max(counts.get(stage, 0) - IN_A_COLUMN, 0),
                "url": address(stage=stage, view=""),
            }
        )
    return columns


@allow("applications.see")
def applications(request):
    """Where is each applicant, since when, and who is waiting on whom?"""
    actor, today = request.actor, clock.today()
    labels = StageName.labels(actor.scheme.pk)
    if request.method == "POST":
        return sought.search_list(request)
    form = PipelineFilter.read(request.GET, actor=actor, labels=labels)
    words = sought.kept(actor, form.cleaned_data["find"])
    rows = form.choose(Application.objects.visible_to(actor), on=today, words=words)
    waiting = form.cleaned_data["waiting"]
    if waiting:
        # Who is waited for follows from many rows: it is worked out for all of them, then the page is cut.
        steps = _lines(rows.with_labels().only(*SHOWN, "folder"), labels, today, request.actor)
        chosen = [line["application"].pk for line in steps if line["step"] and line["step"].waiting == waiting]
        rows = rows.filter(pk__in=chosen)
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    shown = rows.select_related(*JOINED).only(*SHOWN)
    if any(counts.get(stage) for stage in Application.ENDED):
        shown = shown.with_labels()  # what has ended keeps the words of that day

    address = partial(sought.address_of_list, request)
    page = columns = lines = None
    if form.is_board:
        row_number = Window(RowNumber(), partition_by=F("status"), order_by=[F("since_on").asc(), F("pk").asc()])
        first = shown.annotate(place=row_number).filter(place__lte=IN_A_COLUMN).order_by("since_on", "pk")
        used = {*Application.STAGES, STATUS.ON_HOLD} - StageName.switched_off(actor.scheme.pk)
        columns = _columns(_lines(first, labels, today, request.actor), counts, labels, used, address)
    else:
        pages = Paginator(shown, ON_A_PAGE)
        pages.count = sum(counts.values())
        page = pages.get_page(request.GET.get("page"))
        lines = _lines(page.object_list, labels, today, request.actor)
    return render(
        request,
        "carers/pipeline/applications.html",
        {
            "filter_form": form,
            "words": words,
            "address": address(),
            "page": page,
            "lines": lines,
            "columns": columns,
            "counts": [
                {"label": labels[stage], "count": counts[stage], "url": address(stage=stage)}
                for stage in [*Application.STAGES, STATUS.ON_HOLD, *Application.ENDED]
                if counts.get(stage)
            ],
            "total": sum(counts.values()),
            "views": [
                {"text": "Table", "url": address(view=""), "is_current": not form.is_board},
                {"text": "Board", "url": address(view="board"), "is_current": form.is_board},
            ],
            "unsearched": address(find=""),
        },
    )
