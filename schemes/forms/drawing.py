"""Inputs and lists of choices drawn in Python, character for character as Django's own templates draw them.

A page of filters has some fifty options; a template included for each costs more than reading the rows of the page.
"""

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe


def _attributes(attrs: dict) -> str:
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_said(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _said(value) -> str:
    """A value as `stringformat:"s"` says it: what is safe already stays."""
    return value if isinstance(value, SafeString) else escape(str(value))


def _input(widget: dict) -> str:
    value = "" if widget["value"] is None else f' value="{_said(widget["value"])}"'
    attrs = _attributes(widget["attrs"])
    return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{attrs}>'


def _option(option: dict) -> str:
    value, attrs = _said(option["value"]), _attributes(option["attrs"])
    return f'<option value="{value}"{attrs}>{conditional_escape(option["label"])}</option>'


def _select(widget: dict) -> str:
    drawn = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group_name, options, _ in widget["optgroups"]:
        if group_name:
            drawn.append(f'\n  <optgroup label="{conditional_escape(group_name)}">')
        drawn += [f"\n  {_option(option)}\n" for option in options]
        if group_name:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


DRAWN = {
    "django/forms/widgets/select.html": _select,
    **{f"django/forms/widgets/{kind}.html": _input for kind in ("input", "text", "hidden", "email", "number")},
}


class Renderer(TemplatesSetting):
    """Draws what it knows by itself, and anything else from its template."""

    def render(self, template_name, context, request=None):
        draw = DRAWN.get(template_name)
        return mark_safe(draw(context["widget"])) if draw else super().render(template_name, context, request)
