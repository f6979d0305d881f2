"""`manage.py access`: who may open which address, for whoever answers for information governance."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

from schemes.roles import ALLOWED, ANYONE, Role

SIGN_IN_PAGES = "sign-in pages"


@dataclass(frozen=True)
class Address:
    """One address: its name, its shape, what it needs, and the view behind it."""

    name: str
    route: str
    needs: str
    view: object

    @property
    def roles(self) -> list[str]:
        """The roles that may open it."""
        if self.needs == "public":
            return ["anyone"]
        if self.needs == SIGN_IN_PAGES:
            return [SIGN_IN_PAGES]
        if self.needs in ANYONE:
            return [role.value for role in Role]
        return [role.value for role in Role if self.needs in ALLOWED.get(role, set())]


def addresses(resolver=None, before: str = "") -> Iterator[Address]:
    """Every address of the product, with the mark on its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            theirs = (pattern.callback.__module__ or "").startswith("allauth.")
            needs = SIGN_IN_PAGES if theirs else getattr(pattern.callback, "needs", "")
            yield Address(pattern.name or "", route, needs, pattern.callback)


class Command(BaseCommand):
    help = "Print every address, the permission it needs, and the roles that carry it."

    def add_arguments(self, parser):
        parser.add_argument("--csv", action="store_true", help="As CSV, to open in a spreadsheet")

    def handle(self, **options):
        rows = [
            (address.name, f"/{address.route}", address.needs or "NOT MARKED", ", ".join(address.roles))
            for address in addresses()
        ]
        head = ("name", "address", "needs", "roles")
        if options["csv"]:
            csv.writer(self.stdout, lineterminator="\n").writerows([head, *rows])
            return
        widths = [max(len(row[column]) for row in [head, *rows]) for column in range(3)]
        for row in [head, *rows]:
            self.stdout.write(
                "  ".join([text.ljust(width) for text, width in zip(row, widths, strict=False)] + [row[3]])
            )
