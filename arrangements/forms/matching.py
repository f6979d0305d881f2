"""Looking for a household: what lists of people and places are narrowed by, and shortlisting a household."""

from django import forms

from carers.models import Household
from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField
from schemes.forms.filters import OfficerFilter
from schemes.forms.layout import Act
from schemes.vocabulary import ArrangementType

ANY_TYPE = ("", "Any type")


class OfficerAndType(OfficerFilter):
    """Whose work to show, and which type of arrangement."""

    type = forms.ChoiceField(choices=[ANY_TYPE, *ArrangementType.choices], required=False, label="Type")


class ShortlistForm(PlainForm):
    """Shortlist a household; one that is ruled out needs a manager's reason."""

    helper = Act("Shortlist this household")

    def __init__(self, data=None, *, is_ruled_out=False, **kwargs):
        super().__init__(data, **kwargs)
        if is_ruled_out:
            self.fields["override"] = NotesField(
                label="Why you shortlist them although they are ruled out",
                max_length=2000,
                help_text="This stays with the match, with your name.",
            )
            self._speak_plainly("override", self.fields["override"])


class ShortlistSeveralForm(PlainForm):
    """The households ticked on the board; the board itself draws the boxes."""

    households = forms.ModelMultipleChoiceField(
        Household.objects.none(),
        label="Households",
        error_messages={
            "required": "Tick the households to shortlist",
            "invalid_choice": "Tick households that stand on this board",
            "invalid_pk_value": "Tick households that stand on this board",
        },
    )

    def __init__(self, data=None, *, approved, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["households"].queryset = approved
