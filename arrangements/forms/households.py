"""The filters of the list of households. What is chosen stands in the address; what makes no sense there is ignored."""

import re

from django import forms
from django.db.models import F, OuterRef, Q, Subquery

from carers.models import CheckResult, Household, Terms
from schemes.forms.base import PlainForm
from schemes.forms.fields import OUTWARD, look
from schemes.models import StaffMember
from schemes.vocabulary import ArrangementType

NOBODY = "nobody"
APPLYING = "applying"


class HouseholdFilter(PlainForm):
    """Which households to show, and in which order."""

    mark_optional = False
    label_class = ""

    officer = forms.ChoiceField(label="Officer", required=False)
    type = forms.ChoiceField(label="Approved for", required=False, choices=[("", "Anything"), *ArrangementType.choices])
    check = forms.ChoiceField(
        label="Next check",
        required=False,
        choices=[("", "Any"), ("soon", "Runs out within 60 days"), ("lapsed", "Has run out")],
    )
    area = look(forms.CharField(label="Area or postcode", required=False, max_length=60), width=10)
    approval = forms.ChoiceField(
        label="Approval",
        required=False,
        choices=[("", "Approved now"), (APPLYING, "Applying"), ("ended", "Not approved now"), ("all", "All")],
    )
    order = forms.ChoiceField(label="In order of", required=False, choices=[("", "Name"), ("check", "Next check")])

    def __init__(self, data, *, actor):
        super().__init__(data)
        officers = StaffMember.objects.visible_to(actor).officers().select_related("account")
        self.fields["officer"].choices = [
            ("", "Anyone"),
            (NOBODY, "Nobody yet"),
            *((str(officer.pk), officer.name) for officer in officers),
        ]

    @classmethod
    def read(cls, address, *, actor) -> "HouseholdFilter":
        """The filters as the address gives them, without those that make no sense."""
        form = cls(address, actor=actor)
        if form.errors:
            sense = {name: address.get(name, "") for name in form.fields if name not in form.errors}
            form = cls(sense, actor=actor)
            form.full_clean()
        return form

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")

    def choose(self, households, *, scheme, on):
        """The households that are asked for, in order, each with `next_check_on`: the day its next check runs out."""
        told = self.cleaned_data
        running_out = CheckResult.objects.filter(scheme=scheme).running_out(on)
        earliest = running_out.filter(household=OuterRef("pk")).order_by("expires_on").values("expires_on")[:1]
        households = households.annotate(next_check_on=Subquery(earliest))
        approved = Household.objects.filter(scheme=scheme).approved_on(on).values("pk")
        if told["approval"] == "":
            households = households.filter(pk__in=approved)
        elif told["approval"] == APPLYING:
            households = households.filter(status=Household.Status.APPLYING)
        else:  # who applies is no carer yet, and is asked for by that name alone
            households = households.exclude(status=Household.Status.APPLYING)
        if told["approval"] == "ended":
            households = households.exclude(pk__in=approved).exclude(status=Household.Status.NOT_GOING_ON)
        if told["officer"] == NOBODY:
            households = households.filter(officer__isnull=True)
        elif told["officer"]:
            households = households.filter(officer=told["officer"])
        if told["type"]:
            terms = Terms.objects.filter(scheme=scheme).in_force(on).filter(types__contains=[told["type"]])
            households = households.filter(pk__in=terms.values("household"))
        if told["check"]:
            households = households.filter(next_check_on__lt=on if told["check"] == "lapsed" else _within_60_days(on))
        if area := told["area"]:
            households = households.filter(_in_area(area))
        by_check = [F("next_check_on").asc(nulls_last=True)] if told["order"] == "check" else []
        return households.order_by(*by_check, "name", "pk")


def _within_60_days(on):
    """The first day that is more than sixty days away."""
    return on.fromordinal(on.toordinal() + 61)


def _in_area(area: str) -> Q:
    """A postcode's beginning, whole outward codes not cut short (HP2 is not HP20), or words of the address."""
    postcode = re.sub(r"\s+", " ", area.strip().upper())
    beginning = f"{postcode} " if OUTWARD.fullmatch(postcode) else postcode
    return Q(home__postcode__startswith=beginning) | Q(home__address__icontains=area.strip())
