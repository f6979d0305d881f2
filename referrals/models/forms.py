"""The referral form as a scheme words it: changes are versioned, and what was sent keeps the words it was asked in."""

from django.db import models, transaction

from schemes import clock
from schemes.models import Kept, Record, WrongState


class FormDesign(Kept):
    """The form as somebody is changing it; nobody is asked it until it is published.

    `words`: by key, the `wording` and `why` that differ from ours. `order`: by page, the keys in their order.
    `extra`: optional questions of the scheme's own, as dicts with `key` (beginning with "own_"), `page`, `wording`,
    `why`, `who`, `kind` (words, line or choice) and `choices` (one each line).
    """

    words = models.JSONField(default=dict)
    order = models.JSONField(default=dict)
    extra = models.JSONField(default=list)
    designed_with = models.TextField(
        "who with lived experience helped design this version", max_length=2000, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="one_form_design_per_scheme")]

    def __str__(self):
        return "Referral form"

    @classmethod
    @transaction.atomic
    def of(cls, scheme, *, by) -> "FormDesign":
        """The design of a scheme, begun from our own words where there is none. Undo: none needed."""
        row, _ = cls.objects.get_or_create(scheme=scheme)
        return row

    @transaction.atomic
    def publish(self, *, by) -> "FormVersion":
        """Ask it like this from now on. Undo: change it back and publish again; drafts keep the version they began."""
        self.lock()
        newest = FormVersion.newest_of(self.scheme)
        now = (self.words, self.order, self.extra, self.designed_with)
        if newest and now == (newest.words, newest.order, newest.extra, newest.designed_with):
            raise WrongState("Nothing differs from the form as it is asked now.")
        return FormVersion.put_down(
            scheme=self.scheme, number=newest.number + 1 if newest else 1, words=self.words, order=self.order,
            extra=self.extra, designed_with=self.designed_with, happened_on=clock.today(), by=by,
        )  # fmt: skip


class FormVersion(Record):
    """The form as it was asked from a day on. Number 0 is the form in our own words, which has no row."""

    number = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    order = models.JSONField(default=dict)
    extra = models.JSONField(default=list)
    designed_with = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="one_form_version_per_number")]

    def __str__(self):
        return f"Version {self.number}"

    @classmethod
    def newest_of(cls, scheme) -> "FormVersion | None":
        """The version this scheme asks now, or None for the form in our own words."""
        return cls.objects.standing().filter(scheme=scheme).order_by("-number").first()
