"""Applications: from a first enquiry to a signed agreement, and why some people do not go on."""

from itertools import product

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from carers.models.closings import Closing
from carers.models.homes import Home
from carers.models.households import Household
from carers.models.members import Member
from carers.models.stages import StageName
from schemes import clock
from schemes.models import Case, Move, SchemeQuerySet, WrongState
from schemes.places import sector_of
from schemes.roles import Role

# The named job that acts for whoever fills in the public form.
ENQUIRY_FORM = "enquiry form"


class ApplicationQuerySet(SchemeQuerySet):
    def open(self):
        """Those somebody is still working on."""
        return self.filter(status__in=Application.OPEN)

    def with_labels(self):
        """Each with the words for where it stands, so that a list asks once: the scheme's own, or those of its end."""
        own = StageName.objects.filter(scheme=OuterRef("scheme"), status=OuterRef("status")).values("label")[:1]
        ended = Move.objects.standing().filter(folder=OuterRef("folder"), to_status=OuterRef("status"))
        return self.annotate(
            own_label=Subquery(own),
            end_label=Subquery(ended.order_by("-id").values("to_label")[:1]),
            labelled_for=F("status"),
        )


class Application(Case):
    """One household asks to become Shared Lives carers. It begins as an enquiry and ends active, or closed with why."""

    FOLDERS = ("folder", "household__folder")
    KIND = "application"

    class Status(models.TextChoices):
        ENQUIRY = "enquiry", "Enquiry"
        TALKING = "talking", "Talking"
        APPLYING = "applying", "Applying"
        ASSESSING = "assessing", "Being assessed"
        SHARED = "shared", "Report with the applicant"
        PANEL = "panel", "Ready for panel"
        DEFERRED = "deferred", "Deferred"
        DECIDING = "deciding", "With the decision maker"
        AGREEING = "agreeing", "Approved, agreement to sign"
        ACTIVE = "active", "Active"
        ON_HOLD = "on_hold", "On hold"
        NOT_APPROVED = "not_approved", "Not approved"
        CLOSED = "closed", "Not going on"

    # The order of the pipeline's columns.
    STAGES = [
        Status.ENQUIRY,
        Status.TALKING,
        Status.APPLYING,
        Status.ASSESSING,
        Status.SHARED,
        Status.PANEL,
        Status.DEFERRED,
        Status.DECIDING,
        Status.AGREEING,
    ]
    OPEN = [*STAGES, Status.ON_HOLD]
    ENDED = [Status.ACTIVE, Status.NOT_APPROVED, Status.CLOSED]
    # A scheme may do without these; the case then goes from the one before to the one after.
    OPTIONAL = {Status.TALKING, Status.SHARED, Status.DECIDING}
    # Nobody is approved, deferred or turned down but by an outcome written down for panel (`record_outcome`).
    BY_OUTCOME = {Status.DEFERRED, Status.DECIDING, Status.AGREEING, Status.NOT_APPROVED}
    TONES = {
        Status.ENQUIRY: "blue",
        Status.TALKING: "teal",
        Status.APPLYING: "teal",
        Status.ASSESSING: "purple",
        Status.SHARED: "yellow",
        Status.PANEL: "magenta",
        Status.DEFERRED: "orange",
        Status.DECIDING: "magenta",
        Status.AGREEING: "green",
        Status.ACTIVE: "green",
        Status.ON_HOLD: "orange",
    }
    _leave = {Status.CLOSED, Status.ON_HOLD}
    MOVES = {
        Status.ENQUIRY: {Status.TALKING, Status.APPLYING} | _leave,
        Status.TALKING: {Status.APPLYING} | _leave,
        Status.APPLYING: {Status.ASSESSING} | _leave,
        Status.ASSESSING: {Status.SHARED, Status.PANEL} | _leave,
        Status.SHARED: {Status.ASSESSING, Status.PANEL} | _leave,
        Status.PANEL: {
            Status.ASSESSING, Status.DEFERRED, Status.DECIDING, Status.AGREEING, Status.NOT_APPROVED,
        } | _leave,
        Status.DEFERRED: {Status.ASSESSING, Status.PANEL} | _leave,
        Status.DECIDING: {Status.DEFERRED, Status.AGREEING, Status.NOT_APPROVED} | _leave,
        Status.AGREEING: {Status.ACTIVE} | _leave,
        Status.ON_HOLD: {*STAGES, Status.CLOSED},
        Status.ACTIVE: set(),
        # An appeal that is upheld brings it before panel again.
        Status.NOT_APPROVED: {Status.PANEL},
        Status.CLOSED: set(),
    }  # fmt: skip
    MAY_BE_PUT_BACK = {
        (Status.ENQUIRY, Status.TALKING),
        (Status.ENQUIRY, Status.APPLYING),
        (Status.TALKING, Status.APPLYING),
        (Status.APPLYING, Status.ASSESSING),
        (Status.ASSESSING, Status.SHARED),
        (Status.ASSESSING, Status.PANEL),
        (Status.SHARED, Status.PANEL),
    } | set(product(OPEN, [Status.CLOSED, Status.ON_HOLD]))

    class Source(models.TextChoices):
        WEBSITE = "website", "Our website or a search"
        CAMPAIGN = "campaign", "An advert or campaign"
        EVENT = "event", "An event or stall"
        CARER = "carer", "A Shared Lives carer told me"
        WORKER = "worker", "Somebody at work told me"
        PRESS = "press", "News, radio or television"
        FOSTERING = "fostering", "I foster, or have fostered"
        OTHER = "other", "Another way"

    status = models.CharField(max_length=16, choices=Status.choices, editable=False)
    step = models.CharField(max_length=80, blank=True, editable=False)
    since_on = models.DateField("in this stage since", editable=False)
    household = models.ForeignKey(
        Household, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="applications"
    )
    name = models.CharField(max_length=120, help_text="How staff say it: “A Hall”, “P and L Green”.")
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    sector = models.CharField("postcode sector", max_length=8, blank=True, editable=False)
    why_us = models.TextField("why they ask, in their own words", max_length=4000, blank=True)
    has_room = models.BooleanField("has a spare bedroom", null=True, blank=True)
    reach = models.CharField("best way and time to reach them", max_length=200, blank=True)
    source = models.CharField("how they heard", max_length=12, choices=Source.choices, default=Source.OTHER)
    source_detail = models.CharField("which one, or who", max_length=160, blank=True)
    campaign = models.ForeignKey(
        "carers.Campaign", null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    came_by = models.CharField(
        max_length=8, choices=[("form", "Public form"), ("staff", "Written down by staff")], default="staff"
    )
    wake_on = models.DateField("on hold until", null=True, blank=True)
    held_from = models.CharField(max_length=16, blank=True, editable=False)
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="joined",
        verbose_name="goes on together with",
    )  # fmt: skip
    closed_on = models.DateField(null=True, blank=True, editable=False)
    is_historical = models.BooleanField("from before this system; left out of durations", default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["scheme", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="on_hold", wake_on__isnull=False) | (~Q(status="on_hold") & Q(wake_on__isnull=True)),
                name="an_application_on_hold_wakes_up",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "not_approved", "closed"], closed_on__isnull=False)
                | (~Q(status__in=["active", "not_approved", "closed"]) & Q(closed_on__isnull=True)),
                name="a_closed_application_says_when",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=~Q(status__in=["active", "not_approved", "closed"]),
                name="one_open_application_per_household",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["enquiry", "talking", "on_hold", "closed"]) | Q(household__isnull=False),
                name="whoever_applies_has_a_household",
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | (Q(status="closed") & ~Q(joined_to=F("id"))),
                name="whoever_goes_on_with_another_is_closed",
            ),
        ]

    def __str__(self):
        return f"{self.reference} of {self.name}"

    def save(self, *args, **kwargs):
        self.sector = (sector_of(self.postcode) or "") if self.postcode else ""
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("application", args=[self.pk])

    # --- the scheme's own words for the stages; what may follow what is the code's ------------------------------

    def labels(self) -> dict:
        """What this scheme calls each stage today; a move keeps the words of its day."""
        return StageName.labels(self.scheme_id)

    def get_status_display(self) -> str:
        """Where it stands in the scheme's own words; where it ended, in the words of that day."""
        is_ended = self.status in self.ENDED
        if getattr(self, "labelled_for", None) == self.status:
            said = self.end_label if is_ended else self.own_label
        elif is_ended:
            ends = Move.objects.standing().filter(folder=self.folder_id, to_status=self.status)
            said = ends.order_by("-id").values_list("to_label", flat=True).first()
        else:
            said = self.labels()[self.status]
        return said or str(self.Status(self.status).label)

    def write_move(self, from_status, to_status, *, by, why="", is_put_back=False):
        """As every case, in this scheme's own words."""
        words = self.labels()
        return super().write_move(
            from_status, to_status, by=by, why=why, is_put_back=is_put_back,
            from_label=words.get(from_status, ""), to_label=words[to_status],
        )  # fmt: skip

    # --- verbs ---------------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def enquire(cls, *, scheme, by, on=None, **fields) -> "Application":
        """Somebody asks about becoming a Shared Lives carer. Undo: close it, saying why."""
        on = on or clock.today()
        fields.setdefault("name", fields.get("full_name", ""))
        return cls.open(scheme=scheme, status=cls.Status.ENQUIRY, on=on, since_on=on, by=by, **fields)

    def may_go_to(self) -> list[str]:
        """The stages it may go on to from here by `go_on`, those the scheme switched off left out."""
        reached_otherwise = {*self.BY_OUTCOME, *self.ENDED, self.Status.ON_HOLD}
        if self.status == self.Status.ON_HOLD or not self.is_open:
            return []
        if self.household_id is None:
            reached_otherwise.add(self.Status.APPLYING)
        allowed = self.MOVES[self.status] - reached_otherwise - StageName.switched_off(self.scheme_id)
        return [stage for stage in self.STAGES if stage in allowed]

    @transaction.atomic
    def go_on(self, to, *, by, why="", **changes) -> None:
        """Move to the next stage. Undo: `put_back`, or the move that leads back.

        What only panel can bring about is refused here; so is a stage that needs a household before there is one.
        """
        if to in self.BY_OUTCOME or to in (self.Status.ACTIVE, self.Status.CLOSED, self.Status.ON_HOLD):
            raise WrongState("This stage is reached by another act: an outcome of panel, an agreement, or closing.")
        self.lock()
        if self.household_id is None and to not in (self.Status.ENQUIRY, self.Status.TALKING):
            raise WrongState(f"{self} has no household yet: invite them to apply first.")
        if to in StageName.switched_off(self.scheme_id):
            raise WrongState(f"This scheme does without “{self.labels()[to].lower()}”.")
        self._move(to, by=by, why=why, **changes)
        self.take_on(by=by)

    def take_on(self, *, by) -> None:
        """Whoever works on what nobody holds, holds it from then on: nobody's Today would ask after it otherwise.

        Undo: hand it to somebody.
        """
        if self.officer_id is None and by.role in (Role.OFFICER, Role.MANAGER):
            self.hand_to(by.staff, by=by, why="Took it on")

    def take_outcome(self, to, *, by, why="") -> None:
        """What panel or the decision maker said moves it; called by the outcome's own act. Undo: an appeal."""
        self._move(to, by=by, why=why)

    def _move(self, to, *, by, why="", **changes) -> None:
        if self.status == self.Status.ON_HOLD and "wake_on" not in changes:
            raise WrongState(f"{self} is on hold: take it off hold first.")
        ended = to in self.ENDED
        changes = {"since_on": clock.today(), "step": "", "closed_on": clock.today() if ended else None} | changes
        self.move(to, by=by, why=why, **changes)

    @transaction.atomic
    def begin_application(self, *, members, home, by, name="", why="", household=None) -> Household:
        """They apply: the household begins, with who lives there and where. Undo: a manager puts it back.

        `members` and `home` are dicts of fields. A household that came back keeps its folder (`household` given), and
        who is named again is not written down twice.
        """
        self.lock()
        self.take_on(by=by)
        household = self.household or household
        if household is None:
            household = Household.begin(
                scheme=self.scheme, name=name or self.name, home=Home.add(scheme=self.scheme, by=by, **home),
                officer=self.officer, by=by,
            )  # fmt: skip
        elif household.pk != self.household_id:
            self._take_up(household, by=by)
        there = {known.full_name.casefold() for known in household.members.filter(left_on__isnull=True)}
        for fields in members:
            if fields["full_name"].casefold() not in there:
                Member.add(scheme=self.scheme, household=household, by=by, **({"joined_on": clock.today()} | fields))
        self._move(self.Status.APPLYING, by=by, why=why or "Invited to apply", household=household)
        return household

    def _take_up(self, household, *, by) -> None:
        """A household that was here before applies again; one that applies, or is approved, cannot."""
        household.lock()
        other = household.applications.open().exclude(pk=self.pk).select_related("folder").first()
        if other is not None:
            raise WrongState(
                f"{household} applies already, in {other.reference}. Add the person there, and close this enquiry."
            )
        if household.status in household.STANDING:
            raise WrongState(f"{household} is approved already: change its terms instead.")
        household.apply_again(by=by, why=f"Applies again in {self.reference}")

    @transaction.atomic
    def take_step(self, step: str, *, by) -> None:
        """Say which of the scheme's own steps of this stage it is at. Undo: choose the step before."""
        self.lock()
        if step and step not in StageName.steps_of(self.scheme_id).get(self.status, []):
            raise WrongState(f"“{step}” is no step of “{self.get_status_display().lower()}” here.")
        self.save_edit({"step": step}, version=None, by=by, why=f"Step: {step or 'none'}")

    @transaction.atomic
    def hand_to(self, officer, *, by, why="") -> None:
        """Give it to another officer, with the household that applies. Undo: hand it back."""
        self.save_edit({"officer": officer}, version=None, by=by, why=why or f"Handed to {officer or 'nobody for now'}")
        if self.household_id and self.household.is_applying:
            self.household.hand_to(officer, by=by, why=why)

    @transaction.atomic
    def hold(self, *, until, why, by) -> None:
        """Put it on hold, with why and until when. Undo: `resume`."""
        self.lock()
        self._move(self.Status.ON_HOLD, by=by, why=why, wake_on=until, held_from=self.status, step=self.step)

    @transaction.atomic
    def resume(self, *, by, why="") -> None:
        """Go on where it stood when it was put on hold. Undo: hold it again."""
        self.lock()
        if self.status != self.Status.ON_HOLD:
            raise WrongState(f"{self} is not on hold.")
        self._move(self.held_from, by=by, why=why or "Resumed", wake_on=None, held_from="", step=self.step)

    def sign(self, *, by, why="") -> None:
        """They signed the carer agreement: the application has come to its end. Undo: approval ends by its own act.

        Called by `sign_agreement`, which also begins the approval and its terms.
        """
        self._move(self.Status.ACTIVE, by=by, why=why or "Carer agreement signed")

    @transaction.atomic
    def close(self, *, reason, who_decided, by, words="", joined_to=None) -> Closing:
        """Not going on: the reason in the scheme's words, and who decided. Undo: a manager puts it back."""
        why = f"{reason}: {joined_to}" if joined_to else str(reason)
        self._move(self.Status.CLOSED, by=by, why=why, wake_on=None, joined_to=joined_to)
        if self.household_id:
            self.household.application_ended(by=by, why=str(reason))
        return Closing.put_down(
            scheme=self.scheme, application=self, reason=reason, reason_words=str(reason), who_decided=who_decided,
            words=words, happened_on=clock.today(), by=by,
        )  # fmt: skip

    def undo_effects(self, step, *, by, why):
        came = Move.objects.standing().filter(folder=self.folder_id, to_status=step.from_status).order_by("-id").first()
        changes = {
            "closed_on": None,
            "wake_on": None,
            "joined_to": None,
            "since_on": came.happened_on if came else clock.today(),
        }
        if step.from_status == self.Status.ON_HOLD:
            changes["wake_on"] = self.history.filter(status=self.Status.ON_HOLD).latest("history_id").wake_on
        if step.to_status == self.Status.APPLYING:
            # The household that was begun by mistake stays readable, and can be taken up again.
            self.household.application_ended(by=by, why=why)
            changes["household"] = None
        if step.to_status == self.Status.CLOSED:
            for row in self.closings.standing():
                row.correct(why=why, is_taken_back=True, by=by)
            if self.household_id:
                self.household.application_again(by=by, why=why)
        return changes
