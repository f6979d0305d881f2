"""What an officer decides about a referral: one question, and a form for each answer."""

from django import forms
from django.db.models import Q

from referrals.models import Referral, TurnedDown
from referrals.questions import QUESTIONS
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, WordsField, look
from schemes.forms.layout import Act
from schemes.models import Scheme, StaffMember

# What an officer is likely to need before meeting someone. Whatever of it nobody answered is ticked to begin with.
ASKABLE = [
    "date_of_birth", "place", "talking", "knows", "type_wanted", "wanted_from", "near", "support_help",
    "personal_care", "night", "medicines", "moving_about", "health", "alone", "safety", "smokes", "funding", "funder",
    "papers", "family", "advocate", "gp",
]  # fmt: skip
NOT_ANSWERS = {"i don't know yet", "i'm not sure yet", "i will send it"}


def missing_from(answers) -> list[str]:
    """The keys of what nobody has answered yet, in the order of the form."""
    return missing_of(answer.key for answer in answers if answer.answer.strip().lower() not in NOT_ANSWERS)


def missing_of(answered) -> list[str]:
    """The same, where the keys of what is answered are known; worries may be told in either of two ways."""
    known = set(answered)
    if "safety_known" in known:
        known.add("safety")
    return [key for key in ASKABLE if key not in known]


class OfficerField(forms.ModelChoiceField):
    """Who works on it, with how many open referrals each has now."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(StaffMember.objects.none(), empty_label=None, **kwargs)
        self.load = {}

    def label_from_instance(self, officer):
        number = self.load.get(officer.pk, 0)
        return f"{officer.name}: {number} open referral{'' if number == 1 else 's'}"


class TriageForm(PlainForm):
    """The one question."""

    ANSWERS = {
        "meet": ("Meet the person", "meet-person", Referral.Status.MEETING, "Choose who goes, and when"),
        "ask": ("Ask for more", "ask-for-more", Referral.Status.NEEDS_MORE, "The referrer gets an email and a page"),
        "pass": ("Pass to another scheme", "pass-on", Referral.Status.PASSED_ON, "The referrer gets the new contact"),
        "not": (
            "Not for Shared Lives",
            "turn-down",
            Referral.Status.NOT_THIS_TIME,
            "Say who decided, why, and what else could help",
        ),
    }
    answer = OneOf(label="What should happen next?", called="what should happen next")
    helper = Act("Continue")

    def __init__(self, data=None, *, referral, **options):
        super().__init__(data, **options)
        offered = {
            key: (text, hint)
            for key, (text, _, status, hint) in self.ANSWERS.items()
            if status in Referral.MOVES[referral.status]
        }
        self.fields["answer"].choices = [(key, text) for key, (text, _) in offered.items()]
        look(self.fields["answer"], hints={key: hint for key, (_, hint) in offered.items()})

    def url_name(self) -> str:
        return self.ANSWERS[self.cleaned_data["answer"]][1]


class MeetPersonForm(PlainForm):
    """Who goes to meet the person, and when."""

    officer = OfficerField(label="Who goes?")
    meet_on = DayField(label="When?", called="the day you meet", future_only=True)
    helper = Act("Arrange the meeting")

    def __init__(self, data=None, *, actor, load, **options):
        super().__init__(data, **options)
        field = self.fields["officer"]
        field.load = load
        field.queryset = StaffMember.objects.visible_to(actor).officers().select_related("account")


class AskForMoreForm(PlainForm):
    """What the referrer is asked for."""

    items = ManyOf(label="What is missing?", required=False, small=True)
    other = look(forms.CharField(label="Something else", max_length=200, required=False), width=30)
    words = NotesField(label="Your message", max_length=4000, required=False)
    helper = Act("Ask for these")

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["items"].choices = [(key, str(QUESTIONS[key].wording)) for key in ASKABLE]

    def clean(self):
        typed = super().clean()
        if not self.errors and not any(typed.get(name) for name in self.fields):
            self.add_error("items", "Tick what is missing, or write a message")
        return typed

    def asked(self) -> dict:
        """What is asked, in the wording of the form."""
        wording = dict(self.fields["items"].choices)
        items = [wording[key] for key in self.cleaned_data["items"]]
        return {
            "items": items + ([self.cleaned_data["other"]] if self.cleaned_data["other"] else []),
            "words": self.cleaned_data["words"],
        }


class PassOnForm(PlainForm):
    """Which scheme takes it from here."""

    to_scheme = forms.ModelChoiceField(Scheme.objects.none(), label="Which scheme?", empty_label="Choose a scheme")
    words = NotesField(label="What the referrer reads about it", max_length=2000, required=False)
    helper = Act("Pass it on")

    def __init__(self, data=None, *, scheme, **options):
        super().__init__(data, **options)
        near = Q(region=scheme.region_id) if scheme.region_id else Q()
        self.fields["to_scheme"].queryset = Scheme.objects.filter(near).exclude(pk=scheme.pk)


class TurnDownForm(PlainForm):
    """Not this time: why exactly, who decided, what else could help."""

    reason = OneOf(label="Why?", called="why", choices=TurnedDown.Reason.choices, small=True)
    who_decided = OneOf(label="Who decided?", called="who decided", choices=TurnedDown.Decider.choices, small=True)
    suggestion = NotesField(label="What else could help?", called="what else could help", max_length=2000)
    words = NotesField(
        label="More for the referrer to read", max_length=4000, required=False, help_text="In your own words"
    )
    helper = Act("Turn it down", warn=True)


class HoldForm(PlainForm):
    """Why it waits, and when to look at it again."""

    why = NotesField(label="Why does it wait?", called="why it waits", max_length=2000)
    wake_on = DayField(label="Look at it again on", called="the day to look at it again", future_only=True)
    helper = Act("Put on hold")


class ResumeForm(PlainForm):
    """Why it goes on now."""

    why = NotesField(label="What has changed?", max_length=2000, required=False)
    helper = Act("Take off hold")


class PutBackForm(PlainForm):
    """Why a step is taken back."""

    why = WordsField(label="Why?", called="why it is put back", max_length=2000, suggest=None, theirs=False, rows=3)
    helper = Act("Put it back", warn=True)
