"""Forms for the papers of a panel item and its pack."""

from django import forms

from schemes.forms.base import PlainForm
from schemes.forms.fields import UploadField
from schemes.forms.layout import Act


class AddPapersForm(PlainForm):
    """Papers that belong to one item: several at once."""

    files = UploadField(
        label="Papers",
        help_text="PDF files or photos, up to 10 MB each. Photos lose where they were taken.",
        multiple=True,
    )
    helper = Act("Add papers", "files")


class EditPaperForm(PlainForm):
    """What a paper is called in the pack, and where it stands."""

    title = forms.CharField(label="What it is called in the pack", max_length=160)
    position = forms.IntegerField(label="Its place among the papers", min_value=1, max_value=99)
    helper = Act("Save changes", "title", "position")


class MakePackForm(PlainForm):
    """Nothing to fill in: one button."""

    helper = Act("Make the pack")


class RemovePaperForm(PlainForm):
    """Leave a paper out; the file stays in the folder."""

    helper = Act("Leave it out")
