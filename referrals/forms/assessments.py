"""The scheme's own assessment as one form: the person's view first, then support, safety, and evidence for a band."""

from django import forms

from referrals.models.assessments import BANDING, LEVELS, SAFETY
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField, look
from schemes.forms.layout import Act, Group


class AssessmentForm(PlainForm):
    """What an officer found. Nothing has to be answered before it is finished; what is left open stays unknown."""

    visited_on = DayField(label="When did you visit?", called="the day you visited", past_only=True, required=False)
    with_whom = look(forms.CharField(label="Who was there?", max_length=300, required=False), width=30)
    persons_view = WordsField(label="What they say about it", max_length=4000, required=False)
    support = NotesField(label="What support is needed, and when?", max_length=10_000, required=False)
    summary = NotesField(label="What did you find?", max_length=10_000, required=False)
    mark_optional = False

    def __init__(self, data=None, *, assessment=None, **options):
        super().__init__(data, **options)
        self.helper = Act(
            "Save and go on later",
            "visited_on",
            "with_whom",
            "persons_view",
            "support",
            Group("Staying safe", *[f"safety_{key}" for key in SAFETY], hint="Leave open what nobody knows."),
            *[Group(title, f"level_{key}", f"evidence_{key}") for key, title in BANDING.items()],
            "summary",
            other=[("finish", "Save and finish")],
        )
        if assessment is not None and not self.is_bound:
            self.initial |= begin_with(assessment)

    def changes(self) -> dict:
        """What `Assessment.write` wants."""
        typed = self.cleaned_data
        names = ("visited_on", "with_whom", "persons_view", "support", "summary")
        return {name: typed[name] for name in names} | {
            "safety": {key: typed[f"safety_{key}"] for key in SAFETY if typed[f"safety_{key}"]},
            "banding": {
                key: {"level": typed[f"level_{key}"] or "not_known", "evidence": typed[f"evidence_{key}"]}
                for key in BANDING
                if typed[f"level_{key}"] not in ("", "not_known") or typed[f"evidence_{key}"]
            },
        }


for _key, _title in SAFETY.items():
    AssessmentForm.base_fields[f"safety_{_key}"] = NotesField(label=_title, max_length=3000, required=False, rows=2)
for _key, _title in BANDING.items():
    AssessmentForm.base_fields[f"level_{_key}"] = look(
        OneOf(label="How much support?", choices=list(LEVELS.items()), required=False, inline=True, small=True),
        hide_label=False,
    )
    AssessmentForm.base_fields[f"evidence_{_key}"] = NotesField(
        label="What shows it?", max_length=3000, required=False, rows=2
    )


def begin_with(assessment) -> dict:
    """What the form shows of what was written before."""
    names = ("visited_on", "with_whom", "persons_view", "support", "summary")
    said = {name: getattr(assessment, name) for name in names}
    said |= {f"safety_{key}": text for key, text in assessment.safety.items()}
    for key in BANDING:
        row = assessment.banding.get(key, {})
        said |= {f"level_{key}": row.get("level", "not_known"), f"evidence_{key}": row.get("evidence", "")}
    return said
