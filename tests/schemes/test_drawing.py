"""What is drawn in Python is, character for character, what Django's own templates draw."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from schemes.forms.drawing import DRAWN, Renderer

CHOICES = [
    ("", 'Any <b> & "so on"'),
    ("1", "O'Neil"),
    (None, "Not said"),
    (True, gettext_lazy("Name")),
    (2, 3),
    ("Group <1>", [("a", mark_safe("<i>safe</i>")), ("b", "B")]),
]
WIDGETS = [
    *((forms.Select(choices=CHOICES), value) for value in ("", None, "1", "a", ["2"], 2)),
    (forms.Select(choices=[]), ""),
    *(
        (kind(), value)
        for kind in (forms.TextInput, forms.HiddenInput, forms.EmailInput, forms.NumberInput)
        for value in (None, "", "a\"<'&", mark_safe("<b>"), 0, 12.5)
    ),
]


@pytest.mark.parametrize("attrs", [{}, {"id": "x", "required": True, "disabled": False, "data-a": 'q"<', "rows": 5}])
@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_it_draws_as_djangos_templates_do(widget, value, attrs):
    assert widget.template_name in DRAWN
    djangos = widget.render("na<me", value, attrs, renderer=TemplatesSetting())
    ours = widget.render("na<me", value, attrs, renderer=Renderer())
    assert ours == djangos
    assert type(ours) is type(djangos)


def test_anything_else_comes_from_its_template():
    widget = forms.Textarea()
    assert widget.render("x", "a<b", renderer=Renderer()) == widget.render("x", "a<b", renderer=TemplatesSetting())
