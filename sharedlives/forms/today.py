"""What Today may be narrowed to. The choices stand in the address; what makes no sense there is ignored."""

from django import forms

from sharedlives.due import KINDS, UNNAMED
from sharedlives.today import MINE, TEAM, UNASSIGNED

LABELS = {label.lower(): label for label in dict.fromkeys(kind.label for kind in [*KINDS.values(), UNNAMED])}


class TodayFilter(forms.Form):
    show = forms.ChoiceField(
        label="Show",
        choices=[(MINE, "My work"), (TEAM, "The team’s work"), (UNASSIGNED, "Work nobody holds")],
    )
    kind = forms.ChoiceField(label="About", choices=[("", "Everything"), *LABELS.items()], required=False)

    def __init__(self, data, *, usual: str):
        """`data` is the address; `usual` the view somebody sees first."""
        super().__init__({"show": usual, "kind": ""})
        for name, field in self.fields.items():
            if (chosen := data.get(name, "")) and field.valid_value(chosen):
                self.data[name] = chosen

    @property
    def view(self) -> str:
        return self.data["show"]

    @property
    def label(self) -> str:
        """The kind's label, or nothing for every kind."""
        return LABELS.get(self.data["kind"], "")
