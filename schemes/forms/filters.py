"""Filters of lists. What is chosen stands in the address; what makes no sense there is ignored."""

from django import forms
from django.db.models import BigIntegerField

from schemes.forms.base import PlainForm
from schemes.models import StaffMember
from schemes.statements import Given, Statement

NOBODY = "nobody"
OFFICERS = Statement(
    lambda: (
        StaffMember.objects.filter(scheme=Given("scheme", BigIntegerField()))
        .officers()
        .values_list("pk", "account__name")
    )
)


class Filter(PlainForm):
    """What a list is narrowed by; nothing has to be chosen."""

    mark_optional = False
    label_class = ""
    # What changes how the list looks, and leaves nothing out of it.
    ONLY_SHOWS: tuple[str, ...] = ()

    @classmethod
    def read(cls, address, **about):
        """The filters as the address gives them, without those that make no sense."""
        form = cls(address, **about)
        if form.errors:
            sense = {name: address.get(name, "") for name in form.fields if name not in form.errors}
            form = cls(sense, **about)
            form.full_clean()
        return form

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen that leaves rows out."""
        return any(value for name, value in self.cleaned_data.items() if name not in self.ONLY_SHOWS)


class OfficerFilter(Filter):
    """A list of what officers hold: of one of them, of nobody yet, or of anyone."""

    officer = forms.ChoiceField(label="Officer", required=False)

    def __init__(self, data, *, actor):
        super().__init__(data)
        officers = OFFICERS.rows(scheme=actor.scheme.pk) if actor.scheme else []
        self.fields["officer"].choices = [
            ("", "Anyone"),
            (NOBODY, "Nobody yet"),
            *((str(pk), name) for pk, name in officers),
        ]

    def of_officer(self, rows):
        """Those of the rows that the chosen officer holds."""
        officer = self.cleaned_data["officer"]
        if officer == NOBODY:
            return rows.filter(officer__isnull=True)
        return rows.filter(officer=officer) if officer else rows
