"""Reads markup into plain tuples, so that two pieces can be compared whatever their spaces and order of attributes."""

from html.parser import HTMLParser

VOID = {"input", "br", "img", "hr", "meta", "link"}

# What we add on purpose, on every control, and GOV.UK Frontend leaves to each service.
OURS = {"aria-invalid", "data-prevent-double-click"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = ("", {}, [])
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        read = {
            name: " ".join(sorted((value or "").split())) if name == "class" else (value or "")
            for name, value in attrs
            if name not in OURS
        }
        node = (tag, read, [])
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        folded = " ".join(data.split())
        if not folded:
            return
        inside = self.open[-1][2]
        if inside and isinstance(inside[-1], str):
            inside[-1] += f" {folded}"
        else:
            inside.append(folded)


def read(markup: str) -> list:
    """The markup as [(tag, attributes, [children and texts])], whitespace folded, class names in order."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.root[2]


def find(nodes: list, **attributes) -> list:
    """The first element whose attributes hold these, as a list of one; an empty list when there is none."""
    for node in nodes:
        if isinstance(node, str):
            continue
        if all(value in node[1].get(name.rstrip("_"), "").split() for name, value in attributes.items()):
            return [node]
        if found := find(node[2], **attributes):
            return found
    return []
