"""What a scheme decides about itself: its rules, its staff, how it is reached."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from schemes.access import allow
from schemes.changes import changes_of
from schemes.forms.schemes import SchemeForm
from schemes.models import Scheme, Stale


@allow("rules.see")
def settings(request):
    """Where rules, staff and the scheme's details are found."""
    actor = request.actor
    return render(
        request,
        "schemes/settings/settings.html",
        {
            "scheme_details": actor.scheme,
            "may_change": actor.may("settings.change"),
            "may_invite": actor.may("staff.invite"),
            "changes": changes_of(actor.scheme) if actor.may("settings.change") else None,
        },
    )


@allow("settings.change")
def edit_scheme(request):
    """How people reach the scheme, and the words it uses."""
    scheme = Scheme.objects.get(pk=request.actor.scheme.pk)
    form = SchemeForm(
        request.POST or None,
        scheme=scheme,
        initial={name: getattr(scheme, name) for name in SchemeForm.base_fields},
    )
    stale = None
    if form.is_valid():
        try:
            scheme.save_edit(form.cleaned_data, version=version_in(request.POST), by=request.actor)
        except Stale as saved_meanwhile:
            stale = saved_meanwhile
        else:
            messages.success(request, "Details saved.")
            return redirect("settings")
    form.version = scheme.version
    return render(
        request,
        "schemes/settings/edit_scheme.html",
        {"form": form, "stale": stale, "cancel_url": reverse("settings")},
    )


def version_in(posted) -> int | None:
    """The version a form was opened at; one that nobody ever saw where it is missing or mangled."""
    version = posted.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
