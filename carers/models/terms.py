"""Terms of approval: how many people, which kinds of arrangement, from when until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q

from carers.models.households import Household
from schemes import clock
from schemes.models import Kept, Record, RecordQuerySet, SchemeQuerySet, WrongState
from schemes.vocabulary import ArrangementType


class TermsQuerySet(RecordQuerySet):
    def begun(self, on):
        """The latest standing terms of each household to have begun by a day, ended or not."""
        return (
            self.standing().filter(from_on__lte=on).order_by("household_id", "-from_on", "-pk").distinct("household_id")
        )

    def in_force(self, on):
        """Terms that hold on a day: those that began last, unless they have ended (the twin of `terms_on`)."""
        begun = Terms.objects.begun(on)
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), pk__in=begun.values("pk"))


class Terms(Record):
    """What a household was approved for. New terms from a later day take over from that day; the old ones stay."""

    FOLDERS = ("household__folder",)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="terms")
    from_on = models.DateField("in force from")
    until_on = models.DateField("in force until", null=True, blank=True)
    people_limit = models.PositiveSmallIntegerField("most people at once")
    types = ArrayField(models.CharField(max_length=16, choices=ArrangementType.choices), verbose_name="approved for")
    is_named_only = models.BooleanField("for named people only", default=False)
    may_support = models.TextField("needs they may support", max_length=2000, blank=True)
    exclusions = models.TextField("not approved for", max_length=2000, blank=True)
    probation_ends_on = models.DateField("probation ends", null=True, blank=True)
    outcome = models.ForeignKey(
        "carers.PanelOutcome", null=True, blank=True, on_delete=models.PROTECT, related_name="terms", editable=False
    )
    decided_by = models.CharField(max_length=120, blank=True, help_text="The panel or decision maker.")
    conditions = models.TextField(max_length=2000, blank=True)
    without_panel_because = models.TextField("why panel was not asked", max_length=2000, blank=True)

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name_plural = "terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(people_limit__gte=1, people_limit__lte=10), name="terms_are_for_one_to_ten"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="terms_end_after_they_begin"
            ),
            models.CheckConstraint(condition=Q(types__len__gte=1), name="terms_name_a_type"),
            models.CheckConstraint(
                condition=Q(probation_ends_on__isnull=True) | Q(probation_ends_on__gt=F("from_on")),
                name="probation_ends_after_terms_begin",
            ),
        ]

    def __str__(self):
        return f"up to {self.people_limit}, {', '.join(self.type_labels).lower()}"

    @property
    def type_labels(self) -> list[str]:
        """What they are approved for, in words."""
        return [str(ArrangementType(kind).label) for kind in self.types]

    @classmethod
    @transaction.atomic
    def set_terms(cls, *, household, by, actions=(), **fields) -> "Terms":
        """Write down new terms of approval, with what they require by a day. Undo: `correct`, and call the actions off.

        `actions` is [(what, by which day)]. Only a household whose approval stands has terms: raises `WrongState`.
        """
        household.lock()
        if household.status not in Household.STANDING:
            raise WrongState(
                f"{household} is now “{household.get_status_display().lower()}”. "
                "Terms begin when panel has agreed and the carer agreement is signed."
            )
        terms = cls.put_down(scheme=household.scheme, household=household, by=by, **fields)
        for what, due_on in actions:
            RequiredAction.add_required_action(household=household, what=what, due_on=due_on, by=by)
        return terms

    @transaction.atomic
    def correct_terms(self, *, why, by, **fields) -> "Terms":
        """Put terms right that were written down wrongly. Undo: correct them back.

        Whether approval stands is said by acts of their own: raises `WrongState` where no terms would be left, or
        where ended ones would hold again.
        """
        household = self.household
        household.lock()
        held, stands = household.has_terms_from(clock.today()), household.status in Household.STANDING
        terms = self.correct(why=why, by=by, **fields)
        holds = household.has_terms_from(clock.today())
        if held and stands and not holds:
            raise WrongState(
                "With this end no terms would hold any more. To end approval use “End approval”: it asks for the day."
            )
        if holds and not held and not stands:
            raise WrongState(
                f"{household} is now “{household.get_status_display().lower()}”, so its terms stay ended. "
                "Who comes back applies again."
            )
        return terms


class RequiredActionQuerySet(SchemeQuerySet):
    def open(self):
        """Those still to be done."""
        return self.filter(done_on__isnull=True, is_called_off=False)


class RequiredAction(Kept):
    """Something a household must do as part of its terms, by a day: a course, a ramp, a second visit."""

    FOLDERS = ("household__folder",)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="required_actions", editable=False)
    what = models.CharField(max_length=200)
    due_on = models.DateField("by")
    done_on = models.DateField(null=True, blank=True)
    how = models.CharField("what was done", max_length=300, blank=True)
    is_called_off = models.BooleanField("not needed any more", default=False)

    objects = RequiredActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and not self.is_called_off

    @classmethod
    def add_required_action(cls, *, household, what, due_on, by) -> "RequiredAction":
        """Ask a household to do something by a day, as part of its terms. Undo: call it off."""
        return cls.add(scheme=household.scheme, household=household, what=what, due_on=due_on, by=by, why="Asked for")

    @transaction.atomic
    def finish(self, *, done_on, how, by) -> None:
        """It was done. Undo: none needed; ask for it again."""
        self._must_be_open()
        self.save_edit({"done_on": done_on, "how": how}, version=None, by=by, why="Done")

    @transaction.atomic
    def call_off(self, *, why, by) -> None:
        """It is not needed any more. Undo: ask for it again."""
        self._must_be_open()
        self.save_edit({"is_called_off": True}, version=None, by=by, why=why)

    def _must_be_open(self) -> None:
        self.lock()
        if self.done_on:
            raise WrongState(f"This was done on {self.done_on:%-d %B %Y} already.")
        if self.is_called_off:
            raise WrongState("This was called off already. Ask for it again if it is needed.")


def terms_on(terms, on):
    """Which of a household's terms hold on a day: the latest to have begun, unless they have ended; or None.

    Earlier terms never come back when later ones end: the later ones took over.
    """
    newest = max((t for t in terms if t.from_on <= on), key=lambda t: (t.from_on, t.pk), default=None)
    return newest if newest and (newest.until_on is None or newest.until_on > on) else None
