"""The form that changes one rule of a scheme."""

from django import forms

from schemes import clock
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, look, say_day
from schemes.forms.layout import Act
from schemes.vocabulary import CheckKind, check_label


class RuleForm(PlainForm):
    """A new value, from which day on, and where it comes from. `current` is the row that holds now, if there is one."""

    from_on = DayField(label="From", called="the first day it holds")
    is_backdated = forms.BooleanField(
        label="Yes, it should also hold for days gone by",
        required=False,
        help_text="Tick this only if you choose a day before the rule that holds now began.",
    )
    source = NotesField(
        label="Where does it come from?",
        max_length=1000,
        rows=3,
        help_text="A law, a guide, or who decided it and when.",
    )

    helper = Act("Change this rule", "value", "from_on", "is_backdated", "source")

    def __init__(self, *args, rule, current=None, **kwargs):
        self.rule, self.current = rule, current
        value = rule.fallback if current is None else current.value
        kwargs["initial"] = {"from_on": clock.today(), "value": value} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["value"] = self._value_field()
        self._speak_plainly("value", self.fields["value"])

    def _value_field(self) -> forms.Field:
        if self.rule.kind == "kinds":
            kinds = [(kind.value, check_label(kind, self.rule.nation)) for kind in CheckKind]
            return ManyOf(label=self.rule.label, choices=kinds, required=False)
        field = forms.IntegerField(label=self.rule.label, min_value=self.rule.least, max_value=self.rule.most)
        return look(field, width=4, suffix=self.rule.unit)

    def clean(self):
        cleaned = super().clean()
        from_on = cleaned.get("from_on")
        if from_on and self.current and from_on < self.current.happened_on and not cleaned.get("is_backdated"):
            self.add_error(
                "from_on",
                f"The rule that holds now began on {say_day(self.current.happened_on)}. "
                "Choose a later day, or tick that days gone by are meant.",
            )
        return cleaned
