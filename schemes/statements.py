"""Queries that every page of a kind asks: written with the ORM, put into SQL once, asked with other values."""

from collections.abc import Callable

from django.db import connection
from django.db.models import Expression, Field, QuerySet


class Given(Expression):
    """A value of a statement that is only known when it is asked, by its name."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return f"%s::{self.output_field.db_type(connection)}", [self]


class GivenKeys(Given):
    """The keys of some rows, given as a list: for `…__in`."""

    def as_sql(self, compiler, connection):
        return f"(SELECT unnest(%s::{self.output_field.rel_db_type(connection)}[]))", [self]


class Statement:
    """What `build` asks, with a `Given` for every value that changes: for the ORM, building is dearer than asking.

    Rows are tuples in the order of the queryset's `values_list`, as the database gives them.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self._build = build
        self._compiled: tuple[str, tuple] | None = None

    def rows(self, **given) -> list[tuple]:
        """The rows, for these values."""
        if self._compiled is None:
            self._compiled = self._build().query.sql_with_params()
        sql, params = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [given[p.name] if isinstance(p, Given) else p for p in params])
            return cursor.fetchall()
