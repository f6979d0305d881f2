"""Stays: who takes a place in which home, on which days. The last place cannot be given twice: the database refuses."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import IntegrityError, models, transaction
from django.db.models import F, Func, Q

from carers.models import Home
from referrals.models import Person
from schemes.models import Kept, SchemeQuerySet
from schemes.vocabulary import ArrangementType


class NoPlace(Exception):
    """The home has no place on one of these days, or the person already lives somewhere else; the text says which."""


class DaysOf(Func):
    """The days from one date up to another, the second not included; open where it is empty."""

    function = "DATERANGE"
    output_field = DateRangeField()


class StayQuerySet(SchemeQuerySet):
    def counted(self):
        """Those that take a place."""
        return self.filter(is_released=False)

    def on_day(self, day):
        """Those that take a place on a day."""
        return self.counted().filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class Stay(Kept):
    """One place in one home from a day on, up to but not including another; without an end it is open."""

    FOLDERS = ("arrangement__folder", "person__folder")

    class Kind(models.TextChoices):
        LIVE_IN = "live_in", "Lives here"
        SHORT_BREAK = "short_break", "Short break"
        EMERGENCY = "emergency", "Emergency stay"
        DAY = "day", "Day support"
        INTRODUCTION = "introduction", "Overnight introduction"
        OTHER_SCHEME = "other_scheme", "Guest of another scheme"

    # Why the history says an ending changed a stay; by these the ending finds what it must set back.
    FINISHED, GIVEN_BACK = "The stay ended", "The arrangement ended before this"

    KIND_OF = {
        ArrangementType.LIVE_IN: Kind.LIVE_IN,
        ArrangementType.SHORT_BREAKS: Kind.SHORT_BREAK,
        ArrangementType.DAY_SUPPORT: Kind.DAY,
        ArrangementType.EMERGENCY: Kind.EMERGENCY,
    }

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="stays", editable=False)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="stays", editable=False
    )
    arrangement = models.ForeignKey(
        "arrangements.Arrangement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stays",
        editable=False,
    )
    kind = models.CharField(max_length=16, choices=Kind.choices, editable=False)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    is_released = models.BooleanField("given back", default=False)

    objects = StayQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["home", "from_on"], condition=Q(is_released=False), name="stays_that_count")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="a_stay_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="nobody_lives_in_two_homes",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (DaysOf(F("from_on"), F("until_on"), RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind="live_in", is_released=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} from {self.from_on:%-d %B %Y}"

    @classmethod
    def take(cls, *, home, kind, from_on, until_on, by, person=None, arrangement=None) -> "Stay":
        """Take a place in a home, or raise `NoPlace` saying why not. Undo: `release`."""
        return cls._asking_the_database(
            lambda: cls.add(
                scheme=home.scheme,
                home=home,
                person=person,
                arrangement=arrangement,
                kind=kind,
                from_on=from_on,
                until_on=until_on,
                by=by,
                why="Place taken",
            )
        )

    @staticmethod
    def _asking_the_database(act):
        """Do it in a transaction of its own, and turn the database's refusal into plain words."""
        try:
            with transaction.atomic():
                return act()
        except IntegrityError as refusal:
            diagnosis = getattr(refusal.__cause__, "diag", None)
            name = diagnosis.constraint_name if diagnosis else ""
            if name == "no_home_over_its_limit":
                raise NoPlace(diagnosis.message_primary) from refusal
            if name == "nobody_lives_in_two_homes":
                raise NoPlace("They already live in another Shared Lives home on some of these days.") from refusal
            raise

    def finish(self, *, on, by) -> None:
        """The stay ends on a day; a break that had not begun is given back. Undo: `set_back`."""
        if self.from_on > on:
            self.release(by=by, why=self.GIVEN_BACK)
        elif self.until_on is None or self.until_on > on:
            self.save_edit({"until_on": on}, version=None, by=by, why=self.FINISHED)

    def set_back(self, *, by, why) -> None:
        """As it was before the arrangement ended, if the ending changed it. Undo: `finish`.

        Raises `NoPlace` when the place was given to somebody else meanwhile.
        """
        self.lock()
        latest, *earlier = self.history.order_by("-history_id")[:2]
        if not earlier or latest.history_change_reason not in (self.FINISHED, self.GIVEN_BACK):
            return
        before = {name: getattr(earlier[0], name) for name in ("until_on", "is_released")}
        self._asking_the_database(lambda: self.save_edit(before, version=None, by=by, why=why))

    def move_to(self, home, *, on, by) -> "Stay":
        """The same place in another home from a day on; a stay that had not begun moves whole. Undo: move it back.

        Raises `NoPlace` when the other home has none.
        """
        until_on, from_on = self.until_on, max(on, self.from_on)
        if self.from_on >= on:
            self.release(by=by, why="Moved house")
        else:
            self.save_edit({"until_on": on}, version=None, by=by, why="Moved house")
        return Stay.take(
            home=home, kind=self.kind, from_on=from_on, until_on=until_on, person=self.person,
            arrangement=self.arrangement, by=by,
        )  # fmt: skip

    def release(self, *, by, why) -> None:
        """Give the place back as if it had never been taken. Undo: take it again."""
        self.save_edit({"is_released": True}, version=None, by=by, why=why)
