"""Each component, and a form in each of its states, for whoever builds the next page: never on a real server."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from schemes import clock
from schemes.access import public
from schemes.forms.base import PlainForm
from schemes.forms.fields import (
    DayField,
    ManyOf,
    NotesField,
    OneOf,
    PhoneField,
    PostcodeField,
    WordsField,
    YesNoNotAskedField,
    look,
)
from schemes.forms.layout import Act, Folded, Group, Say, SideBySide


class GalleryForm(PlainForm):
    name = forms.CharField(label="Full name", max_length=60)
    email = forms.EmailField(label="Email address", help_text="We write to this address only about this referral.")
    phone = PhoneField(label="Phone", required=False)
    postcode = PostcodeField(label="Postcode")
    seen_on = DayField(label="Date of the visit", past_only=True)
    kind = OneOf(
        label="Kind of support",
        choices=[("live_in", "Live-in"), ("short", "Short breaks"), ("day", "Day support"), ("unsure", "Not sure yet")],
        hints={"live_in": "The person moves in and shares family life"},
        dividers={"unsure": "or"},
    )
    help_with = ManyOf(
        label="Help with",
        choices=[("meals", "Meals"), ("money", "Money"), ("out", "Getting out and about")],
        required=False,
    )
    smokes = YesNoNotAskedField(label="Does anyone smoke in the home?")
    area = forms.ChoiceField(label="Area", choices=[("", "Choose an area"), ("a", "Aylesbury"), ("w", "Wycombe")])
    cost = look(forms.DecimalField(label="Weekly cost", required=False, max_digits=7), prefix="£", width=5)
    people = look(forms.IntegerField(label="People at home", required=False, min_value=0, max_value=20), width=2)
    good_day = WordsField(label="A good day, in their words", help_text="What they do, who they see, what they eat.")
    notes = NotesField(label="Notes", required=False)
    paper = forms.FileField(label="Assessment", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    agreed = forms.BooleanField(
        label="Sam knows about this referral", help_text="You can say no here and still send it."
    )

    helper = Act(
        "Save visit",
        Group("About you", SideBySide("name", "phone"), "email", "postcode"),
        Group("The visit", "seen_on", "kind", "help_with", "smokes", hint="One visit at a time."),
        Say("A sentence between the fields."),
        SideBySide("area", "cost", "people"),
        "good_day",
        "notes",
        Folded("Papers and passwords", "paper", "secret"),
        "agreed",
        other=[("draft", "Keep for later")],
    )


class GalleryFilter(forms.Form):
    status = forms.ChoiceField(choices=[("", "Any"), ("new", "New")], required=False)
    name = forms.CharField(required=False)


FILLED = {
    "name": "Priya Nair", "email": "priya@example.org", "phone": "01632 960001 x 12", "postcode": "hp20 1aa",
    "seen_on": "yesterday", "kind": "live_in", "help_with": ["meals", "out"], "smokes": "no", "area": "a",
    "cost": "412.50", "people": "2", "good_day": "Toast first.\nThen the garden.", "notes": "<b>Back gate</b> sticks.",
    "agreed": "on",
}  # fmt: skip
WRONG = FILLED | {
    "name": "", "email": "priya at example", "phone": "ring me", "postcode": "Aylesbury", "seen_on": "31 February",
    "kind": "", "area": "z", "cost": "lots", "people": "99", "good_day": "", "agreed": "",
}  # fmt: skip

WIDE = (
    "A name that is very long indeed, because some people have four names and a title, "
    "and-a-word-without-any-space-in-it-that-goes-on-and-on-and-on-and-on-and-on-and-on"
)


@public
def gallery(request):
    """Every component with invented content. `?state=filled` and `?state=wrong` fill the form."""
    if not settings.LOCAL:
        raise Http404
    state = request.GET.get("state", "empty")
    data = {"filled": FILLED, "wrong": WRONG}.get(state)
    today = clock.today()
    rows = [
        {
            "verb": "Phone back about a concern",
            "what": "Green household",
            "when": "known 2 hours ago",
            "tone": "must",
            "url": "#",
        },
        {
            "verb": "Review arrangement",
            "what": "Sam with J Okoro",
            "when": "4 days overdue",
            "tone": "late",
            "url": "#",
            "about": "Last: “Sam wants more time at the garden” (visit 21 January)",
        },
        {"verb": "Visit", "what": WIDE, "who": "Priya Nair", "when": "due tomorrow", "tone": "soon", "url": "#"},
    ]
    match = {
        "name": "J Okoro",
        "where": "about 3 miles",
        "reasons": [
            {"kind": "meets", "text": "Step-free home"},
            {"kind": "meets", "text": "No dogs"},
            {"kind": "fails", "text": "Medication training runs out on 9 September 2026."},
            {"kind": "wish", "text": "A garden"},
            {"kind": "gap", "text": "Smoking: not asked"},
        ],
    }
    return render(
        request,
        "gallery.html",
        {
            "form": GalleryForm(data, initial={"seen_on": today - timedelta(days=1)}),
            "state": state,
            "cancel_url": "#main-content",
            "filter_form": GalleryFilter(request.GET or None),
            "tones": ["grey", "blue", "teal", "green", "yellow", "orange", "purple", "red"],
            "status": SimpleNamespace(tone="blue", get_status_display=lambda: "Meeting the person"),
            "due": rows,
            "wide": WIDE,
            "said": "I like toast with jam.\nI want my own key <3.",
            "days": [today - timedelta(days=3), today, today + timedelta(days=1), today + timedelta(days=40)],
            "facts": [
                {"key": "Likes to be called", "value": "Sam", "url": "#", "change": "Change"},
                {"key": "Born", "value": "4 March 1987 (39)"},
                {"key": "Town", "value": ""},
                {"key": "Notes", "value": f"{WIDE}\nand a second line"},
            ],
            "grid": [
                ("Type", "Live-in"),
                ("Wanted from", "1 September 2026"),
                ("Officer", "Priya Nair"),
                ("Funding", ""),
            ],
            "timeline": [
                {
                    "title": "Visit",
                    "by": "Priya Nair",
                    "when": clock.now(),
                    "said": "I like the garden.",
                    "text": "All well.",
                },
                {"title": "Referral received", "by": "R Patel", "when": today, "url": "#", "link": "Referral R-1051"},
            ],
            "steps": [
                {"text": "We have your referral", "state": "done", "note": "6 August, 4:40pm"},
                {"text": "A coordinator is reading it", "state": "now", "note": "by Monday 10 August"},
                {"text": "We meet Sam", "state": "later"},
            ],
            "columns": [
                {"key": "fits", "heading": "Fits", "households": [match, match]},
                {"key": "nearly", "heading": "Nearly", "households": [match | {"name": WIDE}]},
                {"key": "ruled-out", "heading": "Ruled out", "households": [match]},
            ],
            "page": Paginator(range(95), 20).get_page(request.GET.get("page")),
            "sub_navigation": [
                {"text": "Profile", "url": "#", "is_current": True},
                {"text": "Support", "url": "#"},
                {"text": "Safety", "url": "#"},
                {"text": "Documents", "url": "#"},
            ],
            "crumbs": [("Referrals", "#"), ("R-1051", "")],
            "head": [
                {"text": "Household"},
                {"text": "Area"},
                {"text": "Places", "numeric": True},
                {"text": "Next check"},
                {"text": "State"},
            ],
            "rows": [
                [
                    {"text": "J Okoro", "url": "#"},
                    "Aylesbury",
                    {"text": "2", "numeric": True},
                    "9 September 2026",
                    "Approved",
                ],
                [
                    {"text": "P and L Green", "url": "#"},
                    "Wycombe",
                    {"text": "1", "numeric": True},
                    "1 May 2027",
                    "Approved",
                ],
            ],
        },
    )
