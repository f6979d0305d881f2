"""Forms about appeals."""

from django import forms

from carers.forms.assessment import meeting_label
from carers.models import Appeal
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, WordsField
from schemes.forms.layout import Act


class AppealForm(PlainForm):
    """What a household says against a decision, and when they said it."""

    asked_on = DayField(label="When did they appeal?", called="the day they appealed", past_only=True)
    why = WordsField(label="What do they say?", called="what they say", max_length=6000, rows=8)

    helper = Act("Record appeal")


class HearAppealForm(PlainForm):
    """Which meeting hears it, of people who did not sit the first time."""

    meeting = forms.ChoiceField(
        label="Which meeting hears it?", widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the meeting that hears it, or call one first",
            "invalid_choice": "That meeting cannot hear it: choose one that is offered",
        },
    )  # fmt: skip
    asks = NotesField(label="What panel is asked", max_length=6000, rows=4)

    helper = Act("Put on the list")

    def __init__(self, *args, meetings, **kwargs):
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [(pk, meeting_label(row)) for pk, row in self.meetings.items()]

    def clean_meeting(self):
        return self.meetings[self.cleaned_data["meeting"]]


class EndAppealForm(PlainForm):
    """How an appeal ended."""

    ending = OneOf(
        label="How did it end?", called="how it ended", choices=Appeal._meta.get_field("ending").choices,
        hints={"upheld": "The case comes before panel again", "withdrawn": "The household takes it back"},
    )  # fmt: skip
    on = DayField(label="When?", called="the day it ended", past_only=True)
    why = NotesField(label="Why", called="why", max_length=500, rows=3)

    helper = Act("End this appeal")
