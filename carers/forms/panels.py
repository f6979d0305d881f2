"""Forms about panel: a meeting and who sits, its list, declarations, attendance, minutes."""

from datetime import time

from django import forms

from carers.forms.assessment import TermsAsked, meeting_label
from carers.models import PanelItem, PanelSeat
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, look
from schemes.forms.filters import Filter
from schemes.forms.layout import Act, Group, SideBySide

NOT_ASKED = ""
Kind = PanelItem.Kind


class TimeOfDay(forms.TimeField):
    """A time as people write it: 10:00, 10.30, 10am."""

    def to_python(self, value):
        if isinstance(value, str):
            text = value.strip().lower().replace(".", ":").replace(" ", "")
            for ending, more in (("am", 0), ("pm", 12)):
                if text.endswith(ending):
                    hour, _, minute = text.removesuffix(ending).partition(":")
                    if hour.isascii() and hour.isdigit() and 1 <= int(hour) <= 12 and (minute or "0").isdigit():
                        value = f"{int(hour) % 12 + more}:{minute or '00'}"
                    break
            else:
                value = f"{text}:00" if text.isascii() and text.isdigit() else text
        return super().to_python(value)

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, time) else value


class MeetingForm(PlainForm):
    """When and where panel meets, how many must sit, and who is asked in which part."""

    held_on = DayField(label="Date", called="the date of the meeting")
    start_time = look(
        TimeOfDay(
            label="Time", required=False, help_text="For example, 10:00",
            error_messages={"invalid": "Enter the time like 10:00"},
        ),
        width=5,
    )  # fmt: skip
    place = forms.CharField(label="Place", max_length=200, required=False)
    quorum = look(
        forms.IntegerField(
            label="Members who must sit", min_value=1, max_value=20, help_text="The quorum: fewer decide nothing."
        ),
        width=2,
    )

    helper_text = "Call this meeting"

    def __init__(self, *args, staff, seats=(), **kwargs):
        self.seats = {seat.member_id: seat for seat in seats}
        self.staff = {person.pk: person for person in staff}
        kwargs["initial"] = (kwargs.get("initial") or {}) | {
            f"part_{pk}": self.seats[pk].part for pk in self.staff if pk in self.seats
        }
        super().__init__(*args, **kwargs)
        for pk, person in self.staff.items():
            nobody = [] if pk in self.seats else [(NOT_ASKED, "Not asked")]
            field = forms.ChoiceField(
                label=f"{person.name} ({person.get_role_display().lower()})",
                choices=[*nobody, *PanelSeat.Part.choices], required=False,
            )  # fmt: skip
            self.fields[f"part_{pk}"] = look(field)
            self._speak_plainly(f"part_{pk}", field)
        names = [f"part_{pk}" for pk in self.staff]
        self.mark_optional = False
        self.helper = Act(
            self.helper_text, SideBySide("held_on", "start_time"), "place", "quorum", Group("Who sits", *names)
        )

    def clean(self):
        told = super().clean()
        parts = {self.staff[pk]: told.pop(f"part_{pk}", "") for pk in self.staff}
        told["parts"] = {person: part for person, part in parts.items() if part}
        chairs = [str(person) for person, part in told["parts"].items() if part == PanelSeat.Part.CHAIR]
        gone = [s for pk, s in self.seats.items() if pk not in self.staff and s.part == PanelSeat.Part.CHAIR]
        if len(chairs) > 1 or (chairs and gone):
            names = ", ".join(chairs + [str(seat) for seat in gone])
            self.add_error(None, f"A meeting has one chair. Choose one of {names}")
        quorum = told.get("quorum")
        if quorum and len(told["parts"]) < quorum and not self.errors:
            self.add_error(None, f"Ask at least {quorum} members: fewer can never be a quorum")
        return told

    def meeting(self) -> dict:
        """The fields of the meeting itself."""
        return {name: self.cleaned_data[name] for name in ("held_on", "start_time", "place", "quorum")}


class EditMeetingForm(MeetingForm):
    """The same, for a meeting that was called."""

    helper_text = "Save meeting"


class AttendanceForm(PlainForm):
    """Who is there, seat by seat."""

    mark_optional = False

    def __init__(self, *args, seats, **kwargs):
        self.seats = list(seats)
        kwargs["initial"] = {f"seat_{seat.pk}": seat.attendance for seat in self.seats}
        super().__init__(*args, **kwargs)
        for seat in self.seats:
            left = ", has left the scheme" if seat.member.ended_on else ""
            field = OneOf(
                label=f"{seat.member.name}, {seat.get_part_display().lower()}{left}",
                choices=PanelSeat.Attendance.choices, inline=True, small=True,
            )  # fmt: skip
            self.fields[f"seat_{seat.pk}"] = field
            self._speak_plainly(f"seat_{seat.pk}", field)
        self.helper = Act("Record who is there", *(f"seat_{seat.pk}" for seat in self.seats))

    @property
    def attendance(self) -> dict[int, str]:
        """Attendance by seat."""
        return {seat.pk: self.cleaned_data[f"seat_{seat.pk}"] for seat in self.seats}


class PanelItemForm(TermsAsked):
    """What panel is asked, about whom, at which meeting."""

    meeting = forms.ChoiceField(label="Meeting")
    kind = OneOf(
        label="What is it about?", called="what it is about", small=True,
        choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.APPEAL],
        hints={Kind.APPROVAL.value: "Somebody who applies, and is ready for panel"},
    )  # fmt: skip
    about = forms.ChoiceField(label="Who is it about?", error_messages={"required": "Choose who it is about"})
    asks = NotesField(label="What panel is asked", max_length=6000, rows=5)

    helper = Act(
        "Put on the list", "meeting", "kind", "about", "asks", Group("Terms asked for", "people_limit", "types")
    )

    def __init__(self, *args, meetings, applications, households, most, **kwargs):
        self.most = most
        self.meetings = {str(row.pk): row for row in meetings}
        self.applications = {f"application-{row.pk}": row for row in applications}
        self.households = {f"household-{row.pk}": row for row in households}
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [(pk, meeting_label(row)) for pk, row in self.meetings.items()]
        self.fields["about"].choices = [
            ("", "Choose"),
            ("Ready for panel", [(key, f"{row.name}, {row.reference}") for key, row in self.applications.items()]),
            ("Households", [(key, f"{row.name}, {row.reference}") for key, row in self.households.items()]),
        ]

    def clean(self):
        told = super().clean()
        kind, about = told.get("kind"), told.get("about")
        if kind and about:
            if kind == Kind.APPROVAL and about in self.households:
                name = self.households[about].name
                self.add_error("about", f"{name} is approved already: ask for a change of terms instead")
            if kind != Kind.APPROVAL and about in self.applications:
                name = self.applications[about].name
                self.add_error("about", f"{name} is not approved yet: choose “New approval”, or a household")
        if kind == Kind.TERMS:
            if told.get("people_limit") is None:
                self.add_error("people_limit", "Enter how many people at once they ask for")
            if not told.get("types"):
                self.add_error("types", "Choose the kinds of arrangement they ask for")
        self.check_limit(self.most)
        told["meeting"] = self.meetings.get(told.get("meeting"))
        return told


class InterestForm(PlainForm):
    """Whether a member has an interest in an item."""

    seat = forms.ChoiceField(label="Who declares?", error_messages={"required": "Choose who declares"})
    has_interest = OneOf(
        label="Do you have an interest in this?", called="whether there is an interest",
        choices=[("no", "No"), ("yes", "Yes")],
        hints={"yes": "You know them, worked with them, gave a reference, or anything others should know"},
    )  # fmt: skip
    what = NotesField(label="Which interest?", required=False, max_length=1000, rows=3)

    helper = Act("Declare")

    def __init__(self, *args, seats, mine=None, **kwargs):
        self.seats = {str(seat.pk): seat for seat in seats}
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "Choose"), *((pk, seat.member.name) for pk, seat in self.seats.items())]
        if mine is not None:
            self.fields["seat"].initial = str(mine.pk)
        if len(self.seats) == 1:
            self.fields["seat"].widget = forms.HiddenInput()
            self.fields["seat"].initial = next(iter(self.seats))

    def clean(self):
        told = super().clean()
        if told.get("has_interest") == "yes" and not told.get("what"):
            self.add_error("what", "Say which interest, in a line")
        if told.get("has_interest") == "no" and told.get("what"):
            told["what"] = ""
        return told

    @property
    def declared(self) -> dict:
        """Seat, whether there is an interest, and which."""
        told = self.cleaned_data
        return {
            "seat": self.seats[told["seat"]],
            "has_interest": told["has_interest"] == "yes",
            "what": told["what"],
        }


class WithdrawForm(PlainForm):
    """Why an item comes off the list."""

    why = NotesField(label="Why does it come off the list?", called="why it comes off the list", max_length=500, rows=3)

    helper = Act("Take off the list", warn=True)


class MinutesForm(PlainForm):
    """The minutes of the meeting, and of each item."""

    mark_optional = False
    minutes = NotesField(label="The meeting", required=False, max_length=20_000, rows=8)

    def __init__(self, *args, items, **kwargs):
        self.items = list(items)
        kwargs["initial"] = {f"item_{item.pk}": item.minutes for item in self.items} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for item in self.items:
            field = NotesField(label=str(item), required=False, max_length=20_000, rows=6)
            self.fields[f"item_{item.pk}"] = field
            self._speak_plainly(f"item_{item.pk}", field)
        self.helper = Act("Save minutes", "minutes", *(f"item_{item.pk}" for item in self.items))

    @property
    def of_items(self) -> dict[int, str]:
        """What was written about each item."""
        return {item.pk: self.cleaned_data[f"item_{item.pk}"] for item in self.items}


class CloseMeetingForm(PlainForm):
    """Nothing to fill in: the page says what closing does."""

    helper = Act("Close this meeting")


class SendPapersForm(PlainForm):
    """Nothing to fill in: the page says who is told."""

    helper = Act("Tell them the papers are ready")


class PanelsFilter(Filter):
    """Which meetings to show."""

    when = forms.ChoiceField(
        label="Meetings",
        required=False,
        choices=[("", "To come, and not closed"), ("closed", "Closed"), ("all", "All")],
    )
    q = look(forms.CharField(label="Household on the list", required=False, max_length=60), width=20)

    def choose(self, meetings):
        """The meetings that were asked for: the next first, or the latest where they are over."""
        when, words = self.cleaned_data["when"], self.cleaned_data["q"]
        if when != "all":
            meetings = meetings.filter(closed_on__isnull=when != "closed")
        if words:
            meetings = meetings.filter(items__household__name__icontains=words).distinct()
        return meetings.order_by("-held_on", "-pk") if when else meetings.order_by("held_on", "start_time", "pk")
