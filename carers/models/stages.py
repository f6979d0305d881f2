"""What a scheme calls the stages of its pipeline, how it divides them, and its reasons for closing: its own rows."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q

from schemes.models import Kept
from schemes.statements import Given, Statement


class StageName(Kept):
    """One stage in a scheme's own words: its label, whether it is used, its named steps. No row: as the code says."""

    status = models.CharField("stage", max_length=16)
    label = models.CharField(max_length=60)
    is_used = models.BooleanField("used by this scheme", default=True)
    steps = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="steps within it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "status"], name="one_name_per_stage")]

    def __str__(self):
        return self.label

    @classmethod
    def of(cls, scheme, status: str) -> "StageName":
        """This scheme's row for a stage; one not kept yet, as the code calls it, while it has none."""
        known = cls.objects.filter(scheme=scheme, status=status).first()
        return known or cls(scheme=scheme, status=status, label=str(cls._application().Status(status).label))

    @transaction.atomic
    def save_edit(self, changes, *, version, by, why="Edited") -> None:
        """As every plain edit; the first one makes the row. Undo: edit it back."""
        if self.pk is None:  # nobody can have saved it meanwhile
            self.keep(by=by, why="As it is called to begin with")
            version = None
        super().save_edit(changes, version=version, by=by, why=why)

    @staticmethod
    def _application():
        return apps.get_model("carers", "Application")  # its module reads this one

    @classmethod
    def labels(cls, scheme_id: int) -> dict[str, str]:
        """What a scheme calls every stage."""
        words = {status.value: str(status.label) for status in cls._application().Status}
        return words | dict(OWN_NAMES.rows(scheme=scheme_id))

    @classmethod
    def switched_off(cls, scheme_id: int) -> set[str]:
        """The optional stages a scheme does without."""
        rows = cls.objects.filter(scheme=scheme_id, is_used=False).values_list("status", flat=True)
        return set(rows) & set(cls._application().OPTIONAL)

    @classmethod
    def steps_of(cls, scheme_id: int) -> dict[str, list[str]]:
        """The named steps of each stage a scheme has divided."""
        return dict(cls.objects.filter(scheme=scheme_id).exclude(steps=[]).values_list("status", "steps"))


OWN_NAMES = Statement(
    lambda: StageName.objects.filter(scheme=Given("scheme", models.BigIntegerField())).values_list("status", "label")
)


# Why applications end, to begin with (domain 2.5); a scheme keeps its own list.
FIRST_REASONS = [
    "Did not reply",
    "No room, or the home is not suitable",
    "Circumstances changed",
    "Money, tax or benefits",
    "Somebody in the household is not in agreement",
    "Chose fostering or a job",
    "A check, or something that was told",
    "Took too long",
    "Withdrew at training",
    "Out of our area",
]
JOINED = "Goes on together with another enquiry"


class ClosingReason(Kept):
    """One of a scheme's own reasons why an application ends. Old cases keep the words they had.

    One of them stands for an act: joining two enquiries closes with it. A scheme may rename it, as any other.
    """

    class Means(models.TextChoices):
        JOINED = "joined", "Joined with another enquiry"

    text = models.CharField(max_length=120)
    is_used = models.BooleanField("offered", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    means = models.CharField(max_length=8, choices=Means.choices, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "text"], name="one_closing_reason_per_text"),
            models.UniqueConstraint(
                fields=["scheme", "means"], condition=~Q(means=""), name="one_closing_reason_per_meaning"
            ),
        ]

    def __str__(self):
        return self.text

    @classmethod
    def add_reason(cls, *, scheme, by, **fields) -> "ClosingReason":
        """One more reason of the scheme's own. Undo: offer it no more."""
        return cls.add(scheme=scheme, by=by, **fields)

    @classmethod
    def offered(cls, scheme, *, by):
        """The reasons this scheme offers; the first ones are made when it has none. Undo: offer one no more.

        The one that stands for joining is chosen by joining alone: by itself it would not say with which.
        """
        if not cls.objects.filter(scheme=scheme, means="").exists():
            for position, text in enumerate(FIRST_REASONS):
                cls.add(scheme=scheme, text=text, position=position, by=by, why="To begin with")
        return cls.objects.filter(scheme=scheme, is_used=True, means="")

    @classmethod
    def for_joining(cls, scheme, *, by) -> "ClosingReason":
        """The reason that stands for joining two enquiries; it is made when it is first needed. Undo: rename it."""
        ours = cls.objects.filter(scheme=scheme)
        known = ours.filter(means=cls.Means.JOINED).first() or ours.filter(text=JOINED).first()
        if known is None:
            return cls.add(
                scheme=scheme,
                text=JOINED,
                position=len(FIRST_REASONS),
                means=cls.Means.JOINED,
                by=by,
                why="To begin with",
            )
        known.save_edit({"means": cls.Means.JOINED}, version=None, by=by, why="Stands for joining two enquiries")
        return known
