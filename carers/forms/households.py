"""Plain edits of a household and its home."""

from django import forms

from carers.forms.choices import OfficerField
from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField, PostcodeField, WordsField, look
from schemes.forms.layout import Act

MOST_ROOMS = 12


def name_field() -> forms.CharField:
    """What staff call the household."""
    return look(
        forms.CharField(
            label="What staff call this household", max_length=120, help_text="For example, J Okoro, or P and L Green"
        ),
        width=20,
    )


def about_field() -> WordsField:
    """The household about itself."""
    return WordsField(
        label="About this home, in the household’s own words", required=False, suggest=150, max_length=3000
    )


def information_needs_field() -> forms.CharField:
    """What the Accessible Information Standard asks us to know of carers too."""
    return forms.CharField(
        label="How to reach them",
        max_length=200,
        required=False,
        help_text="For example, large print; phone after six, not letters",
    )


def address_field() -> forms.CharField:
    return look(forms.CharField(label="Address", max_length=400, widget=forms.Textarea), rows=3)


def rooms_field() -> forms.IntegerField:
    return look(
        forms.IntegerField(
            label="Bedrooms for people supported here",
            min_value=0,
            max_value=MOST_ROOMS,
            help_text="Count rooms, whoever sleeps in them now",
        ),
        width=2,
    )


class HouseholdForm(PlainForm):
    """What staff call a household, and how it speaks of itself."""

    name = name_field()
    information_needs = information_needs_field()
    about = about_field()

    helper = Act("Save changes")


class HomeForm(PlainForm):
    """Where the home is, and its rooms."""

    address = address_field()
    postcode = PostcodeField(label="Postcode")
    rooms = rooms_field()

    helper = Act("Save changes")


class HandHouseholdForm(PlainForm):
    """Who looks after this household from now on."""

    officer = OfficerField(label="Who looks after this household from now on?")
    why = NotesField(label="Why", required=False, max_length=500, rows=2)

    helper = Act("Hand over")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].offer_to(actor)
