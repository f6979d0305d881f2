"""Why an application did not go on; and what every record that hangs on an application has in common."""

from django.db import models

from schemes.models import Record, SchemeQuerySet


class OfApplication(Record):
    """A record that hangs on an application."""

    FOLDERS = ("application__folder", "application__household__folder")

    class Meta:
        abstract = True


class ClosingQuerySet(SchemeQuerySet):
    def standing(self):
        """The one that holds: not replaced, not taken back."""
        return self.filter(replaced_by__isnull=True, is_taken_back=False)


class Closing(OfApplication):
    """Why an application did not go on, and who decided. The words stay as they were, whatever the scheme says now."""

    class WhoDecided(models.TextChoices):
        APPLICANT = "applicant", "The applicant"
        HOUSEHOLD = "household", "Somebody else in the household"
        SCHEME = "scheme", "The scheme"
        PANEL = "panel", "Panel or the decision maker"

    application = models.ForeignKey("carers.Application", on_delete=models.PROTECT, related_name="closings")
    reason = models.ForeignKey("carers.ClosingReason", on_delete=models.PROTECT, related_name="+")
    reason_words = models.CharField(max_length=120)
    who_decided = models.CharField(max_length=10, choices=WhoDecided.choices)
    words = models.TextField("what they said", max_length=2000, blank=True)
    is_taken_back = models.BooleanField(default=False)

    objects = ClosingQuerySet.as_manager()
