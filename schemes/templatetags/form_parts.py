"""What the pack's templates need to know of a field: its ids, its classes, its options, what describes it."""

from django import forms, template
from django.forms.utils import flatatt

register = template.Library()

CHOOSING = ("checkboxes", "radios")
# What a field's look hands straight on to its template.
PASSED_ON = (
    "group_class",
    "prefix",
    "suffix",
    "hint_class",
    "heading",
    "options_class",
    "count_text",
    "threshold",
    "count_words",
)


def kind_of(bound) -> str:
    """Which template of the pack draws this field."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    for kind, classes in [
        ("checkboxes", forms.CheckboxSelectMultiple),
        ("radios", forms.RadioSelect),
        ("select", forms.Select),
        ("checkbox", forms.CheckboxInput),
        ("file", forms.FileInput),
        ("password", forms.PasswordInput),
        ("textarea", forms.Textarea),
    ]:
        if isinstance(widget, classes):
            return kind
    return "input"


def options_of(bound, base_id: str, hints: dict, dividers: dict) -> list[dict]:
    """The choices of radios or checkboxes; the first has the field's own id, so that an error's link reaches it."""
    widget = bound.field.widget
    chosen = widget.format_value(bound.value())
    options = []
    for _, group, _ in widget.optgroups(bound.html_name, chosen or [], {}):
        options += group
    number = 0
    for option in options:
        value = str(option["value"])
        number += 2 if value in dividers else 1  # GOV.UK Frontend numbers the dividers too
        option["id"] = base_id if number == 1 else f"{base_id}-{number}"
        option["hint"] = hints.get(value, "")
        option["hint_id"] = f"{option['id']}-item-hint" if option["hint"] else ""
        option["divider"] = dividers.get(value, "")
        option["disabled"] = bool(option["attrs"].get("disabled")) or bound.field.disabled
        option["extra"] = flatatt({k: v for k, v in option["attrs"].items() if k not in {"id", "checked", "disabled"}})
    return options


CONTROL_CLASS = {
    "input": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}


def control(bound, kind: str, attrs: dict, classes: str) -> str:
    """The input itself, as Django's own widget draws it, with our classes and descriptions."""
    own = bound.field.widget.attrs.get("class", "")
    names = " ".join(filter(None, [CONTROL_CLASS[kind], own, classes]))
    if bound.errors:
        names += f" {CONTROL_CLASS[kind].split()[0]}--error"
    widget = bound.field.widget
    if kind == "file" and isinstance(widget, forms.ClearableFileInput):
        # Keeping and clearing an earlier file is an act of its own, not a box beside the input.
        widget = forms.FileInput(attrs=widget.attrs)
    return bound.as_widget(widget, attrs=attrs | {"class": names})


@register.simple_tag(takes_context=True)
def parts(context, bound) -> dict:
    """Everything the templates need to draw one field in the manner of GOV.UK Frontend."""
    kind = kind_of(bound)
    field, form = bound.field, bound.form
    look = getattr(field, "look", {})
    base_id = field.widget.attrs.get("id") or bound.auto_id or bound.html_name
    hint_id, error_id, info_id = f"{base_id}-hint", f"{base_id}-error", f"{base_id}-info"
    max_words, max_length = look.get("max_words"), look.get("count_characters")
    counted = bool(max_words or max_length)

    described_by = [look.get("described_by", "")]
    if counted:
        described_by.append(info_id)
    if bound.help_text:
        described_by.append(hint_id)
    if bound.errors:
        described_by.append(error_id)
    described_by = " ".join(filter(None, described_by))

    choosing = kind in CHOOSING
    legend_class = look.get("label_class", getattr(form, "label_class", "govuk-label--s"))
    if choosing:
        legend_class = legend_class.replace("govuk-label--", "govuk-fieldset__legend--")
    # One of several may be needed: such a question is not "(optional)", though it may be left empty.
    may_stay_empty = not field.required and not look.get("one_of_several") and kind != "checkbox"
    optional = getattr(form, "mark_optional", False) and may_stay_empty
    optional = optional and not look.get("has_no_answer")
    hide_label = context.get("form_show_labels") is False or look.get("hide_label")

    drawn = {
        "kind": kind,
        "template": f"sharedlives/kinds/{kind}.html",
        "id": base_id,
        "hint_id": hint_id,
        "error_id": error_id,
        "info_id": info_id,
        "described_by": described_by,
        "label_class": f"{legend_class} govuk-visually-hidden".strip() if hide_label else legend_class,
        "optional": optional,
        "counted": counted,
        "max_words": max_words,
        "max_length": max_length,
        "count_type": look.get("count_type", "words" if max_words else ""),
        **{key: look.get(key, "") for key in PASSED_ON},
    }
    if choosing:
        # Staff forms are denser than public ones: smaller boxes.
        if context.get("actor") and f"govuk-{kind}--small" not in drawn["options_class"]:
            drawn["options_class"] = f"govuk-{kind}--small {drawn['options_class']}".strip()
        drawn["fieldset"] = look.get("fieldset", True)
        drawn["options"] = options_of(bound, base_id, look.get("hints", {}), look.get("dividers", {}))
        for option in drawn["options"]:
            # Boxes without a fieldset have nothing else to hang the question's own hint and error on.
            lone = described_by if kind == "checkboxes" and not drawn["fieldset"] else ""
            option["described_by"] = f"{lone} {option['hint_id']}".strip()
    elif kind == "checkbox":
        drawn["checked"] = bool(field.widget.check_test(bound.value()))
        drawn["value"] = field.widget.attrs.get("value", "on")
        drawn["disabled"] = field.disabled
    elif kind != "hidden":
        attrs = {"id": base_id, "placeholder": False}  # a hint stays; a placeholder is gone when it is needed
        if described_by:
            attrs["aria-describedby"] = described_by
        if kind == "textarea":
            # Django's own ten rows by forty columns mean nothing here: the width is the page's.
            attrs |= {"rows": str(look.get("rows", 5)), "cols": False}
        if kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
            if "autocomplete" not in field.widget.attrs:
                attrs["autocomplete"] = "current-password"
        if isinstance(field.widget, forms.EmailInput):
            attrs["spellcheck"] = "false"
        drawn["control"] = control(
            bound, kind, attrs, look.get("classes", "") + (" govuk-js-character-count" if counted else "")
        )
    return drawn


def _in_order(form) -> list:
    """The fields of a form as they stand on the page: in the order of its layout, if it has one."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    laid_out = [pointer.name for pointer in layout.get_field_names()] if layout else []
    return [form[name] for name in sorted(form.fields, key=lambda n: laid_out.index(n) if n in laid_out else 999)]


def summary_of(*all_forms) -> list[dict]:
    """Every error of these forms in the order of their fields, each with the id its link should move the focus to."""
    listed = []
    for form in all_forms:
        if not hasattr(form, "errors"):
            continue
        if hasattr(form, "forms"):  # a formset: its own errors, then those of each form
            listed += [{"text": error, "target": ""} for error in form.non_form_errors()]
            listed += summary_of(*form.forms)
            continue
        if not form.is_bound or not form.errors:
            continue
        listed += [{"text": error, "target": ""} for error in form.non_field_errors()]
        for bound in _in_order(form):
            target = "" if bound.is_hidden else (bound.auto_id or bound.html_name)
            own_id = bound.field.widget.attrs.get("id")
            listed += [{"text": error, "target": own_id or target} for error in bound.errors]
    return listed
