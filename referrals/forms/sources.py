"""Forms about where referrals come from: organisations, teams, people, conversations, meetings with commissioners."""

from django import forms

from referrals.models import Organisation, Professional, ReachGroup, Team, TeamTalk
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, PhoneField, look
from schemes.forms.filters import Filter
from schemes.forms.layout import Act
from schemes.models import Authority


class TeamsFilter(Filter):
    """Which teams."""

    find = forms.CharField(label="Name", required=False, max_length=100)
    reach = forms.ChoiceField(label="Whom they support", required=False, choices=[("", "Anyone"), *ReachGroup.choices])
    how = forms.ChoiceField(
        label="Contact", required=False,
        choices=[("", "All"), ("cold", "Gone cold"), ("owed", "We owe them something"), ("first", "Consider us first")],
    )  # fmt: skip


class TeamForm(PlainForm):
    """A team, and the organisation it belongs to."""

    organisation = forms.CharField(label="Organisation", max_length=160, help_text="A council, a hospital, a charity")
    name = forms.CharField(label="Team", max_length=160)
    reach = OneOf(
        label="Whom do they mostly support?", required=False, small=True,
        choices=[*ReachGroup.choices, ("", "I don’t know yet")],
    )  # fmt: skip
    email = forms.EmailField(label="The team’s own email", required=False)
    phone = PhoneField(label="Phone", required=False, max_length=40)
    asked_first_on = DayField(label="Asked to consider Shared Lives first on", required=False, past_only=True)
    is_considering_first = forms.BooleanField(label="They consider Shared Lives first", required=False)
    contact_every_days = look(
        forms.IntegerField(
            label="Say something to them every", min_value=1, max_value=730, required=False,
            help_text="Leave it empty for the scheme’s own rule.",
        ),
        width=3, suffix="days",
    )  # fmt: skip
    ended_on = DayField(label="The team ended on", required=False, past_only=True)

    helper = Act("Save team")

    def __init__(self, data=None, *, scheme, team=None, **options):
        super().__init__(data, **options)
        self.scheme, self.team = scheme, team
        if team is None:
            del self.fields["ended_on"]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_organisation(self):
        return " ".join(self.cleaned_data["organisation"].split())

    def clean(self):
        typed = super().clean()
        same = Team.objects.filter(
            scheme=self.scheme, organisation__name__iexact=typed.get("organisation", ""),
            name__iexact=typed.get("name", ""),
        )  # fmt: skip
        if same.exclude(pk=self.team.pk if self.team else None).exists():
            self.add_error("name", "This organisation has a team of that name already: open that one")
        return typed

    def organisation_named(self, *, by) -> Organisation:
        """The organisation that was typed, known or new."""
        name = self.cleaned_data["organisation"]
        found = Organisation.objects.filter(scheme=self.scheme, name__iexact=name).first()
        return found or Organisation.add(scheme=self.scheme, name=name, by=by)


class ProfessionalForm(PlainForm):
    """Somebody in a team."""

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="Work email", required=False)
    phone = PhoneField(label="Phone", required=False, max_length=40)
    is_champion = forms.BooleanField(label="They champion Shared Lives there", required=False)
    left_on = DayField(label="They left on", required=False, past_only=True)

    helper = Act("Save")

    def __init__(self, data=None, *, team, person=None, **options):
        super().__init__(data, **options)
        self.team, self.person = team, person
        if person is None:
            del self.fields["left_on"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        same = Professional.objects.filter(scheme=self.team.scheme_id, email__iexact=email, left_on__isnull=True)
        if email and same.exclude(pk=self.person.pk if self.person else None).exists():
            raise forms.ValidationError("Somebody with this email is known already: search for them")
        return email


class TalkForm(PlainForm):
    """What was said with a team, and what we promised."""

    how = OneOf(label="How?", called="how", choices=[c for c in TeamTalk.How.choices if c[0] != "update"], inline=True)
    happened_on = DayField(label="When?", called="the day", past_only=True)
    with_whom = forms.CharField(label="With whom?", max_length=200, required=False)
    text = NotesField(label="What was said?", called="what was said", max_length=5000)
    we_owe = forms.CharField(label="What did we promise them?", max_length=300, required=False)
    owe_on = DayField(label="By when?", called="the day we promised it for", required=False)

    helper = Act("Save conversation")

    def clean(self):
        typed = super().clean()
        if typed.get("we_owe") and not typed.get("owe_on") and "owe_on" not in self.errors:
            self.add_error("owe_on", "Enter the day we promised it for")
        if typed.get("owe_on") and not typed.get("we_owe") and "we_owe" not in self.errors:
            self.add_error("we_owe", "Say what we promised")
        return typed


class CorrectTalkForm(TalkForm):
    """The same, with why it is corrected."""

    why = NotesField(label="Why do you correct it?", called="why", max_length=500)


class SendUpdateForm(PlainForm):
    """A ready update, to be changed before it goes."""

    to = OneOf(label="To whom?", called="to whom")
    text = NotesField(label="The email", called="the email", max_length=4000, rows=14)

    helper = Act("Send this update")

    def __init__(self, data=None, *, addresses, **options):
        super().__init__(data, **options)
        self.fields["to"].choices = addresses


class SourceForm(PlainForm):
    """Which team a referral came from, and whom it is for."""

    team = forms.ModelChoiceField(
        Team.objects.none(), label="Which team?", required=False, empty_label="None, or not known"
    )
    reach = ManyOf(label="Whom is it for?", required=False, choices=ReachGroup.choices, small=True)

    helper = Act("Save")

    def __init__(self, data=None, *, actor, chosen=None, **options):
        super().__init__(data, **options)
        rows = Team.objects.visible_to(actor).select_related("organisation")
        now = rows.filter(ended_on__isnull=True)
        self.fields["team"].queryset = now | rows.filter(pk=chosen) if chosen else now


class CommissionerMeetingForm(PlainForm):
    """A meeting with who commissions the scheme."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label="Which authority?", empty_label="Choose one")
    happened_on = DayField(label="When?", called="the day", past_only=True)
    who_was_there = forms.CharField(label="Who was there?", max_length=300)
    asked = NotesField(label="What was asked?", called="what was asked", max_length=5000)
    answered = NotesField(label="What was answered?", required=False, max_length=5000)
    next_on = DayField(label="When do you meet next?", required=False)

    helper = Act("Save meeting")

    def __init__(self, data=None, *, scheme, **options):
        super().__init__(data, **options)
        self.fields["authority"].queryset = Authority.objects.filter(scheme=scheme)


class CorrectCommissionerMeetingForm(CommissionerMeetingForm):
    """The same, with why it is corrected."""

    why = NotesField(label="Why do you correct it?", called="why", max_length=500)
