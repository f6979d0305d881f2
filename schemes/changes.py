"""Who changed what and why, for the page of a case, a person or a household. For inquiry, never for logic."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import ForeignKey, Model
from django.utils import timezone

from schemes.acting import whoever_acts
from schemes.models import Case, Move, Record, SchemeOwned, StaffMember

# What says nothing to a reader: keys, counters, and what another field already says.
UNSAID = {
    "id",
    "scheme",
    "version",
    "folder",
    "sector",
    "reasons",
    "recorded_at",
    "recorded_by",
    "replaced_by",
    "corrected_because",
    "draft_key",
}
WHO = ("staff__account", "link")
HIDDEN = "Hidden"  # what stands where a reader may not read it


@dataclass
class Change:
    """One change: when, by whom, why, about what, and each field before and after as staff read it."""

    at: datetime
    who: str
    why: str
    what: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class _Pair:
    """A row as it was before a change and after it, and the fields to compare."""

    change: Change
    before: Any
    after: Any
    fields: list
    hidden: frozenset[str] = frozenset()  # fields whose change may be told, not what stood in them

    def different(self) -> list:
        return [f for f in self.fields if getattr(self.before, f.attname) != getattr(self.after, f.attname)]


def changes_of(*rows: Model | None, limit: int | None = 50) -> list[Change]:
    """Every change to these rows, newest first: edits and steps of what has history, corrections of records.

    The number of queries follows the number of kinds of row, never the number of rows or of changes.
    """
    of_kind: dict[type[Model], list[Model]] = {}
    for row in rows:
        if row is not None:
            of_kind.setdefault(type(row), []).append(row)
    moves = _moves([row for row in rows if isinstance(row, Case)])
    pairs: list[_Pair] = []
    for kind, same_kind in of_kind.items():
        if issubclass(kind, Record):
            pairs += _corrections(kind, same_kind)
        elif hasattr(kind, "history"):
            pairs += _versions(kind, same_kind, moves)
    names = _names(pairs)
    for pair in pairs:
        pair.change.lines = [_line(f, pair, names) for f in pair.different()]
    # Newest first; of two at one moment the later made is the newer.
    changes = [pair.change for pair in reversed(pairs) if pair.change.lines or pair.change.why]
    changes.sort(key=lambda change: change.at, reverse=True)
    return changes if limit is None else changes[:limit]


def _what(row: Model, same_kind: list[Model]) -> str:
    """What changed, named only where several of a kind are told together."""
    name = str(row._meta.verbose_name)
    name = name[:1].upper() + name[1:]
    return f"{name}: {row}" if len(same_kind) > 1 else name


def _hidden(row: Model, reader) -> frozenset[str]:
    return row.hidden_from(reader) if isinstance(row, SchemeOwned) else frozenset()


def _fields(kind: type[Model]) -> list:
    return [f for f in kind._meta.concrete_fields if f.name not in UNSAID]


def _moves(cases: list[Case]) -> dict[int, list[Move]]:
    """The steps of these cases by folder, oldest first."""
    waiting: dict[int, list[Move]] = {case.folder_id: [] for case in cases}
    if waiting:
        for move in Move.objects.filter(folder__in=waiting).order_by("id"):
            waiting[move.folder_id].append(move)
    return waiting


def _versions(kind, rows, moves) -> Iterator[_Pair]:
    """Each kept version of these rows beside the one before it; a step of a case is told in its labels."""
    by_pk, reader = {row.pk: row for row in rows}, whoever_acts()
    hidden = {row.pk: _hidden(row, reader) for row in rows}
    latest: dict[int, Any] = {}
    kept = kind.history.model.objects.filter(id__in=by_pk).select_related(*(f"history_user__{path}" for path in WHO))
    for after in kept.order_by("history_date", "history_id"):
        row, before = by_pk[after.id], latest.get(after.id)
        latest[after.id] = after
        change = Change(
            at=after.history_date,
            who=after.history_user.name if after.history_user else "",
            why=after.history_change_reason or "",
            what=_what(row, rows),
        )
        fields = _fields(kind) if before else []
        if isinstance(row, Case) and (before is None or before.status != after.status):
            fields = [f for f in fields if f.name != "status"]
            _tell_step(change, moves[row.folder_id], before.status if before else "", after.status)
        yield _Pair(change, before, after, fields, hidden[row.pk])


def _tell_step(change: Change, waiting: list[Move], *step: str) -> None:
    """Say a change of state in its own labels; each step is told once."""
    move = next((move for move in waiting if (move.from_status, move.to_status) == step), None)
    if move is None:
        return
    waiting.remove(move)
    steps = f"{move.from_label} → {move.to_label}" if move.from_label else move.to_label
    change.what = f"{change.what}: {'put back, ' if move.is_put_back else ''}{steps}"
    # The history's own words for a step without a reason only repeat the labels.
    change.why = move.why


def _corrections(kind, rows) -> Iterator[_Pair]:
    """Each of these records that corrects an earlier one, beside the one it corrects."""
    corrected = {row.pk: row for row in rows if row.corrected_because}
    if not corrected:
        return
    again = kind.objects.filter(pk__in=corrected).select_related(*(f"recorded_by__{path}" for path in WHO))
    writers, reader = {row.pk: row.recorded_by.name for row in again}, whoever_acts()
    for before in kind.objects.filter(replaced_by__in=corrected):
        after = corrected[before.replaced_by_id]
        change = Change(
            at=after.recorded_at,
            who=writers[after.pk],
            why=after.corrected_because,
            what=f"{_what(after, rows)} corrected",
        )
        yield _Pair(change, before, after, _fields(kind), _hidden(after, reader))


def _names(pairs: list[_Pair]) -> dict[tuple[type[Model], int], str]:
    """What the rows that changed keys point at are called, one query for each kind of row."""
    wanted: dict[type[Model], set[int]] = {}
    for pair in pairs:
        for f in pair.different():
            if isinstance(f, ForeignKey):
                keys = {getattr(pair.before, f.attname), getattr(pair.after, f.attname)} - {None}
                wanted.setdefault(f.related_model, set()).update(keys)
    names = {}
    for model, keys in wanted.items():
        rows = model._base_manager.filter(pk__in=keys)
        if model is StaffMember:
            rows = rows.select_related("account")
        names |= {(model, row.pk): str(row) for row in rows}
    return names


def _line(f, pair: _Pair, names) -> tuple[str, str, str]:
    """One field, before and after."""
    label = str(f.verbose_name)
    if f.name in pair.hidden:
        return label[:1].upper() + label[1:], HIDDEN, HIDDEN
    before, after = (_shown(f, getattr(version, f.attname), names) for version in (pair.before, pair.after))
    return label[:1].upper() + label[1:], before, after


def _brief(one) -> str:
    """What is said inside one part of a value that has parts: its own words, without the marks beside them."""
    if isinstance(one, dict):
        return str(one.get("text") or one.get("wording") or ", ".join(str(said) for said in one.values() if said))
    return ", ".join(map(str, one)) if isinstance(one, list) else str(one)


def _shown(f, value, names) -> str:
    """A value as staff read it: choices by their words, dates in full, nothing as a dash."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(f, ForeignKey):
        return names.get((f.related_model, value), "–")
    choices = dict(f.base_field.flatchoices if isinstance(f, ArrayField) else f.flatchoices)
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) if isinstance(one, str | int) else _brief(one) for one in value)
    if isinstance(value, dict):  # what begins with a line is ours, not what somebody wrote
        said = (
            f"{key.replace('_', ' ')}: {_brief(one)}" for key, one in value.items() if one and not key.startswith("_")
        )
        return "; ".join(said) or "–"
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    return f"{value:%-d %B %Y}" if isinstance(value, date) else str(value)
