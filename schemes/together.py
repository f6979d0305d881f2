"""Records of several kinds read in one question: each kind says which of its values it wants, by name."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject


def read_together(parts: dict[str, tuple[QuerySet, dict]]) -> Iterator[tuple[str, SimpleNamespace]]:
    """(kind, values) of every row of each part, part by part; `parts` gives a queryset and what is wanted of it.

    What is wanted is named as fields are: a name that ends in `_on` comes back as a day. Moments cannot be read so.
    """
    asked = [rows.values_list(Value(kind), JSONObject(**wanted)) for kind, (rows, wanted) in parts.items()]
    for kind, told in asked[0].union(*asked[1:], all=True):
        yield kind, SimpleNamespace(**{name: _plain(name, value) for name, value in told.items()})


def _plain(name: str, value):
    return date.fromisoformat(value) if value is not None and name.endswith("_on") else value
