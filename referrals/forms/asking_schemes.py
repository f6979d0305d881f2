"""Asking other schemes of the region whether they know somebody, and answering when they ask us."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField, OneOf
from schemes.forms.layout import Act
from schemes.models import Scheme

ANSWER, NOT = "answer", "not"


class AskSchemesForm(PlainForm):
    """Which schemes are asked, and what is said with the name."""

    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Which schemes?",
        error_messages={"required": "Tick the schemes to ask"},
    )
    words = NotesField(
        label="What you say to them", max_length=1000, required=False,
        help_text="They read the name, the date of birth and the NHS number, and this",
    )  # fmt: skip
    helper = Act("Ask them")

    def __init__(self, data=None, *, schemes, **options):
        super().__init__(data, **options)
        self.fields["schemes"].queryset = schemes


class AnswerSchemeForm(PlainForm):
    """Whether another scheme gets an answer, and which."""

    choice = OneOf(
        label="Do you answer?", called="whether you answer",
        choices=[(ANSWER, "Yes, tell them something"), (NOT, "No")],
        hints={NOT: "They read only that you do not answer, whether or not you know somebody"},
    )  # fmt: skip
    answer = NotesField(
        label="What they read", called="what they read", max_length=2000, required=False,
        help_text="Say no more than they need, such as whom to ring",
    )  # fmt: skip
    helper = Act("Send this")

    def clean(self):
        typed = super().clean()
        if typed.get("choice") == ANSWER and not typed.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Enter what they read")
        return typed

    def words(self) -> str:
        """The answer; empty where they chose not to."""
        return self.cleaned_data["answer"] if self.cleaned_data["choice"] == ANSWER else ""
