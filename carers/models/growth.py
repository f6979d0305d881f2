"""How a scheme grows: campaigns, what was spent, projects with money attached, and carers who help others begin."""

from django.db import models
from django.db.models import F, Q

from carers.models.households import Household
from schemes.models import Kept, Record


class Campaign(Kept):
    """An advert, a leaflet, an event: what brought enquiries, from when until when."""

    name = models.CharField(max_length=120)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    project = models.ForeignKey(
        "carers.GrowthProject", null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns"
    )

    class Meta:
        ordering = ["-from_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="one_campaign_per_name"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="a_campaign_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name


class Spend(Record):
    """Money spent on finding or approving carers, on a day (`happened_on`), for a campaign or in general. Pounds."""

    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="spends")
    pounds = models.DecimalField("how much", max_digits=9, decimal_places=2)
    what = models.CharField("what for", max_length=160)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pounds__gte=0), name="spend_is_not_negative")]


class GrowthProject(Kept):
    """Money given for growth and what was promised for it: how many households and people, by when."""

    name = models.CharField(max_length=120)
    funder = models.CharField("who gave the money", max_length=160)
    pounds = models.DecimalField("how much", max_digits=10, decimal_places=2)
    from_on = models.DateField("from")
    until_on = models.DateField("until")
    promised_households = models.PositiveSmallIntegerField("new households promised", default=0)
    promised_people = models.PositiveSmallIntegerField("more people supported, promised", default=0)

    class Meta:
        ordering = ["-from_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="one_project_per_name"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_project_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.name


class Mentoring(Kept):
    """An experienced carer helps another household begin: from when until when."""

    FOLDERS = ("mentor__folder", "household__folder")

    mentor = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="mentoring")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="mentored_by")
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    about = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("household")), name="nobody_mentors_themselves"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="mentoring_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.mentor} helps {self.household}"
