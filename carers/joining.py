"""Enquiries that go on as one: what the one that goes on shows of the others, and which may be joined."""

from django.db.models import Exists, OuterRef

from carers.alike import Told, alike
from carers.models import Application, SectionFilled


def joined_with(application: Application, actor) -> list[Application]:
    """Those that go on in this one, and those that went on in them before, as far as this actor may see them."""
    found, newest = [], [application.pk]
    filled = Exists(SectionFilled.objects.filter(application=OuterRef("pk")))
    while newest:
        rows = Application.objects.visible_to(actor).filter(joined_to__in=newest).annotate(has_answers=filled)
        rows = list(rows.with_labels().select_related("folder").order_by("pk"))
        found += rows
        newest = [row.pk for row in rows]
    return found


def who_else_asked(application: Application, joined: list[Application]) -> list[Application]:
    """Those of these that are about somebody else than who asked first: one of each name."""
    people = {application.full_name.casefold(): application}
    for row in joined:
        people.setdefault(row.full_name.casefold(), row)
    return list(people.values())[1:]


def may_be_joined(application: Application, actor) -> list[tuple[Application, str]]:
    """Open enquiries that may come from the same home, the likeliest first, and why it seems so."""
    return [
        (one.row, one.why)
        for one in alike(actor, Told.by(application), but=application)
        if isinstance(one.row, Application) and one.row.is_open
    ]
