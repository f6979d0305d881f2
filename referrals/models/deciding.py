"""What a person can decide, what they agreed to, and whether their liberty is restricted."""

from django.db import models
from django.db.models import F, Q

from referrals.models.funding import OfPerson


class Capacity(OfPerson):
    """Whether a person can make one decision, at one time (Mental Capacity Act 2005 ss.1-4)."""

    class Outcome(models.TextChoices):
        CAN = "can", "Can decide this"
        CAN_WITH_HELP = "can_with_help", "Can decide this with help to understand"
        CANNOT = "cannot", "Cannot decide this at this time"
        NOT_ASSESSED = "not_assessed", "Nobody has assessed it yet"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="capacity")
    decision = models.CharField("which decision", max_length=200)
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    assessed_by = models.CharField("who assessed it", max_length=160, blank=True)
    best_interests = models.TextField("what was decided in their best interests, and with whom", blank=True)
    review_on = models.DateField("look at it again on", null=True, blank=True)

    class Meta:
        verbose_name_plural = "capacity"

    def __str__(self):
        return f"{self.decision}: {self.get_outcome_display().lower()}"

    @classmethod
    def record_capacity(cls, *, person, by, **fields) -> "Capacity":
        """Write down what was found about one decision. Undo: `correct`."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)


class Consent(OfPerson):
    """What a person said about sharing what we know of them; the newest about each purpose holds."""

    class Purpose(models.TextChoices):
        CARERS = "carers", "Telling carers who might fit, first without a name"
        FULL_PROFILE = "full_profile", "Giving a household their whole profile"
        OTHER_SCHEMES = "other_schemes", "Asking other schemes in the region"
        FAMILY = "family", "Telling family"
        HEALTH = "health", "Asking their GP or nurse"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        BEST_INTERESTS = "best_interests", "They cannot decide this: decided in their best interests"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField("what for", max_length=14, choices=Purpose.choices)
    answer = models.CharField(max_length=14, choices=Answer.choices)
    said_by = models.CharField("who said so", max_length=160)
    words = models.TextField("how they said it, or why it was decided", max_length=2000, blank=True)
    until_on = models.DateField("holds until", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-happened_on", "-id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(answer="best_interests") | ~Q(words=""), name="best_interests_say_why")
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.get_answer_display().lower()}"

    @classmethod
    def record_consent(cls, *, person, by, **fields) -> "Consent":
        """Write down what they said. Undo: `correct`; a change of mind is another one."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)

    @classmethod
    def newest(cls, person, purpose) -> "Consent | None":
        """What they said last about this purpose."""
        rows = person.every(cls).standing().filter(purpose=purpose)
        return rows.order_by("-happened_on", "-id").first()

    def holds_on(self, day) -> bool:
        """Whether it lets us share on a day."""
        return self.answer != self.Answer.NO and (self.until_on is None or day <= self.until_on)


class Liberty(OfPerson):
    """Whether a person's liberty is restricted, and how far the court is (domain 3.5).

    Shared Lives is a domestic setting: the standard authorisation of care homes and hospitals does not reach it, so a
    deprivation of liberty goes to the Court of Protection.
    """

    class State(models.TextChoices):
        NOT_RESTRICTED = "not_restricted", "Screened: not deprived of liberty"
        MAY_BE = "may_be", "Screened: may be, the council is to be told"
        TOLD = "told", "The council was told"
        APPLIED = "applied", "The council applied to the court"
        ORDERED = "ordered", "The court made an order"
        ENDED = "ended", "No longer: the order ended or was not needed"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="liberty")
    state = models.CharField(max_length=14, choices=State.choices)
    supervised = models.CharField("supervised and controlled all the time", max_length=8, blank=True)
    free_to_leave = models.CharField("free to leave", max_length=8, blank=True)
    agrees = models.CharField("can agree to it", max_length=8, blank=True)
    court_on = models.DateField("in court on", null=True, blank=True)
    expires_on = models.DateField("the order ends on", null=True, blank=True)
    review_on = models.DateField("look at it again on", null=True, blank=True)
    words = models.TextField("more about it", max_length=4000, blank=True)

    class Meta:
        verbose_name_plural = "liberty"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ordered") | Q(expires_on__isnull=False), name="an_order_says_when_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("happened_on")),
                name="an_order_ends_after_it_was_made",
            ),
        ]

    def __str__(self):
        return self.get_state_display()

    @classmethod
    def record_liberty(cls, *, person, by, **fields) -> "Liberty":
        """Write down a screening or a step of the court. Undo: `correct`."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)
