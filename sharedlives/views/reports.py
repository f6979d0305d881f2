"""Reports: counts of one scheme, or of a region's schemes side by side; numbers lead to rows for those who see rows."""

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from referrals.models import Referral
from schemes import clock
from schemes.access import allow
from schemes.models import Scheme
from schemes.roles import SEES_RECORDS
from schemes.small_numbers import FEW, said, said_with_total
from schemes.vocabulary import ArrangementType
from sharedlives.dashboards import SchemeCounts, counts


@allow("counts.see")
def reports(request):
    """How things are today."""
    actor = request.actor
    schemes = Scheme.objects.filter(region=actor.region) if actor.scheme is None else [actor.scheme]
    sees_rows = actor.role in SEES_RECORDS
    figures = [figures_of(found, sees_rows=sees_rows) for found in counts(schemes, clock.today())]
    return render(
        request,
        "front/reports.html",
        {
            "on": clock.today(),
            "region": actor.region,
            "figures": figures,
            "tables": side_by_side(figures) if actor.scheme is None else [],
            "hides_few": not sees_rows,
            "few": FEW,
        },
    )


def link(name: str, query: str = "", *, sees_rows: bool) -> str:
    """Where the rows behind a number are, for those who may see them."""
    if not sees_rows:
        return ""
    try:
        return reverse(name) + query
    except NoReverseMatch:
        return ""


def figures_of(found: SchemeCounts, *, sees_rows: bool) -> dict:
    """One scheme's counts in three lists of (what, number as it may be read, where its rows are)."""
    hide_few = not sees_rows
    people, by_type = said_with_total(found.people, found.people_by_type, hide_few=hide_few)
    referrals, by_status = said_with_total(found.referrals, found.referrals_by_status, hide_few=hide_few)
    days = found.waiting_longest
    return {
        "scheme": found.scheme,
        "lists": [
            (
                "People supported now",
                [
                    ("People", people, link("arrangements", sees_rows=sees_rows)),
                    *(
                        (
                            ArrangementType(kind).label,
                            by_type[kind],
                            link("arrangements", f"?type={kind}", sees_rows=sees_rows),
                        )
                        for kind in by_type
                    ),
                ],
            ),
            (
                "Households",
                [
                    ("Approved", said(found.households, hide_few=hide_few), link("households", sees_rows=sees_rows)),
                    (
                        "With a place today",
                        said(found.households_with_a_place, hide_few=hide_few),
                        link("households", sees_rows=sees_rows),
                    ),
                ],
            ),
            (
                "Open referrals",
                [
                    ("Referrals", referrals, link("referrals", sees_rows=sees_rows)),
                    *(
                        (
                            Referral.Status(status).label
                            if status != Referral.Status.NEEDS_MORE
                            else "Waiting for the referrer",
                            by_status[status],
                            link("referrals", f"?status={status}", sees_rows=sees_rows),
                        )
                        for status in by_status
                    ),
                    (
                        "Waiting longest",
                        "–" if days is None else f"{days} day{'' if days == 1 else 's'}",
                        "",
                    ),
                ],
            ),
            (
                "Promises",
                [
                    ("Overdue", str(found.overdue), link("today", "?show=team", sees_rows=sees_rows)),
                    (
                        "Overdue and held by nobody",
                        str(found.overdue_unheld),
                        link("today", "?show=unassigned", sees_rows=sees_rows),
                    ),
                ],
            ),
        ],
    }


def side_by_side(figures: list[dict]) -> list[dict]:
    """A table for each list: a row for each count, a column for each scheme, in groups of five schemes at most."""
    tables = []
    for start in range(0, len(figures), 5):
        some = figures[start : start + 5]
        for position, (caption, lines) in enumerate(some[0]["lists"] if some else []):
            tables.append(
                {
                    "caption": caption,
                    "head": [{"text": "Count"}] + [{"text": f["scheme"].name, "numeric": True} for f in some],
                    "rows": [
                        [what] + [{"text": f["lists"][position][1][line][1], "numeric": True} for f in some]
                        for line, (what, _, _) in enumerate(lines)
                    ],
                }
            )
    return tables
