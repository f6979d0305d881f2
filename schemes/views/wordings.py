"""How a scheme words its letters: the list, and changing one from a day on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.forms.wordings import WordingForm
from schemes.models import Wording
from schemes.wordings import LETTERS, PLACEHOLDERS, sample, words_on


@allow("settings.change")
def wordings(request):
    """Each letter with its subject, and since when it is worded like this."""
    today = clock.today()
    rows = {}
    for row in Wording.objects.visible_to(request.actor).standing().order_by("happened_on", "pk"):
        rows.setdefault(row.key, []).append(row)
    listed = []
    for key, letter in LETTERS.items():
        held = [row for row in rows.get(key, []) if row.happened_on <= today]
        listed.append(
            {
                "key": key,
                "letter": letter,
                "subject": held[-1].subject if held else letter.subject,
                "since": held[-1].happened_on if held else None,
                "coming": [row.happened_on for row in rows.get(key, []) if row.happened_on > today],
            }
        )
    return render(request, "schemes/wordings/wordings.html", {"wordings": listed, "back_url": reverse("settings")})


@allow("settings.change")
def change_wording(request, key):
    """Word a letter differently from a day on; see how it reads before saving."""
    if key not in LETTERS:
        raise Http404
    scheme, today = request.actor.scheme, clock.today()
    subject, body = words_on(scheme, key, today)
    form = WordingForm(sent(request), initial={"subject": subject, "body": body})
    looks = request.method == "POST" and "look" in request.POST
    if not looks and attempt(
        request, form, lambda: Wording.set_words(scheme=scheme, key=key, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, f"Worded anew: {LETTERS[key].label.lower()}.")
        return redirect("wordings")
    shown = None
    if looks and form.is_valid():
        shown = (sample(form.cleaned_data["subject"]), sample(form.cleaned_data["body"]))
    elif request.method != "POST":
        shown = (sample(subject), sample(body))
    earlier = Wording.objects.visible_to(request.actor).standing().filter(key=key).order_by("-happened_on", "-pk")
    return render(
        request,
        "schemes/wordings/change_wording.html",
        {
            "form": form,
            "letter": LETTERS[key],
            "shown": shown,
            "placeholders": [(f"{{{name}}}", what) for name, (what, _) in PLACEHOLDERS.items()],
            "earlier": earlier,
            "cancel_url": reverse("wordings"),
        },
    )
