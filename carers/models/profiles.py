"""A household's profile: how they show themselves and their home, kept by them, frozen when it is given to a person."""

from django.db import models, transaction

from carers.models.agreements import OfHousehold
from carers.models.households import Household
from schemes import clock
from schemes.models import Document, Kept, Stale, WrongState

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
MOST_PHOTOS = 8
# Beside the sections: each one's own version, with the page that sent it last and its how-manieth sending that was.
KEPT = "_kept"


class Profile(Kept):
    """The profile as the household last left it. What a person was given is a version of it."""

    FOLDERS = ("household__folder",)

    household = models.OneToOneField(Household, on_delete=models.PROTECT, related_name="profile", editable=False)
    sections = models.JSONField(default=dict)

    def __str__(self):
        return f"Profile of {self.household.name}"

    @classmethod
    @transaction.atomic
    def of(cls, household, *, by) -> "Profile":
        """The profile of a household, begun when there is none. Undo: none needed."""
        household.lock()  # two who begin it at one moment
        found = cls.objects.filter(household=household).first()
        return found or cls.add(scheme=household.scheme, household=household, by=by, why="Begun")

    @property
    def words(self) -> dict[str, str]:
        """What was written, by section."""
        return {key: self.sections[key] for key in PROFILE_SECTIONS if self.sections.get(key)}

    @property
    def in_order(self) -> list[tuple[str, str]]:
        """(heading, text) of each section that was written."""
        return [(title, self.sections[key]) for key, title in PROFILE_SECTIONS.items() if self.sections.get(key)]

    @property
    def shown_photos(self):
        """The photos that are part of it, in their order."""
        return self.photos.filter(is_removed=False).select_related("document").order_by("position", "pk")

    def version_of(self, key: str) -> int:
        """How often one section was saved; nought when it was never."""
        return self.sections.get(KEPT, {}).get(key, [0])[0]

    def shown(self, name, value=...) -> str:
        if name != "sections":
            return super().shown(name, value)
        sections = self.sections if value is ... else value
        return "\n".join(f"{title}: {sections[key]}" for key, title in PROFILE_SECTIONS.items() if sections.get(key))

    @transaction.atomic
    def write_section(self, key: str, text: str, *, by, version: int | None = None, sending=None) -> None:
        """Keep what was typed in one section. Undo: type it again; earlier words stay in history.

        `version` is the section's own, from when the page was opened; `sending` is (page, number): a page that keeps
        what is typed every few seconds is never in its own way. Raises `Stale` when somebody else wrote meanwhile.
        """
        self.lock()
        saved, last_page, last_number = self.sections.get(KEPT, {}).get(key, [0, "", 0])
        page, number = sending or ("", 0)
        if page and page == last_page:
            if number < last_number:
                return
            if number > last_number:
                version = None
        before = self.sections.get(key, "")
        if text == before:
            return
        if version is not None and version != saved:
            raise Stale([(PROFILE_SECTIONS[key], before or "–", text or "–")])
        kept = self.sections.get(KEPT, {}) | {key: [saved + 1, page, number]}
        changes = {"sections": self.sections | {key: text, KEPT: kept}}
        self.save_edit(changes, version=None, by=by, why=f"Wrote “{PROFILE_SECTIONS[key]}”")

    @transaction.atomic
    def write_all(self, texts: dict[str, str], *, version: int | None, by) -> None:
        """Save every section, on the household's behalf. Undo: write them back.

        Raises `Stale` with each section that differs when somebody else wrote meanwhile.
        """
        self.lock()
        different = {key: text for key, text in texts.items() if text != self.sections.get(key, "")}
        if version is not None and version != self.version and different:
            raise Stale(
                [(PROFILE_SECTIONS[key], self.sections.get(key) or "–", text or "–") for key, text in different.items()]
            )
        kept = self.sections.get(KEPT, {}) | {key: [self.version_of(key) + 1, "", 0] for key in different}
        if different:
            changes = {"sections": self.sections | different | {KEPT: kept}}
            self.save_edit(changes, version=None, by=by, why="Written on their behalf")

    @transaction.atomic
    def add_photo(self, *, upload, says: str, by) -> "ProfilePhoto":
        """A photo (`schemes.files.Accepted`) and what it shows, after the others. Undo: `ProfilePhoto.remove`."""
        self.lock()
        if self.photos.filter(is_removed=False).count() >= MOST_PHOTOS:
            raise WrongState(f"A profile has {MOST_PHOTOS} photos at most. Remove one first.")
        document = Document.keep_file(
            folder=self.household.folder, name=upload.name, media_type=upload.media_type, content=upload.content,
            kind=Document.Kind.PHOTO, happened_on=clock.today(), by=by,
        )  # fmt: skip
        position = self.photos.next_number("position")
        return ProfilePhoto.add(
            scheme=self.scheme, profile=self, document=document, says=says, position=position, by=by
        )  # fmt: skip

    @transaction.atomic
    def publish(self, *, by) -> "ProfileVersion":
        """Freeze it as it stands, to be given to people. Undo: change it and publish again.

        The same again on the same day makes no second one; on a later day it says that they looked at it.
        """
        self.lock()
        if not self.words:
            raise WrongState("Nothing is written yet: fill in at least one part first.")
        photos = self._photos_given()
        newest = self.versions.order_by("-number").first()
        today = clock.today()
        if newest and (newest.sections, newest.photos, newest.happened_on) == (self.words, photos, today):
            return newest
        return ProfileVersion.put_down(
            scheme=self.scheme, household=self.household, profile=self, number=self.versions.next_number("number"),
            sections=self.words, photos=photos, happened_on=today, by=by,
        )  # fmt: skip

    @property
    def newest(self) -> "ProfileVersion | None":
        """The version people are given now."""
        return self.versions.standing().order_by("-number").first()

    @property
    def is_as_published(self) -> bool:
        """Whether the newest version says all that is written now."""
        newest = self.newest
        return newest is not None and (newest.sections, newest.photos) == (self.words, self._photos_given())

    def _photos_given(self) -> list[dict]:
        """The photos as a version keeps them."""
        return [{"document": photo.document_id, "says": photo.says} for photo in self.shown_photos]


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

    @property
    def place(self) -> int:
        """Its place among the photos that are shown, counted from one."""
        shown = list(self.profile.shown_photos.values_list("pk", flat=True))
        return shown.index(self.pk) + 1 if self.pk in shown else len(shown) + 1

    @transaction.atomic
    def arrange(self, *, says: str, place: int, by) -> None:
        """Say what it shows, and put it at a place among the others. Undo: put it back where it was."""
        self.profile.lock()
        others = [photo for photo in self.profile.shown_photos if photo.pk != self.pk]
        others.insert(place - 1, self)
        self.save_edit({"says": says}, version=None, by=by)
        for position, photo in enumerate(others, start=1):
            photo.save_edit({"position": position}, version=None, by=by, why="Put in order")

    @transaction.atomic
    def remove(self, *, by) -> None:
        """Show it no more; versions that were published keep it. Undo: add it again."""
        self.save_edit({"is_removed": True}, version=None, by=by, why="Removed")


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
