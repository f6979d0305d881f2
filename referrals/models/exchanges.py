"""What a referrer and the scheme say to each other, and what would otherwise happen to the person."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from referrals.models.answers import OfReferral
from schemes import clock
from schemes.models import RecordQuerySet


class ReferrerMessageQuerySet(RecordQuerySet):
    def unanswered(self):
        """What referrers wrote that nobody has answered since, or said to need no answer."""
        said = ReferrerMessage._base_manager.filter(
            referral=OuterRef("referral"), is_from_referrer=False, replaced_by=None, pk__gt=OuterRef("pk")
        )
        settled = TalkSettled._base_manager.filter(
            referral=OuterRef("referral"), replaced_by=None, up_to__gte=OuterRef("pk")
        )
        return self.standing().filter(~Exists(said), ~Exists(settled), is_from_referrer=True)


class ReferrerMessage(OfReferral):
    """One message between the referrer and the scheme, read behind the link. Its email says only that it is there."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="talk")
    is_from_referrer = models.BooleanField()
    text = models.TextField(max_length=5000)

    objects = ReferrerMessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Message about {self.referral.reference}"

    @classmethod
    def say(cls, *, referral, text, is_from_referrer, by) -> "ReferrerMessage":
        """Keep a message. Undo: `correct`; an email that went out cannot be called back."""
        return cls.put_down(
            scheme=referral.scheme, referral=referral, text=text, is_from_referrer=is_from_referrer,
            happened_on=clock.today(), by=by,
        )  # fmt: skip


class TalkSettled(OfReferral):
    """What a referrer wrote, up to one message, needs no answer: why, or how it was answered another way."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="talk_settled")
    up_to = models.ForeignKey(ReferrerMessage, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(max_length=1000)

    def __str__(self):
        return f"No answer is needed about {self.referral.reference}"

    @classmethod
    def settle_talk(cls, *, up_to, why, by) -> "TalkSettled":
        """Say that no answer is needed to what was written so far. Undo: answer all the same."""
        return cls.put_down(
            scheme=up_to.scheme, referral=up_to.referral, up_to=up_to, why=why, happened_on=clock.today(), by=by
        )


class Alternative(OfReferral):
    """What would likely happen without Shared Lives: what, its weekly cost, who said so. A change adds another."""

    class Kind(models.TextChoices):
        RESIDENTIAL = "residential", "Residential care home"
        NURSING = "nursing", "Nursing home"
        SUPPORTED = "supported", "Supported living"
        HOSPITAL = "hospital", "Staying in hospital"
        HOME_CARE = "home_care", "Care at home"
        FAMILY = "family", "Staying with family"
        SHORT_BREAK_UNIT = "short_break_unit", "Short breaks in a unit"
        DAY_SERVICE = "day_service", "Day service"
        NOTHING = "nothing", "Nothing that we know of"
        OTHER = "other", "Something else"
        NOT_KNOWN = "not_known", "Not known yet"

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="alternatives")
    kind = models.CharField("what would happen otherwise", max_length=18, choices=Kind.choices)
    weekly_pence = models.PositiveIntegerField("its cost a week, in pence", null=True, blank=True)
    said_by = models.CharField("who said so", max_length=160)
    words = models.TextField("more about it", max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly_pence__isnull=True) | Q(weekly_pence__lte=2_000_000),
                name="an_alternative_costs_less_than_20000_a_week",
            )
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def in_pounds(self) -> str:
        """What it costs a week, in pounds and pence; empty where nobody said."""
        return "" if self.weekly_pence is None else f"£{self.weekly_pence / 100:,.2f}"

    @classmethod
    @transaction.atomic
    def record_alternative(cls, *, referral, by, **fields) -> "Alternative":
        """Write down what would otherwise happen; the one before stays readable. Undo: `correct`, or another."""
        return cls.put_down(scheme=referral.scheme, referral=referral, by=by, **fields)
