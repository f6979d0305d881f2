"""The product's own sources, read once."""

import ast
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
ROOMS = ["schemes", "carers", "referrals", "arrangements", "sharedlives"]

Sources = dict[str, str]


def _read(pattern: str, *folders: str) -> Sources:
    return {
        str(path.relative_to(HERE)): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((HERE / folder).rglob(pattern))
        if path.is_file() and "__pycache__" not in path.parts
    }


@lru_cache(maxsize=1)
def code() -> Sources:
    """Every Python module of the five rooms, migrations left out."""
    return {path: text for path, text in _read("*.py", *ROOMS).items() if "/migrations/" not in path}


@lru_cache(maxsize=1)
def templates() -> Sources:
    """Every page, component, email and form template."""
    return {
        path: text for path, text in _read("*", "templates").items() if path.endswith((".html", ".txt", ".xml", ".svg"))
    }


def room_of(path: str) -> str:
    return path.split("/")[0]


def is_view(path: str) -> bool:
    return "/views/" in path


@lru_cache(maxsize=2000)
def parsed(text: str) -> ast.Module:
    """The syntax tree, each node knowing its parent."""
    tree = ast.parse(text)
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent
    return tree


def where(path: str, node: ast.AST) -> str:
    return f"{path}:{node.lineno}"


def function_around(node: ast.AST) -> str:
    """The name of the function (Class.method) a node stands in, or an empty text at the top."""
    names = []
    while (node := getattr(node, "parent", None)) is not None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
    return ".".join(reversed(names))


def dotted(node: ast.AST) -> str:
    """`a.b.c` for names and attributes, calls passed through: `A.objects.filter().update` reads whole."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Subscript):
        return f"{dotted(node.value)}[]"
    return "?"
