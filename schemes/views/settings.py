"""What a scheme decides about itself: its rules, its staff, how it is reached."""

from django.shortcuts import redirect, render
from django.urls import reverse

from schemes.access import allow
from schemes.attempts import sent
from schemes.changes import changes_of
from schemes.edits import save_plain_edit
from schemes.forms.schemes import SchemeForm
from schemes.models import Scheme


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
            "may_design": actor.may("form.design"),
            "may_invite": actor.may("staff.invite"),
            "may_set_duty": actor.may("duty.set"),
            "changes": changes_of(actor.scheme) if actor.may("settings.change") else None,
        },
    )


@allow("settings.change")
def edit_scheme(request):
    """How people reach the scheme, and the words it uses."""
    scheme = Scheme.objects.get(pk=request.actor.scheme.pk)
    form = SchemeForm(
        sent(request),
        scheme=scheme,
        initial={name: getattr(scheme, name) for name in SchemeForm.base_fields},
    )
    if save_plain_edit(request, scheme, form):
        return redirect("settings")
    return render(request, "schemes/settings/edit_scheme.html", {"form": form, "cancel_url": reverse("settings")})
