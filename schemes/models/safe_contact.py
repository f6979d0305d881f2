"""Ways to reach somebody that are not safe: nothing is ever sent there, whoever asks for it."""

from django.db import models, transaction

from schemes import clock
from schemes.models.base import Kept, SchemeQuerySet
from schemes.models.cases import WrongState
from schemes.models.folders import Folder


class UnsafeContactQuerySet(SchemeQuerySet):
    def standing(self):
        """Those that were not lifted."""
        return self.filter(lifted_on__isnull=True)


class UnsafeContact(Kept):
    """An email address or phone number that must not be used, with why and when to look at it again.

    It holds for the whole scheme: the same address may stand in other records.
    """

    FOLDERS = ("folder",)

    class Kind(models.TextChoices):
        EMAIL = "email", "Email address"
        PHONE = "phone", "Phone number"

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="unsafe_contacts", editable=False)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField("which", max_length=254)
    why = models.TextField("why it is not safe", max_length=2000)
    review_on = models.DateField("look at it again on")
    lifted_on = models.DateField(null=True, blank=True, editable=False)

    objects = UnsafeContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scheme", "kind", "value"])]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "value", "folder"],
                condition=models.Q(lifted_on__isnull=True),
                name="one_warning_per_contact",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} that is not safe"

    @staticmethod
    def plain(kind: str, value: str) -> str:
        """A value as it is compared: an address in small letters, the last nine figures of a number."""
        if kind == UnsafeContact.Kind.EMAIL:
            return value.strip().lower()
        return "".join(character for character in value if character.isdigit())[-9:]

    @classmethod
    @transaction.atomic
    def warn(cls, *, folder, kind, value, why, review_on, by) -> "UnsafeContact":
        """Never use this again until somebody lifts it. Undo: `lift`."""
        Folder.objects.select_for_update().get(pk=folder.pk)
        plain = cls.plain(kind, value)
        if cls.objects.standing().filter(folder=folder, kind=kind, value=plain).exists():
            raise WrongState("This is marked as not safe already.")
        return cls.add(
            scheme=folder.scheme, folder=folder, kind=kind, value=plain, why=why,
            review_on=review_on, by=by,
        )  # fmt: skip

    @transaction.atomic
    def lift(self, *, why, by) -> None:
        """It is safe again, and why. Undo: `warn`."""
        self.lock()
        if self.lifted_on:
            raise WrongState("Somebody has said already that this is safe again.")
        self.save_edit({"lifted_on": clock.today()}, version=None, by=by, why=why)

    @transaction.atomic
    def keep_warning(self, *, why, review_on, by) -> None:
        """We looked again: it is still not safe, and when to look next. Undo: `lift`, or look again."""
        self.lock()
        if self.lifted_on:
            raise WrongState("Somebody has said that this is safe again.")
        self.save_edit({"why": why, "review_on": review_on}, version=None, by=by, why="Looked at again")

    @classmethod
    def is_unsafe(cls, scheme, kind: str, value: str) -> bool:
        """Whether this address or number must not be used in this scheme."""
        if not value:
            return False
        return cls.objects.standing().filter(scheme=scheme, kind=kind, value=cls.plain(kind, value)).exists()
