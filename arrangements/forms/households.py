"""The filters of the list of households. What is chosen stands in the address; what makes no sense there is ignored."""

import re

from django import forms
from django.db.models import F, OuterRef, Q, Subquery

from arrangements.reasons_to_call import KINDS
from carers.models import CheckResult, Household, Leaving, Member, Terms
from schemes.forms.fields import OUTWARD, look
from schemes.forms.filters import OfficerFilter
from schemes.sought import contains, digits, name_is, phone_is, read, reference_is
from schemes.vocabulary import ArrangementType

STATUS = Household.Status
# Everything that is no plain status: what each answer of the filter means is in `_standing`.
STANDINGS = [
    ("", "Approved now"),
    (STATUS.APPLYING, "Applying"),
    (STATUS.STEPPED_BACK, STATUS.STEPPED_BACK.label),
    (STATUS.SUSPENDED, STATUS.SUSPENDED.label),
    (STATUS.LEAVING, "Leaving, notice given"),
    ("ended", "Not approved now"),
    ("all", "All"),
]


class HouseholdFilter(OfficerFilter):
    """Which households to show, and in which order."""

    ONLY_SHOWS = ("order",)

    type = forms.ChoiceField(label="Approved for", required=False, choices=[("", "Anything"), *ArrangementType.choices])
    check = forms.ChoiceField(
        label="Next check",
        required=False,
        choices=[("", "Any"), ("soon", "Runs out within 60 days"), ("lapsed", "Has run out")],
    )
    call = forms.ChoiceField(
        label="Worth a call",
        required=False,
        choices=[("", "All"), ("any", "For any reason"), *KINDS.items()],
    )
    area = look(forms.CharField(label="Area or postcode", required=False, max_length=60), width=10)
    approval = forms.ChoiceField(
        label="Approval", required=False, choices=STANDINGS
    )  # fmt: skip
    order = forms.ChoiceField(label="In order of", required=False, choices=[("", "Name"), ("check", "Next check")])
    # The key of what was searched for travels with the filter.
    find = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def choose(self, households, *, scheme, on, words: str = ""):
        """The households that are asked for, in order. `words`: what was searched for."""
        told = self.cleaned_data
        if told["check"] or told["order"]:
            # Each household's own results, found by the index: those of the whole scheme would be sorted for each.
            running_out = CheckResult.objects.filter(household=OuterRef(OuterRef("pk"))).running_out(on)
            earliest = running_out.filter(household=OuterRef("pk")).order_by("expires_on").values("expires_on")[:1]
            households = households.annotate(next_check_on=Subquery(earliest))
        households = self.of_officer(_standing(households, told["approval"], scheme, on))
        if words:
            households = households.filter(_found(words, scheme))
        if told["type"]:
            terms = Terms.objects.filter(scheme=scheme).in_force(on).filter(types__contains=[told["type"]])
            households = households.filter(pk__in=terms.values("household"))
        if told["check"]:
            households = households.filter(next_check_on__lt=on if told["check"] == "lapsed" else _within_60_days(on))
        if area := told["area"]:
            households = households.filter(_in_area(area))
        by_check = [F("next_check_on").asc(nulls_last=True)] if told["order"] == "check" else []
        return households.order_by(*by_check, "name", "pk")


def _standing(households, asked: str, scheme, on):
    """Those that stand as is asked for. Who applies is no carer yet, and is asked for by that name alone."""
    approved = Household.objects.filter(scheme=scheme).approved_on(on).values("pk")
    if asked == "":
        return households.filter(pk__in=approved)
    if asked == STATUS.LEAVING:
        notice = Leaving.objects.standing().filter(scheme=scheme)
        return households.filter(status__in=Household.STANDING, pk__in=notice.values("household"))
    if asked in STATUS.values and asked != STATUS.ENDED:
        return households.filter(status=asked)
    households = households.exclude(status=STATUS.APPLYING)
    if asked == "ended":
        households = households.exclude(pk__in=approved).exclude(status=STATUS.NOT_GOING_ON)
    return households


def _found(words: str, scheme) -> Q:
    """Its name or reference, or the name, phone or email address of one of its members."""
    sought = read(words)
    members = Member.objects.filter(scheme=scheme).alias(**digits("phone"))
    members = members.filter(
        name_is(sought, "full_name", "preferred_name")
        | phone_is(sought, "phone")
        | contains(sought.email, "email__icontains")
    )
    return name_is(sought, "name") | reference_is(sought, "folder") | Q(pk__in=members.values("household"))


def _within_60_days(on):
    """The first day that is more than sixty days away."""
    return on.fromordinal(on.toordinal() + 61)


def _in_area(area: str) -> Q:
    """A postcode's beginning, whole outward codes not cut short (HP2 is not HP20), or words of the address."""
    postcode = re.sub(r"\s+", " ", area.strip().upper())
    beginning = f"{postcode} " if OUTWARD.fullmatch(postcode) else postcode
    return Q(home__postcode__startswith=beginning) | Q(home__address__icontains=area.strip())
