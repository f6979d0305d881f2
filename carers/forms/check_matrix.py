"""The filters of the matrix of checks. What is chosen stands in the address; what makes no sense there is ignored."""

from django import forms
from django.db.models import Q

from carers.matrix import CURRENT, LAPSED, MISSING, SOON, WAIVED
from carers.models import Household
from schemes.forms.base import PlainForm
from schemes.models import StaffMember
from schemes.vocabulary import CheckKind, check_label

NOBODY = "nobody"
STATES = [
    (LAPSED, "Run out or not in order"),
    (SOON, "Runs out soon"),
    (MISSING, "Not recorded"),
    (WAIVED, "Waived"),
    (CURRENT, "In date"),
]


class MatrixFilter(PlainForm):
    """Whose checks to show, which kind, and where they stand."""

    mark_optional = False
    label_class = ""

    kind = forms.ChoiceField(label="Check", required=False)
    state = forms.ChoiceField(label="Where it stands", required=False, choices=[("", "Any"), *STATES])
    officer = forms.ChoiceField(label="Officer", required=False)
    stage = forms.ChoiceField(
        label="Households",
        required=False,
        choices=[("", "Approved"), ("applying", "Applying"), ("all", "Approved and applying")],
    )

    def __init__(self, data, *, actor):
        super().__init__(data)
        nation = actor.scheme.nation
        self.fields["kind"].choices = [("", "All"), *((kind.value, check_label(kind, nation)) for kind in CheckKind)]
        officers = StaffMember.objects.visible_to(actor).officers().select_related("account")
        self.fields["officer"].choices = [
            ("", "Anyone"),
            (NOBODY, "Nobody yet"),
            *((str(officer.pk), officer.name) for officer in officers),
        ]

    @classmethod
    def read(cls, address, *, actor) -> "MatrixFilter":
        """The filters as the address gives them, without those that make no sense."""
        form = cls(address, actor=actor)
        if form.errors:
            sense = {name: address.get(name, "") for name in form.fields if name not in form.errors}
            form = cls(sense, actor=actor)
            form.full_clean()
        return form

    def choose(self, households, *, scheme, on):
        """The households that are asked for, in the order of their names. Approved are those with terms in force."""
        told = self.cleaned_data
        approved = Q(pk__in=Household.objects.filter(scheme=scheme).approved_on(on).values("pk"))
        applying = Q(status=Household.Status.APPLYING)
        stages = {"": approved, "applying": applying, "all": approved | applying}
        households = households.filter(stages[told["stage"]])
        if told["officer"] == NOBODY:
            households = households.filter(officer__isnull=True)
        elif told["officer"]:
            households = households.filter(officer=told["officer"])
        return households.order_by("name", "pk")
