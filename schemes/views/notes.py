"""Notes in a folder."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from schemes.access import allow
from schemes.forms.notes import CorrectNoteForm, NoteForm
from schemes.models import AlreadyCorrected, Note
from schemes.once import first_time
from schemes.views.folders import open_folder


@allow("notes.write")
def add_note(request, pk):
    """Keep a note in the folder of a person, a household or a case."""
    folder, owner = open_folder(request, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        if first_time(request, form):
            Note.write(folder=folder, **form.cleaned_data, by=request.actor)
            messages.success(request, "Note saved.")
        return redirect(f"{owner.get_absolute_url()}#notes")
    return render(
        request,
        "schemes/notes/add_note.html",
        {"form": form, "folder": folder, "owner": owner, "cancel_url": owner.get_absolute_url()},
    )


@allow("notes.write")
def correct_note(request, pk):
    """Put a note right; what it said before stays readable in the history."""
    note = get_object_or_404(Note.objects.visible_to(request.actor), pk=pk)
    folder, owner = open_folder(request, note.folder_id)
    form = CorrectNoteForm(request.POST or None, initial={"text": note.text, "happened_on": note.happened_on})
    if form.is_valid() and not first_time(request, form):
        return redirect(f"{owner.get_absolute_url()}#notes")
    if form.is_valid():
        try:
            note.correct(**form.cleaned_data, by=request.actor)
        except AlreadyCorrected as standing:
            form.add_error(None, str(standing))
        else:
            messages.success(request, "Note corrected.")
            return redirect(f"{owner.get_absolute_url()}#notes")
    return render(
        request,
        "schemes/notes/correct_note.html",
        {"form": form, "note": note, "folder": folder, "owner": owner, "cancel_url": owner.get_absolute_url()},
    )
