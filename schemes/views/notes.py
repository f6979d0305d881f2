"""Notes in a folder."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.forms.notes import CorrectNoteForm, NoteForm
from schemes.models import Note
from schemes.views.folders import open_folder


@allow("notes.write")
def add_note(request, pk):
    """Keep a note in the folder of a person, a household or a case."""
    folder, owner = open_folder(request, pk)
    form = NoteForm(sent(request))
    if attempt(request, form, lambda: Note.write(folder=folder, **form.cleaned_data, by=request.actor)):
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
    form = CorrectNoteForm(sent(request), initial={"text": note.text, "happened_on": note.happened_on})
    if attempt(request, form, lambda: note.correct(**form.cleaned_data, by=request.actor)):
        messages.success(request, "Note corrected.")
        return redirect(f"{owner.get_absolute_url()}#notes")
    return render(
        request,
        "schemes/notes/correct_note.html",
        {"form": form, "note": note, "folder": folder, "owner": owner, "cancel_url": owner.get_absolute_url()},
    )
