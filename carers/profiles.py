"""What a profile asks, why, and how the household's part of it stands. Pure but for reading rows."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from carers.links import CARER
from carers.models.profiles import MOST_PHOTOS, PROFILE_SECTIONS, Profile
from schemes import clock
from schemes.link_rows import link_rows


@dataclass(frozen=True)
class Part:
    """One section: its heading, as people will read it, and what helps to write it."""

    key: str
    heading: str
    lead: object


LEADS = {
    "hello": _("Say hello, as you would at your door. First names are enough."),
    "people": _("Who lives with you, and who often comes by? First names and ages are enough."),
    "home": _("What is your home like? Stairs, garden, the room somebody would have."),
    "pets": _("Which animals live with you, and how do they take to new people?"),
    "week": _("What happens on a usual day, and at the weekend?"),
    "enjoy": _("What do you like doing, together and alone?"),
    "area": _("What is near: shops, buses, parks, places to meet?"),
    "hope": _("Who would feel at home with you? What would they need to like, or not mind?"),
}
PARTS = {key: Part(key, heading, LEADS[key]) for key, heading in PROFILE_SECTIONS.items()}


def profile_of(household) -> Profile | None:
    """The profile of a household whose folder was opened before."""
    return Profile.objects.filter(household=household).first()


def parts_of(profile: Profile | None) -> list[dict]:
    """Each part, and whether something is written in it."""
    words = profile.words if profile else {}
    return [{"part": part, "text": words.get(key, "")} for key, part in PARTS.items()]


def profile_part(household) -> dict:
    """What the household's page shows of its profile: where it stands, its newest version, the links that open it."""
    profile = profile_of(household)
    links = household.folder.links.filter(purpose=CARER.purpose).order_by("pk")
    newest = profile.newest if profile else None
    return {
        "profile": profile,
        "newest": newest,
        "written": len(profile.words) if profile else 0,
        "parts": len(PARTS),
        "photos": profile.shown_photos.count() if profile else 0,
        "most_photos": MOST_PHOTOS,
        "is_changed": bool(profile and newest and not profile.is_as_published),
        "links": link_rows(links, clock.now()),
    }
