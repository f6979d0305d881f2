"""Reads the forms of a page as a browser would: which fields, of which kind, with what in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One named control; `choices` are the values a browser could send, empty where anything may be typed."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class HtmlForm:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def typed(self) -> list[Field]:
        """Those a person types into."""
        return [one for one in self.fields.values() if one.kind in {"text", "textarea"}]

    @property
    def chosen(self) -> list[Field]:
        return [one for one in self.fields.values() if one.kind in {"select", "radio", "checkbox"}]

    def data(self) -> dict[str, str]:
        """What a browser would send untouched."""
        return {one.name: one.value for one in self.fields.values() if one.kind != "checkbox" or one.value}


TYPED = {"text", "email", "tel", "search", "password", "number", "date", "url", ""}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms: list[HtmlForm] = []
        self.form = self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        name = has.get("name", "")
        if tag == "form":
            self.form = HtmlForm(has.get("action") or "", (has.get("method") or "get").lower())
            self.forms.append(self.form)
        elif self.form is None or (not name and tag != "option"):
            return
        elif tag == "input":
            self._input(has, name, (has.get("type") or "text").lower())
        elif tag == "textarea":
            self.textarea = self.form.fields.setdefault(name, Field(name, "textarea"))
        elif tag == "select":
            self.select = self.form.fields.setdefault(name, Field(name, "select"))
        elif tag == "option" and self.select is not None:
            self.select.choices.append(has.get("value") or "")
            if "selected" in has:
                self.select.value = has.get("value") or ""

    def _input(self, has, name, kind):
        value = has.get("value") or ""
        if kind in {"radio", "checkbox"}:
            one = self.form.fields.setdefault(name, Field(name, kind))
            one.choices.append(value)
            if "checked" in has:
                one.value = value
        elif kind not in {"submit", "button", "image", "file"}:
            self.form.fields[name] = Field(name, "text" if kind in TYPED else kind, value)

    def handle_data(self, data):
        if self.textarea is not None:
            self.textarea.value += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea is not None:
            # A browser drops the line break that follows the opening tag.
            self.textarea.value = self.textarea.value.removeprefix("\n")
            self.textarea = None


def forms_in(html: str) -> list[HtmlForm]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.forms
