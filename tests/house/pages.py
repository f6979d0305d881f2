"""Rules about templates, addresses and words."""

import ast
import re
from collections.abc import Iterable

from tests.house.tree import Sources, dotted, is_view, parsed, where

COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<(?![!/])[a-zA-Z][^<>]*>", re.DOTALL)
INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
ATTRIBUTE = {
    "a style attribute": re.compile(r"""\sstyle\s*=""", re.IGNORECASE),
    "an event attribute": re.compile(r"""\son[a-z]+\s*=""", re.IGNORECASE),
}
# ux: words people have asked not to be called, or that mean something else here.
BANNED = [
    "service user", "client", "customer", "placement", "placed with", "respite", "non-compliant",
    "challenging behaviour", "bed", "beds", "void", "voids", "wheelchair-bound", "wheelchair bound", "suffers from",
    "the elderly", "the disabled", "carer's wage", "carer’s wage", "case worker", "caseworker", "case manager",
    "rejected",
]  # fmt: skip
# "going to bed" is what people do; "placement regulations" is the name of a law.
BANNED_WORDS = re.compile(
    rf"(?<!going to )\b({'|'.join(re.escape(word) for word in BANNED)})s?\b(?! regulations)", re.IGNORECASE
)
BUTTONS = re.compile(r">\s*(submit|ok|process|go)\s*<", re.IGNORECASE)
SAID = re.compile(r"[a-z’']+ [a-z’']+", re.IGNORECASE)


def nothing_inline(templates: Sources) -> list[str]:
    """No script, style or event in the page: the browser would refuse it."""
    found = []
    for path, text in templates.items():
        bare = COMMENT.sub("", text)
        found += [f"{path} has {what}" for what, pattern in INLINE.items() if pattern.search(bare)]
        for tag in TAG.findall(re.sub(r"{%.*?%}|{{.*?}}", "", bare, flags=re.DOTALL)):
            found += [f"{path} has {what}: {tag[:60]}" for what, pattern in ATTRIBUTE.items() if pattern.search(tag)]
    return found


def no_banned_words_in_templates(templates: Sources) -> list[str]:
    found = []
    for path, text in templates.items():
        said = re.sub(r"<[^<>]*>", " ", COMMENT.sub("", text))
        found += [f"{path} says “{match[0]}”" for match in BANNED_WORDS.finditer(said)]
        found += [f"{path} has a button that says “{match[1]}”" for match in BUTTONS.finditer(text)]
    return found


def no_banned_words_in_labels(sources: Sources) -> list[str]:
    """Texts in the code that people read: labels, hints, errors, letters, help; not docstrings or names."""
    found = []
    for path, text in sources.items():
        tree = parsed(text)
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                reads_as_words = SAID.search(node.value) or node.value[:1].isupper()
                if reads_as_words and (match := BANNED_WORDS.search(node.value)):
                    found.append(f"{where(path, node)} says “{match[0]}”")
    return found


def one_act_has_one_name(addresses: Iterable, sources: Sources, allowed: dict[str, str]) -> list[str]:
    """The address, the view and the template of an act have the same name, in their own spelling."""
    found, rendered = [], templates_of_views(sources)
    for address in addresses:
        name = address.name.replace("-", "_")
        view = getattr(address.view, "__name__", "")
        module = getattr(address.view, "__module__", "")
        if address.name in allowed:
            continue
        if view != name:
            found.append(f"{address.name} is the view {view}")
        names = rendered.get((module, view))
        if names and name not in names:
            found.append(f"{address.name} draws {', '.join(sorted(names))}")
    return found


def templates_of_views(sources: Sources) -> dict[tuple[str, str], set[str]]:
    """The names of the templates each view draws, by module and function."""
    drawn: dict[tuple[str, str], set[str]] = {}
    for path, text in sources.items():
        if not is_view(path):
            continue
        module = path.removesuffix(".py").replace("/", ".")
        for function in parsed(text).body:
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and dotted(node.func) == "render" and len(node.args) > 1:
                    template = node.args[1]
                    if isinstance(template, ast.Constant):
                        stem = template.value.rsplit("/", 1)[-1].removesuffix(".html")
                        drawn.setdefault((module, function.name), set()).add(stem)
    return drawn


def every_address_is_marked(addresses: Iterable, public: set[str]) -> list[str]:
    """Each address says what it needs; those that anyone may open are in a list written by hand."""
    addresses = list(addresses)
    found = [f"/{a.route} carries no mark" for a in addresses if not a.needs]
    found += [
        f"{a.name} is public, and nobody wrote it down"
        for a in addresses
        if a.needs == "public" and a.name not in public
    ]
    found += [
        f"{a.name} is written down as public, and is not" for a in addresses if a.name in public and a.needs != "public"
    ]
    found += [f"{name} is gone" for name in sorted(public - {a.name for a in addresses})]
    return found
