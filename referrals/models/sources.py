"""Where referrals come from: organisations, their teams, the people in them, and what we said to each other."""

from django.db import models, transaction

from schemes.models import Authority, Kept, Record


class ReachGroup(models.TextChoices):
    """Whom referrals are for, as reach is counted; the scheme may look at each on its own."""

    LEARNING_DISABILITY = "learning", "People with a learning disability"
    MENTAL_HEALTH = "mental", "Mental health"
    OLDER = "older", "Older people"
    HOSPITAL = "hospital", "Leaving hospital"
    DOMESTIC_ABUSE = "abuse", "Domestic abuse"
    CARE_LEAVERS = "care", "Care leavers"
    OTHER = "other", "Somebody else"


class Organisation(Kept):
    """A council, a hospital, a charity: whoever has teams that refer."""

    name = models.CharField(max_length=160)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="one_organisation_per_name")]

    def __str__(self):
        return self.name


class Team(Kept):
    """A team that could refer. `email_domain` tells whose referral it is when somebody new writes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=160)
    email = models.EmailField("the team’s own email", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reach = models.CharField("whom they mostly support", max_length=10, choices=ReachGroup.choices, blank=True)
    asked_first_on = models.DateField("asked to consider Shared Lives first, on", null=True, blank=True)
    is_considering_first = models.BooleanField("considers Shared Lives first", default=False)
    contact_every_days = models.PositiveSmallIntegerField("say something to them every (days)", null=True, blank=True)
    ended_on = models.DateField("no longer there since", null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_per_name")]

    def __str__(self):
        return f"{self.name}, {self.organisation.name}"


class Professional(Kept):
    """Somebody who refers, or might: known by their work email."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_champion = models.BooleanField("champions Shared Lives there", default=False)
    left_on = models.DateField("left on", null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["scheme", "email"])]

    def __str__(self):
        return self.name


class TeamTalk(Record):
    """A meeting, a call or an email with a team, and what comes of it."""

    class How(models.TextChoices):
        MEETING = "meeting", "Meeting"
        CALL = "call", "Phone call"
        EMAIL = "email", "Email"
        EVENT = "event", "Talk or event"
        UPDATE = "update", "Update we sent"

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="talks")
    how = models.CharField(max_length=8, choices=How.choices)
    with_whom = models.CharField("with whom", max_length=200, blank=True)
    text = models.TextField("what was said", max_length=5000)
    we_owe = models.CharField("what we promised them", max_length=300, blank=True)
    owe_on = models.DateField("by", null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(we_owe="") | models.Q(owe_on__isnull=False), name="a_promise_to_a_team_has_a_day"
            )
        ]

    def __str__(self):
        return f"{self.get_how_display()} with {self.team}"

    @classmethod
    def record_talk(cls, *, team, by, **fields) -> "TeamTalk":
        """Write down what was said. Undo: `correct`."""
        return cls.put_down(scheme=team.scheme, team=team, by=by, **fields)


class CommissionerMeeting(Record):
    """A meeting between the scheme and who commissions it: what was asked, and what was answered."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    who_was_there = models.CharField("who was there", max_length=300)
    asked = models.TextField("what was asked", max_length=5000)
    answered = models.TextField("what was answered", max_length=5000, blank=True)
    next_on = models.DateField("next meeting", null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self):
        return f"Meeting with {self.authority}"

    @classmethod
    @transaction.atomic
    def record_commissioner_meeting(cls, *, scheme, by, **fields) -> "CommissionerMeeting":
        """Write down a meeting. Undo: `correct`."""
        return cls.put_down(scheme=scheme, by=by, **fields)
