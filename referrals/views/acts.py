"""How the acts of this room get their row, are tried once, and show their page."""

from django.shortcuts import render

from referrals.models import Person, Referral
from schemes.access import Elsewhere, open_record


def open_referral(request, pk: int) -> Referral:
    """A referral this actor may see, or 404."""
    return open_record(
        request,
        Referral.objects.with_last_signs().select_related("folder", "scheme", "person__folder", "officer__account"),
        pk=pk,
    )


def open_person(request, pk: int) -> Person:
    """A person this actor may see, or 404."""
    return open_record(request, Person.objects.select_related("folder", "scheme", "officer__account"), pk=pk)


def open_to_write(request, pk: int) -> Person:
    """A person something is to be written about; a record that was merged away leads to the one that stands for it."""
    person = open_person(request, pk)
    if person.merged_into_id:
        raise Elsewhere(person.leads_to, person.kept.get_absolute_url())
    return person


def open_kept(request, pk: int) -> Person:
    """The record that stands now for the one something was written in, or 404."""
    person = open_person(request, pk)
    return open_kept(request, person.merged_into_id) if person.merged_into_id else person


def latest_words(person):
    """What the person said last about their life, in whichever of their records it was written."""
    return person.latest_words()


def show_act(request, template, referral, form, **more):
    """The page of one act on a referral: the person's words stand above the form."""
    page = {
        "referral": referral,
        "person": referral.person,
        "words": latest_words(referral.person),
        "form": form,
        "cancel_url": referral.get_absolute_url(),
    }
    return render(request, f"referrals/referrals/{template}.html", page | more)
