"""What we learnt when we met the person."""

from django import forms

from referrals.forms.wishes import AsksWishes, wish_fields, wish_rows
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, WordsField, look
from schemes.forms.layout import Act, Folded

NAMES = ("happened_on", "who_was_there", "persons_words", "summary")


class MeetingForm(AsksWishes, PlainForm):
    """The meeting, the person's words first, and the wishes it confirmed or changed."""

    persons_words = WordsField(label="What they said", max_length=4000, required=False)
    happened_on = DayField(label="When did you meet?", called="the day you met", past_only=True)
    who_was_there = look(forms.CharField(label="Who was there?", max_length=300, required=False), width=30)
    summary = NotesField(label="What you learnt", max_length=10_000, required=False)
    said_by = look(
        forms.CharField(label="Who told you about the home they want?", max_length=120, required=False), width=20
    )

    def __init__(self, data=None, *, person, latest, **options):
        super().__init__(data, **options)
        self.person = person
        self.show_wishes(latest)
        self.initial.setdefault("said_by", person.called[:120])
        self.helper = Act(
            "Save meeting",
            "persons_words",
            "happened_on",
            "who_was_there",
            "summary",
            Folded("What they want in a home: confirm or change", "said_by", *wish_rows()),
        )

    def meeting(self) -> dict:
        """What `Referral.record_meeting` wants."""
        said_by = self.cleaned_data["said_by"] or self.person.called[:120]
        return {name: self.cleaned_data[name] for name in NAMES} | {
            "wishes": [wish | {"said_by": said_by} for wish in self.changed_wishes()]
        }


MeetingForm.base_fields |= wish_fields()
