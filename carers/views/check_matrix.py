"""Every household beside every check: who has something missing, and what runs out next?"""

from collections import Counter

from django.core.paginator import Paginator
from django.shortcuts import render

from carers import check_lists
from carers.forms.check_matrix import STATES, MatrixFilter
from carers.matrix import LAPSED, NOT_IN_ORDER
from carers.models import CheckRules, Household
from schemes import clock
from schemes.access import allow
from schemes.models import Policies
from schemes.vocabulary import CheckKind

ON_A_PAGE = 25
SHOWN_IN_A_CELL = 3
# The columns: kinds of check that people think of together.
COLUMNS = [
    ("Who they are", [CheckKind.DBS, CheckKind.IDENTITY, CheckKind.RIGHT_TO_WORK]),
    (
        "Training",
        [CheckKind.SAFEGUARDING, CheckKind.FIRST_AID, CheckKind.MEDICATION, CheckKind.MCA, CheckKind.MOVING],
    ),
    ("References and health", [CheckKind.REFERENCES, CheckKind.MEDICAL, CheckKind.LOCAL_AUTHORITY]),
    (
        "The home",
        [CheckKind.HOME_SAFETY, CheckKind.GAS, CheckKind.ELECTRICAL, CheckKind.PERMISSION],
    ),
    ("Insurance and car", [CheckKind.LIABILITY, CheckKind.HOME_INSURANCE, CheckKind.CAR_INSURANCE, CheckKind.CAR]),
]
COLUMN_OF = {kind: number for number, (_, kinds) in enumerate(COLUMNS) for kind in kinds}
LOUDEST_FIRST = {"late": 0, "soon": 1, "quiet": 3, "": 4}


@allow("households.see")
def check_matrix(request):
    """Who has a check missing, lapsed, running out or waived? Each opens the form that records it."""
    scheme, today = request.actor.scheme, clock.today()
    filter_form = MatrixFilter.read(request.GET, actor=request.actor)
    kind, state = filter_form.cleaned_data["kind"], filter_form.cleaned_data["state"]
    seen = Household.objects.visible_to(request.actor)
    ids = list(filter_form.choose(seen).values_list("pk", flat=True))
    asked = CheckRules([scheme], Policies([scheme])).all_asked(scheme.pk, today)
    if kind:
        asked = {CheckKind(kind): asked[CheckKind(kind)]}
    states = {
        pk: {_counted(one) for one in found}
        for pk, found in check_lists.states_of_households(scheme, ids, today, asked).items()
    }
    counts = Counter(one for found in states.values() for one in found)
    page = Paginator([pk for pk in ids if not state or state in states[pk]], ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    groups = check_lists.of_households(scheme, list(page), today, asked)
    lines_of = {pk: [line for group in found for line in group.lines] for pk, found in groups.items()}
    shown = seen.filter(pk__in=list(page)).select_related("officer__account").order_by("name", "pk")
    columns = [name for number, (name, _) in enumerate(COLUMNS) if not kind or COLUMN_OF[CheckKind(kind)] == number]
    rows = [{"household": row, "cells": _cells(lines_of[row.pk], columns, state)} for row in shown]
    return render(
        request,
        "carers/checks/check_matrix.html",
        {
            "page": page,
            "rows": rows,
            "columns": columns,
            "counts": [(value, label, counts[value]) for value, label in STATES if counts[value]],
            "state": state,
            "kind": kind,
            "filter_form": filter_form,
            "total": len(ids),
            "may_waive": request.actor.may("checks.waive"),
            "has_any": bool(ids) or seen.exists(),
        },
    )


def _counted(state: str) -> str:
    """What is not in order is counted with what has run out: both need somebody now."""
    return LAPSED if state == NOT_IN_ORDER else state


def _cells(lines, columns, state) -> list[dict]:
    """For each column: what needs saying, the loudest first, then in numbers what does not."""
    numbers = {name: number for number, (name, _) in enumerate(COLUMNS)}
    cells = []
    for name in columns:
        own = [line for line in lines if COLUMN_OF[line.kind] == numbers[name]]
        if state:
            said = [line for line in own if _counted(line.state) == state]
        else:
            said = [line for line in own if line.tone and not line.is_quiet]
        said.sort(
            key=lambda line: (LOUDEST_FIRST[line.tone], line.newest.expires_on or line.on if line.newest else line.on)
        )
        rest = [line for line in own if line not in said]
        quiet = sum(line.is_quiet for line in rest)
        in_date = sum(not line.tone for line in rest)
        cells.append(
            {
                "column": name,
                "lines": said[:SHOWN_IN_A_CELL],
                "more": len(said) - SHOWN_IN_A_CELL,
                "in_date": in_date,
                "quiet": quiet,
                "is_empty": not own,
            }
        )
    return cells
