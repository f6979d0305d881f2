"""Search: what was typed is sent, kept under a key only its owner can open, and never stands in an address."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from schemes import clock
from schemes.access import allow
from schemes.forms.base import tidy
from schemes.models import Search
from schemes.sought import LEAST, keep, read
from sharedlives.search import MOST_ROWS, find
from sharedlives.views.found import tables


@allow("search.use")
def search(request):
    """Keep what was typed and go to its results; without anything typed, say what can be found."""
    if request.method != "POST":
        return render(request, "front/search.html")
    text = tidy(request.POST.get("q", ""))
    if read(text).is_too_short:
        messages.info(request, f"Type at least {LEAST} characters to search.")
        return redirect("search")
    return redirect("search-results", keep(request.actor, text).key)


@allow("search.use")
def search_results(request, key):
    """What was found; only who searched can open it."""
    made = get_object_or_404(Search.objects.filter(actor=request.actor), key=key)
    found = find(request.actor, made.words)
    return render(
        request,
        "front/search_results.html",
        {
            "search_text": made.words,
            "tables": tables(found, clock.today(), request.actor),
            "count": found.count,
            "has_more": found.has_more,
            "most": MOST_ROWS,
        },
    )
