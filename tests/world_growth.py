"""A household's own profile, and what a scheme does to grow, for the world the tests ask about."""

from datetime import timedelta

from carers.links import CARER
from carers.models import Campaign, GrowthProject, Mentoring, Profile, Spend
from schemes import clock
from schemes.files import Accepted
from tests import factories


def growing(household, said, today, by) -> dict:
    """A profile with a photo, published once and changed since, and the household's own link to it."""
    profile = Profile.of(household, by=by)
    profile.write_section("hello", said("We are Joy and Rex"), by=by)
    upload = Accepted(name="Rex.png", media_type="image/png", content=said("Rex").encode())
    photo = profile.add_photo(upload=upload, says=said("Rex"), by=by)
    profile.publish(by=by)
    profile.write_section("pets", said("A dog"), by=by)
    link, secret = CARER.make(
        scheme=household.scheme, folder=household.folder, email=household.members.get().email, at=clock.now()
    )
    project = GrowthProject.add_growth_project(
        scheme=household.scheme, name=said("Grow"), funder=said("Region"), pounds=20000, from_on=today,
        until_on=today + timedelta(days=365), promised_households=4, promised_people=6, by=by,
    )  # fmt: skip
    campaign = Campaign.add_campaign(scheme=household.scheme, name="Radio", from_on=today, project=project, by=by)
    spend = Spend.record_spend(
        scheme=household.scheme, campaign=campaign, pounds=100, what=said("Advert"), happened_on=today, by=by
    )
    other = factories.make_household(household.scheme, "M Green", by=by, officer=by.staff)
    mentoring = Mentoring.record_mentoring(
        mentor=other, household=household, from_on=today, about=said("First month"), by=by
    )
    grows = {"project": project, "campaign": campaign, "spend": spend, "mentoring": mentoring}
    return grows | {"profile": profile, "profile_photo": photo, "carer_link": link, "carer_secret": secret}


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


def _photo(world, actor):
    return [world.carer_link.pk, world.profile_photo.pk]


OF_HOUSEHOLD = "invite-carer profile edit-profile publish-profile add-profile-photo record-mentoring"
# What stands between the slashes of each address.
ARGUMENTS = {
    **dict.fromkeys(OF_HOUSEHOLD.split(), _of("household")),
    **dict.fromkeys(["carer-page", "carer-photos", "carer-preview"], _of("carer_link")),
    **dict.fromkeys(["edit-profile-photo", "remove-profile-photo"], _of("profile_photo")),
    **dict.fromkeys(["carer-photo", "carer-picture"], _photo),
    **dict.fromkeys(["growth-project", "edit-growth-project"], _of("project")),
    "edit-campaign": _of("campaign"),
    "correct-spend": _of("spend"),
    "end-mentoring": _of("mentoring"),
    "carer-section": lambda world, actor: [world.carer_link.pk, "hello"],
    "carer-start": lambda world, actor: [world.carer_secret],
}
