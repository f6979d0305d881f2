"""Information and communication needs, looked at again and again (Accessible Information Standard, DAPB1605)."""

from django.db import models
from django.db.models import Q

from referrals.models.funding import OfPerson


class NeedReview(OfPerson):
    """We asked whether somebody gets information in a form they can use; a need that is not met becomes due."""

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="need_reviews")
    is_met = models.BooleanField("they get information as they need it")
    asked_whom = models.CharField("who said so", max_length=160)
    unmet = models.TextField("what is not met, and what we do about it", max_length=2000, blank=True)
    act_on = models.DateField("do it by", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_met=True) | (~Q(unmet="") & Q(act_on__isnull=False)),
                name="an_unmet_need_says_what_and_when",
            )
        ]

    def __str__(self):
        return "Needs met" if self.is_met else "A need is not met"

    @classmethod
    def record_need_review(cls, *, person, by, **fields) -> "NeedReview":
        """Write down whether the needs are met. Undo: `correct`."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)
