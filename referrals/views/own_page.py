"""A person's own page behind their link: to read in their format, to ask for a change, to ask to talk."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from referrals.easy_read import LOOKS, how_made, looks_for, parts_of
from referrals.forms.requests import AskForChangeForm, AskToTalkForm
from referrals.models import PersonLink, PersonRequest
from referrals.page_links import PERSON, openly_asked, own_page_of, person_behind
from referrals.page_steps import About, first_step
from schemes import clock, doors
from schemes.access import public, write_opening
from schemes.attempts import attempt, sent
from schemes.doors import behind_link

KIND = PersonRequest.Kind


@public
@doors.not_kept
def own_page_start(request, secret):
    """Where the emailed link leads: a code first."""
    return doors.start(request, secret, PERSON)


def _opened(request) -> dict:
    """The person, who holds the link, and how the pages behind it look."""
    person = person_behind(request.link)
    write_opening(request, person, by=request.holder)
    holder = PersonLink.of_link(request.link)
    return {
        "person": person,
        "scheme": person.scheme,
        "link": request.link,
        "holder": holder,
        "is_theirs": holder is None or holder.holder == PersonLink.Holder.PERSON,
        "look": looks_for(person, request.GET.get("look", "")),
        "looks": list(LOOKS.items()),
    }


@behind_link(PERSON)
def own_page(request):
    """The page in their format, what they asked and what we did. What was asked privately is never shown."""
    opened = _opened(request)
    person = opened["person"]
    page = own_page_of(person)
    parts = parts_of(page, opened["look"], to_them=opened["is_theirs"])
    more = {
        "parts": parts,
        "how_made": how_made(parts) if opened["look"] == "easy" else "",
        "asked": openly_asked(person, request.holder),
    }
    if opened["is_theirs"]:  # whom it was given to, and what is told first, is theirs alone to read
        more["given"] = person.pages_given.filter(replaced_by__isnull=True)
        more["told_first"] = first_step(page, About.of(person, clock.today()))[0] if page else []
    return render(request, "referrals/pages/own_page.html", opened | more)


@behind_link(PERSON)
def ask_for_change(request):
    """Ask us to change something on the page."""
    opened = _opened(request)
    form = AskForChangeForm(sent(request))

    def ask():
        _ask(request, opened, kind=KIND.CHANGE, **form.cleaned_data)
        messages.success(request, _("Thank you. We will answer you about this."))

    if attempt(request, form, ask):
        return redirect("own-page", request.link.pk)
    return render(request, "referrals/pages/ask_for_change.html", opened | {"form": form})


@behind_link(PERSON)
def ask_to_talk(request):
    """Ask to talk. Where the carer may not know, no page behind the link shows afterwards that they asked."""
    opened = _opened(request)
    form = AskToTalkForm(sent(request))
    if attempt(request, form, lambda: _ask(request, opened, kind=KIND.TALK, **form.asked())):
        return redirect("asked", request.link.pk)
    return render(request, "referrals/pages/ask_to_talk.html", opened | {"form": form})


@behind_link(PERSON)
def asked(request):
    """They asked to talk: what happens now. It says nothing of what was asked."""
    return render(request, "referrals/pages/asked.html", _opened(request))


def _ask(request, opened, **said) -> None:
    name = opened["holder"].name if opened["holder"] else ""
    PersonRequest.ask(person=opened["person"], by=request.holder, asked_by=name or opened["person"].called, **said)
