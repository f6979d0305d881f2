"""What is owed to carers' households: checks that run out."""

from collections.abc import Iterable
from datetime import date

from carers import due_checks, due_links, due_panel, due_pipeline, due_profiles, due_year
from schemes.due import Due


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """What is owed to those who apply and to those who are approved; each part reads its own rows."""
    yield from due_checks.due(schemes, on, policies, until=until)
    yield from due_pipeline.due(schemes, on, policies, until=until)
    yield from due_links.due(schemes, on, policies)
    yield from due_panel.due(schemes, on, policies, until=until)
    yield from due_year.due(schemes, on, policies, until=until)
    yield from due_profiles.due(schemes, on, policies, until=until)
