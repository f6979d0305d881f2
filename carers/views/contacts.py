"""The contact log of an application or a household."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from carers.forms.contacts import ContactForm, CorrectContactForm
from carers.models import Application, Contact
from carers.pipeline import folder_kinds_with_contacts
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.views.folders import open_folder


def _open(request, pk):
    """The folder of an application or a household, and its owner; or 404."""
    folder, owner = open_folder(request, pk)
    if folder.kind not in folder_kinds_with_contacts():
        raise Http404
    return folder, owner


def _show(request, template, owner, form, **more):
    words = owner.why_us if isinstance(owner, Application) else owner.about
    page = {"owner": owner, "words": words, "form": form, "cancel_url": owner.get_absolute_url()}
    return render(request, template, page | more)


@allow("applications.act")
def record_contact(request, pk):
    """Write down a conversation, or that nobody answered."""
    folder, owner = _open(request, pk)
    form = ContactForm(sent(request), initial={"who": owner.name})

    def record():
        Contact.record_contact(folder=folder, **form.cleaned_data, by=request.actor)

    if attempt(request, form, record):
        tried = form.cleaned_data["how"] == Contact.How.TRIED
        messages.success(request, "Saved. They are still owed an answer." if tried else "Contact saved.")
        return redirect(f"{owner.get_absolute_url()}#contacts")
    return _show(request, "carers/contacts/record_contact.html", owner, form)


@allow("applications.act")
def correct_contact(request, pk):
    """Put a contact right; what it said before stays readable in the history."""
    contact = get_object_or_404(Contact.objects.visible_to(request.actor), pk=pk)
    _, owner = _open(request, contact.folder_id)
    names = ("how", "happened_on", "who", "said", "summary")
    form = CorrectContactForm(sent(request), initial={name: getattr(contact, name) for name in names})
    if attempt(request, form, lambda: contact.correct(**form.cleaned_data, by=request.actor)):
        messages.success(request, "Contact corrected.")
        return redirect(f"{owner.get_absolute_url()}#contacts")
    return _show(request, "carers/contacts/correct_contact.html", owner, form, contact=contact)
