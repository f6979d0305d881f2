"""Every household beside every check: who has something missing, and what runs out next?"""

from collections import Counter

from django.core.paginator import Paginator
from django.shortcuts import render

from carers import check_lists
from carers.forms.check_matrix import STATES, MatrixFilter
from carers.matrix import LAPSED, NOT_IN_ORDER
from carers.models import CheckRules, Household
from schemes import clock
from schemes.access import allow, write_opening
from schemes.models import Opening, Policies
from schemes.spreadsheets import as_csv
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
    ids = list(filter_form.choose(seen, scheme=scheme, on=today).values_list("pk", flat=True))
    asked = CheckRules([scheme], Policies([scheme])).all_asked(scheme.pk, today)
    if kind:
        asked = {CheckKind(kind): asked[CheckKind(kind)]}
    states = {
        pk: {_counted(one) for one in found}
        for pk, found in check_lists.states_of_households(scheme, ids, today, asked).items()
    }
    counts = Counter(one for found in states.values() for one in found)
    chosen = [pk for pk in ids if not state or state in states[pk]]
    if "csv" in request.GET:
        return _as_csv(
            request, seen.filter(pk__in=chosen), check_lists.of_households(scheme, chosen, today, asked), state
        )
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
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
            "overlaps": counts.total() > len(ids),
            "state": state,
            "kind": kind,
            "filter_form": filter_form,
            "total": len(ids),
            "may_waive": request.actor.may("checks.waive"),
            "has_any": bool(ids) or seen.exists(),
        },
    )


HEAD = ["Household", "Reference", "Standing", "Officer", "Whose", "Check", "Where it stands", "In words", "Runs out"]


def _as_csv(request, households, groups, state):
    """Every check of these households, one in a row; that each household was taken along is written down."""
    labels, rows = dict(STATES), []
    for household in households.select_related("folder", "officer__account").order_by("name", "pk"):
        write_opening(request, household, what=Opening.What.EXPORT)
        officer = household.officer.name if household.officer else ""
        about = [household.name, household.reference, household.get_status_display(), officer]
        for line in (line for group in groups[household.pk] for line in group.lines):
            if not state or _counted(line.state) == state:
                whose = line.member.full_name if line.member else "The home"
                until = line.newest.expires_on if line.newest else None
                rows.append(
                    [
                        *about,
                        whose,
                        line.label,
                        labels[_counted(line.state)],
                        line.words[:1].upper() + line.words[1:],
                        until or "",
                    ]
                )
    return as_csv(f"checks-{clock.today()}", HEAD, rows)


def _counted(state: str) -> str:
    """What is not in order is counted with what has run out: both need somebody now."""
    return LAPSED if state == NOT_IN_ORDER else state


def _cells(lines, columns, state) -> list[dict]:
    """For each column: what needs saying, the loudest first, then in numbers what does not.

    Where one state was chosen, only what stands like that is said.
    """
    by_column = {name: [] for name in columns}
    for line in lines:
        by_column[COLUMNS[COLUMN_OF[line.kind]][0]].append(line)
    cells = []
    for name, own in by_column.items():
        if state:
            said, rest = [line for line in own if _counted(line.state) == state], ""
        else:
            said = [line for line in own if line.tone and not line.is_quiet]
            rest = _in_numbers(own, said)
        said.sort(key=lambda line: (LOUDEST_FIRST[line.tone], (line.newest and line.newest.expires_on) or line.on))
        cells.append(
            {"column": name, "lines": said[:SHOWN_IN_A_CELL], "more": len(said) - SHOWN_IN_A_CELL, "rest": rest}
        )
    return cells


def _in_numbers(own, said) -> str:
    """What goes without saying: how many are in date, how many nobody has written down."""
    if not own:
        return "Not asked for"
    quiet = sum(line.is_quiet for line in own)
    in_date = len(own) - len(said) - quiet
    return ", ".join([f"{in_date} in date"] * bool(in_date) + [f"{quiet} not recorded"] * bool(quiet))
