"""The pages of the public referral form, one form each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.refer_page import Asking, ReferPage, ask
from referrals.models import Format, Referral, Voice
from referrals.questions import PAGE_NAMES
from schemes.forms.base import PlainForm, is_given
from schemes.forms.fields import DayField, ManyOf, OneOf, PhoneField, PostcodeField, WordsField, look
from schemes.forms.layout import Group, SideBySide
from schemes.vocabulary import WISHES, ArrangementType, Gender

NOT_KNOWN = "not_known"
DO_NOT_KNOW = _("I don't know yet")


class YouPage(ReferPage):
    page = "you"
    referrer_is = ask(
        OneOf,
        "referrer_is",
        choices=[
            ("worker", _("Somebody I work with")),
            ("self", _("Myself")),
            ("family", _("Somebody in my family, or a friend")),
        ],
    )
    # The only fields a browser may fill in by itself: they are about the one who types.
    referrer_name = look(
        ask(
            forms.CharField,
            "referrer_name",
            called=_("your name"),
            max_length=120,
            widget=forms.TextInput({"autocomplete": "name"}),
        ),
        width=20,
    )
    referrer_email = ask(
        forms.EmailField, "referrer_email", max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Your work email, if you write for your work"),
    )  # fmt: skip
    referrer_team = ask(
        forms.CharField, "referrer_team", max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    referrer_phone = ask(
        PhoneField,
        "referrer_phone",
        max_length=30,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        if not self.is_bound:
            self.initial.setdefault("referrer_is", "worker")


class ThemPage(ReferPage):
    page = "them"
    preferred_name = look(ask(forms.CharField, "preferred_name", max_length=60), width=20)
    full_name = ask(forms.CharField, "full_name", called=_("their full name"), max_length=120)
    date_of_birth = ask(
        DayField, "date_of_birth", called=_("the date of birth"), past_only=True, help_text=_("For example, 27 3 1991")
    )
    age = look(
        ask(
            forms.IntegerField,
            "age",
            called=_("their age"),
            min_value=0,
            max_value=120,
            help_text=_("About how old is enough"),
        ),
        width=3,
    )
    place = ask(
        forms.CharField,
        "place",
        called=_("the postcode or town where they live"),
        max_length=200,
        help_text=_("A postcode or a town"),
    )
    gender = ask(OneOf, "gender", choices=[*Gender.choices[:-1], (Gender.NOT_SAID, _("They would rather not say"))])
    phone = ask(PhoneField, "phone", max_length=30)
    situation = ask(
        OneOf,
        "situation",
        small=True,
        choices=[
            ("family", _("With parents or family")),
            ("own", _("In a place of their own")),
            ("foster", _("With foster carers")),
            ("school", _("At a residential school or college")),
            ("care_home", _("In a care home")),
            ("supported", _("In supported living")),
            ("shared_lives", _("In another Shared Lives arrangement")),
            ("hospital", _("In hospital")),
            ("nowhere", _("Nowhere settled")),
            ("other", _("Somewhere else")),
            (NOT_KNOWN, DO_NOT_KNOW),
        ],
    )
    pieces = (
        "preferred_name",
        "full_name",
        SideBySide("date_of_birth", "age"),
        "place",
        "gender",
        "phone",
        "situation",
    )

    def clean(self):
        typed = super().clean()
        asked = {"date_of_birth", "age"}
        if not self.errors.keys() & asked and not any(is_given(typed.get(name)) for name in asked):
            self.add_error("date_of_birth", _("Enter the date of birth, or an age"))
        return typed


class TalkingPage(ReferPage):
    page = "talking"
    talking = ask(
        WordsField,
        "talking",
        max_length=2000,
        suggest=60,
        rows=3,
        theirs=False,
        help_text=_("Signs, pictures, short sentences, a quiet room, someone they trust"),
    )
    language = look(ask(forms.CharField, "language", max_length=100), width=20)
    information_format = ask(
        OneOf,
        "information_format",
        choices=[*[c for c in Format.choices if c[0]], ("ordinary", _("Ordinary print")), (NOT_KNOWN, DO_NOT_KNOW)],
    )
    knows = ask(
        OneOf,
        "knows",
        called=_("whether they know about this and want it"),
        choices=Referral.Knows.choices,
        hints={
            Referral.Knows.CANNOT_SAY: _("We then work out together what would be in their best interests."),
        },
    )


class TheirWordsPage(ReferPage):
    page = "their-words"
    matters = ask(WordsField, "matters", max_length=3000, help_text=_("People, places, things, routines"))
    good_day = ask(WordsField, "good_day", max_length=3000, help_text=_("From waking up to falling asleep"))
    hopes = ask(WordsField, "hopes", max_length=3000, help_text=_("Next month, or one day"))
    said_how = ask(
        forms.CharField,
        "said_how",
        max_length=200,
        help_text=_("Their own words, pictures, or someone who knows them well"),
    )
    voice = ask(OneOf, "voice", choices=Voice.choices, small=True)

    def clean(self):
        typed = super().clean()
        asked = {"matters", "good_day", "hopes"} & set(self.fields)
        is_said = self.attached or any(typed.get(name) for name in asked)
        if not self.errors.keys() & asked and not is_said:
            self.add_error("matters", _("Write something in at least one of the boxes, or attach it"))
        return typed


NOT_SURE = "not_sure"


class WhatForPage(ReferPage):
    page = "what-for"
    type_wanted = ask(
        OneOf,
        "type_wanted",
        called=_("what would help"),
        choices=[*ArrangementType.choices, (NOT_SURE, _("I'm not sure yet"))],
        hints={
            ArrangementType.LIVE_IN: _("They move in and share the home and family life"),
            ArrangementType.SHORT_BREAKS: _("They stay for some nights now and then"),
            ArrangementType.DAY_SUPPORT: _("They come for hours of the day"),
            ArrangementType.EMERGENCY: _("A safe place within hours or days"),
        },
        dividers={NOT_SURE: _("or")},
    )
    wanted_from = ask(
        DayField,
        "wanted_from",
        called=_("the day it should begin"),
        help_text=_("For example, 6/8/26. Leave it empty if it does not matter."),
    )
    ready_to_leave_on = ask(
        DayField,
        "ready_to_leave_on",
        called=_("the day they were ready to leave"),
        past_only=True,
        help_text=_("The day somebody there said that they could leave. Leave it empty if nobody has."),
    )
    wanted_until = ask(
        DayField, "wanted_until", called=_("the day it should end"), help_text=_("Leave it empty if it has no end")
    )
    near = ask(PostcodeField, "near", outward_ok=True, help_text=_("A full postcode, or its first half"))
    miles = look(ask(forms.IntegerField, "miles", called=_("the number of miles"), min_value=0, max_value=300), width=3)
    urgency = ask(OneOf, "urgency", choices=Referral.Urgency.choices)
    named_carer = ask(
        forms.CharField,
        "named_carer",
        max_length=160,
        help_text=_("For example a foster carer with whom they would stay. Write the carer's name."),
    )
    pieces = (
        "type_wanted",
        SideBySide("wanted_from", "wanted_until"),
        "ready_to_leave_on",
        SideBySide("near", "miles"),
        "urgency",
        "named_carer",
    )

    def clean(self):
        typed = super().clean()
        begins, ends = typed.get("wanted_from"), typed.get("wanted_until")
        if begins and ends and ends <= begins:
            self.add_error("wanted_until", _("The day it should end must be after the day it should begin"))
        return typed


def short(key: str, **options) -> WordsField:
    return ask(WordsField, key, suggest=None, rows=2, theirs=False, max_length=3000, **options)


class GoodSupportPage(ReferPage):
    page = "good-support"
    support_help = short("support_help")
    personal_care = short("personal_care")
    night = short("night")
    medicines = short("medicines")
    moving_about = short("moving_about")
    health = short("health")
    alone = short("alone")
    support_me = ask(WordsField, "support_me", max_length=3000)
    support_group = ask(
        OneOf,
        "support_group",
        choices=[
            ("learning_disability", _("Learning disability")),
            ("autism", _("Autism")),
            ("mental_health", _("Mental health")),
            ("physical", _("Physical disability")),
            ("sight_or_hearing", _("Sight or hearing")),
            ("dementia", _("Dementia")),
            ("older", _("Getting older")),
            ("brain_injury", _("Brain injury")),
            ("other", _("Something else")),
            (NOT_KNOWN, DO_NOT_KNOW),
        ],
    )


class SafetyPage(ReferPage):
    page = "safety"
    safety_known = ask(
        OneOf,
        "safety_known",
        choices=[
            ("told", _("Yes, I tell you below")),
            ("nothing", _("Nothing is known")),
            (NOT_KNOWN, DO_NOT_KNOW),
            ("will_send", _("I will send it")),
        ],
    )
    safety = ask(
        WordsField,
        "safety",
        max_length=10_000,
        theirs=False,
        help_text=_("To themselves or others, fire, the road, the internet, people who may come, and what helps"),
    )


class HomePage(ReferPage):
    page = "home"
    smokes = ask(OneOf, "smokes", choices=[("yes", _("Yes")), ("no", _("No")), (NOT_KNOWN, DO_NOT_KNOW)], inline=True)
    home_other = short("home_other")
    STRENGTHS = [
        ("must", _("Must have")),
        ("like", _("Would like")),
        ("none", _("Does not matter")),
        (NOT_KNOWN, DO_NOT_KNOW),
    ]
    GROUPS = [
        (_("The home"), ["step_free", "garden", "quiet", "drives", "smoke_free", "may_smoke"]),
        (_("Animals"), ["no_dogs", "no_cats", "no_other_pets", "dogs", "cats"]),
        (
            _("People"),
            ["no_children", "children", "carer_is_woman", "carer_is_man", "nobody_else_supported"],
        ),
    ]
    pieces = (*[Group(legend, *[f"wish_{key}" for key in keys]) for legend, keys in GROUPS], "smokes", "home_other")
    mark_optional = False

    def said(self, name):
        """Here "I don't know yet" is what each question begins with: nobody has said anything."""
        return "" if self.cleaned_data.get(name) == NOT_KNOWN else super().said(name)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for name, field in self.fields.items():
            if isinstance(field, OneOf) and not self.is_bound:
                self.initial.setdefault(name, NOT_KNOWN)


for _wish in WISHES.values():
    HomePage.base_fields[f"wish_{_wish.key}"] = ask(
        OneOf, f"wish_{_wish.key}", choices=HomePage.STRENGTHS, inline=True, small=True
    )


class MoneyPage(ReferPage):
    page = "money"
    funding = ask(OneOf, "funding", choices=Referral.Funding.choices)
    funder = look(ask(forms.CharField, "funder", max_length=300), width=30)
    benefits = short("benefits")
    papers = ask(
        ManyOf,
        "papers",
        choices=[
            ("assessment", _("Care Act assessment, or the like")),
            ("self_assessment", _("Self-assessment")),
            ("plan", _("Care or support plan")),
            ("risk", _("Risk assessment")),
            ("health", _("Health action plan or hospital passport")),
            ("profile", _("One-page profile")),
            ("capacity", _("Mental capacity or best interests record")),
            ("court", _("Court order, or deprivation of liberty papers")),
            ("none", _("None yet")),
        ],
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        if not self.is_bound:
            self.initial.setdefault("funding", Referral.Funding.NOT_KNOWN)


class AnyoneElsePage(ReferPage):
    page = "anyone-else"
    family = short("family", help_text=_("Name, who they are to them, how to reach them"))
    advocate = short("advocate")
    worker = short("worker")
    gp = short("gp")
    contact_first = ask(forms.CharField, "contact_first", max_length=300)


PAGE_FORMS: dict[str, type[ReferPage]] = {
    form.page: form
    for form in [
        YouPage,
        ThemPage,
        TalkingPage,
        TheirWordsPage,
        WhatForPage,
        GoodSupportPage,
        SafetyPage,
        HomePage,
        MoneyPage,
        AnyoneElsePage,
    ]
}


WITH_FILES = ("their-words", "money")  # the pages that take files


def form_of(draft, page: str, asking: Asking, data=None, files=()) -> ReferPage:
    """One page of a draft, with what was typed on it so far; `files` are those that came with this page."""
    return PAGE_FORMS[page](data, asking=asking, files=files, initial=dict(draft.data.get(page, {})))


def forms_of(draft, asking: Asking, files=()) -> dict[str, ReferPage]:
    """Every page of the form, checked, as a draft holds it; a page nobody opened is empty."""
    return {
        name: PAGE_FORMS[name](
            draft.data.get(name, {}), asking=asking, files=[one for one in files if one.question == name]
        )
        for name in PAGE_NAMES
    }


class SendForm(PlainForm):
    """The last look before sending; it carries nothing but its key."""
