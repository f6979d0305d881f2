"""Schemes, and what groups them: the region they develop together in, the provider that runs several."""

from django.apps import apps
from django.core.validators import RegexValidator
from django.db import models

from schemes.models.base import WithHistory
from schemes.vocabulary import Nation


class Region(models.Model):
    """Schemes that develop together and share counts, such as the ten of one city region."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self):
        return self.name


class Provider(models.Model):
    """The council or charity that runs one or several schemes."""

    name = models.CharField(max_length=160, unique=True)

    def __str__(self):
        return self.name


class Scheme(WithHistory):
    """A local Shared Lives scheme: the thing that is registered, inspected and rung up."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+$")])
    nation = models.CharField(max_length=20, choices=Nation.choices)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="schemes")
    provider = models.ForeignKey(Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="schemes")
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    opening_hours = models.CharField(max_length=120, default="Monday to Friday, 9am to 5pm")
    duty_phone = models.CharField("phone for what cannot wait", max_length=40, blank=True)
    has_short_notice = models.BooleanField("may have a place at short notice", default=True)
    carer_word = models.CharField("word for a carer", max_length=40, default="Shared Lives carer")
    officer_word = models.CharField("word for an officer", max_length=40, default="officer")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def terms(self) -> dict[str, str]:
        """The words this scheme uses where others say something else (see the `term` tag)."""
        return {"carer": self.carer_word, "officer": self.officer_word}

    @staticmethod
    def set_up_by():
        """Who did it where nobody is acting yet, as nobody can be before there is a scheme."""
        return apps.get_model("schemes", "Actor").for_job("setting up")

    def next_reference(self, letter: str) -> str:
        """The next free reference of a kind, such as R-1051. Holds the counter until the transaction ends."""
        counter, _ = ReferenceCounter.objects.get_or_create(scheme=self, letter=letter)
        counter = ReferenceCounter.objects.select_for_update().get(pk=counter.pk)
        counter.last += 1
        counter.save()
        return f"{letter}-{counter.last}"


class ReferenceCounter(models.Model):
    """The last reference given out, for each kind of folder of a scheme."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    letter = models.CharField(max_length=2)
    last = models.PositiveIntegerField(default=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "letter"], name="one_counter_per_kind")]

    def __str__(self):
        return f"{self.letter}-{self.last}"


class Authority(models.Model):
    """A council or health body that refers or pays. Funding and hosting authority may differ (Care Act s.42, s.27)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="authorities")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="one_authority_per_name")]
        verbose_name_plural = "authorities"

    def __str__(self):
        return self.name
