"""A household's profile as officers see it: its versions, sending the link, writing on the household's behalf."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from carers import letters
from carers.forms.profiles import (
    ArrangePhotoForm,
    EditProfileForm,
    InviteCarerForm,
    PhotoForm,
    PublishForm,
    RemovePhotoForm,
)
from carers.links import CARER
from carers.models import Household, Profile, ProfilePhoto
from carers.profiles import PARTS, profile_of, profile_part
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.edits import carry_version, show_both
from schemes.models import Stale, WrongState


def _pictures(photos) -> list[dict]:
    """Photos of a profile that is opened: (document, what it shows), with their addresses for staff."""
    return [{"says": says, "url": reverse("document-picture", args=[document])} for document, says in photos]


@allow("households.edit")
def invite_carer(request, pk):
    """Send a household the link to its own profile."""
    household = open_household(request, pk)
    carers = [member for member in household.members.filter(left_on__isnull=True) if member.email]
    form = InviteCarerForm(sent(request), initial={"email": carers[0].email if carers else ""})

    def invite():
        if not (household.is_applying or household.status in Household.STANDING):
            raise WrongState(f"{household} is neither approved nor applying, so no link was sent.")
        letters.invite_carer(household, email=form.cleaned_data["email"], at=clock.now(), by=request.actor)
        messages.success(request, f"A link is on its way to {form.cleaned_data['email']}.")

    if attempt(request, form, invite):
        return redirect("profile", pk)
    more = {
        "preview": letters.preview(household, "invite_carer", CARER),
        "until": CARER.expires_at(household.scheme, clock.now()),
    }
    return show_act(request, "carers/profiles/invite_carer.html", household, form, **more)


@allow("households.see")
def profile(request, pk):
    """The profile as it stands, and each version that was published (`?version=`)."""
    household = open_household(request, pk)
    part = profile_part(household)
    row, wanted = part["profile"], request.GET.get("version", "")
    versions = (
        list(
            row.versions.standing()
            .select_related("recorded_by__staff__account", "recorded_by__link")
            .order_by("-number")
        )
        if row
        else []
    )
    shown = next((one for one in versions if str(one.number) == wanted), None)
    if shown:
        sections, photos = shown.in_order, [(photo["document"], photo["says"]) for photo in shown.photos]
    else:
        sections = row.in_order if row else []
        photos = [(photo.document_id, photo.says) for photo in row.shown_photos] if row else []
    page = {
        "household": household,
        "part": part,
        "versions": versions,
        "shown": shown,
        "sections": sections,
        "photos": _pictures(photos),
        "changes": changes_of(row, *row.photos.all()) if row else [],
        "cancel_url": household.get_absolute_url(),
    }
    return render(request, "carers/profiles/profile.html", page)


@allow("households.edit")
def edit_profile(request, pk):
    """Write the profile on the household's behalf."""
    household = open_household(request, pk)
    row = profile_of(household)
    form = EditProfileForm(sent(request), initial=row.words if row else {})
    carry_version(request, form, row.version if row else 0)
    if form.is_valid():
        own = Profile.of(household, by=request.actor)
        try:
            own.write_all(
                {key: form.cleaned_data[key] for key in PARTS}, version=form.version if row else None, by=request.actor
            )
        except Stale as meanwhile:
            show_both(form, meanwhile.changes, version=own.version, changed=own)
        else:
            messages.success(request, "Profile saved. It is given to people once it is published.")
            return redirect("profile", pk)
    return show_act(
        request, "carers/profiles/edit_profile.html", household, form, cancel_url=reverse("profile", args=[pk])
    )


@allow("households.edit")
def add_profile_photo(request, pk):
    """Add a photo on the household's behalf."""
    household = open_household(request, pk)
    form = PhotoForm(sent(request), request.FILES or None)

    def add():
        own = Profile.of(household, by=request.actor)
        own.add_photo(upload=form.cleaned_data["photo"], says=form.cleaned_data["says"], by=request.actor)
        messages.success(request, "Photo added.")

    if attempt(request, form, add):
        return redirect("profile", pk)
    return show_act(request, "carers/profiles/add_profile_photo.html", household, form)


def _photo(request, pk) -> ProfilePhoto:
    rows = ProfilePhoto.objects.visible_to(request.actor).filter(is_removed=False)
    photo = get_object_or_404(rows.select_related("profile__household__folder", "profile__household__scheme"), pk=pk)
    write_opening(request, photo.profile.household)
    return photo


@allow("households.edit")
def edit_profile_photo(request, pk):
    """Say what a photo shows, and put it in its place."""
    photo = _photo(request, pk)
    household = photo.profile.household
    form = ArrangePhotoForm(sent(request), photo=photo)
    if attempt(request, form, lambda: photo.arrange(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Photo saved.")
        return redirect("profile", household.pk)
    (picture,) = _pictures([(photo.document_id, photo.says)])
    return show_act(request, "carers/profiles/edit_profile_photo.html", household, form, picture=picture, photo=photo)


@allow("households.edit")
def remove_profile_photo(request, pk):
    """Show a photo no more; versions that were published keep it."""
    photo = _photo(request, pk)
    household = photo.profile.household
    form = RemovePhotoForm(sent(request))
    if attempt(request, form, lambda: photo.remove(by=request.actor)):
        messages.success(request, "Photo removed.")
        return redirect("profile", household.pk)
    (picture,) = _pictures([(photo.document_id, photo.says)])
    return show_act(request, "carers/profiles/remove_profile_photo.html", household, form, picture=picture)


@allow("households.edit")
def publish_profile(request, pk):
    """Freeze the profile as it stands, to be given to people."""
    household = open_household(request, pk)
    row = profile_of(household)
    form = PublishForm(sent(request))

    def publish():
        if row is None:
            raise WrongState("Nothing is written yet: fill in at least one part first.")
        version = row.publish(by=request.actor)
        messages.success(request, f"{version} is what people are given from now on.")

    if attempt(request, form, publish):
        return redirect("profile", pk)
    more = {
        "sections": row.in_order if row else [],
        "photos": _pictures([(photo.document_id, photo.says) for photo in row.shown_photos]) if row else [],
    }
    return show_act(request, "carers/profiles/publish_profile.html", household, form, **more)
