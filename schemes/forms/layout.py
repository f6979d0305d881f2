"""How forms are laid out: one helper for every act, and the few pieces a layout is made of."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string


class Act(FormHelper):
    """The shape of a form that does one act: its fields, the button that names the act, a way out.

    `Act("Save visit")`. The page gives the way out as `cancel_url`. `other` adds plain buttons after the first, as
    (name, text) pairs. `layout` are field names and pieces; without it the fields come in their order.
    """

    def __init__(
        self, button: str, *layout, warn: bool = False, other: tuple = (), method: str = "post", action: str = ""
    ):
        super().__init__()
        self.submit_text = button
        self.submit_class = "govuk-button--warning" if warn else ""
        self.other_buttons = other
        self.form_method = method
        self.form_action = action
        if layout:
            self.layout = Layout(*layout)
            self.render_hidden_fields = True


class Bare(FormHelper):
    """Fields alone, for a page that writes its own form element and buttons."""

    def __init__(self, *layout):
        super().__init__()
        self.form_tag = False
        self.disable_csrf = True
        if layout:
            self.layout = Layout(*layout)


class _Piece(LayoutObject):
    """A template around some fields."""

    template = ""

    def __init__(self, *fields):
        self.fields = list(fields)

    def details(self) -> dict:
        return {}

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(f"{template_pack}/layout/{self.template}.html", {"fields": inside} | self.details())


class Group(_Piece):
    """Questions that belong together, under a heading that a screen reader says with each of them."""

    template = "fieldset"

    def __init__(self, legend: str, *fields, hint: str = "", size: str = "m"):
        super().__init__(*fields)
        self.legend, self.hint, self.size = legend, hint, size

    def details(self):
        return {"legend": self.legend, "hint": self.hint, "legend_class": f"govuk-fieldset__legend--{self.size}"}


class SideBySide(_Piece):
    """Short fields next to each other where there is room, one below the other where there is none."""

    template = "side_by_side"


class Folded(_Piece):
    """Fields that few people need, folded away under a line that says what they are. Open when one has an error."""

    template = "folded"

    def __init__(self, summary: str, *fields):
        super().__init__(*fields)
        self.summary = summary

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        names = [pointer.name for pointer in self.get_field_names()]
        self_open = any(form.errors.get(name) or (form.is_bound and form[name].data) for name in names)
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            f"{template_pack}/layout/folded.html", {"fields": inside, "summary": self.summary, "is_open": self_open}
        )


class Say:
    """A sentence between the fields, escaped like any other text."""

    def __init__(self, text: str):
        self.text = text

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return render_to_string(f"{template_pack}/layout/say.html", {"text": self.text})
