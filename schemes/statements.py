"""Queries that every page of a kind asks: written with the ORM, put into SQL once, asked with other values."""

from collections.abc import Callable

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.utils.functional import cached_property


class Given(Expression):
    """A value of a statement that is only known when it is asked, by its name."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return f"%s::{self.output_field.db_type(connection)}", [self]


class GivenKeys(Given):
    """Several values, such as the keys of some rows, given as a list: for `…__in`."""

    def as_sql(self, compiler, connection):
        return f"(SELECT unnest(%s::{self.output_field.rel_db_type(connection)}[]))", [self]


class Statement:
    """What `build` asks, with a `Given` for every value that changes: for the ORM, building is dearer than asking.

    Rows are sequences in the order of the queryset's `values_list`.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self._build = build

    @cached_property
    def _compiled(self):
        compiler = self._build().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return sql, params, compiler, compiler.get_converters([column[0] for column in compiler.select])

    def rows(self, **given) -> list:
        """The rows, for these values."""
        sql, params, compiler, converters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [given[p.name] if isinstance(p, Given) else p for p in params])
            rows = cursor.fetchall()
        return list(compiler.apply_converters(rows, converters)) if converters else rows
