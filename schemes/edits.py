"""A plain edit sent from a page: saved if nobody else saved meanwhile, or both versions shown."""

from django.contrib import messages

from schemes.models import Stale

NO_VERSION = 0  # older than anything saved: a page whose version is missing or mangled is stale


def version_sent(request) -> int:
    """Which version of the row the page was opened at."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else NO_VERSION


def save_plain_edit(request, row, form) -> bool:
    """Whether what was typed is saved. If somebody saved meanwhile, the form says what differs, and who it was.

    The next page carries the version it was opened at until its reader was shown what somebody else saved.
    """
    form.version = version_sent(request) if form.is_bound else row.version
    if not form.is_valid():
        return False
    try:
        row.save_edit(form.cleaned_data, version=form.version, by=request.actor)
    except Stale as meanwhile:
        form.version = row.version
        form.saved_meanwhile = meanwhile.changes
        form.saved_by = row.history.latest().history_user
        return False
    messages.success(request, "Changes saved.")
    return True
