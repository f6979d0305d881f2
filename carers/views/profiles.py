"""A household's profile: their own part behind their link."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from carers.forms.profiles import ArrangePhotoForm, PhotoForm, ProfilePartForm, PublishForm, RemovePhotoForm
from carers.links import CARER, household_behind
from carers.models import Household, Profile, ProfilePhoto
from carers.profiles import PARTS, parts_of, profile_of
from schemes import clock, doors
from schemes.access import public, write_opening
from schemes.attempts import attempt, sent
from schemes.doors import behind_link
from schemes.edits import carry_version, number_sent, show_both
from schemes.models import Opening, Stale
from schemes.views.documents import served


@public
@doors.not_kept
def carer_start(request, secret):
    """Where the emailed link leads: a code first."""
    return doors.start(request, secret, CARER)


def _household(request, *, what=Opening.What.PAGE) -> Household:
    household = household_behind(request.link)
    write_opening(request, household, what=what, by=request.holder)
    return household


def _page(request, household, **more) -> dict:
    return {"household": household, "scheme": household.scheme, "link": request.link} | more


def pictures(request, photos) -> list[dict]:
    """Photos with their addresses behind this link."""
    return [
        {"photo": photo, "says": photo.says, "url": reverse("carer-picture", args=[request.link.pk, photo.pk])}
        for photo in photos
    ]


@behind_link(CARER)
def carer_page(request):
    """Their profile: what is written, what is not, how many photos, and whether people can be given it."""
    household = _household(request)
    profile = profile_of(household)
    page = _page(
        request,
        household,
        parts=parts_of(profile),
        photos=profile.shown_photos.count() if profile else 0,
        newest=profile.newest if profile else None,
        is_as_published=bool(profile and profile.is_as_published),
    )
    return render(request, "carers/profiles/carer_page.html", page)


@behind_link(CARER)
def carer_section(request, key):
    """One part of the profile: kept while they type, saved when they go."""
    if key not in PARTS:
        raise Http404
    part, household = PARTS[key], household_behind(request.link)
    profile = profile_of(household)
    text = profile.words.get(key, "") if profile else ""
    form = ProfilePartForm(sent(request), part=part, initial={"text": text})
    carry_version(request, form, profile.version_of(key) if profile else 0)
    is_typing = request.headers.get("X-Autosave") == "1"
    if not is_typing:  # what a page keeps every few seconds is the same opening
        write_opening(request, household, by=request.holder)
    if form.is_valid():
        profile = Profile.of(household, by=request.holder)
        try:
            profile.write_section(
                key,
                form.cleaned_data["text"],
                version=form.version,
                sending=(form.once, number_sent(request)),
                by=request.holder,
            )
        except Stale as meanwhile:
            if is_typing:
                return JsonResponse({"said": _("Somebody else changed this part. Save to see both.")}, status=409)
            show_both(form, meanwhile.changes, version=profile.version_of(key))
        else:
            if is_typing:
                at = timezone.localtime(clock.now())
                said = _("Kept at %(at)s") % {"at": f"{at:%H:%M}"}
                return JsonResponse({"version": profile.version_of(key), "said": said})
            messages.success(request, _("What you wrote is kept."))
            return redirect("carer-page", request.link.pk)
    elif is_typing:
        return JsonResponse({"said": _("This is too long to keep.")}, status=413)
    return render(request, "carers/profiles/carer_section.html", _page(request, household, part=part, form=form))


@behind_link(CARER)
def carer_photos(request):
    """Their photos in order, and adding one."""
    household = _household(request)
    profile = profile_of(household)
    form = PhotoForm(sent(request), request.FILES or None)

    def add():
        own = Profile.of(household, by=request.holder)
        own.add_photo(upload=form.cleaned_data["photo"], says=form.cleaned_data["says"], by=request.holder)
        messages.success(request, _("Photo added."))

    if attempt(request, form, add):
        return redirect("carer-photos", request.link.pk)
    photos = pictures(request, profile.shown_photos) if profile else []
    return render(request, "carers/profiles/carer_photos.html", _page(request, household, photos=photos, form=form))


def _photo(household, number) -> ProfilePhoto:
    """One of the household's own photos that is still shown, or 404."""
    profile = profile_of(household)
    if profile is None:
        raise Http404
    return get_object_or_404(profile.shown_photos.select_related("profile", "document__blob"), pk=number)


@behind_link(CARER)
def carer_photo(request, number):
    """What a photo shows, its place among the others, and removing it."""
    household = _household(request)
    photo = _photo(household, number)
    is_removal = "remove" in request.POST
    removal = RemovePhotoForm(sent(request) if is_removal else None)
    form = ArrangePhotoForm(None if is_removal else sent(request), photo=photo)
    if attempt(request, removal, lambda: photo.remove(by=request.holder)):
        messages.success(request, _("Photo removed."))
        return redirect("carer-photos", request.link.pk)
    if attempt(request, form, lambda: photo.arrange(by=request.holder, **form.cleaned_data)):
        messages.success(request, _("Photo saved."))
        return redirect("carer-photos", request.link.pk)
    (picture,) = pictures(request, [photo])
    page = _page(request, household, picture=picture, form=form, removal=removal)
    return render(request, "carers/profiles/carer_photo.html", page)


@behind_link(CARER)
def carer_picture(request, number):
    """One photo of their own, within a page; nobody without the link's open door sees it."""
    household = _household(request, what=Opening.What.DOCUMENT)
    return served(_photo(household, number).document, as_attachment=False)


@behind_link(CARER)
def carer_preview(request):
    """The profile as a person would see it, and saying that it is ready to be given."""
    household = _household(request)
    profile = profile_of(household)
    form = PublishForm(sent(request))
    if form.is_bound and profile is None:
        form.add_error(None, _("Nothing is written yet: fill in at least one part first."))
    if attempt(request, form, lambda: profile.publish(by=request.holder)):
        messages.success(request, _("Thank you. People are given this profile from now on."))
        return redirect("carer-page", request.link.pk)
    page = _page(
        request,
        household,
        form=form,
        sections=profile.in_order if profile else [],
        photos=pictures(request, profile.shown_photos) if profile else [],
    )
    return render(request, "carers/profiles/carer_preview.html", page)
