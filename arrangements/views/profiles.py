"""A household's profile for one person: to read or print in their format, and that it was given."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from arrangements.forms.profiles import GiveProfileForm, suits
from arrangements.models import ProfileGiven
from arrangements.views.attempts import attempt
from arrangements.views.matches import about, open_match
from carers.models import ProfileVersion
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent

SIZES = {"large": "Large print", "easy": "Short lines and pictures"}
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def _newest(household, actor) -> ProfileVersion | None:
    return ProfileVersion.objects.visible_to(actor).standing().filter(household=household).order_by("-number").first()


@allow("matches.act")
def give_profile(request, pk):
    """Write down that the person was given the newest version, in which format, and what they said."""
    match = open_match(request, pk)
    shown = {"format": suits(match.person), "happened_on": clock.today()}
    form = GiveProfileForm(sent(request), initial=shown)

    def act(answers):
        ProfileGiven.give_profile(person=match.person, household=match.household, by=request.actor, **answers)

    if attempt(request, form, act):
        messages.success(request, f"Written down that {match.person.called} was given the profile.")
        return redirect(match)
    more = {"form": form, "version": _newest(match.household, request.actor)}
    return render(request, "arrangements/profiles/give_profile.html", about(match) | more)


@allow("matches.see")
def read_profile(request, pk):
    """The newest version as the person reads it: ordinary, in large print, or in short lines with pictures."""
    match = open_match(request, pk)
    version, size = _newest(match.household, request.actor), request.GET.get("size", "")
    size = size if size in SIZES else ""
    parts = []
    for heading, text in version.in_order if version else []:
        lines = [line for line in SENTENCE.split(text) if line.strip()] if size == "easy" else text.splitlines()
        parts.append((heading, [line for line in lines if line.strip()]))
    photos = [
        {"says": photo["says"], "url": reverse("document-picture", args=[photo["document"]])}
        for photo in (version.photos if version else [])
    ]
    # In the short form a picture stands beside each part, as long as there are any.
    beside = [*photos, *[None] * len(parts)][: len(parts)] if size == "easy" else [None] * len(parts)
    page = {
        "match": match,
        "version": version,
        "size": size,
        "sizes": [("", "Ordinary"), *SIZES.items()],
        "body": "govuk-body-l" if size else "govuk-body",
        "title": "govuk-heading-l" if size else "govuk-heading-m",
        "parts": list(zip(parts, beside, strict=True)),
        "photos": photos[len(parts) :] if size == "easy" else photos,
        "back_url": reverse("give-profile", args=[match.pk]),
    }
    return render(request, "arrangements/profiles/read_profile.html", page)
