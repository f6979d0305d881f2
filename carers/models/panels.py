"""Panel: the meeting, who sits, what each declared, what was said about each item, and what was decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from carers.models.applications import Application
from carers.models.assessment import ReportVersion
from carers.models.households import Household
from schemes import clock
from schemes.models import Kept, Record, SchemeQuerySet, StaffMember, WrongState, rows_visible_to
from schemes.vocabulary import ArrangementType


def only_sits(actor) -> bool:
    """Whether somebody sees of panel only what they sit in, and nothing else of the scheme."""
    return actor is not None and not actor.is_link and not actor.is_job and actor.may("panel.see")


class MeetingQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        """Officers and managers see the meetings of their scheme; a panel member those they were asked to."""
        if only_sits(actor):
            return self.filter(scheme=actor.scheme, seats__member=actor.staff_id)
        return self.filter(rows_visible_to(actor))


class PanelMeeting(Kept):
    """One meeting of the approval panel: when, where, how many must sit, and its minutes."""

    held_on = models.DateField("date")
    start_time = models.TimeField("time", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField("members who must be there")
    minutes = models.TextField("general minutes", max_length=20000, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=20), name="a_quorum_is_1_to_20")]

    def __str__(self):
        return f"Panel on {self.held_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("panel-meeting", args=[self.pk])

    @property
    def present(self):
        """Seats of those who are there."""
        return self.seats.filter(attendance=PanelSeat.Attendance.PRESENT)

    @property
    def is_quorate(self) -> bool:
        """Whether enough members sit."""
        return self.present.count() >= self.quorum


class PanelSeat(Kept):
    """One member of staff or independent member asked to one meeting: their part in it, and whether they come."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"
        LIVED = "lived", "Member with lived experience"
        CARER = "carer", "Shared Lives carer"

    class Attendance(models.TextChoices):
        EXPECTED = "expected", "Asked"
        PRESENT = "present", "There"
        APOLOGIES = "apologies", "Apologies"

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="seats", editable=False)
    member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="panel_seats")
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.MEMBER)
    attendance = models.CharField(max_length=10, choices=Attendance.choices, default=Attendance.EXPECTED)

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_seat_per_member"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(part="chair"), name="one_chair_per_meeting"),
        ]

    def __str__(self):
        return str(self.member)


class ItemQuerySet(SchemeQuerySet):
    def visible_to(self, actor):
        """Officers and managers see those of open folders; a panel member those of the meetings they sit in."""
        if only_sits(actor):
            return self.filter(scheme=actor.scheme, meeting__seats__member=actor.staff_id)
        return super().visible_to(actor)


class PanelItem(Kept):
    """Something panel is asked: a new approval, changed terms, a first year, a concern, de-registration, an appeal."""

    FOLDERS = ("household__folder", "application__folder")

    class Kind(models.TextChoices):
        APPROVAL = "approval", "New approval"
        TERMS = "terms", "Change of terms"
        FIRST_YEAR = "first_year", "First-year review"
        CONCERN = "concern", "Concern"
        DEREGISTER = "deregister", "De-registration"
        APPEAL = "appeal", "Appeal"

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="panel_items", editable=False)
    application = models.ForeignKey(
        Application, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="panel_items"
    )
    report = models.ForeignKey(
        ReportVersion, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="panel_items"
    )
    asks = models.TextField("what panel is asked", max_length=6000)
    people_limit = models.PositiveSmallIntegerField("most people at once", null=True, blank=True)
    types = ArrayField(
        models.CharField(max_length=16, choices=ArrangementType.choices), default=list, blank=True,
        verbose_name="kinds of arrangement",
    )  # fmt: skip
    minutes = models.TextField("what was said", max_length=20000, blank=True)
    is_withdrawn = models.BooleanField("taken off the list", default=False)
    follows = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="followed_by"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "household", "kind"], condition=Q(is_withdrawn=False), name="one_item_per_question"
            ),
            models.CheckConstraint(
                condition=~Q(kind="approval") | Q(application__isnull=False), name="an_approval_has_an_application"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.household.name}"

    def get_absolute_url(self):
        return reverse("panel-item", args=[self.pk])

    def declared(self) -> dict[int, "Interest"]:
        """What each seat has declared about this item, as it stands."""
        return {row.seat_id: row for row in self.interests.standing()}


class Interest(Record):
    """What one member declared about one item before its papers opened: no interest, or which."""

    FOLDERS = ("item__household__folder",)

    item = models.ForeignKey(PanelItem, on_delete=models.PROTECT, related_name="interests")
    seat = models.ForeignKey(PanelSeat, on_delete=models.PROTECT, related_name="interests")
    has_interest = models.BooleanField()
    what = models.TextField("which", max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"], condition=Q(replaced_by__isnull=True), name="one_standing_interest_per_seat"
            ),
            models.CheckConstraint(condition=Q(has_interest=False) | ~Q(what=""), name="an_interest_says_what_it_is"),
        ]


class PanelOutcome(Record):
    """What panel recommends or decides about an item, or what the decision maker then decides; with reasons.

    The database refuses one without quorum, while somebody present has not declared, or by somebody with an interest.
    """

    FOLDERS = ("item__household__folder",)

    class Stage(models.TextChoices):
        RECOMMENDATION = "recommendation", "Panel recommends"
        DECISION = "decision", "Decision"

    class Outcome(models.TextChoices):
        APPROVE = "approve", "Approve"
        CONDITIONS = "conditions", "Approve with conditions"
        DEFER = "defer", "Defer"
        NOT_APPROVE = "not_approve", "Not approve"

    AGREES = (Outcome.APPROVE, Outcome.CONDITIONS)

    item = models.ForeignKey(PanelItem, on_delete=models.PROTECT, related_name="outcomes")
    stage = models.CharField(max_length=14, choices=Stage.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reasons = models.TextField(max_length=8000)
    conditions = models.TextField(max_length=4000, blank=True)
    back_on = models.DateField("back to panel by", null=True, blank=True)
    decided_by = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="decided by"
    )
    terms_agreed = models.JSONField(
        "terms", default=dict, blank=True, help_text="What terms will say once the agreement is signed; days as text."
    )
    told_on = models.DateField("told the household", null=True, blank=True)
    appeal_by_on = models.DateField("appeal by", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "stage"], condition=Q(replaced_by__isnull=True), name="one_standing_outcome_per_stage"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="conditions") | ~Q(conditions=""), name="conditions_are_written_down"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="defer") | Q(back_on__isnull=False), name="a_deferred_item_comes_back"
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()

    @property
    def agrees(self) -> bool:
        """Whether it says yes, with or without conditions."""
        return self.outcome in self.AGREES


class Appeal(Kept):
    """A household asks that a decision be heard again, by people who did not sit the first time."""

    FOLDERS = ("household__folder",)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="appeals", editable=False)
    outcome = models.OneToOneField(PanelOutcome, on_delete=models.PROTECT, related_name="appeal", editable=False)
    asked_on = models.DateField("asked on")
    why = models.TextField("what they say", max_length=6000)
    hear_by_on = models.DateField("to be heard by")
    item = models.OneToOneField(
        PanelItem, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="appeal"
    )
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ending = models.CharField(
        max_length=10, blank=True, editable=False,
        choices=[("upheld", "Upheld"), ("dismissed", "Not upheld"), ("withdrawn", "Withdrawn")],
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
                name="an_ended_appeal_says_how",
            )
        ]

    def __str__(self):
        return f"Appeal of {self.household.name}"


@transaction.atomic
def hold_meeting(*, scheme, held_on, quorum, by, members=(), **fields) -> PanelMeeting:
    """Call a meeting and ask members to it: `members` is [(staff member, part)]. Undo: edit it, or take members off."""
    meeting = PanelMeeting.add(scheme=scheme, held_on=held_on, quorum=quorum, by=by, why="Called", **fields)
    for member, part in members:
        PanelSeat.add(scheme=scheme, meeting=meeting, member=member, part=part, by=by, why="Asked to panel")
    return meeting


@transaction.atomic
def list_item(*, meeting, kind, household, by, **fields) -> PanelItem:
    """Put something on a meeting's list, each question once. Undo: take it off the list."""
    meeting.lock()
    if meeting.closed_on:
        raise WrongState(f"{meeting} is closed; choose a later meeting.")
    if meeting.items.filter(household=household, kind=kind, is_withdrawn=False).exists():
        raise WrongState(f"{meeting} has this on its list already: choose another meeting.")
    last = meeting.items.order_by("-position").values_list("position", flat=True).first() or 0
    return PanelItem.add(
        scheme=meeting.scheme, meeting=meeting, kind=kind, household=household, position=last + 1, by=by,
        why="Put on the list", **fields,
    )  # fmt: skip


def declare_interest(*, item, seat, has_interest, by, what="") -> Interest:
    """A member says whether they have an interest in an item, before its papers open. Undo: declare again."""
    standing = item.interests.standing().filter(seat=seat).first()
    if standing:
        return standing.correct(why="Declared again", has_interest=has_interest, what=what, by=by)
    return Interest.put_down(
        scheme=item.scheme, item=item, seat=seat, has_interest=has_interest, what=what, happened_on=clock.today(),
        by=by,
    )  # fmt: skip
