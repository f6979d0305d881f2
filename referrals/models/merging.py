"""Two records of one person made one, and asking the other schemes of the region whether they know somebody."""

import uuid

from django.db import models, transaction
from django.db.models import Q

from referrals.models.funding import OfPerson
from referrals.models.people import Person
from schemes import clock
from schemes.models import Actor, Record, RecordQuerySet, SchemeOwned, WrongState


class PersonMergedQuerySet(RecordQuerySet):
    def of(self, person):
        """The records that this one stands for now."""
        return self.standing().filter(person=person, is_taken_back=False).select_related("other__folder")


class PersonMerged(OfPerson):
    """Two records were found to be of one person: `other` leads to `person` from then on; both histories stay.

    `moved` are the numbers of the referrals that were the other record's; taking it back gives them back.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_away")
    why = models.TextField(max_length=2000)
    moved = models.JSONField(default=list)
    is_taken_back = models.BooleanField(default=False)

    objects = PersonMergedQuerySet.as_manager()

    def __str__(self):
        return f"{self.other} is {self.person}"

    @classmethod
    @transaction.atomic
    def merge(cls, *, person, other, why, by) -> "PersonMerged":
        """Make them one: the referrals of `other` are `person`'s from now on. Undo: `take_back`."""
        if person.pk == other.pk:
            raise WrongState("This is the same record twice.")
        first, second = sorted([person, other], key=lambda one: one.pk)
        first.lock()
        second.lock()
        if person.merged_into_id or other.merged_into_id:
            raise WrongState("One of them was merged before: open the record it leads to.")
        moved = []
        for referral in other.referrals.select_for_update().order_by("pk"):
            referral.save_edit({"person": person}, version=None, by=by, why=f"{other.reference} is {person.reference}")
            moved.append(referral.pk)
        if other.is_address_hidden and not person.is_address_hidden:
            person.hide_address(why=other.hidden_because, review_on=other.hidden_review_on, by=by)
        elif person.is_address_hidden and not other.is_address_hidden:  # both tell where one person lives
            other.hide_address(why=person.hidden_because, review_on=person.hidden_review_on, by=by)
        other.save_edit({"merged_into": person}, version=None, by=by, why=why)
        return cls.put_down(
            scheme=person.scheme, person=person, other=other, why=why, moved=moved, happened_on=clock.today(), by=by
        )  # fmt: skip

    @transaction.atomic
    def take_back(self, *, why, by) -> None:
        """They are two people after all: each gets back what was theirs. Undo: merge again."""
        self.person.lock()
        self.other.lock()
        if self.is_taken_back or self.replaced_by_id:
            raise WrongState("This was taken back before.")
        for referral in self.person.referrals.select_for_update().filter(pk__in=self.moved).order_by("pk"):
            referral.save_edit({"person": self.other}, version=None, by=by, why=why)
        self.other.save_edit({"merged_into": None}, version=None, by=by, why=why)
        self.correct(why=why, by=by, is_taken_back=True)


class SchemeAsked(OfPerson):
    """We asked another scheme of the region whether it knows this person; it may choose not to answer.

    `key` is the same on the other side (`SchemeQuestion`): no row of one scheme points at a row of another.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="schemes_asked")
    to_scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey("referrals.Consent", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    words = models.TextField("what we say", max_length=1000, blank=True)

    def __str__(self):
        return f"Asked {self.to_scheme}"

    @classmethod
    @transaction.atomic
    def ask(cls, *, person, to_scheme, consent, by, words="") -> "SchemeAsked":
        """Ask it. Refused without the person's consent to ask other schemes. Undo: none; it has been read."""
        today = clock.today()
        newest = type(consent).newest(person, consent.Purpose.OTHER_SCHEMES)
        if newest is None or newest.pk != consent.pk or not newest.holds_on(today):
            raise WrongState("They have not agreed that we ask other schemes.")
        if to_scheme.pk == person.scheme_id or to_scheme.region_id is None:
            raise WrongState("Only another scheme of the region can be asked.")
        if to_scheme.region_id != person.scheme.region_id:
            raise WrongState("Only another scheme of the region can be asked.")
        asked = cls.put_down(
            scheme=person.scheme, person=person, to_scheme=to_scheme, consent=consent, words=words, happened_on=today,
            by=by,
        )  # fmt: skip
        SchemeQuestion.objects.create(
            scheme=to_scheme, from_scheme=person.scheme, key=asked.key, name=person.full_name,
            date_of_birth=person.date_of_birth, nhs_number=person.nhs_number, words=words,
        )  # fmt: skip
        return asked


class SchemeQuestion(SchemeOwned):
    """Another scheme of the region asks us whether we know somebody. An officer chooses whether and what to answer."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        NOT_ANSWERED = "not_answered", "We do not answer this"

    from_scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(max_length=120)
    date_of_birth = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    words = models.TextField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN, editable=False)
    answer = models.TextField(max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "schemes.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="an_answered_question_says_when",
            )
        ]

    def __str__(self):
        return f"Question from {self.from_scheme}"

    @transaction.atomic
    def reply(self, *, answer, by) -> None:
        """Answer it, or leave `answer` empty to say only that we do not. Undo: none; it has been read."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.state != self.State.OPEN:
            raise WrongState("Somebody has answered this already.")
        self.state = self.State.ANSWERED if answer else self.State.NOT_ANSWERED
        self.answer, self.answered_at, self.answered_by = answer, clock.now(), by
        self.save()
        asked = SchemeAsked.objects.select_related("person", "scheme").filter(key=self.key).first()
        if asked is None:  # nobody waits for it any more
            return
        SchemeReplied.put_down(
            scheme=asked.scheme, person=asked.person, asked=asked, answer=answer, happened_on=clock.today(),
            by=Actor.for_job(f"answer from {self.scheme}"[:60]),
        )  # fmt: skip


class SchemeReplied(Record):
    """What the other scheme answered; empty when it chose not to."""

    FOLDERS = ("person__folder",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(SchemeAsked, on_delete=models.PROTECT, related_name="replies")
    answer = models.TextField(max_length=2000, blank=True)

    def __str__(self):
        return "Answer of another scheme"
