"""Tables as files for a spreadsheet: the same words as on the page, and nothing in them runs as a formula."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

UNSAFE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


def plain(cell) -> str:
    """A cell's text as text alone."""
    text = str(cell)
    return f"'{text}" if text.startswith(UNSAFE) else text


def as_csv(name: str, head: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """A table to keep, under this name (without its ending)."""
    made = HttpResponse(content_type="text/csv; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    made.write("\ufeff")  # so that a spreadsheet reads £ as £
    writer = csv.writer(made)
    for row in (head, *rows):
        writer.writerow([plain(cell) for cell in row])
    return made
