"""The filters of this room's lists. What is chosen stands in the address; what makes no sense there is ignored."""

from django import forms

from referrals.inbox import TO_DECIDE, found, in_order, latest_first
from referrals.models import Referral
from schemes.forms.filters import OfficerFilter
from schemes.vocabulary import ArrangementType

NOT_SURE = "not_sure"
DECIDE, CLOSED, ALL = "decide", "closed", "all"
URGENCY = [
    ("", "Any"),
    ("short", "Short notice"),
    (Referral.Urgency.NOW.value, "Now"),
    (Referral.Urgency.SOON.value, "Soon"),
    (Referral.Urgency.ORDINARY.value, "No hurry"),
]


class ReferralsFilter(OfficerFilter):
    """Which referrals to show."""

    ONLY_SHOWS = ("order",)

    status = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "Open ones"),
            (DECIDE, "To read and decide"),
            *((status.value, status.label) for status in Referral.OPEN),
            (CLOSED, "Closed ones"),
            (ALL, "All of them"),
        ],
        required=False,
    )
    type = forms.ChoiceField(
        label="Asked for",
        choices=[("", "Anything"), *ArrangementType.choices, (NOT_SURE, "Not sure yet")],
        required=False,
    )
    urgency = forms.ChoiceField(label="Urgency", choices=URGENCY, required=False)
    order = forms.ChoiceField(
        label="Order", choices=[("", "Most urgent first"), ("latest", "Latest first")], required=False
    )
    find = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["status", "type", "urgency", "officer", "order"]

    @property
    def is_by_urgency(self) -> bool:
        """Closed ones are looked back on: the latest first."""
        return not self.cleaned_data["order"] and self.cleaned_data["status"] != CLOSED

    def choose(self, referrals, *, words=""):
        """Those that are asked for, in the order that is asked for."""
        told = self.cleaned_data
        rows = self.of_officer(referrals)
        if told["status"] == DECIDE:
            rows = rows.filter(status__in=TO_DECIDE)
        elif told["status"] == CLOSED:
            rows = rows.exclude(status__in=Referral.OPEN)
        elif told["status"] in Referral.OPEN:
            rows = rows.filter(status=told["status"])
        elif told["status"] != ALL and not words:  # what is searched for may be closed
            rows = rows.open()
        if told["type"]:
            rows = rows.filter(type_wanted="" if told["type"] == NOT_SURE else told["type"])
        if told["urgency"] == "short":
            rows = rows.filter(is_short_notice=True)
        elif told["urgency"]:
            rows = rows.filter(urgency=told["urgency"])
        rows = found(rows, words) if words else rows
        return in_order(rows) if self.is_by_urgency else latest_first(rows)


class PeopleFilter(OfficerFilter):
    """Which people to show."""

    letter = forms.ChoiceField(
        label="Name begins with",
        choices=[("", "Any letter"), *[(letter, letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]],
        required=False,
    )
    field_order = ["letter", "officer"]
