"""Forms about an enquiry: the public one, the one staff fill in on the phone, and its plain edits."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carers.alike import Told
from carers.forms.choices import OfficerField
from carers.models import Application, Campaign
from schemes.forms.base import PlainForm
from schemes.forms.fields import OneOf, PhoneField, PostcodeField, WordsField, look
from schemes.forms.layout import Act, Group, SideBySide

ROOM = [("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure"))]
ROOM_MEANS = {"yes": True, "no": False, "unsure": None, "": None}
REACH_ONE = _("Enter an email address or a phone number, so that we can answer")


def room_said(has_room: bool | None) -> str:
    """The answer that means this."""
    return {True: "yes", False: "no", None: "unsure"}[has_room]


def running_campaigns(scheme, on):
    """The campaigns of a scheme that run on a day."""
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Campaign.objects.filter(running, scheme=scheme, from_on__lte=on)


class _CampaignField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(Campaign.objects.none(), required=False, empty_label=_("None of these"), **kwargs)


class _Enquiry(PlainForm):
    """What the public form and the staff's form both ask."""

    def offer_campaigns(self, scheme, on, chosen=None) -> None:
        """Offer the campaigns that run, and the one that was chosen before; without any, do not ask."""
        campaigns = running_campaigns(scheme, on)
        if chosen:
            campaigns = campaigns | Campaign.objects.filter(scheme=scheme, pk=chosen)
        self.fields["campaign"].queryset = campaigns
        if not campaigns:
            del self.fields["campaign"]

    def clean(self):
        super().clean()
        told = self.cleaned_data
        if not {"email", "phone"} & set(self.errors) and not told.get("email") and not told.get("phone"):
            self.add_error("email", REACH_ONE)
        return told

    def enquiry(self) -> dict:
        """The fields of the application."""
        told = {name: value for name, value in self.cleaned_data.items() if name in ENQUIRED}
        return told | {"has_room": ROOM_MEANS[self.cleaned_data.get("has_room", "")]}


ENQUIRED = {
    "full_name", "name", "email", "phone", "postcode", "why_us", "has_room", "reach", "source", "source_detail",
    "campaign", "officer",
}  # fmt: skip


class EnquireForm(_Enquiry):
    """Somebody asks about becoming a Shared Lives carer: what we need to answer them, and no more."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = look(
        forms.EmailField(
            label=_("Email"),
            required=False,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            help_text=_("Give us an email address or a phone number: one is enough"),
        ),
        width=20,
    )
    phone = PhoneField(label=_("Phone"), required=False, max_length=40)
    postcode = PostcodeField(label=_("Postcode"))
    reach = forms.CharField(
        label=_("Best time and way to reach you"), required=False, max_length=200,
        help_text=_("For example, phone after six, or email only"),
    )  # fmt: skip
    why_us = WordsField(label=_("Why would you like to do this?"), required=False, suggest=150, max_length=4000)
    has_room = OneOf(
        label=_("Do you have a spare bedroom?"), called=_("whether you have a spare bedroom"), choices=ROOM,
        inline=True,
        help_text=_("You can support people during the day without one"),
    )  # fmt: skip
    source = OneOf(
        label=_("How did you hear about us?"), called=_("how you heard about us"), choices=Application.Source.choices,
        small=True,
    )  # fmt: skip
    campaign = _CampaignField(label=_("Was it one of these?"))
    source_detail = forms.CharField(label=_("Which one, or who told you?"), required=False, max_length=160)
    # People do not see it and programs fill it in: what comes with it is not kept.
    website = look(
        forms.CharField(
            label=_("Leave this empty"), required=False, max_length=400,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"}),
        ),
        group_class="govuk-visually-hidden",
    )  # fmt: skip

    helper = Act(_("Send"))

    def __init__(self, *args, scheme, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_campaigns(scheme, on)
        self.fields["website"].label_suffix = ""

    @property
    def is_by_a_program(self) -> bool:
        """Whether the field nobody sees was filled in."""
        return bool(self.data.get("website", "").strip())

    def enquiry(self) -> dict:
        return super().enquiry() | {"came_by": "form"}


class AddEnquiryForm(_Enquiry):
    """An enquiry that came by phone, at an event or by letter, as staff write it down."""

    full_name = forms.CharField(label="Full name", max_length=120)
    name = forms.CharField(
        label="What staff call them", max_length=120, required=False,
        help_text="For example, P and L Green. Left empty: their name",
    )  # fmt: skip
    email = look(forms.EmailField(label="Email", required=False, max_length=254), width=20)
    phone = PhoneField(label="Phone", required=False, max_length=40)
    postcode = PostcodeField(label="Postcode", required=False)
    reach = forms.CharField(
        label="Best time and way to reach them", required=False, max_length=200,
        help_text="For example, phone after six, or email only",
    )  # fmt: skip
    why_us = WordsField(label="Why they ask, in their own words", required=False, suggest=150, max_length=4000)
    has_room = OneOf(label="Do they have a spare bedroom?", choices=ROOM, inline=True, required=False)
    source = OneOf(
        label="How did they hear about us?", called="how they heard", choices=Application.Source.choices, small=True
    )
    campaign = _CampaignField(label="Campaign")
    source_detail = forms.CharField(label="Which one, or who told them", required=False, max_length=160)
    officer = OfficerField(label="Officer")

    helper = Act(
        "Add enquiry",
        Group("Who asks", SideBySide("full_name", "name"), SideBySide("email", "phone"), "postcode", "reach"),
        Group("What they say", "why_us", "has_room"),
        Group("How they came", "source", "campaign", "source_detail"),
        "officer",
    )

    def __init__(self, *args, actor, on, chosen=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].offer_to(actor)
        self.offer_campaigns(actor.scheme, on, chosen)
        self.alike = []
        if "campaign" not in self.fields:
            self.helper = Act(self.helper.submit_text, *_without(self.helper.layout.fields, "campaign"))

    def told(self) -> Told:
        """What is compared with those we know."""
        told = self.cleaned_data
        return Told(told["full_name"], told["email"], told["phone"], told["postcode"])

    def enquiry(self) -> dict:
        told = super().enquiry()
        return told | {"name": told["name"] or told["full_name"]}

    def is_somebody_else(self, alike) -> bool:
        """Whether staff said so, of everybody who was found: whoever was not shown yet is shown first."""
        self.alike = alike
        shown = set(self.data.get("shown", "").split())
        return not alike or ("somebody_else" in self.data and {one.key for one in alike} <= shown)

    def ask_about(self) -> None:
        """Show the same form once more, with the button that says it is somebody else."""
        self.helper = Act("Somebody else: go on", *self.helper.layout.fields)

    def hidden_values(self) -> dict:
        shown = {"shown": " ".join(one.key for one in self.alike), "somebody_else": "1"} if self.alike else {}
        return super().hidden_values() | shown


def _without(layout, name: str):
    """The same layout without one field."""
    for piece in layout:
        if isinstance(piece, Group):
            piece = Group(piece.legend, *(one for one in piece.fields if one != name), hint=piece.hint, size=piece.size)
        yield piece


class EditEnquiryForm(AddEnquiryForm):
    """What was told when they asked, put right."""

    helper = Act("Save changes", *AddEnquiryForm.helper.layout.fields[:-1])

    def __init__(self, *args, actor, on, application, **kwargs):
        names = [name for name in self.base_fields if name not in ("has_room", "officer")]
        initial = {name: getattr(application, name) for name in names if name != "campaign"}
        initial |= {"has_room": room_said(application.has_room), "campaign": application.campaign_id}
        super().__init__(*args, actor=actor, on=on, chosen=application.campaign_id, initial=initial, **kwargs)
        del self.fields["officer"]
        self.alike = []
