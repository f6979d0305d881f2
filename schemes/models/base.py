"""What every row of a scheme has in common: whose it is, who may see it, and what was changed about it."""

from datetime import date
from functools import cache

from django.db import models, transaction
from django.db.models import Max, Q
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from schemes import clock
from schemes.acting import history_actor
from schemes.roles import SEES_RECORDS, may


class Stale(Exception):
    """Somebody else saved this while you were typing. `changes` is [(label, theirs, yours)]."""

    def __init__(self, changes):
        super().__init__("Somebody else has saved this since you opened it.")
        self.changes = changes


def rows_visible_to(actor, folders: tuple[str, ...] = ()) -> Q:
    """Which rows of a scheme this actor may read: a job all, staff of the scheme theirs, the holder of a link none.

    `folders` are the ways from a row to the folders it would give away; a restricted one hides the row from officers.
    """
    nothing = Q(pk__in=[])
    if actor is None or actor.is_link:
        return nothing
    if actor.is_job:
        return Q()
    if actor.scheme is None or actor.role not in SEES_RECORDS:
        return nothing
    seen = Q(scheme=actor.scheme)
    if not may(actor.role, "folders.see_restricted"):
        for path in folders:
            seen &= ~Q(**{f"{path}__is_restricted": True})
    return seen


class SchemeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The rows this actor may read."""
        return self.filter(rows_visible_to(actor, self.model.FOLDERS))

    def of_their_scheme(self, actor):
        """The rows of the scheme somebody works in, whatever their role: a job's are all, those of a link none."""
        if actor is None or actor.is_link:
            return self.none()
        if actor.is_job:
            return self
        return self.filter(scheme=actor.scheme) if actor.scheme else self.none()

    def next_number(self, field: str) -> int:
        """The number after the highest of these rows, 1 where there are none. Lock what they belong to first."""
        return (self.aggregate(highest=Max(field))["highest"] or 0) + 1


class SchemeOwned(models.Model):
    """A row that belongs to one scheme. Keys between such rows never cross schemes: the database refuses it."""

    FOLDERS: tuple[str, ...] = ()

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="+")

    objects = SchemeQuerySet.as_manager()

    class Meta:
        abstract = True

    def hidden_from(self, actor) -> frozenset[str]:
        """The fields this actor may not read, though they may read the row."""
        return frozenset()


class Versions(HistoryManager):
    """The kept versions of a row. The class behind `.history` is made once, and not each time somebody looks at it."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class):
        return super().from_queryset(queryset_class)


class WithHistory(models.Model):
    """A plain, editable row whose every change is kept with who, when and why."""

    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(
        inherit=True,
        user_model="schemes.Actor",
        get_user=history_actor,
        history_change_reason_field=models.TextField(null=True),
        excluded_fields=["version"],
        history_manager=Versions,
    )

    class Meta:
        abstract = True

    @property
    def _history_date(self):
        return clock.now()

    def keep(self, *, by, why: str = "") -> None:
        """Save, saying in the history who did it and why."""
        self._history_user, self._change_reason = by, why
        self.save()

    @classmethod
    def add(cls, *, by, why: str = "Added", **fields):
        """A new row, saying in the history who made it. Undo: a correction, or the act that ends it."""
        row = cls(**fields)
        row.keep(by=by, why=why)
        return row

    def lock(self) -> None:
        """Read the row again and hold it until the end of this transaction."""
        self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update())

    @transaction.atomic
    def save_edit(self, changes: dict, *, version: int | None, by, why: str = "Edited") -> None:
        """Save plain edits made on `version` of this row, or say what somebody else changed meanwhile.

        Only fields that differ count: an edit that changes nothing writes nothing. Undo: edit it back.
        """
        self.lock()
        different = {name: value for name, value in changes.items() if getattr(self, name) != value}
        if version is not None and version != self.version and different:
            raise Stale([(self.label_of(n), self.shown(n), self.shown(n, v)) for n, v in different.items()])
        if not different:
            return
        for name, value in different.items():
            setattr(self, name, value)
        self.version += 1
        self.keep(by=by, why=why)

    @classmethod
    def label_of(cls, name: str) -> str:
        """A field's name as staff read it."""
        label = str(cls._meta.get_field(name).verbose_name)
        return label[:1].upper() + label[1:]

    def shown(self, name: str, value=...) -> str:
        """A field's value as staff read it: choices by their words, nothing as a dash."""
        field = self._meta.get_field(name)
        value = getattr(self, name) if value is ... else value
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, date):
            return f"{value:%-d %B %Y}"
        return "–" if value in (None, "") else str(value)


class Kept(WithHistory, SchemeOwned):
    """A row of one scheme whose every change is kept."""

    class Meta:
        abstract = True
