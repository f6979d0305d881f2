"""The filters of the matrix of checks. What is chosen stands in the address; what makes no sense there is ignored."""

from django import forms
from django.db.models import Q

from carers.matrix import CURRENT, LAPSED, MISSING, SOON, WAIVED
from carers.models import Household
from schemes.forms.filters import OfficerFilter
from schemes.vocabulary import CheckKind, check_label

STATES = [
    (LAPSED, "Run out or not in order"),
    (SOON, "Runs out soon"),
    (MISSING, "Not recorded"),
    (WAIVED, "Waived"),
    (CURRENT, "In date"),
]


class MatrixFilter(OfficerFilter):
    """Whose checks to show, which kind, and where they stand."""

    kind = forms.ChoiceField(label="Check", required=False)
    state = forms.ChoiceField(label="Where it stands", required=False, choices=[("", "Any"), *STATES])
    stage = forms.ChoiceField(
        label="Households",
        required=False,
        choices=[("", "Approved"), ("applying", "Applying"), ("all", "Approved and applying")],
    )
    field_order = ["kind", "state", "officer", "stage"]

    def __init__(self, data, *, actor):
        super().__init__(data, actor=actor)
        nation = actor.scheme.nation
        self.fields["kind"].choices = [("", "All"), *((kind.value, check_label(kind, nation)) for kind in CheckKind)]

    def choose(self, households, *, scheme, on):
        """The households that are asked for, in the order of their names. Approved are those with terms in force."""
        approved = Q(pk__in=Household.objects.filter(scheme=scheme).approved_on(on).values("pk"))
        applying = Q(status=Household.Status.APPLYING)
        stages = {"": approved, "applying": applying, "all": approved | applying}
        return self.of_officer(households.filter(stages[self.cleaned_data["stage"]])).order_by("name", "pk")
