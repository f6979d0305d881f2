"""Every question about a household and its home on one page: yes, no, or not asked."""

from django import forms
from django.utils.html import format_html

from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, YesNoNotAskedField, look
from schemes.forms.layout import Act, Group, SideBySide
from schemes.vocabulary import HOME_FACTS, YesNo

# What staff learn together: the questions of one visit, in the order they come up at the door.
ASKED_TOGETHER = [
    ("Getting in and about", ["step_free", "garden", "drives", "quiet"]),
    ("Animals and smoking", ["dogs", "cats", "other_pets", "smoking", "welcomes_smoker"]),
    ("Who could live here", ["children", "welcomes_women", "welcomes_men"]),
]
AGAIN = [("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked this time")]


def detail_name(key: str) -> str:
    return f"{key}_detail"


class FactsForm(PlainForm):
    """What a household said. A question left at "not asked" changes nothing that was said before."""

    said_by = forms.CharField(label="Who said so?", max_length=120, help_text="For example, Joy, or seen on a visit")
    happened_on = DayField(label="When?", called="the day they said so", past_only=True)

    def __init__(self, *args, known: dict, **kwargs):
        self.known = known
        # The questions are the vocabulary's: they are added here so that a new one is asked without anybody's help.
        self.base_fields = self.base_fields | self._questions()
        super().__init__(*args, **kwargs)
        asked = {key for _, keys in ASKED_TOGETHER for key in keys}
        groups = [*ASKED_TOGETHER, ("Anything else", [key for key in HOME_FACTS if key not in asked])]
        self.helper = Act(
            "Save answers",
            SideBySide("said_by", "happened_on"),
            *(Group(legend, *(SideBySide(key, detail_name(key)) for key in keys)) for legend, keys in groups if keys),
        )

    def _questions(self) -> dict:
        fields = {}
        for key, fact in HOME_FACTS.items():
            known = self.known.get(key)
            fields[key] = YesNoNotAskedField(
                label=fact.question,
                choices=AGAIN if known else YesNoNotAskedField.CHOICES,
                help_text=f"So far: {known.in_words}. {known.said_by}, {known.happened_on:%-d %B %Y}" if known else "",
            )
            detail = forms.CharField(
                label=format_html('More<span class="govuk-visually-hidden"> about “{}”</span>', fact.question),
                max_length=200,
                required=False,
            )
            detail.called = f"what you wrote about “{fact.question}”"
            fields[detail_name(key)] = look(detail, width=20)
        return fields

    def clean(self):
        told = super().clean()
        for key, fact in HOME_FACTS.items():
            if told.get(detail_name(key)) and key in told and told[key] is None:
                self.add_error(key, f"You wrote something about “{fact.question}”: choose yes or no")
        return told

    def answers(self) -> list[dict]:
        """The answers to write down: those given now that say something new, or say it again on a later day."""
        told = self.cleaned_data
        said = []
        for key in HOME_FACTS:
            if told[key] is None:
                continue
            answer = YesNo.YES if told[key] else YesNo.NO
            detail, known = told[detail_name(key)], self.known.get(key)
            if known and known.answer == answer:
                detail = detail or known.detail  # said again without adding to it
            same = known and (known.answer, known.detail) == (answer, detail)
            if same and known.happened_on >= told["happened_on"]:
                continue
            said.append(
                {
                    "key": key,
                    "answer": answer,
                    "detail": detail,
                    "said_by": told["said_by"],
                    "happened_on": told["happened_on"],
                }
            )
        return said
