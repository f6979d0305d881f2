"""Where a household stands: stepping back for a while, suspended, leaving; dated rows, so that any day can be asked."""

from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import F, Q

from carers.models.agreements import OfHousehold
from carers.models.facts import AheadQuerySet
from carers.models.households import Household
from carers.models.panels import Appeal
from carers.models.terms import Terms
from schemes import clock
from schemes.models import WrongState


class PauseQuerySet(AheadQuerySet):
    def on_day(self, on):
        """Those that hold on a day."""
        return self.standing().filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)


class Pause(OfHousehold):
    """Nobody new comes while it lasts: the household steps back for a while, or is suspended. Nobody's home ends by it.

    `until_on` is the first day it no longer holds; `expected_until_on` is a hope, and falls due.
    """

    class Kind(models.TextChoices):
        STEPPED_BACK = "stepped_back", "Stepping back for a while"
        SUSPENDED = "suspended", "Not taking anybody new now"

    class Payments(models.TextChoices):
        GO_ON = "go_on", "Payments go on as before"
        PART = "part", "Part of the payments goes on"
        STOP = "stop", "Payments stop"
        NOT_DECIDED = "not_decided", "Not decided yet"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    expected_until_on = models.DateField("expected until", null=True, blank=True)
    why = models.TextField(max_length=4000)
    payments = models.CharField("what happens to payments", max_length=12, choices=Payments.choices, blank=True)
    payments_why = models.TextField("who decided that, and why", max_length=2000, blank=True)
    is_called_off = models.BooleanField(default=False)

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="a_pause_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(kind="suspended") | ~Q(payments=""), name="a_suspension_says_what_is_paid"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until_on__isnull=True, replaced_by__isnull=True, is_called_off=False),
                name="one_open_pause_per_household",
            ),
        ]


class Leaving(OfHousehold):
    """Notice that approval will end: the carer retires or stops, or the scheme de-registers. `happened_on`: when given.

    Approval ends by a separate act; nobody's home ends by this.
    """

    class Kind(models.TextChoices):
        RETIRING = "retiring", "Retiring"
        STOPPING = "stopping", "Stopping for another reason"
        DEREGISTERED = "deregistered", "The scheme de-registers"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="leavings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ends_on = models.DateField("approval to end on")
    why = models.TextField(max_length=4000, blank=True)
    appeal_by_on = models.DateField("may appeal until", null=True, blank=True)
    outcome = models.ForeignKey(
        "carers.PanelOutcome", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="leavings"
    )
    without_panel_because = models.TextField("why panel was not asked", max_length=2000, blank=True)
    is_called_off = models.BooleanField(default=False)

    objects = AheadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("happened_on")), name="notice_comes_before_the_end"),
            models.CheckConstraint(
                condition=~Q(kind="deregistered") | Q(appeal_by_on__isnull=False),
                name="deregistration_names_the_appeal_day",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(replaced_by__isnull=True, is_called_off=False),
                name="one_standing_notice_per_household",
            ),
        ]


# --- the verbs: each locks the household, writes its dated row, and moves it -------------------------------------


def _pause(household, kind, *, by, from_on, why, **fields) -> Pause:
    """A new pause; an open one of the other kind ends where this begins."""
    open_now = Pause.objects.standing().filter(household=household, until_on__isnull=True).first()
    if open_now:
        open_now.correct(why=why, until_on=max(from_on, open_now.from_on), by=by)
    return Pause.put_down(
        scheme=household.scheme, household=household, kind=kind, from_on=from_on, why=why, happened_on=clock.today(),
        by=by, **fields,
    )  # fmt: skip


@transaction.atomic
def step_back(household, *, by, from_on, why, expected_until_on=None) -> Pause:
    """The household takes nobody new for a while; who lives there stays. Undo: `come_back`."""
    household.lock()
    if household.status == Household.Status.SUSPENDED:
        raise WrongState(
            f"{household} takes nobody new now, and only a manager ends that. They can step back after it."
        )
    household.move(Household.Status.STEPPED_BACK, by=by, why=why)
    return _pause(
        household, Pause.Kind.STEPPED_BACK, by=by, from_on=from_on, why=why, expected_until_on=expected_until_on
    )


@transaction.atomic
def suspend(household, *, by, why, payments, payments_why="", from_on=None, expected_until_on=None) -> Pause:
    """Nobody new comes while something is looked into, and it is decided what is paid. Nobody's home ends by it.

    A household that is suspended already keeps the suspension it has. Undo: `come_back`.
    """
    household.lock()
    if household.status == Household.Status.SUSPENDED:
        return Pause.objects.standing().get(household=household, until_on__isnull=True)
    household.move(Household.Status.SUSPENDED, by=by, why=why)
    return _pause(
        household, Pause.Kind.SUSPENDED, by=by, from_on=from_on or clock.today(), why=why, payments=payments,
        payments_why=payments_why, expected_until_on=expected_until_on,
    )  # fmt: skip


@transaction.atomic
def come_back(household, *, by, on, why) -> None:
    """It may take people again from a day: stepping back or a suspension is over. Undo: step back or suspend again."""
    household.lock()
    if household.status not in (Household.Status.STEPPED_BACK, Household.Status.SUSPENDED):
        raise WrongState(f"{household} is now “{household.get_status_display().lower()}”, so this was not done.")
    open_now = Pause.objects.standing().filter(household=household, until_on__isnull=True).first()
    if open_now:
        open_now.correct(why=why, until_on=max(on, open_now.from_on), by=by)
    leaving = Leaving.objects.standing().filter(household=household).exists()
    household.move(Household.Status.APPROVED, by=by, why=why)
    if leaving:
        household.move(Household.Status.LEAVING, by=by, why="Notice was given before")


@transaction.atomic
def give_notice(household, *, by, kind, given_on, ends_on, why="", **fields) -> Leaving:
    """Notice that approval will end on a day: from the household, or from the scheme. Undo: `call_off_notice`.

    One that steps back or is suspended stays so: the notice is a dated row beside it. `fields`: for a de-registration
    the appeal day, and panel's decision or why there is none.
    """
    household.lock()
    standing = Leaving.objects.standing().filter(household=household).first()
    if household.status in Household.STANDING and standing:
        raise WrongState(f"Notice stands already, for {standing.ends_on:%-d %B %Y}. Call it off first.")
    if household.status not in (Household.Status.STEPPED_BACK, Household.Status.SUSPENDED):
        household.move(Household.Status.LEAVING, by=by, why=why or dict(Leaving.Kind.choices)[kind])
    return Leaving.put_down(
        scheme=household.scheme, household=household, kind=kind, ends_on=ends_on, why=why, happened_on=given_on, by=by,
        **fields,
    )  # fmt: skip


@transaction.atomic
def call_off_notice(household, *, by, why) -> None:
    """They stay after all. Undo: give notice again."""
    household.lock()
    notice = Leaving.objects.standing().filter(household=household).first()
    if notice is None or household.status not in Household.STANDING:
        raise WrongState(f"No notice stands for {household}, so there is nothing to call off.")
    if household.status == Household.Status.LEAVING:
        household.move(Household.Status.APPROVED, by=by, why=why)
    notice.correct(why=why, is_called_off=True, by=by)


def _must_be_heard(household, on: date) -> None:
    """Approval the scheme takes away ends when they have said, or could have said, that they appeal."""
    if Appeal.objects.filter(household=household, ended_on__isnull=True).exists():
        raise WrongState("An appeal is being heard. Approval can end when it is over.")
    notice = Leaving.objects.standing().filter(household=household, kind=Leaving.Kind.DEREGISTERED).first()
    if notice and on < notice.appeal_by_on:
        raise WrongState(f"They may appeal until {notice.appeal_by_on:%-d %B %Y}. Approval can end on that day.")


@transaction.atomic
def end_approval(household, *, by, on: date, why) -> None:
    """Approval ends on a day: the terms end with it. Nobody's home ends by it. Undo: they apply again.

    Terms that begin later are called off by ending them the day after they begin.
    """
    household.lock()
    _must_be_heard(household, on)
    household.move(Household.Status.ENDED, by=by, why=why)
    open_now = Pause.objects.standing().filter(household=household, until_on__isnull=True).first()
    if open_now:
        open_now.correct(why=why, until_on=max(on, open_now.from_on), by=by)
    running = Terms.objects.in_force(on).filter(household=household).first()
    if running and running.from_on < on:
        running.correct(why=why, until_on=on, by=by)
    for later in Terms.objects.standing().filter(household=household, from_on__gte=on):
        later.correct(why=why, until_on=later.from_on + timedelta(days=1), by=by)
