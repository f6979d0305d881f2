"""Introductions: how it went for each of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from arrangements.forms.matches import CorrectIntroductionForm, FirstIntroductionForm, IntroductionForm
from arrangements.models import Introduction, ProfileGiven
from arrangements.views.attempts import attempt
from arrangements.views.matches import about, open_match
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent

FIELDS = ["kind", "happened_on", "who_was_there", "persons_words", "person_says", "carers_words", "carer_says"]


@allow("matches.act")
def record_introduction(request, pk):
    """They met: how it went for each of them, in their words, and the next step."""
    match = open_match(request, pk)
    is_first = not match.introductions.standing().exists()
    has_profile = not is_first or ProfileGiven.of(match.person, match.household).exists()
    form_class = IntroductionForm if has_profile else FirstIntroductionForm
    form = form_class(sent(request), match=match, initial={"happened_on": clock.today()})
    if attempt(request, form, lambda answers: match.record_introduction(by=request.actor, **answers)):
        messages.success(request, "The introduction is written down.")
        return redirect(match)
    return render(
        request,
        "arrangements/introductions/record_introduction.html",
        about(match) | {"form": form, "has_profile": has_profile},
    )


@allow("matches.act")
def correct_introduction(request, pk):
    """Replace what was written about one introduction; the old words stay readable."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.actor), pk=pk)
    match = open_match(request, introduction.match_id)
    shown = {name: getattr(introduction, name) for name in FIELDS}
    form = CorrectIntroductionForm(sent(request), match=match, initial=shown)
    if attempt(request, form, lambda answers: introduction.correct(by=request.actor, **answers)):
        messages.success(request, "Corrected. The earlier words stay readable under changes.")
        return redirect(match)
    return render(
        request,
        "arrangements/introductions/correct_introduction.html",
        about(match) | {"form": form, "introduction": introduction},
    )
