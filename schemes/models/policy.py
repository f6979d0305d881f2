"""A scheme's own rules: how often, how many, by when. Effective-dated rows; the past keeps the rule it had."""

from datetime import date

from django.db import connection, models

from schemes.models.records import OpenRecordQuerySet, Record
from schemes.presets import RULES, preset
from schemes.statements import GivenKeys, Statement


class Policy(Record):
    """One rule of a scheme from one day on, with the source of its value. `happened_on` is the first day it holds."""

    key = models.CharField(max_length=40)
    value = models.JSONField()
    source = models.TextField(help_text="Where the value comes from: a law, a guide, or the scheme's choice.")

    objects = OpenRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scheme", "key", "-happened_on", "-id"])]
        verbose_name_plural = "policies"

    def __str__(self):
        return RULES[self.key].label

    @classmethod
    def begin_with_preset(cls, scheme, *, on, by) -> None:
        """Give a new scheme its nation's preset. Undo: change a rule from a later date."""
        for key, (value, source) in preset(scheme.nation).items():
            cls.put_down(scheme=scheme, key=key, value=value, source=source, happened_on=on, by=by)

    @classmethod
    def set_rule(cls, *, scheme, key, value, source, from_on, by) -> "Policy":
        """Change one rule from a day on. Undo: set it back; both stay on record."""
        return cls.put_down(scheme=scheme, key=key, value=value, source=source, happened_on=from_on, by=by)


class Policies:
    """The rules of some schemes, read once, answering what held on any day."""

    # Every page reads some: the rows are made from one statement's answer, as a queryset would make them.
    _COLUMNS = [field.attname for field in Policy._meta.concrete_fields]
    _READ = Statement(
        lambda: (
            Policy.objects.standing()
            .filter(
                scheme__in=GivenKeys("schemes", models.BigIntegerField()), key__in=GivenKeys("keys", models.TextField())
            )
            .order_by("happened_on", "id")
            .values_list(*Policies._COLUMNS)
        )
    )

    def __init__(self, schemes, keys=()):
        """`keys`: read these rules alone; none read every rule."""
        self._rows: dict[tuple[int, str], list[Policy]] = {}
        ids = [scheme.pk for scheme in schemes]
        for values in self._READ.rows(schemes=ids, keys=list(keys) or list(RULES)):
            row = Policy.from_db(connection.alias, self._COLUMNS, values)
            self._rows.setdefault((row.scheme_id, row.key), []).append(row)

    def rule(self, scheme_id: int, key: str, on: date) -> Policy | None:
        """The row in force on a day, or None where the scheme has none yet (then the general preset holds)."""
        found = None
        for row in self._rows.get((scheme_id, key), []):
            if row.happened_on > on:
                break
            found = row
        return found

    def steps(self, scheme_id: int, key: str) -> list[tuple[date, int]]:
        """Every value of a rule with the day it began, oldest first."""
        return [(row.happened_on, row.value) for row in self._rows.get((scheme_id, key), [])]

    def value(self, scheme_id: int, key: str, on: date):
        """The value in force on a day."""
        row = self.rule(scheme_id, key, on)
        return RULES[key].fallback if row is None else row.value
