"""What is typed over something that stands: saved if nobody else saved meanwhile, or both versions shown."""

from django.contrib import messages

from schemes.models import Stale

NO_VERSION = 0  # older than anything saved: a page whose version is missing or mangled is stale


def version_sent(request) -> int:
    """Which version of the row the page was opened at."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else NO_VERSION


def carry_version(request, form, version: int) -> None:
    """The form carries the version its page was opened at; before it is sent, that is the one that stands now."""
    form.version = version_sent(request) if form.is_bound else version


def show_both(form, differs: list, *, version: int, changed=None) -> None:
    """The form says what differs, as [(label, theirs, yours)], and goes on from this version when it is sent again.

    `changed` is the row whose history knows who saved meanwhile; without it nobody is named.
    """
    form.version, form.saved_meanwhile = version, differs
    if changed is not None:
        form.saved_by = changed.history.latest().history_user


def number_sent(request) -> int:
    """The how-manieth sending of its page this is: what a page keeps by itself may arrive out of order."""
    typed = request.POST.get("sending", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


def save_plain_edit(request, row, form) -> bool:
    """Whether what was typed is saved. If somebody saved meanwhile, the form says what differs, and who it was.

    The next page carries the version it was opened at until its reader was shown what somebody else saved.
    """
    carry_version(request, form, row.version)
    if not form.is_valid():
        return False
    try:
        row.save_edit(form.cleaned_data, version=form.version, by=request.actor)
    except Stale as meanwhile:
        show_both(form, meanwhile.changes, version=row.version, changed=row)
        return False
    messages.success(request, "Changes saved.")
    return True
