"""Forms in which a scheme's administrator says how its pipeline is called, divided and left."""

from django import forms

from carers.models import ClosingReason
from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField, look
from schemes.forms.layout import Act

MOST_STEPS, LONGEST_STEP = 12, 80


class StageForm(PlainForm):
    """What a stage is called, whether it is used, and the steps within it."""

    label = forms.CharField(label="What you call this stage", max_length=60)
    is_used = forms.BooleanField(label="We use this stage", required=False)
    steps = NotesField(
        label="Steps within it", required=False, max_length=1200, rows=6,
        help_text="One on each line, in order. For example: information evening, second call",
    )  # fmt: skip

    helper = Act("Save stage")

    def __init__(self, *args, is_optional, labels_taken, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels_taken = labels_taken
        if not is_optional:
            del self.fields["is_used"]

    def clean_label(self):
        label = " ".join(self.cleaned_data["label"].split())
        if label.casefold() in self.labels_taken:
            raise forms.ValidationError("Another stage is called this: choose another name")
        return label

    def clean_steps(self):
        steps = [" ".join(line.split()) for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if len(steps) > MOST_STEPS:
            raise forms.ValidationError(f"Enter {MOST_STEPS} steps or fewer")
        if len({step.casefold() for step in steps}) < len(steps):
            raise forms.ValidationError("Two steps have the same name: change one of them")
        if any(len(step) > LONGEST_STEP for step in steps):
            raise forms.ValidationError(f"Each step must be {LONGEST_STEP} characters or fewer")
        return steps


class ClosingReasonForm(PlainForm):
    """One reason why an application ends, in the scheme's words."""

    text = forms.CharField(label="Reason", max_length=120)
    position = look(forms.IntegerField(label="Place in the list", min_value=0, max_value=999, required=False), width=3)
    is_used = forms.BooleanField(label="Offer this reason", required=False, initial=True)

    helper = Act("Save reason")

    def __init__(self, *args, scheme, but=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = ClosingReason.objects.filter(scheme=scheme).exclude(pk=but)

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        if self.others.filter(text__iexact=text).exists():
            raise forms.ValidationError("This reason is in your list already: change that one, or write another")
        return text

    def clean_position(self):
        position = self.cleaned_data["position"]
        return self.others.count() if position is None else position
