"""Campaigns, money spent, growth projects, and carers who help others begin."""

from django import forms
from django.core.validators import MinValueValidator

from carers.models import Campaign, GrowthProject, Household
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, look, say_day
from schemes.forms.layout import Act, SideBySide


def _pounds(label: str, digits: int) -> forms.DecimalField:
    return look(
        forms.DecimalField(label=label, max_digits=digits, decimal_places=2, validators=[MinValueValidator(0)]),
        prefix="£",
        width=10,
    )


class _Named(PlainForm):
    """Something of the scheme's with a name of its own, from one day to another."""

    ROWS = None

    def __init__(self, *args, scheme, but=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = self.ROWS.objects.filter(scheme=scheme).exclude(pk=but)
        if "project" in self.fields:
            self.fields["project"].queryset = GrowthProject.objects.filter(scheme=scheme)

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if self.others.filter(name=name).exists():
            raise forms.ValidationError("This name is taken: change that one, or choose another name")
        return name


class CampaignForm(_Named):
    """An advert, a leaflet, an event."""

    ROWS = Campaign
    name = forms.CharField(label="Name", max_length=120, help_text="People who enquire read it in the public form")
    from_on = DayField(label="From", called="the first day")
    until_on = DayField(label="To", called="the last day", required=False, help_text="Leave empty while it runs")
    project = forms.ModelChoiceField(
        GrowthProject.objects.none(), label="Paid for by", required=False, empty_label="No growth project"
    )
    helper = Act("Save campaign", "name", SideBySide("from_on", "until_on"), "project")

    def clean(self):
        told = super().clean()
        start, end = told.get("from_on"), told.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", f"The last day must be {say_day(start)} or later")
        return told


class SpendForm(PlainForm):
    """Money that was spent on finding or approving carers."""

    happened_on = DayField(label="Spent on", called="the day it was spent", past_only=True)
    pounds = _pounds("How much", 9)
    what = forms.CharField(label="What for", max_length=160)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label="Campaign", required=False, empty_label="In general"
    )
    LAYOUT = ("happened_on", "pounds", "what", "campaign")
    helper = Act("Record spend", *LAYOUT)

    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.filter(scheme=scheme)


class CorrectSpendForm(SpendForm):
    """The same money, put right, and why."""

    why = NotesField(label="Why?", max_length=500, rows=2)
    helper = Act("Save correction", *SpendForm.LAYOUT, "why")


class GrowthProjectForm(_Named):
    """Money given for growth, and what was promised for it."""

    ROWS = GrowthProject
    name = forms.CharField(label="Name", max_length=120)
    funder = forms.CharField(label="Who gave the money", max_length=160)
    pounds = _pounds("How much", 10)
    from_on = DayField(label="From", called="the first day")
    until_on = DayField(label="To", called="the last day")
    promised_households = look(
        forms.IntegerField(label="New households promised", min_value=0, max_value=9999, initial=0), width=4
    )
    promised_people = look(
        forms.IntegerField(label="More people supported, promised", min_value=0, max_value=9999, initial=0), width=4
    )
    helper = Act(
        "Save growth project", "name", "funder", "pounds", SideBySide("from_on", "until_on"), "promised_households",
        "promised_people",
    )  # fmt: skip

    def clean(self):
        told = super().clean()
        start, end = told.get("from_on"), told.get("until_on")
        if start and end and end <= start:
            self.add_error("until_on", f"The last day must be after {say_day(start)}")
        return told


class MentoringForm(PlainForm):
    """Who helps this household begin."""

    mentor = forms.ModelChoiceField(Household.objects.none(), label="Which household helps them?", empty_label="Choose")
    from_on = DayField(label="From", called="the first day")
    about = forms.CharField(label="What with", max_length=200, required=False, help_text="For example, the first month")
    helper = Act("Record who helps")

    def __init__(self, *args, actor, household, **kwargs):
        super().__init__(*args, **kwargs)
        standing = Household.objects.visible_to(actor).filter(status__in=Household.STANDING)
        self.fields["mentor"].queryset = standing.exclude(pk=household.pk)


class EndMentoringForm(PlainForm):
    """From when the help is over."""

    until_on = DayField(label="Ended on", called="the day it ended")
    helper = Act("End it")

    def __init__(self, *args, began, **kwargs):
        super().__init__(*args, **kwargs)
        self.began = began

    def clean_until_on(self):
        until = self.cleaned_data["until_on"]
        if until and until < self.began:
            raise forms.ValidationError(f"It began on {say_day(self.began)}: enter that day or a later one")
        return until
