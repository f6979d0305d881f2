"""Who holds a link to a person's page, and what they ask of us through it: each becomes due until answered."""

from django.db import models, transaction
from django.db.models import Q

from referrals.models.funding import OfPerson
from schemes import clock
from schemes.models import Link, RecordQuerySet, WrongState

MOST_WAITING = 50  # of one person; beyond it nobody is typing in earnest


class PersonLink(OfPerson):
    """Who holds an emailed link to a person's page: the person, or a supporter they chose. The newest holds."""

    class Holder(models.TextChoices):
        PERSON = "person", "The person"
        SUPPORTER = "supporter", "A supporter they chose"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="page_links")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="held_by")
    holder = models.CharField("who holds it", max_length=9, choices=Holder.choices)
    name = models.CharField("the supporter’s name", max_length=120, blank=True)
    chosen = models.CharField("how the person chose them", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holder="person") | (~Q(name="") & ~Q(chosen="")), name="a_supporter_was_chosen"
            )
        ]

    def __str__(self):
        return self.name or self.get_holder_display()

    @classmethod
    def hand_link(cls, *, person, link, by, **fields) -> "PersonLink":
        """Write down who holds this link. Undo: close the link."""
        return cls.put_down(scheme=person.scheme, person=person, link=link, happened_on=clock.today(), by=by, **fields)

    @classmethod
    def of_link(cls, link) -> "PersonLink | None":
        """Who holds a link now."""
        return cls.objects.standing().filter(link=link).order_by("-pk").first()


class PersonRequestQuerySet(RecordQuerySet):
    def open(self):
        """Those that nobody has answered yet."""
        answers = RequestAnswered.objects.standing().filter(request=models.OuterRef("pk"))
        return self.standing().filter(~models.Exists(answers))


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

    objects = PersonRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="talk") | ~Q(text=""), name="a_change_asked_for_says_which")
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_answered(self) -> bool:
        """Whether somebody wrote down what we did about it."""
        return self.answered.standing().exists()

    @classmethod
    @transaction.atomic
    def ask(cls, *, person, by, **fields) -> "PersonRequest":
        """They ask. Undo: they say so, and we answer it. Refused when too much waits already."""
        person.lock()
        if cls.objects.open().filter(person=person).count() >= MOST_WAITING:
            raise WrongState("We have many things to answer already. Ring us and we talk about all of them.")
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
