"""A person's own page as staff see it: to read in a look, in an earlier version, to write, to keep as a version."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from referrals.easy_read import LOOKS, how_made, looks_for, parts_of
from referrals.forms.pages import KeepVersionForm, WritePageForm
from referrals.models import PageGiven, PersonPage
from referrals.models.profiles import begun_from
from referrals.page_links import links_of
from referrals.views.acts import latest_words, open_person, open_to_write
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.edits import carry_version, show_both
from schemes.models import Stale, WrongState

WHO = ("recorded_by__staff__account", "recorded_by__link")


def page_of(person, actor) -> PersonPage | None:
    """The page of somebody whose folder was opened before."""
    return PersonPage.objects.visible_to(actor).filter(person=person).first()


def open_of_person(request, rows, pk: int):
    """Something about a person's page among `rows`, which this actor may see; or 404."""
    row = get_object_or_404(rows.select_related("person__folder", "person__scheme"), pk=pk)
    write_opening(request, row.person)
    return row


def show_page_act(request, template, person, form, **more):
    """The page of one act on somebody's page."""
    page = {
        "person": person,
        "words": latest_words(person),
        "form": form,
        "cancel_url": reverse("person-page", args=[person.pk]),
    }
    return render(request, f"referrals/pages/{template}.html", page | more)


@allow("people.see")
def person_page(request, pk):
    """The page as it stands or in an earlier version (`?version=`), set out in a look (`?look=`), fit to print."""
    person = open_person(request, pk)
    page = page_of(person, request.actor)
    versions = list(page.versions.standing().select_related(*WHO).order_by("-number")) if page else []
    wanted = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.number) == wanted), None)
    look = looks_for(person, request.GET.get("look", ""))
    given = PageGiven.objects.visible_to(request.actor).standing().filter(person=person)
    parts = parts_of(shown or page, look)
    return render(
        request,
        "referrals/pages/person_page.html",
        {
            "person": person,
            "page": page,
            "parts": parts,
            "how_made": how_made(parts) if look == "easy" else "",
            "look": look,
            "looks": list(LOOKS.items()),
            "versions": versions,
            "shown": shown,
            "wanted": wanted if shown else "",
            "links": links_of(person),
            "is_kept": bool(page and versions and versions[0].told == page.told),
            "given": given.select_related("page_version", "to_folder"),
            "changes": changes_of(page) if page else [],
        },
    )


@allow("people.edit")
def write_page(request, pk):
    """Write the page, begun from what the person told; every part says whose words it is."""
    person = open_to_write(request, pk)
    page = page_of(person, request.actor)
    sections = page.sections if page else begun_from(person)
    form = WritePageForm(sent(request), initial=WritePageForm.begin_with(sections))
    carry_version(request, form, page.version if page else 1)  # the first one is begun by saving
    if form.is_valid():
        own = PersonPage.of(person, by=request.actor)
        try:
            own.write(form.parts(), version=form.version, by=request.actor)
        except Stale as meanwhile:
            show_both(form, meanwhile.changes, version=own.version, changed=own)
        else:
            messages.success(request, "Page saved.")
            return redirect("person-page", pk)
    return show_page_act(request, "write_page", person, form, is_begun=page is None and bool(sections))


@allow("people.edit")
def keep_page_version(request, pk):
    """Keep the page as it stands as a version, to be read later and given on."""
    person = open_to_write(request, pk)
    page = page_of(person, request.actor)
    form = KeepVersionForm(sent(request))

    def keep():
        if page is None or not page.in_order:
            raise WrongState("Nothing is written yet: write at least one part first.")
        messages.success(request, f"{page.freeze(by=request.actor)} is kept.")

    if attempt(request, form, keep):
        return redirect("person-page", pk)
    return show_page_act(request, "keep_page_version", person, form, parts=parts_of(page, "ordinary"))
