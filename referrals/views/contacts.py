"""The people around a person: who they are, how to reach them, and what the law lets them decide."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from referrals.forms.contacts import CONTACT_NAMES, ContactForm, EditContactForm, EndContactForm
from referrals.models import PersonContact
from referrals.views.about_person import show_act, show_part
from referrals.views.acts import open_kept, open_person, open_to_write
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.edits import carry_version, show_both
from schemes.models import Stale

PART = "around-person"


@allow("people.see")
def around_person(request, pk):
    """Everybody around them, the first to contact first, and those who were."""
    person = open_person(request, pk)
    today = clock.today()
    everybody = list(person.every(PersonContact, request.actor))
    now = [one for one in everybody if one.ended_on is None or one.ended_on > today]
    return show_part(
        request,
        PART,
        person,
        contacts=now,
        before=[one for one in everybody if one not in now],
        changes=changes_of(*everybody),
    )


@allow("people.edit")
def add_person_contact(request, pk):
    """Write down somebody around them."""
    person = open_to_write(request, pk)
    form = ContactForm(sent(request))
    if attempt(request, form, lambda: PersonContact.add_contact(person=person, by=request.actor, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['name']} is written down.")
        return redirect(PART, pk=person.pk)
    undo = "Edit them, or say since when they are it no longer."
    return show_act(request, person, form, part=PART, heading=f"Somebody around {person.called}", undo=undo)


def _contact(request, pk):
    """A contact of a person this actor may see, and the person, or 404."""
    contact = get_object_or_404(PersonContact.objects.visible_to(request.actor), pk=pk)
    return contact, open_kept(request, contact.person_id)


@allow("people.edit")
def edit_person_contact(request, pk):
    """Edit somebody around a person; a stale page keeps what was typed beside what was saved meanwhile."""
    contact, person = _contact(request, pk)
    shown = {name: getattr(contact, name) for name in [*CONTACT_NAMES, "ended_on"]}
    form = EditContactForm(sent(request), contact=contact, initial=shown)
    carry_version(request, form, contact.version)
    if form.is_valid():
        try:
            contact.edit_contact(form.cleaned_data, version=form.version, by=request.actor)
        except Stale as meanwhile:
            show_both(form, meanwhile.changes, version=contact.version, changed=contact)
        else:
            messages.success(request, "Changes saved.")
            return redirect(PART, pk=person.pk)
    undo = "Edit it back. What it was before stays in the history."
    return show_act(request, person, form, part=PART, heading=f"Edit {contact.name}", undo=undo)


@allow("people.edit")
def end_person_contact(request, pk):
    """Say since when somebody is no longer around a person, or no longer in this role."""
    contact, person = _contact(request, pk)
    form = EndContactForm(sent(request), contact=contact, initial={"ended_on": clock.today()})
    if attempt(request, form, lambda: contact.end(by=request.actor, **form.cleaned_data)):
        messages.success(request, f"{contact.name} is no longer among the contacts.")
        return redirect(PART, pk=person.pk)
    undo = "Edit them, and clear the day."
    return show_act(request, person, form, part=PART, heading=f"End {contact.name} as a contact", undo=undo)
