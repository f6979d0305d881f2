"""How a scheme grows: campaigns, what was spent, projects with money attached, and carers who help others begin."""

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from carers.models.households import Household
from schemes.models import Kept, Record, SchemeQuerySet, WrongState


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

    @classmethod
    def add_campaign(cls, *, scheme, by, **fields) -> "Campaign":
        """A new campaign; the public form offers it while it runs. Undo: edit it, or say that it is over."""
        return cls.add(scheme=scheme, by=by, **fields)


class Spend(Record):
    """Money spent on finding or approving carers, on a day (`happened_on`), for a campaign or in general. Pounds."""

    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="spends")
    pounds = models.DecimalField("how much", max_digits=9, decimal_places=2)
    what = models.CharField("what for", max_length=160)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pounds__gte=0), name="spend_is_not_negative")]

    def __str__(self):
        return f"£{self.pounds:,.2f} for {self.what}"

    @classmethod
    def record_spend(cls, *, scheme, by, **fields) -> "Spend":
        """Write down money that was spent. Undo: `correct`; to nothing, where it was never spent."""
        return cls.put_down(scheme=scheme, by=by, **fields)


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

    def get_absolute_url(self):
        return reverse("growth-project", args=[self.pk])

    @classmethod
    def add_growth_project(cls, *, scheme, by, **fields) -> "GrowthProject":
        """Money was given, and something promised for it. Undo: edit it."""
        return cls.add(scheme=scheme, by=by, **fields)


class MentoringQuerySet(SchemeQuerySet):
    def going_on(self, on):
        """Those that have begun and are not over on a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)

    def about(self, household):
        """Those in which a household helps, or is helped; what goes on first."""
        return self.filter(Q(mentor=household) | Q(household=household)).order_by(F("until_on").desc(nulls_first=True))


class Mentoring(Kept):
    """An experienced carer helps another household begin: from when until when."""

    FOLDERS = ("mentor__folder", "household__folder")

    mentor = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="mentoring")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="mentored_by")
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    about = models.CharField(max_length=200, blank=True)

    objects = MentoringQuerySet.as_manager()

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

    @classmethod
    @transaction.atomic
    def record_mentoring(cls, *, mentor, household, from_on, by, about="") -> "Mentoring":
        """An experienced household begins to help another. Undo: end it."""
        household.lock()
        going_on = cls.objects.filter(mentor=mentor, household=household, until_on__isnull=True)
        if going_on.exists():
            raise WrongState(f"{mentor} helps {household} already.")
        if mentor.status not in Household.STANDING:
            raise WrongState(f"{mentor} is not approved, so they cannot show others how it is done.")
        return cls.add(
            scheme=household.scheme, mentor=mentor, household=household, from_on=from_on, about=about, by=by
        )  # fmt: skip

    @transaction.atomic
    def end_mentoring(self, *, until_on, by, why="") -> None:
        """The help is over from a day on. Undo: record it again."""
        self.lock()
        if self.until_on is not None:
            raise WrongState(f"This ended on {self.until_on:%-d %B %Y} already.")
        self.save_edit({"until_on": until_on}, version=None, by=by, why=why or "Ended")
