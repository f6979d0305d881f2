"""Who works in a scheme: inviting, accepting, leaving."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from schemes import clock
from schemes.access import allow, public
from schemes.forms.staff import AcceptForm, InviteForm, JoinForm, LetGoForm, OwnNameForm, TakeBackForm
from schemes.letters import queue_invitation
from schemes.models import AlreadyHere, Invitation, LastAdministrator, Link, StaffMember
from schemes.once import first_time
from schemes.tasks import deliver_messages, look_now


@allow("staff.invite")
def staff(request):
    """Who works here, who was invited, and who has left."""
    colleagues = StaffMember.objects.visible_to(request.actor).select_related("account")
    waiting = Invitation.objects.visible_to(request.actor).waiting(clock.now()).with_delivery()
    return render(
        request,
        "schemes/staff/staff.html",
        {
            "working": colleagues.working(),
            "left": colleagues.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")[:50],
            "invitations": waiting.select_related("link", "invited_by__staff__account"),
            "back_url": reverse("settings"),
        },
    )


@allow("staff.invite")
def invite_staff(request):
    """Ask somebody to join, by email. The answer never says whether they have an account."""
    form = InviteForm(request.POST or None)
    if form.is_valid() and not first_time(request, form):
        return redirect("staff")
    if form.is_valid():
        try:
            invitation, secret = Invitation.invite(scheme=request.actor.scheme, **form.cleaned_data, by=request.actor)
        except AlreadyHere as here:
            form.add_error("email", str(here))
        else:
            queue_invitation(invitation, secret, by=request.actor)
            look_now(deliver_messages)
            messages.success(request, f"Invitation sent to {invitation.email}.")
            return redirect("staff")
    return render(request, "schemes/staff/invite_staff.html", {"form": form, "cancel_url": reverse("staff")})


@allow("staff.invite")
def take_back_invitation(request, pk):
    """The link that was sent opens nothing any more."""
    invitations = Invitation.objects.visible_to(request.actor).waiting(clock.now()).select_related("link")
    invitation = get_object_or_404(invitations, pk=pk)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        invitation.take_back(by=request.actor)
        messages.success(request, f"The invitation of {invitation.name} no longer works.")
        return redirect("staff")
    return render(
        request,
        "schemes/staff/take_back_invitation.html",
        {"form": form, "invitation": invitation, "cancel_url": reverse("staff")},
    )


@allow("staff.invite")
def let_go_staff(request, pk):
    """End somebody's job now: they are out on their next request."""
    colleague = get_object_or_404(
        StaffMember.objects.visible_to(request.actor).filter(ended_on__isnull=True).select_related("account"), pk=pk
    )
    form = LetGoForm(request.POST or None)
    if form.is_valid():
        try:
            colleague.let_go(on=clock.today(), why=form.cleaned_data["why"], by=request.actor)
        except LastAdministrator as nobody_left:
            form.add_error(None, str(nobody_left))
        else:
            messages.success(request, f"{colleague.name} can no longer sign in to {request.actor.scheme}.")
            return redirect("staff")
    return render(
        request,
        "schemes/staff/let_go_staff.html",
        {"form": form, "colleague": colleague, "cancel_url": reverse("staff")},
    )


@public
@cache_control(no_store=True, private=True)
def accept_invitation(request, secret):
    """Say yes to an invitation: with a new password, or with the account they have. Works once."""
    invitation = Invitation.open_with(secret)
    if invitation is None:
        return render(request, "schemes/staff/invitation_closed.html", status=404)
    request.public_scheme = invitation.scheme
    account = invitation.account()
    context = {"invitation": invitation, "account": account}
    if account is None:
        form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    elif request.user == account:
        form = JoinForm(request.POST if request.method == "POST" else None)
    else:
        return render(request, "schemes/staff/accept_invitation.html", context | {"sign_in_first": True})
    if form.is_valid():
        try:
            if account is None:
                invitation.accept_with_password(**form.cleaned_data)
            else:
                invitation.accept_as(account)
        except Link.DoesNotExist:
            return render(request, "schemes/staff/invitation_closed.html", status=404)
        except AlreadyHere as here:
            form.add_error(None, str(here))
        else:
            if account is None:
                messages.success(request, _("Your account is ready. Sign in with your email address and password."))
                return redirect("account_login")
            messages.success(request, _("You now work with %(scheme)s.") % {"scheme": invitation.scheme.name})
            return redirect("settings")
    return render(request, "schemes/staff/accept_invitation.html", context | {"form": form})


@allow("account.use")
def change_own_name(request):
    """What colleagues read beside what you do."""
    form = OwnNameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        request.user.rename(form.cleaned_data["name"])
        messages.success(request, "Name saved.")
        return redirect("account")
    return render(request, "schemes/staff/change_own_name.html", {"form": form, "cancel_url": reverse("account")})
