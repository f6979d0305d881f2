"""What visitors see when a page is missing, refused or broken, and when a form was open for too long."""

from django.shortcuts import render

from schemes.access import public


@public
def not_found(request, exception=None):
    """404: missing, or not theirs to see; the page says which without telling."""
    return render(request, "404.html", status=404)


@public
def not_allowed(request, exception=None):
    return render(request, "403.html", status=403)


@public
def broken(request):
    """500: drawn without the database or the session, which may be what broke."""
    return render(None, "500.html", status=500)


SECRET = ("csrf", "password", "code")
UNSEEN = (*SECRET, "once", "version")


def typed_words(request) -> list[tuple[str, str]]:
    """What somebody typed or chose in the form they sent, without passwords and what the form carries unseen."""
    return [
        (name.replace("_", " ").capitalize(), value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(word in name for word in UNSEEN)
    ]


def _give_back(request, *, ours: bool, **context):
    """Show what was typed; to our own pages only, offer to send it again. Passwords and files are not kept."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    has_secrets = any(word in name for name, value in fields if value.strip() for word in SECRET[1:])
    again = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    if not ours or has_secrets or request.FILES:
        again = None
    context |= {"typed": typed_words(request), "again": again}
    answer = render(request, "form_expired.html", context, status=403)
    answer["Cache-Control"] = "no-store, private"
    return answer


@public
def form_expired(request, reason=""):
    """A form came back without its key: the page was open too long, or somebody signed in again in another tab.

    What was typed is shown and can be sent again in one step. Passwords and files are not kept.
    The second sending is offered to our own pages only: a form from another site never gets that far.
    """
    return _give_back(request, ours=request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}")


@public
def signed_out(request):
    """A form came back from somebody who was signed out meanwhile: they sign in elsewhere and send it again.

    The form had its key, so it is one of our own.
    """
    return _give_back(request, ours=True, signed_out=True)
