"""The words of the front door's emails: no name, no need, one link."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from schemes.models import Scheme, StaffMember
from schemes.templatetags.words import counted
from sharedlives.today import ASKS_FOR_AN_ACT, OVERDUE, Today, kind_of, when_in_words

MOST_ROWS = 8  # of one group in an email; the page has them all


def morning_email(staff: StaffMember, scheme: Scheme, board: Today, references: dict[int, str]) -> tuple[str, str]:
    """Subject and body of the morning email: how much there is, and each thing as its verb and a reference."""
    late = len(board.rows_in(OVERDUE))
    asking = sum(len(board.rows_in(name)) for name in ASKS_FOR_AN_ACT)
    subject = f"{scheme.name}: {counted(asking, 'thing')} to do" + (f", {late} overdue" if late else "")
    groups = [
        {
            "heading": group.heading,
            "count": len(group.rows),
            "lines": list(_lines(group, board.on, references)),
            "more": max(0, len(group.rows) - MOST_ROWS),
        }
        for group in board.groups
        if group.rows
    ]
    body = render_to_string(
        "emails/front/morning.txt",
        {
            "first_name": staff.name.split()[0] if staff.name.split() else "",
            "asking": counted(asking, "thing"),
            "groups": groups,
            "later": len(board.later),
            "url": settings.SITE_ADDRESS + reverse("today"),
            "scheme": scheme,
        },
    )
    return subject, body.strip() + "\n"


def _lines(group, on, references) -> Iterable[str]:
    """Each row without a name: "Visit · A-1012 · 3 days overdue"."""
    for row in group.rows[:MOST_ROWS]:
        about = references.get(row.folder_id, "")
        yield " · ".join(text for text in [kind_of(row).verb, about, when_in_words(row, group.name, on)] if text)
