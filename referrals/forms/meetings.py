"""What we learnt when we met the person."""

from django import forms

from referrals.forms.voices import check_voice, helped_by_field, voice_field
from referrals.forms.wishes import AsksWishes, wish_fields, wish_rows
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, WordsField, look
from schemes.forms.layout import Act, Folded

NAMES = ("happened_on", "who_was_there", "persons_words", "summary", "voice", "helped_by")


class MeetingForm(AsksWishes, PlainForm):
    """The meeting, the person's words first, and the wishes it confirmed or changed."""

    persons_words = WordsField(label="What they said", max_length=4000, required=False)
    voice = voice_field()
    helped_by = helped_by_field()
    happened_on = DayField(label="When did you meet?", called="the day you met", past_only=True)
    who_was_there = look(forms.CharField(label="Who was there?", max_length=300, required=False), width=30)
    summary = NotesField(label="What you learnt", max_length=10_000, required=False)
    said_by = look(
        forms.CharField(label="Who told you about the home they want?", max_length=120, required=False), width=20
    )
    wishes_voice = voice_field()
    wishes_helped_by = helped_by_field()

    def __init__(self, data=None, *, person, latest, **options):
        super().__init__(data, **options)
        self.person = person
        self.show_wishes(latest)
        self.initial.setdefault("said_by", person.called[:120])
        self.helper = Act(
            "Save meeting",
            "persons_words",
            "voice",
            "helped_by",
            "happened_on",
            "who_was_there",
            "summary",
            Folded("What they want in a home: confirm or change", "said_by", "wishes_voice", "wishes_helped_by",
                   *wish_rows()),
        )  # fmt: skip

    def clean(self):
        typed = super().clean()
        check_voice(self, is_said=bool(typed.get("persons_words")))
        check_voice(self, is_said=bool(self.changed_wishes()), voice="wishes_voice", helped_by="wishes_helped_by")
        return typed

    def meeting(self) -> dict:
        """What `Referral.record_meeting` wants."""
        said_by = self.cleaned_data["said_by"] or self.person.called[:120]
        return {name: self.cleaned_data[name] for name in NAMES} | {
            "wishes": [
                wish
                | {
                    "said_by": said_by,
                    "voice": self.cleaned_data["wishes_voice"],
                    "helped_by": self.cleaned_data["wishes_helped_by"],
                }
                for wish in self.changed_wishes()
            ]
        }


MeetingForm.base_fields |= wish_fields()
