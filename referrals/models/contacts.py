"""The people around a person, and which of them may decide what by law."""

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q

from schemes.models import Kept, WrongState


class PersonContact(Kept):
    """Somebody around a person: who they are to them, how to reach them, and what the law lets them decide."""

    FOLDERS = ("person__folder",)

    class Role(models.TextChoices):
        FAMILY = "family", "Family"
        FRIEND = "friend", "Friend"
        NEXT_OF_KIN = "next_of_kin", "Next of kin"
        ADVOCATE = "advocate", "Advocate"
        SOCIAL_WORKER = "social_worker", "Social worker"
        CARE_MANAGER = "care_manager", "Care manager or reviewer"
        GP = "gp", "GP"
        NURSE = "nurse", "Nurse or therapist"
        EMPLOYER = "employer", "Work or college"
        LANDLORD = "landlord", "Landlord"
        OTHER = "other", "Somebody else"

    class Authority(models.TextChoices):
        """What somebody may decide for another, and by what (Mental Capacity Act 2005; appointee: social security)."""

        CONSENT = "consent", "The person agreed that they may be told"
        LPA_WELFARE = "lpa_welfare", "Lasting power of attorney: health and welfare"
        LPA_MONEY = "lpa_money", "Lasting power of attorney: property and money"
        DEPUTY_WELFARE = "deputy_welfare", "Deputy of the court: health and welfare"
        DEPUTY_MONEY = "deputy_money", "Deputy of the court: property and money"
        APPOINTEE = "appointee", "Appointee for benefits"
        ADVOCATE = "advocate", "Advocate by law: speaks with or for the person, decides nothing"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="contacts", editable=False)
    name = models.CharField(max_length=120)
    role = models.CharField("who they are to them", max_length=16, choices=Role.choices)
    relation = models.CharField("in their own words", max_length=120, blank=True)
    authority = ArrayField(
        models.CharField(max_length=16, choices=Authority.choices), default=list, blank=True,
        verbose_name="what they may decide or be told",
    )  # fmt: skip
    authority_seen_on = models.DateField("the day we saw the paper that says so", null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_first = models.BooleanField("the one to contact first", default=False)
    ended_on = models.DateField("no longer since", null=True, blank=True)
    began_on = models.DateField("since", null=True, blank=True)

    class Meta:
        ordering = ["-is_first", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_first=True, ended_on__isnull=True),
                name="one_first_contact_per_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(began_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="a_contact_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def authority_in_words(self) -> list[str]:
        """What they may decide or be told, each in words."""
        return [str(self.Authority(one).label) for one in self.authority]

    @classmethod
    @transaction.atomic
    def add_contact(cls, *, person, by, **fields) -> "PersonContact":
        """Somebody around a person. Undo: edit, or say since when they are it no longer."""
        person.lock()
        if fields.get("is_first"):
            cls._no_longer_first(person, by=by)
        return cls.add(scheme=person.scheme, person=person, by=by, **fields)

    @transaction.atomic
    def edit_contact(self, changes: dict, *, version, by) -> None:
        """Save what changed about them. Undo: edit it back."""
        self.person.lock()
        if changes.get("ended_on", self.ended_on):
            changes = changes | {"is_first": False}
        if changes.get("is_first") and not self.is_first:
            self._no_longer_first(self.person, by=by)
        self.save_edit(changes, version=version, by=by)

    @transaction.atomic
    def end(self, *, ended_on, why, by) -> None:
        """They are it no longer, since a day; what they were stays readable. Undo: edit them, and clear the day."""
        self.lock()
        if self.ended_on:
            raise WrongState(f"{self.name} was ended before.")
        self.save_edit({"ended_on": ended_on, "is_first": False}, version=None, by=by, why=why or "Ended")

    @classmethod
    def _no_longer_first(cls, person, *, by) -> None:
        for other in person.kept.every(cls).select_for_update().filter(is_first=True, ended_on__isnull=True):
            other.save_edit({"is_first": False}, version=None, by=by, why="Somebody else is contacted first")
