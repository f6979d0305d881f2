"""Plain edits of a person, their own words, and their wishes."""

import nhs_number
from django import forms

from referrals.forms.voices import check_voice, helped_by_field, voice_field
from referrals.forms.wishes import AsksWishes, wish_fields, wish_rows
from referrals.models import Format
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, OneOf, PhoneField, PostcodeField, WordsField, look
from schemes.forms.layout import Act, Group, SideBySide
from schemes.models import StaffMember
from schemes.vocabulary import Gender

PERSON_NAMES = [
    "preferred_name", "full_name", "date_of_birth", "age_told", "gender", "lives_at", "postcode", "phone", "talking",
    "information_format", "nhs_number", "smokes", "officer",
]  # fmt: skip


def groups(fields) -> list[Group]:
    """The questions about a person in their groups, without those that are not asked of whoever edits."""
    place = [SideBySide(*(name for name in ("postcode", "phone") if name in fields))]
    return [
        Group("Name and age", "preferred_name", "full_name", SideBySide("date_of_birth", "age_told"), "gender"),
        Group("Where and how to reach them", *(["lives_at"] if "lives_at" in fields else []), *place),
        Group("Talking together", "talking", "information_format"),
        Group("Also", "nhs_number", "smokes", *(["officer"] if "officer" in fields else [])),
    ]


class NhsNumberField(forms.CharField):
    """An NHS number, kept as its ten figures; the last checks the others (NHS Data Dictionary, modulus 11)."""

    def to_python(self, value):
        text = "".join(character for character in super().to_python(value) if character not in " -\u2013")
        if text and not (text.isascii() and nhs_number.is_valid(text)):
            raise forms.ValidationError("Enter an NHS number with its ten figures, like 943 476 5919", code="invalid")
        return text


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
    nhs_number = look(NhsNumberField(label="NHS number", max_length=20, required=False), width=10)
    smokes = OneOf(
        label="Smokes", choices=[("yes", "Yes"), ("no", "No"), ("", "Not asked")], required=False, inline=True
    )
    officer = forms.ModelChoiceField(
        StaffMember.objects.none(), label="Officer", required=False, empty_label="Nobody yet"
    )

    def __init__(self, data=None, *, actor, person, **options):
        super().__init__(data, **options)
        staff = StaffMember.objects.visible_to(actor)
        chosen = staff.officers() | staff.filter(pk=person.officer_id)
        self.fields["officer"].queryset = chosen.select_related("account").distinct()
        if not person.may_read_address(actor):
            # Nor may they make themselves the officer, who may read it.
            for name in ("lives_at", "postcode", "officer"):
                del self.fields[name]
        self.helper = Act("Save changes", *groups(self.fields))


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
    voice = voice_field()
    helped_by = helped_by_field()
    happened_on = DayField(label="When did they say this?", called="the day they said this", past_only=True)
    helper = Act("Keep these words")

    def clean(self):
        typed = super().clean()
        asked = {"matters", "good_day", "hopes"}
        if not self.errors.keys() & asked and not any(typed.get(name) for name in asked):
            self.add_error("matters", "Write something in at least one of the three boxes")
        else:
            check_voice(self, is_said=True)
        return typed


class WishesForm(AsksWishes, PlainForm):
    """What somebody must have, would like, or does not mind in a home."""

    said_by = look(forms.CharField(label="Said by", max_length=120), width=20)
    happened_on = DayField(label="When?", called="the day it was said", past_only=True)
    voice = voice_field()
    helped_by = helped_by_field()
    helper = Act("Save wishes", SideBySide("said_by", "happened_on"), "voice", "helped_by", *wish_rows())

    def __init__(self, data=None, *, latest, **options):
        super().__init__(data, **options)
        self.show_wishes(latest)

    def clean(self):
        typed = super().clean()
        check_voice(self, is_said=bool(self.changed_wishes()))
        return typed


WishesForm.base_fields |= wish_fields()
