"""Forms about assessment: visits, the sections of the report, sharing it, and sending it to panel."""

from django import forms

from carers.models import AssessmentVisit, PanelMeeting
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, look, say_day
from schemes.forms.layout import Act, Bare, Group
from schemes.vocabulary import ArrangementType

NO_MEETING = "none"


class AssessmentVisitForm(PlainForm):
    """A visit to an applicant: when, who, what was talked about."""

    happened_on = DayField(label="Date of the visit", past_only=True)
    kind = OneOf(
        label="What kind of visit?", called="the kind of visit", choices=AssessmentVisit.Kind.choices, small=True
    )
    who_went = forms.CharField(label="Who went", max_length=160)
    who_was_there = forms.CharField(label="Who was there", max_length=200, required=False)
    talked_about = NotesField(label="What was talked about and seen", required=False, max_length=6000, rows=8)
    next_on = DayField(label="Next visit", called="the day of the next visit", required=False)

    helper = Act("Record visit")

    def __init__(self, *args, enquired_on, **kwargs):
        self.enquired_on = enquired_on
        super().__init__(*args, **kwargs)

    def clean(self):
        told = super().clean()
        on, next_on = told.get("happened_on"), told.get("next_on")
        if on and on < self.enquired_on:
            self.add_error("happened_on", f"They first asked on {say_day(self.enquired_on)}: enter that day or later")
        if on and next_on and next_on <= on:
            self.add_error("next_on", f"The next visit must be after this one on {say_day(on)}")
        return told


class CorrectAssessmentVisitForm(AssessmentVisitForm):
    """The same visit, put right, and why."""

    why = NotesField(label="What was wrong?", max_length=500, rows=2)

    helper = Act("Correct this visit")


class SectionForm(PlainForm):
    """One section of the report."""

    text = NotesField(label="Text", required=False, max_length=20_000, rows=18)

    helper = Bare("text")
    mark_optional = False


class ShareReportForm(PlainForm):
    """Nothing to fill in: sharing freezes what the page shows."""

    why = NotesField(label="A line for the history", required=False, max_length=500, rows=2)

    helper = Act("Share this version")


def meeting_label(meeting) -> str:
    time = f", {meeting.start_time:%H:%M}" if meeting.start_time else ""
    return f"{say_day(meeting.held_on)}{time}{f', {meeting.place}' if meeting.place else ''}"


def meetings_ahead(actor, today):
    """Meetings an item may be put on: not closed, not long past."""
    return PanelMeeting.objects.visible_to(actor).filter(closed_on__isnull=True).order_by("held_on", "pk")


class TermsAsked(PlainForm):
    """What panel is asked to agree to: how many people, which kinds of arrangement."""

    people_limit = look(
        forms.IntegerField(label="Most people at once", min_value=1, max_value=10, required=False), width=2
    )
    types = ManyOf(label="Kinds of arrangement", choices=ArrangementType.choices, required=False, small=True)

    def check_limit(self, most) -> None:
        """Refuse more people than the nation or the scheme allows."""
        asked = self.cleaned_data.get("people_limit")
        if asked and asked > most:
            self.add_error(
                "people_limit",
                f"At most {most} people may live in or stay at one home here: enter {most} or fewer",
            )


class SendToPanelForm(TermsAsked):
    """Which meeting, what panel is asked, and why to go on where something is missing."""

    meeting = forms.ChoiceField(label="Which meeting?", widget=forms.RadioSelect)
    asks = NotesField(label="What panel is asked", max_length=6000, rows=4)
    why_not_ready = NotesField(
        label="Why does it go to panel without what is missing?", required=False, max_length=1000
    )

    helper = Act(
        "Send to panel",
        "why_not_ready",
        "meeting",
        "asks",
        Group("Terms asked for", "people_limit", "types"),
    )

    def __init__(self, *args, meetings, missing, most, is_ready_already=False, **kwargs):
        self.missing, self.most, self.meetings = missing, most, {str(meeting.pk): meeting for meeting in meetings}
        super().__init__(*args, **kwargs)
        later = [] if is_ready_already else [(NO_MEETING, "No meeting yet: put it on a list later")]
        self.fields["meeting"].choices = [(pk, meeting_label(row)) for pk, row in self.meetings.items()] + later
        if not missing:
            del self.fields["why_not_ready"]
            self.helper = Act("Send to panel", "meeting", "asks", Group("Terms asked for", "people_limit", "types"))

    def clean(self):
        told = super().clean()
        self.check_limit(self.most)
        if self.missing and not told.get("why_not_ready"):
            self.add_error("why_not_ready", "Something is missing: say why it goes to panel without it, or wait")
        if told.get("meeting"):
            told["meeting"] = self.meetings.get(told["meeting"])
        return told
