"""What a person, or a supporter they choose, asks of us through their own link: each becomes due until answered."""

from django.db import models, transaction
from django.db.models import Q

from referrals.models.funding import OfPerson
from schemes import clock
from schemes.models import WrongState


class PersonRequest(OfPerson):
    """A change to their page they ask for, or that they want to talk, perhaps without their carer knowing."""

    class Kind(models.TextChoices):
        CHANGE = "change", "Change something on my page"
        TALK = "talk", "Talk to me"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.TextField(max_length=2000, blank=True)
    asked_by = models.CharField("who asks", max_length=120, blank=True)
    is_private = models.BooleanField("without my carer knowing", default=False)
    reach = models.CharField("how and when to reach me", max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="talk") | ~Q(text=""), name="a_change_asked_for_says_which")
        ]

    def __str__(self):
        return self.get_kind_display()

    @classmethod
    def ask(cls, *, person, by, **fields) -> "PersonRequest":
        """They ask. Undo: they say so, and we answer it."""
        return cls.put_down(scheme=person.scheme, person=person, happened_on=clock.today(), by=by, **fields)

    @transaction.atomic
    def answer(self, *, text, by, happened_on=None) -> "RequestAnswered":
        """What we did about it. Undo: `correct` the answer."""
        type(self).objects.select_for_update().get(pk=self.pk)
        if self.answered.standing().exists():
            raise WrongState("Somebody has answered this already.")
        return RequestAnswered.put_down(
            scheme=self.scheme, person=self.person, request=self, text=text, happened_on=happened_on or clock.today(),
            by=by,
        )  # fmt: skip


class RequestAnswered(OfPerson):
    """What was done about what somebody asked."""

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(PersonRequest, on_delete=models.PROTECT, related_name="answered")
    text = models.TextField("what we did", max_length=2000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(replaced_by__isnull=True), name="one_standing_answer_per_request"
            )
        ]

    def __str__(self):
        return "Answered"
