"""Forms that were sent once: a double click, or Back and Send again, does an act no second time."""

from django.db import IntegrityError, models, transaction

from schemes import clock


class Once(models.Model):
    """One sending of one form, known by its owner and the key the form carried. Nothing personal is in it."""

    owner = models.CharField(max_length=80)
    token = models.CharField(max_length=32)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "token"], name="a_form_is_sent_once")]
        indexes = [models.Index(fields=["made_at"])]

    def __str__(self):
        return f"Form sent at {self.made_at:%H:%M on %-d %B %Y}"

    @classmethod
    def use(cls, *, owner, token) -> bool:
        """Whether this is the first time; of two at once the second waits for the first and is told no."""
        try:
            with transaction.atomic():
                cls.objects.create(owner=owner, token=token)
        except IntegrityError:
            return False
        return True

    @classmethod
    def sweep(cls, *, before) -> int:
        """Forget sendings so old that nobody will repeat them; returns how many."""
        return cls.objects.filter(made_at__lt=before).delete()[0]
