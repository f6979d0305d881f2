"""Emailed links: asking for a lost one, saying that one has finished, and what staff may do with a link."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from schemes import clock, doors
from schemes.access import allow, open_record, public, scheme_or_404
from schemes.attempts import attempt, sent
from schemes.forms.base import PlainForm
from schemes.forms.layout import Act
from schemes.models import Link, LinkRequest, Scheme
from schemes.tasks import deliver_messages, look_now
from sharedlives.doors import DOORS
from sharedlives.tasks import send_lost_links


class AddressForm(PlainForm):
    """The address a link was sent to."""

    email = forms.EmailField(
        label=_("Your email address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    helper = Act(_("Send me my link"))


class CloseLinkForm(PlainForm):
    helper = Act("Close this link", warn=True)


class SendLinkAgainForm(PlainForm):
    helper = Act("Send a new link")


@public
@doors.not_kept
def find_my_link(request):
    """Which scheme sent it? Asked only where there is more than one."""
    schemes = list(Scheme.objects.order_by("name"))
    if len(schemes) == 1:
        return redirect("send-my-link", slug=schemes[0].slug)
    return render(request, "front/find_my_link.html", {"schemes": schemes})


@public
@doors.not_kept
def send_my_link(request, slug):
    """Send a lost link again. The answer is the same whoever asks: whether there is one, only the mailbox learns."""
    scheme = scheme_or_404(slug)
    form = AddressForm(sent(request))
    if form.is_valid():
        LinkRequest.ask(scheme=scheme, email=form.cleaned_data["email"], at=clock.now())
        look_now(send_lost_links)
        return redirect(f"{request.path}?asked")
    page = {"scheme": scheme, "form": form, "is_asked": "asked" in request.GET and not form.is_bound}
    return render(request, "front/send_my_link.html", page)


@public
@doors.not_kept
def finish_with_link(request, pk):
    """I have finished: the door shuts in this browser, and going back shows nothing."""
    was_open = is_open = doors.is_open_here(request, pk, clock.now())
    if request.method == "POST" and is_open:
        doors.shut_here(request, pk)
        is_open = False
    return render(request, "front/finish_with_link.html", {"is_open": is_open}, status=200 if was_open else 404)


def _open_link(request, pk) -> Link:
    rows = Link.objects.select_related("folder", "scheme").filter(purpose__in=DOORS, folder__isnull=False)
    return open_record(request, rows, pk=pk)


def _page(link, form) -> dict:
    owner = link.folder.owner
    url = owner.get_absolute_url()
    return {
        "link": link,
        "owner": owner,
        "form": form,
        "cancel_url": url,
        "standing": doors.standing_of(link, clock.now()),
    }


@allow("applications.act")
def close_link(request, pk):
    """A link opens nothing any more, in any browser, from now on."""
    link = _open_link(request, pk)
    form = CloseLinkForm(sent(request))
    if attempt(request, form, lambda: link.close(at=clock.now())):
        messages.success(request, "The link is closed.")
        return redirect(link.folder.owner)
    return render(request, "front/close_link.html", _page(link, form))


@allow("applications.act")
def send_link_again(request, pk):
    """Send a new link to the same address; the one before opens nothing."""
    link = _open_link(request, pk)
    form = SendLinkAgainForm(sent(request))

    def send():
        DOORS[link.purpose].send_again(link, by=request.actor, at=clock.now())
        look_now(deliver_messages)
        messages.success(request, f"A new link is on its way to {link.email}.")

    if attempt(request, form, send):
        return redirect(link.folder.owner)
    return render(request, "front/send_link_again.html", _page(link, form))
