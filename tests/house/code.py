"""Rules about the code itself."""

import ast
import re
from pathlib import PurePosixPath

from tests.house.tree import Sources, dotted, function_around, is_view, parsed, room_of, where

MAY_IMPORT = {
    "schemes": {"schemes"},
    "carers": {"schemes", "carers"},
    "referrals": {"schemes", "referrals"},
    "arrangements": {"schemes", "carers", "referrals", "arrangements"},
    "sharedlives": {"schemes", "carers", "referrals", "arrangements", "sharedlives"},
}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "services", "service", "managers", "common", "misc"}
MOST_LINES = 400


def imported_rooms(tree: ast.Module, path: str):
    """Each room a module imports, or names in a key such as "arrangements.Match"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node, name.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield node, room_of(path) if node.level else (node.module or "").split(".")[0]
        elif isinstance(node, ast.Constant) and (key := re.fullmatch(r"([a-z]+)\.[A-Z]\w+", str(node.value))):
            yield node, key[1]


def imports_only_go_down(sources: Sources) -> list[str]:
    return [
        f"{where(path, node)} reaches up or across to {room}"
        for path, text in sources.items()
        for node, room in imported_rooms(parsed(text), path)
        if room in MAY_IMPORT and room not in MAY_IMPORT[room_of(path)]
    ]


def names_say_what_a_module_knows(sources: Sources) -> list[str]:
    return [
        path
        for path in sources
        if NAMES_THAT_SAY_NOTHING & {PurePosixPath(path).stem, *PurePosixPath(path).parent.parts}
    ]


def imports_stand_at_the_top(sources: Sources) -> list[str]:
    """No import of our own rooms inside a function: it hides a circle."""
    return [
        where(path, node)
        for path, text in sources.items()
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and function_around(node)
        and {room for _, room in imported_rooms(ast.Module([node], []), path)} & set(MAY_IMPORT)
    ]


def no_signals(sources: Sources) -> list[str]:
    return [
        where(path, node)
        for path, text in sources.items()
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("dispatch", "signals"))
    ]


CLOCKS = {
    "timezone.now", "date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "Now",
    "CurrentDate", "datetime.date.today", "datetime.datetime.now",
}  # fmt: skip


def the_clock_is_read_in_one_place(sources: Sources) -> list[str]:
    found = []
    for path, text in sources.items():
        if path == "schemes/clock.py":
            continue
        for node in ast.walk(parsed(text)):
            if isinstance(node, ast.Attribute | ast.Name) and dotted(node) in CLOCKS:
                found.append(where(path, node))
            elif isinstance(node, ast.Call) and dotted(node.func) in {"timezone.localdate", "timezone.localtime"}:
                if not node.args:
                    found.append(where(path, node))
            elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                found.append(where(path, node.value))
            elif isinstance(node, ast.ImportFrom) and {"Now", "CurrentDate"} & {name.name for name in node.names}:
                found.append(where(path, node))
    return found


QUERY = ("objects", "filter()", "exclude()", "all()", "order_by()", "_base_manager", "_default_manager")
WRITES_IN_SQL = re.compile(r"^\s*(insert|update|delete|truncate|alter|drop)\b", re.IGNORECASE)


def _silent_write(node: ast.AST) -> bool:
    """Whether a call writes rows past `save()`, so that no history is kept."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    name, chain = node.func.attr, dotted(node.func.value).split(".")
    if name in {"bulk_create", "bulk_update", "_raw_delete"}:
        return True
    if name in {"update", "delete"}:
        return any(part in QUERY for part in chain)
    if name in {"execute", "executemany"}:
        said = node.args[0] if node.args else None
        return isinstance(said, ast.Constant) and bool(WRITES_IN_SQL.match(str(said.value)))
    return False


def no_silent_writes(sources: Sources, allowed: dict[str, str]) -> list[str]:
    """`allowed` names the functions that may, as "path function", each with its reason."""
    found = [
        (f"{path} {function_around(node)}", where(path, node))
        for path, text in sources.items()
        for node in ast.walk(parsed(text))
        if _silent_write(node)
    ]
    stale = set(allowed) - {name for name, _ in found}
    return [f"{place} in {name}" for name, place in found if name not in allowed] + [
        f"allowed, but no longer there: {name}" for name in sorted(stale)
    ]


SETS = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete", "add"}


def views_change_nothing_themselves(sources: Sources) -> list[str]:
    """A view calls one verb of a model; it sets no field and saves no row."""
    found = []
    for path, text in sources.items():
        if not is_view(path):
            continue
        for node in ast.walk(parsed(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name, chain = node.func.attr, dotted(node.func.value).split(".")
                on_rows = any(part in QUERY for part in chain)
                if name == "save" or (name in SETS and on_rows):
                    found.append(where(path, node))
    return found


def views_see_rows_through_visible_to(sources: Sources, scheme_owned: set[str], allowed: dict[str, str]) -> list[str]:
    """`Model.objects` of a row that belongs to a scheme is followed by `.visible_to`, or handed to `open_record`."""
    found = []
    for path, text in sources.items():
        if not is_view(path):
            continue
        for node in ast.walk(parsed(text)):
            if not (isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}):
                continue
            if dotted(node.value) not in scheme_owned or _is_scoped(node):
                continue
            if f"{path} {function_around(node)}" not in allowed:
                found.append(f"{where(path, node)} {dotted(node)}")
    return found


def _is_scoped(node: ast.AST) -> bool:
    """Whether this queryset goes through `visible_to` along its chain, or into `open_record`, here or by its name."""
    while (parent := getattr(node, "parent", None)) is not None:
        if isinstance(parent, ast.Attribute) and parent.attr == "visible_to":
            return True
        if isinstance(parent, ast.Call) and dotted(parent.func) in {"open_record", "get_visible"}:
            return True
        if isinstance(parent, ast.arguments):  # the default of an argument that is scoped where it is used
            return True
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            return _name_is_scoped(parent)
        if isinstance(parent, ast.stmt):
            return False
        node = parent
    return False


def _name_is_scoped(assigned: ast.Assign) -> bool:
    """Whether the name given here to a queryset is only used through `visible_to` or `open_record`."""
    around = assigned
    while not isinstance(around, ast.FunctionDef | ast.Module):
        around = around.parent
    name = assigned.targets[0].id
    # `rows = rows.filter(…)` only narrows; what counts is where the name is used at last.
    narrowing = {
        id(node)
        for again in ast.walk(around)
        if isinstance(again, ast.Assign) and dotted(again.targets[0]) == name
        for node in ast.walk(again.value)
    }
    uses = [
        node
        for node in ast.walk(around)
        if isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and id(node) not in narrowing
    ]
    return bool(uses) and all(_is_scoped(use) for use in uses)


def verbs_name_their_undo(sources: Sources, allowed: set[str]) -> list[str]:
    """A public method of a model that says who acts also says how the act is undone."""
    found = []
    for path, text in sources.items():
        if "/models/" not in path:
            continue
        for node in ast.walk(parsed(text)):
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            takes_by = "by" in {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
            name = f"{function_around(node)}.{node.name}".lstrip(".")
            if takes_by and name not in allowed and "Undo:" not in (ast.get_docstring(node) or ""):
                found.append(f"{where(path, node)} {name}")
    return found


def what_is_public_says_what_it_is(sources: Sources) -> list[str]:
    """Modules, models and public functions have a docstring."""
    found = []
    for path, text in sources.items():
        tree = parsed(text)
        if text.strip() and not path.endswith(("/__init__.py", "/apps.py")) and not ast.get_docstring(tree):
            found.append(f"{path} says nothing about itself")
        for node in tree.body:
            wanted = isinstance(node, ast.FunctionDef) or (isinstance(node, ast.ClassDef) and "/models/" in path)
            if not wanted or node.name.startswith("_") or node.name.endswith("QuerySet"):
                continue
            if not ast.get_docstring(node) and not _is_short(node):
                found.append(f"{where(path, node)} {node.name}")
    return found


def _is_short(node) -> bool:
    """A function of one or two statements whose name says it all, or a list of choices."""
    if isinstance(node, ast.ClassDef):
        return any("TextChoices" in dotted(base) or "Manager" in dotted(base) for base in node.bases)
    return len(node.body) <= 2


def modules_are_short(sources: Sources) -> list[str]:
    return [
        f"{path} has {len(text.splitlines())} lines: there is a second noun in it"
        for path, text in sources.items()
        if len(text.splitlines()) > MOST_LINES
    ]
