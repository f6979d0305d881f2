"""What applicants and referees fill in themselves, through their own emailed link."""

from django.db import models, transaction
from django.db.models import Q

from carers.models.applications import Application, OfApplication
from carers.models.members import Member
from schemes import clock
from schemes.models import Kept, Link


class SectionFilled(Kept):
    """One section of an application as the applicant fills it in: saved as it goes, until they say it is done."""

    FOLDERS = ("application__folder",)

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="sections", editable=False)
    key = models.CharField(max_length=30, editable=False)
    answers = models.JSONField(default=dict)
    done_on = models.DateField("finished", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="one_row_per_section")]

    def __str__(self):
        return self.key

    @classmethod
    @transaction.atomic
    def fill(cls, *, application, key, answers, is_done, by) -> "SectionFilled":
        """Keep what was typed in one section, finished or not. Undo: type it again; earlier words stay in history."""
        row = cls.objects.filter(application=application, key=key).first()
        if row is None:
            row = cls.add(scheme=application.scheme, application=application, key=key, by=by, why="Begun")
        done_on = (row.done_on or clock.today()) if is_done else None
        row.save_edit({"answers": answers, "done_on": done_on}, version=None, by=by, why="Filled in")
        return row


class Referee(Kept):
    """Somebody who is asked for a reference about one applicant. The applicant never reads what they write."""

    FOLDERS = ("application__folder",)

    class Kind(models.TextChoices):
        PERSONAL = "personal", "Personal"
        WORK = "work", "Employer or professional"
        FAMILY = "family", "Adult child or former partner"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="referees", editable=False)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="referees")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    full_name = models.CharField(max_length=120)
    relation = models.CharField("how they know each other", max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    link = models.OneToOneField(
        Link, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="referee"
    )
    is_given_up = models.BooleanField("not needed any more", default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.full_name


class Reference(OfApplication):
    """What a referee wrote, or said on the phone to an officer. Kept from the applicant."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="references")
    referee = models.ForeignKey(Referee, on_delete=models.PROTECT, related_name="references")
    answers = models.JSONField(default=dict, help_text="Each question's key with what was written.")
    has_worries = models.BooleanField("something to talk about", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referee"], condition=Q(replaced_by__isnull=True), name="one_standing_reference_per_referee"
            )
        ]
