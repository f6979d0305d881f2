"""An email that could not be delivered: what it was, and what an officer can do about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from schemes import clock, tasks
from schemes.access import allow, open_record
from schemes.models import Message, WrongState
from sharedlives.forms.messages import SettleForm, TryAgainForm


def open_message(request, pk) -> Message:
    """The message, or 404; one that hangs in no folder is about the scheme itself and for its managers."""
    message = get_object_or_404(Message.objects.visible_to(request.actor).select_related("folder", "scheme"), pk=pk)
    if message.folder_id is not None:
        if not message.folder.is_open_to(request.actor):
            raise Http404
        return open_record(request, Message.objects.select_related("folder", "scheme"), pk=pk)
    if not request.actor.may("messages.see"):
        raise Http404
    return message


def shown(request, message, *, try_form=None, settle_form=None, status=200):
    """The page, where a link that opens a door for its reader alone is not shown."""
    return render(
        request,
        "front/message.html",
        {
            "message": message,
            "facts": [
                ("To", message.to),
                ("Subject", message.subject),
                ("Status", message.get_status_display()),
                ("Tries", message.tries),
                *([("What the mail server said", message.last_error)] if message.last_error else []),
            ],
            "text": message.readable,
            "has_failed": message.status == Message.Status.FAILED,
            "try_form": try_form or TryAgainForm(initial={"to": message.to}),
            "settle_form": settle_form or SettleForm(),
            "form": next((form for form in (try_form, settle_form) if form is not None and form.errors), None),
        },
        status=status,
    )


@allow("today.see")
def message(request, pk):
    """One email: to whom, what it said, what became of it."""
    return shown(request, open_message(request, pk))


@allow("today.see")
def try_message_again(request, pk):
    """Send it again, perhaps to a mended address."""
    row = open_message(request, pk)
    form = TryAgainForm(request.POST or None, initial={"to": row.to})
    if form.is_valid():
        try:
            row.try_again(to=form.cleaned_data["to"], at=clock.now(), by=request.actor)
        except WrongState as moved_on:
            form.add_error(None, str(moved_on))
        else:
            tasks.look_now(tasks.deliver_messages)
            messages.success(request, "The email will be sent again now.")
            return redirect("today")
    return shown(request, row, try_form=form)


@allow("today.see")
def settle_message(request, pk):
    """Say what was done instead, and take it off the list."""
    row = open_message(request, pk)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        try:
            row.settle(why=form.cleaned_data["why"], at=clock.now(), by=request.actor)
        except WrongState as moved_on:
            form.add_error(None, str(moved_on))
        else:
            messages.success(request, "Kept. The email is off the list.")
            return redirect("today")
    return shown(request, row, settle_form=form)
