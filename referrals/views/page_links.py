"""The link to a person's own page: staff send it to the person or a supporter they chose, and close it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals import letters_pages
from referrals.forms.requests import ClosePersonLinkForm, SendPersonLinkForm
from referrals.page_links import PERSON, hand_out, links_of
from referrals.views.acts import open_to_write
from referrals.views.pages import show_page_act
from schemes import clock
from schemes.access import allow, open_record
from schemes.attempts import attempt, sent
from schemes.doors import standing_of
from schemes.models import Link, UnsafeContact, WrongState


@allow("people.edit")
def send_person_link(request, pk):
    """Send the link to their page to the person, or to a supporter they chose."""
    person = open_to_write(request, pk)
    form = SendPersonLinkForm(sent(request))

    def send():
        typed = dict(form.cleaned_data)
        email = typed.pop("email")
        if UnsafeContact.is_unsafe(person.scheme, UnsafeContact.Kind.EMAIL, email):
            raise WrongState("Somebody marked this address as not safe, so nothing is sent to it.")
        hand_out(
            person,
            send=lambda: letters_pages.send_person_link(person, email=email, at=clock.now(), by=request.actor),
            by=request.actor,
            **typed,
        )
        messages.success(request, f"A link is on its way to {email}.")

    if attempt(request, form, send):
        return redirect("person-page", pk)
    more = {
        "preview": letters_pages.preview(person),
        "until": PERSON.expires_at(person.scheme, clock.now()),
        "links": links_of(person),
    }
    return show_page_act(request, "send_person_link", person, form, **more)


@allow("people.edit")
def close_person_link(request, pk):
    """The link opens nothing any more, in any browser, from now on."""
    rows = Link.objects.select_related("folder", "scheme").filter(purpose=PERSON.purpose, folder__isnull=False)
    link = open_record(request, rows, pk=pk)
    person = link.folder.owner
    form = ClosePersonLinkForm(sent(request))
    if attempt(request, form, lambda: link.close(at=clock.now())):
        messages.success(request, "The link is closed.")
        return redirect("person-page", person.pk)
    page = {
        "person": person,
        "link": link,
        "form": form,
        "standing": standing_of(link, clock.now()),
        "cancel_url": reverse("person-page", args=[person.pk]),
    }
    return render(request, "referrals/pages/close_person_link.html", page)
