"""Rules about models, and about what the database itself holds."""

from django.db import connection, models

from schemes.models import Record, SchemeOwned


def fields_say_what_they_are(all_models, allowed: dict[str, str]) -> list[str]:
    """`_on` is a date, `_at` a moment, `is_`, `has_` and `can_` a yes or no; and the other way round."""
    found = []
    for model in all_models:
        for field in model._meta.concrete_fields:
            name = f"{model.__name__}.{field.name}"
            if name in allowed:
                continue
            is_moment = isinstance(field, models.DateTimeField)
            is_day = isinstance(field, models.DateField) and not is_moment
            is_yes_or_no = isinstance(field, models.BooleanField)
            if is_day != field.name.endswith("_on"):
                found.append(f"{name}: a day ends in _on, and nothing else does")
            if is_moment != field.name.endswith("_at"):
                found.append(f"{name}: a moment ends in _at, and nothing else does")
            if is_yes_or_no != field.name.startswith(("is_", "has_", "can_")):
                found.append(f"{name}: a yes or no begins with is_, has_ or can_, and nothing else does")
    return found


def keys_within_a_scheme(all_models) -> list[tuple[str, str, str]]:
    """Each key between two rows that belong to schemes: its table, its column and the table it points at."""
    return [
        (model._meta.db_table, field.column, field.related_model._meta.db_table)
        for model in all_models
        if belongs_to_a_scheme(model)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and belongs_to_a_scheme(field.related_model)
    ]


def belongs_to_a_scheme(model) -> bool:
    """Whether its rows carry the scheme they belong to."""
    return issubclass(model, SchemeOwned)


def no_key_crosses_schemes(keys) -> list[str]:
    """Each of these keys has a twin in the database that includes the scheme."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.conrelid::regclass::text, array_agg(a.attname::text ORDER BY a.attnum), c.confrelid::regclass::text
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
            WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2 AND c.convalidated
            GROUP BY c.oid, c.conrelid, c.confrelid
            """
        )
        held = {(table, frozenset(columns), target) for table, columns, target in cursor.fetchall()}
    return [
        f"{table}.{column} may point into another scheme"
        for table, column, target in keys
        if (table, frozenset({"scheme_id", column}), target) not in held
    ]


def records(all_models) -> list:
    return [model for model in all_models if issubclass(model, Record)]


def records_stand(tables) -> list[str]:
    """Each of these tables refuses, by a trigger that is switched on, to change or remove a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger "
            "WHERE tgname = 'records_stand' AND tgenabled <> 'D' AND (tgtype & 8) > 0 AND (tgtype & 16) > 0"
        )
        guarded = {row[0] for row in cursor.fetchall()}
    return [f"{table} may be changed or removed" for table in tables if table not in guarded]
