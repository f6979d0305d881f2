"""Households: who applies together, is approved together, and opens their home."""

from django.db import models
from django.urls import reverse

from carers.models.homes import Home
from schemes import clock
from schemes.models import Folder, Kept, SchemeQuerySet, StaffMember


class HouseholdQuerySet(SchemeQuerySet):
    def approved_on(self, on):
        """Those with terms of approval in force on a day."""
        terms = self.model._meta.get_field("terms").related_model  # its module reads this one
        return self.filter(pk__in=terms.objects.in_force(on).values("household"))


class Household(Kept):
    """A Shared Lives carer, or a couple, and everyone who lives with them. Approval and terms are theirs together."""

    FOLDERS = ("folder",)

    folder = models.OneToOneField(Folder, on_delete=models.PROTECT, related_name="household", editable=False)
    name = models.CharField(max_length=120, help_text="How staff say it: “J Okoro”, “P and L Green”.")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="households", editable=False)
    officer = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.TextField("about this home, in the household's own words", max_length=3000, blank=True)
    information_needs = models.CharField("how to reach them", max_length=200, blank=True)
    joined_on = models.DateField(default=clock.today, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def reference(self) -> str:
        return self.folder.reference

    def get_absolute_url(self):
        return reverse("household", args=[self.pk])

    def hand_to(self, officer, *, by, why="") -> None:
        """Give this household to another officer. Undo: hand it back."""
        self.save_edit({"officer": officer}, version=None, by=by, why=why or f"Handed to {officer or 'nobody for now'}")
