"""Where somebody lives is hidden, or shown again; a number or an address must not be used, or may be again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from referrals.forms.safe_contact import HideAddressForm, KeepWarningForm, LiftWarningForm, ShowAddressForm, WarnForm
from referrals.known import unsafe_of, ways_to_reach
from referrals.models import Person
from referrals.views.about_person import show_act, show_part
from referrals.views.acts import open_kept, open_person, open_to_write
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.models import UnsafeContact

PART = "safety-of-contact"


@allow("people.see")
def safety_of_contact(request, pk):
    """Whether their address is hidden, and which numbers and addresses must not be used."""
    person = open_person(request, pk)
    return show_part(
        request,
        PART,
        person,
        may_read=person.may_read_address(request.actor),
        unsafe=unsafe_of(person),
        ways=ways_to_reach(person, request.actor),
        changes=changes_of(*UnsafeContact.objects.visible_to(request.actor).filter(folder=person.folder_id)),
    )


@allow("people.edit")
def hide_address(request, pk):
    """Nobody but managers and the person's own officer reads where they live; again, to go on hiding it."""
    person = open_to_write(request, pk)
    if not person.may_read_address(request.actor):
        raise PermissionDenied
    form = HideAddressForm(sent(request), initial={"why": person.hidden_because})
    if attempt(request, form, lambda: person.hide_address(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Their address is hidden from everybody but managers and their officer.")
        return redirect(PART, pk=person.pk)
    heading = "Go on hiding their address" if person.is_address_hidden else f"Hide where {person.called} lives"
    undo = "Show it again. A manager, or their own officer, can do that."
    return show_act(request, person, form, part=PART, heading=heading, undo=undo, before="hide")


@allow("people.edit")
def show_address(request, pk):
    """Where they live may be known again, and why."""
    person = open_to_write(request, pk)
    if not person.may_read_address(request.actor):
        raise PermissionDenied
    form = ShowAddressForm(sent(request))
    if attempt(request, form, lambda: person.show_address(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Their address is shown again.")
        return redirect(PART, pk=person.pk)
    heading = f"Show where {person.called} lives again"
    return show_act(request, person, form, part=PART, heading=heading, undo="Hide it again.")


@allow("people.edit")
def warn_contact(request, pk):
    """A number or an email of theirs, of somebody around them or of a referrer must not be used."""
    person = open_to_write(request, pk)
    form = WarnForm(sent(request), ways=ways_to_reach(person, request.actor))

    def act():
        said = {name: form.cleaned_data[name] for name in ("kind", "value", "why", "review_on")}
        UnsafeContact.warn(folder=person.folder, by=request.actor, **said)

    if attempt(request, form, act):
        messages.success(request, "Marked as not safe. Nothing is sent there any more.")
        return redirect(PART, pk=person.pk)
    undo = "Say that it is safe again, with the reason."
    return show_act(request, person, form, part=PART, heading="Which is not safe?", undo=undo)


def _warning(request, pk) -> tuple[UnsafeContact, Person]:
    """A warning about a way to reach somebody, and the person it is about, or 404."""
    warning = get_object_or_404(UnsafeContact.objects.visible_to(request.actor), pk=pk)
    about = get_object_or_404(Person.objects.visible_to(request.actor), folder=warning.folder_id)
    return warning, open_kept(request, about.pk)


@allow("people.edit")
def keep_warning(request, pk):
    """We looked again: it is still not safe."""
    warning, person = _warning(request, pk)
    form = KeepWarningForm(sent(request), initial={"why": warning.why})
    if attempt(request, form, lambda: warning.keep_warning(by=request.actor, **form.cleaned_data)):
        messages.success(request, "It stays marked as not safe.")
        return redirect(PART, pk=person.pk)
    undo = "Say that it is safe again, with the reason."
    return show_act(request, person, form, part=PART, heading="Is it still not safe?", undo=undo)


@allow("people.edit")
def lift_warning(request, pk):
    """A number or an address may be used again, and why."""
    warning, person = _warning(request, pk)
    form = LiftWarningForm(sent(request))
    if attempt(request, form, lambda: warning.lift(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Marked as safe again.")
        return redirect(PART, pk=person.pk)
    return show_act(request, person, form, part=PART, heading="Is it safe again?", undo="Mark it as not safe again.")
