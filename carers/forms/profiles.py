"""What carers fill in about themselves behind their link, and what officers send, write and arrange of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carers.profiles import PARTS
from schemes import files
from schemes.forms.base import PlainForm
from schemes.forms.fields import UploadField, WordsField
from schemes.forms.layout import Act, Bare

LONGEST = 4000


class InviteCarerForm(PlainForm):
    """Where the link goes."""

    email = forms.EmailField(label="Email address", max_length=254)
    helper = Act("Send the link")


class ProfilePartForm(PlainForm):
    """One part of a profile, in the household's own words."""

    text = WordsField(required=False, suggest=None, theirs=False, rows=10, max_length=LONGEST)
    helper = Bare()

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = part.heading
        self.fields["text"].help_text = part.lead


class EditProfileForm(PlainForm):
    """Every part, written on the household's behalf."""

    helper = Act("Save profile")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, part in PARTS.items():
            self.fields[key] = WordsField(
                label=part.heading, help_text=part.lead, required=False, suggest=None, theirs=False, rows=4,
                max_length=LONGEST,
            )  # fmt: skip


class PhotoField(UploadField):
    """A photo and nothing else."""

    def clean(self, data, initial=None):
        accepted = super().clean(data, initial)
        if accepted and accepted.media_type not in files.PICTURES:
            raise forms.ValidationError(_("This is a PDF. Choose a photo: JPEG, PNG or WebP"), code="no_photo")
        return accepted


class PhotoForm(PlainForm):
    """A photo, and what it shows."""

    photo = PhotoField(label=_("Photo"), help_text=_("JPEG, PNG or WebP, up to 10 MB. Where it was taken is removed."))
    says = forms.CharField(
        label=_("What does it show?"), max_length=200,
        help_text=_("For people who cannot see it. For example: our dog Rex on the sofa"),
    )  # fmt: skip
    helper = Act(_("Add photo"))


class ArrangePhotoForm(PlainForm):
    """What a photo shows, and where it stands among the others."""

    says = forms.CharField(label=_("What does it show?"), max_length=200)
    place = forms.TypedChoiceField(label=_("Its place"), coerce=int)
    helper = Act(_("Save photo"), "says", "place")

    def __init__(self, *args, photo, **kwargs):
        count = max(photo.profile.shown_photos.count(), 1)
        super().__init__(*args, initial={"says": photo.says, "place": photo.place}, **kwargs)
        self.fields["place"].choices = [(n, str(n)) for n in range(1, count + 1)]


class RemovePhotoForm(PlainForm):
    helper = Act(_("Remove photo"), warn=True)


class PublishForm(PlainForm):
    helper = Act(_("This is ready"))
