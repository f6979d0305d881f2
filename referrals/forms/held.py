"""Taking a file out without a scan."""

from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField
from schemes.forms.layout import Act


class ReleaseFileForm(PlainForm):
    """Why it is safe enough to open."""

    why = NotesField(
        label="Why is it safe to open?",
        called="why it is safe to open",
        max_length=1000,
        rows=3,
        help_text="For example, you rang the sender and they said what it is",
    )
    helper = Act("Release file", warn=True)
