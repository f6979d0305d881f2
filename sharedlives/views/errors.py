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


@public
def form_expired(request, reason=""):
    """A form came back without its key: the page was open too long, or somebody signed in again in another tab.

    What was typed is shown and can be sent again in one step. Passwords and files are not kept.
    The second sending is offered to our own pages only: a form from another site never gets that far.
    """
    typed = [(name, value) for name, values in request.POST.lists() for value in values if value.strip()]
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    has_secrets = any(word in name for name, _ in typed for word in SECRET[1:])
    return render(
        request,
        "form_expired.html",
        {
            "typed": [
                (name.replace("_", " ").capitalize(), value)
                for name, value in typed
                if not any(word in name for word in UNSEEN)
            ],
            "again": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name != "csrfmiddlewaretoken"
            ]
            if ours and not has_secrets and not request.FILES
            else None,
        },
        status=403,
    )
