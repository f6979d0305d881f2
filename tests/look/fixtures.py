"""GOV.UK Frontend's own examples: where they are, which apply to us, and how each is said as a Django form."""

import json
import subprocess
from itertools import pairwise
from pathlib import Path

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from tests.look.markup import find, read

STATIC = Path(__file__).resolve().parents[2] / "static"
COMPONENTS = STATIC / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"


def examples(component: str) -> list[dict]:
    """Every example of a component; installs the npm packages first when they are not there."""
    if not COMPONENTS.exists():
        subprocess.run([STATIC / "build", "--install"], check=True)
    return json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]


# --- Which apply -----------------------------------------------------------------------------------------------------

ALWAYS_TEXT = "our pack takes text, never markup"
NO_REVEALS = "no conditional reveals here: the next question stands on the page or on the next one"
NO_STRANGE_PARTS = "our pack puts attributes and classes on controls and groups only"
NOT_PRESSABLE = "we do not draw buttons that cannot be pressed"

# Names of options, wherever they stand in an example, that we do without, and why.
WITHOUT = {
    "conditional": NO_REVEALS,
    "html": ALWAYS_TEXT,
    "titleHtml": ALWAYS_TEXT,
    "descriptionHtml": ALWAYS_TEXT,
    "descriptionText": "our summary goes straight to the list of errors",
    "behaviour": "no answer that unticks the others: it needs a script to be true",
    "beforeInput": NO_STRANGE_PARTS,
    "afterInput": NO_STRANGE_PARTS,
    "beforeInputs": NO_STRANGE_PARTS,
    "afterInputs": NO_STRANGE_PARTS,
    "inputWrapper": NO_STRANGE_PARTS,
    "countMessage": NO_STRANGE_PARTS,
    "visuallyHiddenText": "errors always begin with “Error:”",
    "disableAutoFocus": "the summary always takes the focus",
    "javascript": "the plain file input of the browser",
    "charactersUnderLimitText": "counted characters keep the component's own words",
    "showPasswordText": "one wording",
    "chooseFilesButtonText": "the plain file input of the browser",
    "maxwords": "deprecated upstream; we say maxlength and count words",
    "isStartButton": "no start pages",
}

# Single examples that do not apply, by component and name.
EXCEPT = {
    ("error-message", "classes"): NO_STRANGE_PARTS,
    ("error-message", "attributes"): NO_STRANGE_PARTS,
    ("error-message", "id"): "the id follows from the field's",
    ("error-summary", "classes"): NO_STRANGE_PARTS,
    ("error-summary", "attributes"): NO_STRANGE_PARTS,
    ("error-summary", "error list with attributes"): NO_STRANGE_PARTS,
    ("error-summary", "html as titleText"): "the title is always “There is a problem”",
    ("hint", "attributes"): NO_STRANGE_PARTS,
    ("hint", "id"): "the id follows from the field's",
    ("label", "empty"): "every field has a label",
    ("label", "attributes"): NO_STRANGE_PARTS,
    ("input", "with prefix with classes"): NO_STRANGE_PARTS,
    ("input", "with prefix with attributes"): NO_STRANGE_PARTS,
    ("select", "attributes on items"): NO_STRANGE_PARTS,
    ("select", "without values"): "Django's options always carry a value",
    ("select", "without values with selected value"): "Django's options always carry a value",
    ("select", "item selected overrides value"): "what is chosen is said once, by the form",
    ("select", "with falsy items"): "a choice that is nothing",
    ("select", "with falsy values"): "the number nought and the word false are not told apart by a form",
    ("radios", "with falsy items"): "a choice that is nothing",
    ("radios", "attributes"): NO_STRANGE_PARTS,
    ("radios", "items with attributes"): NO_STRANGE_PARTS,
    ("radios", "label with classes"): NO_STRANGE_PARTS,
    ("radios", "label with attributes"): NO_STRANGE_PARTS,
    ("radios", "fieldset params"): NO_STRANGE_PARTS,
    ("radios", "item checked overrides value"): "what is chosen is said once, by the form",
    ("radios", "with disabled"): "no answers that cannot be chosen",
    ("checkboxes", "with falsy values"): "a choice that is nothing",
    ("checkboxes", "attributes"): NO_STRANGE_PARTS,
    ("checkboxes", "items with attributes"): NO_STRANGE_PARTS,
    ("checkboxes", "with label classes"): NO_STRANGE_PARTS,
    ("checkboxes", "label with attributes"): NO_STRANGE_PARTS,
    ("checkboxes", "fieldset params"): NO_STRANGE_PARTS,
    ("checkboxes", "item checked overrides values"): "what is chosen is said once, by the form",
    ("checkboxes", "with disabled item"): "no answers that cannot be chosen",
    ("checkboxes", "with id and name"): "the boxes of one question share one name",
    ("checkboxes", "with hints on items"): "the boxes of one question share one name",
    ("fieldset", "with describedBy"): "covered by radios and checkboxes",
    ("fieldset", "classes"): NO_STRANGE_PARTS,
    ("fieldset", "role"): NO_STRANGE_PARTS,
    ("fieldset", "attributes"): NO_STRANGE_PARTS,
    ("fieldset", "legend classes"): "a group's legend has a size, not a class",
    ("button", "attributes"): NO_STRANGE_PARTS,
    ("radios", "with hints on items"): "the boxes of one question are numbered after the field",
    ("button", "id"): NO_STRANGE_PARTS,
    ("button", "type"): "every button sends its form",
    ("file-upload", "with value"): "no browser lets a page choose a file",
    ("password-input", "value"): "a password is never sent back to the page",
}


def _all_keys(options) -> set[str]:
    if isinstance(options, dict):
        return set(options) | {key for value in options.values() for key in _all_keys(value)}
    if isinstance(options, list):
        return {key for value in options for key in _all_keys(value)}
    return set()


def why_not(component: str, example: dict) -> str:
    """Why an example does not apply to us; empty when it does."""
    if reason := EXCEPT.get((component, example["name"])):
        return reason
    options = example["options"]
    if component == "select" and any(item and item.get("disabled") for item in options.get("items", [])):
        return "no answers that cannot be chosen"
    if component == "button" and (options.get("disabled") or "inverse" in options.get("classes", "")):
        return NOT_PRESSABLE if options.get("disabled") else "no dark pages"
    if component == "character-count" and not options.get("maxlength") and not options.get("maxwords"):
        return "a counter without a limit"
    if component == "fieldset" and options["legend"].get("isPageHeading"):
        return "a group is never the page's heading"
    if component == "button" and (options.get("name") or options.get("value")):
        return "the first button has no name; a second one is secondary, and its value is 1"
    if component == "button" and "href" in options:
        return "links are links"
    said = _all_keys(options)
    for key, reason in WITHOUT.items():
        if key in said:
            return reason
    if any(isinstance(part, dict) and part.get("attributes") for part in options.values()):
        return NO_STRANGE_PARTS
    return ""


# --- The same thing, said as a form ----------------------------------------------------------------------------------

WIDGETS = {
    "input": forms.TextInput,
    "textarea": forms.Textarea,
    "character-count": forms.Textarea,
    "select": forms.Select,
    "radios": forms.RadioSelect,
    "checkboxes": forms.CheckboxSelectMultiple,
    "file-upload": forms.FileInput,
    "password-input": forms.PasswordInput,
}


def _on_the_control(options: dict) -> dict:
    attrs = dict(options.get("attributes") or {})
    if options.get("id") or options.get("idPrefix"):
        attrs["id"] = options.get("id") or options["idPrefix"]
    for name in ("autocomplete", "pattern", "inputmode", "autocapitalize", "rows", "multiple"):
        if options.get(name):
            attrs[name] = options[name]
    if "spellcheck" in options:
        attrs["spellcheck"] = "true" if options["spellcheck"] else "false"
    attrs.pop("rows", None)
    return attrs


class _Files(forms.FileInput):
    allow_multiple_selected = True


def drawn_field(component: str, options: dict) -> str:
    """One field of a form, drawn by our pack."""
    name = options["name"]
    widget_class = _Files if options.get("multiple") else WIDGETS[component]
    widget = widget_class(attrs=_on_the_control(options))
    if "type" in options:
        widget.input_type = options["type"]
    items = [item for item in options.get("items", []) if item]
    choices = [(item["value"], item["text"]) for item in items if "value" in item]
    field_class = {
        "select": forms.ChoiceField,
        "radios": forms.ChoiceField,
        "checkboxes": forms.MultipleChoiceField,
        "file-upload": forms.FileField,
    }.get(component, forms.CharField)
    fieldset = options.get("fieldset") or {}
    title = options.get("label") or fieldset.get("legend") or {"text": "Nothing"}
    more = {"choices": choices} if choices or component in {"select", "radios", "checkboxes"} else {}
    field = field_class(
        widget=widget,
        label=title["text"],
        help_text=(options.get("hint") or {}).get("text", ""),
        disabled=bool(options.get("disabled")),
        required=False,
        **more,
    )
    if component == "textarea" or component == "character-count":
        field.widget.attrs.pop("cols", None)
    hints = {str(item["value"]): item["hint"]["text"] for item in items if item.get("hint")}
    dividers = {str(after["value"]): item["divider"] for item, after in pairwise(items) if item.get("divider")}
    chosen = options.get("values", options.get("value"))
    if component in {"radios", "select"}:
        chosen = next((i["value"] for i in items if i.get("checked") or i.get("selected")), chosen)
    if component == "checkboxes":
        chosen = chosen or [item["value"] for item in items if item.get("checked")]
    classes = options.get("classes", "")
    field.look = {
        "label_class": title.get("classes", ""),
        "heading": title.get("isPageHeading"),
        "described_by": options.get("describedBy") or fieldset.get("describedBy", ""),
        "group_class": (options.get("formGroup") or {}).get("classes", ""),
        "prefix": (options.get("prefix") or {}).get("text", ""),
        "hint_class": (options.get("hint") or {}).get("classes", ""),
        "suffix": (options.get("suffix") or {}).get("text", ""),
        "hints": hints,
        "dividers": dividers,
        "fieldset": bool(fieldset),
        "rows": options.get("rows", 5),
        "options_class" if component in {"radios", "checkboxes"} else "classes": classes,
    }
    if component == "character-count":
        words = options.get("countType") == "words"
        field.look |= {"max_words" if words else "count_characters": options["maxlength"]}
        field.look |= {"threshold": options.get("threshold", ""), "count_type": options.get("countType", "")}
        if text := options.get("textareaDescriptionText"):
            field.look["count_text"] = text.replace("%{count}", str(options["maxlength"]))

    form = type("Example", (forms.Form,), {name: field, "label_class": ""})(initial={name: chosen}, auto_id="%s")
    if error := options.get("errorMessage"):
        form.is_bound, form.data = True, {}
        form._errors = forms.utils.ErrorDict({name: forms.utils.ErrorList([error["text"]])})
        form.data = {name: chosen} if chosen is not None else {}
        if component == "checkboxes":
            form.data = QueryDict(mutable=True)
            form.data.setlist(name, chosen)
    return render_to_string("sharedlives/field.html", {"field": form[name], "form": form})


def drawn(component: str, options: dict) -> list:
    """What our pack draws for an example, read into tuples."""
    if component in WIDGETS:
        return read(drawn_field(component, options))
    if component == "error-summary":
        errors = [
            {"text": error["text"], "target": error.get("href", "").removeprefix("#")} for error in options["errorList"]
        ]
        return read(render_to_string("components/error_summary.html", {"errors": errors}))
    if component == "error-message":
        field = drawn_field("input", {"name": "x", "label": {"text": "X"}, "errorMessage": options})
        tag, attrs, inside = find(read(field), class_="govuk-error-message")[0]
        return [(tag, {key: value for key, value in attrs.items() if key != "id"}, inside)]
    if component == "hint":
        field = drawn_field("input", {"name": "x", "label": {"text": "X"}, "hint": options})
        hint = find(read(field), class_="govuk-hint")
        hint[0][1]["id"] = options.get("id", "")
        if not hint[0][1]["id"]:
            hint[0][1].pop("id")
        return hint
    if component == "label":
        own = {"id": options["for"]} if "for" in options else {}
        field = read(drawn_field("input", {"name": "x", "label": options} | own))
        label = find(field, class_="govuk-label-wrapper") or find(field, class_="govuk-label")
        if "for" not in options:
            find(label, class_="govuk-label")[0][1].pop("for")
        return label
    if component == "fieldset":
        legend = options["legend"]
        size = legend.get("classes", "").removeprefix("govuk-fieldset__legend--")
        look = {"legend_class": f"govuk-fieldset__legend--{size}" if size else "", "legend": legend["text"]}
        group = read(render_to_string("sharedlives/layout/fieldset.html", look))
        group[0][1]["class"] = group[0][1]["class"].replace(" sl-group", "")
        return group
    if component == "button":
        first = options.get("name") is None and options.get("value") is None
        page = render_to_string(
            "sharedlives/buttons.html",
            {"submit_text": options["text"], "submit_class": options.get("classes", "")}
            if first
            else {"submit_text": "First", "other_buttons": [(options.get("name"), options["text"])]},
        )
        found = read(page)[0][2]
        return found[:1] if first else found[1:2]
    raise KeyError(component)
