"""Looking for a household: the list's filter, and shortlisting one of the households."""

from django import forms

from carers.models import Household
from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField
from schemes.forms.layout import Act
from schemes.models import StaffMember
from schemes.vocabulary import ArrangementType

ANY_TYPE = ("", "Any type")


class OfficerAndType(PlainForm):
    """What both lists are narrowed by; what is not a choice of this scheme is ignored."""

    mark_optional = False

    officer = forms.ModelChoiceField(StaffMember.objects.none(), required=False, empty_label="Anyone", label="Officer")
    type = forms.ChoiceField(choices=[ANY_TYPE, *ArrangementType.choices], required=False, label="Type")

    def __init__(self, data=None, *, actor, **kwargs):
        super().__init__(data, **kwargs)
        colleagues = StaffMember.objects.visible_to(actor).officers().select_related("account")
        self.fields["officer"].queryset = colleagues

    @classmethod
    def from_address(cls, address, *, actor):
        """The filter an address asks for, without the parts of it that make no sense."""
        form = cls(address, actor=actor)
        if form.errors:
            sound = {name: value for name, value in address.items() if name not in form.errors}
            form = cls(sound, actor=actor)
            form.full_clean()
        return form

    def chosen(self, name):
        """The answer to one filter, or None."""
        return self.cleaned_data.get(name) or None


class MatchingFilter(OfficerAndType):
    """Whom to show on the list of people being looked for."""


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
