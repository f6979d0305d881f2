"""Plain edits of a person, their own words, and their wishes."""

from django import forms

from referrals.forms.wishes import AsksWishes, wish_fields, wish_rows
from referrals.models import Format
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, OneOf, PhoneField, PostcodeField, WordsField, look
from schemes.forms.layout import Act, Group, SideBySide
from schemes.models import StaffMember
from schemes.vocabulary import Gender

PERSON_NAMES = [
    "preferred_name", "full_name", "date_of_birth", "age_told", "gender", "lives_at", "postcode", "phone", "talking",
    "information_format", "smokes", "officer",
]  # fmt: skip


class PersonForm(PlainForm):
    """Who somebody is and how to reach them."""

    preferred_name = look(forms.CharField(label="Likes to be called", max_length=60, required=False), width=20)
    full_name = forms.CharField(label="Full name", max_length=120)
    date_of_birth = DayField(label="Date of birth", past_only=True, required=False)
    age_told = look(
        forms.IntegerField(label="Age, if there is no date of birth", min_value=0, max_value=120, required=False),
        width=3,
    )
    gender = OneOf(label="Gender", choices=Gender.choices, inline=True)
    lives_at = forms.CharField(label="Where they live now", max_length=200, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    phone = PhoneField(label="Phone", max_length=30, required=False)
    talking = WordsField(
        label="Best way to talk together", max_length=2000, suggest=60, rows=3, theirs=False, required=False
    )
    information_format = OneOf(label="Information in", choices=Format.choices, required=False)
    smokes = OneOf(
        label="Smokes", choices=[("yes", "Yes"), ("no", "No"), ("", "Not asked")], required=False, inline=True
    )
    officer = forms.ModelChoiceField(
        StaffMember.objects.none(), label="Officer", required=False, empty_label="Nobody yet"
    )
    helper = Act(
        "Save changes",
        Group("Name and age", "preferred_name", "full_name", SideBySide("date_of_birth", "age_told"), "gender"),
        Group("Where and how to reach them", "lives_at", SideBySide("postcode", "phone")),
        Group("Talking together", "talking", "information_format"),
        Group("Also", "smokes", "officer"),
    )

    def __init__(self, data=None, *, actor, person, **options):
        super().__init__(data, **options)
        staff = StaffMember.objects.visible_to(actor)
        chosen = staff.officers() | staff.filter(pk=person.officer_id)
        self.fields["officer"].queryset = chosen.select_related("account").distinct()


class OwnWordsForm(PlainForm):
    """What somebody says about their life, in their own words."""

    matters = WordsField(label="What matters to me", max_length=4000, required=False)
    good_day = WordsField(label="A good day for me", max_length=4000, required=False)
    hopes = WordsField(label="What I hope for", max_length=4000, required=False)
    said_how = look(
        forms.CharField(
            label="How they told us",
            max_length=200,
            required=False,
            help_text="Their own words, pictures, or someone who knows them well",
        ),
        width=30,
    )
    happened_on = DayField(label="When did they say this?", called="the day they said this", past_only=True)
    helper = Act("Keep these words")

    def clean(self):
        typed = super().clean()
        asked = {"matters", "good_day", "hopes"}
        if not self.errors.keys() & asked and not any(typed.get(name) for name in asked):
            self.add_error("matters", "Write something in at least one of the three boxes")
        return typed


class WishesForm(AsksWishes, PlainForm):
    """What somebody must have, would like, or does not mind in a home."""

    said_by = look(forms.CharField(label="Said by", max_length=120), width=20)
    happened_on = DayField(label="When?", called="the day it was said", past_only=True)
    helper = Act("Save wishes", SideBySide("said_by", "happened_on"), *wish_rows())

    def __init__(self, data=None, *, latest, **options):
        super().__init__(data, **options)
        self.show_wishes(latest)


WishesForm.base_fields |= wish_fields()
