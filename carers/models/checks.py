"""Checks, training and certificates, each with the day it runs out."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from carers.models.households import Household, HouseMove
from carers.models.members import Member
from schemes.models import Document, Record, RecordQuerySet
from schemes.vocabulary import CHECKS_OF_THE_BUILDING, CheckKind, check_label


class CheckResultQuerySet(RecordQuerySet):
    def of_this_home(self):
        """Without what was checked in a home the household has moved out of since: that has to be made anew."""
        moved = HouseMove.objects.filter(household=OuterRef("household"), moved_on__gt=OuterRef("happened_on"))
        return self.exclude(Q(kind__in=CHECKS_OF_THE_BUILDING) & Exists(moved))

    def latest(self):
        """The newest standing result of each kind, for each member or the home they live in."""
        return (
            self.standing()
            .of_this_home()
            .order_by("household_id", "member_id", "kind", "-happened_on", "-id")
            .distinct("household_id", "member_id", "kind")
        )

    def running_out(self, on):
        """Newest results, as known on a day, that have an end: of the home, and of members who have not left."""
        newest = self.filter(happened_on__lte=on).latest()
        return CheckResult.objects.filter(pk__in=newest.values("pk"), expires_on__isnull=False).exclude(
            member__left_on__lte=on
        )


class CheckResult(Record):
    """What a check found and until when it holds. A lapsed one blocks new matches; it never ends anybody's home."""

    FOLDERS = ("household__folder",)

    class Result(models.TextChoices):
        CLEAR = "clear", "In order"
        ACCEPTED = "accepted", "Something was found; the risk was considered and accepted"
        NOT_ELIGIBLE = "not_eligible", "Not eligible for this check; risk conversation recorded"
        NOT_IN_ORDER = "not_in_order", "Not in order"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="checks")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=20, choices=CheckKind.choices)
    result = models.CharField(max_length=16, choices=Result.choices, default=Result.CLEAR)
    expires_on = models.DateField("runs out on", null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    evidence = models.CharField(
        "what was seen", max_length=200, blank=True, help_text="Such as a certificate's number."
    )
    seen_by = models.CharField("who saw it", max_length=120, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="carried_to"
    )

    objects = CheckResultQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["household", "member", "kind", "-happened_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("happened_on")),
                name="a_check_runs_out_after_it_was_made",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """What was checked, as the scheme's nation calls it."""
        return check_label(self.kind, self.scheme.nation)

    @property
    def about(self) -> str:
        """Whom or what was checked."""
        return self.member.called if self.member else "the home"

    def is_current(self, on) -> bool:
        """Whether it is in order and has not run out by a day."""
        return self.result != self.Result.NOT_IN_ORDER and (self.expires_on is None or self.expires_on >= on)

    @classmethod
    def record_check(cls, *, household, by, **fields) -> "CheckResult":
        """Write down a new result; the one before stays in the file. Undo: `correct`."""
        return cls.put_down(scheme=household.scheme, household=household, by=by, **fields)
