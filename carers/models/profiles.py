"""A household's profile: how they show themselves and their home, kept by them, frozen when it is given to a person."""

from django.db import models, transaction
from django.db.models import Max

from carers.models.agreements import OfHousehold
from carers.models.households import Household
from schemes import clock
from schemes.models import Document, Kept

# What a profile tells, in its order.
PROFILE_SECTIONS = {
    "hello": "Hello from us",
    "people": "Who lives here",
    "home": "Our home",
    "pets": "Animals",
    "week": "A usual week",
    "enjoy": "What we enjoy",
    "area": "Around us",
    "hope": "Who might feel at home here",
}


class Profile(Kept):
    """The profile as the household last left it. What a person was given is a version of it."""

    FOLDERS = ("household__folder",)

    household = models.OneToOneField(Household, on_delete=models.PROTECT, related_name="profile", editable=False)
    sections = models.JSONField(default=dict)

    def __str__(self):
        return f"Profile of {self.household.name}"

    @classmethod
    def of(cls, household, *, by) -> "Profile":
        """The profile of a household, begun when there is none. Undo: none needed."""
        found = cls.objects.filter(household=household).first()
        return found or cls.add(scheme=household.scheme, household=household, by=by, why="Begun")

    @transaction.atomic
    def publish(self, *, by) -> "ProfileVersion":
        """Freeze it as it stands, to be given to people. Undo: change it and publish again."""
        self.lock()
        photos = [
            {"document": photo.document_id, "says": photo.says}
            for photo in self.photos.filter(is_removed=False).order_by("position", "pk")
        ]
        newest = self.versions.order_by("-number").first()
        if newest and (newest.sections, newest.photos) == (self.sections, photos):
            return newest
        number = (self.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        return ProfileVersion.put_down(
            scheme=self.scheme, household=self.household, profile=self, number=number, sections=self.sections,
            photos=photos, happened_on=clock.today(), by=by,
        )  # fmt: skip


class ProfilePhoto(Kept):
    """A photo in a profile, and what it shows, for those who cannot see it. Where it was taken is stripped from it."""

    FOLDERS = ("profile__household__folder",)

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="photos", editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", editable=False)
    says = models.CharField("what it shows", max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.says


class ProfileVersion(OfHousehold):
    """A profile as it stood when it was published. `photos`: document ids with what each shows."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="profile_versions")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    photos = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "number"], name="one_profile_version_per_number")]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def in_order(self) -> list[tuple[str, str]]:
        """(heading, text) of each section that was written, in the profile's order."""
        return [(title, self.sections[key]) for key, title in PROFILE_SECTIONS.items() if self.sections.get(key)]
