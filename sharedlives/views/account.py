"""One's own sign-in: who one is here, and the ways to change how one signs in."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404
from django.shortcuts import render

from schemes.access import allow, public


@allow("account.use")
def account(request):
    """Who is signed in, their jobs, and links to their password and second step."""
    return render(
        request,
        "account/account.html",
        {
            "facts": [
                ("Name", request.user.name),
                ("Email", request.user.email),
                *((str(job.scheme or job.region), job.get_role_display()) for job in request.jobs),
            ],
            "has_second_step": is_mfa_enabled(request.user),
        },
    )


@public
def shut_email(request):
    """A page of the sign-in library that nobody needs here: an administrator invites people to a new address."""
    raise Http404


@public
def shut_confirm_email(request):
    """The other half of it: no address waits to be confirmed."""
    raise Http404
