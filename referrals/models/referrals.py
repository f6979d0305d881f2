"""Referrals: somebody asks whether Shared Lives could be for a person, and is told what happens next."""

from datetime import timedelta
from itertools import product

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone

from referrals.models.answers import Answer, AskedForMore, MoreGiven, PersonMet, TurnedDown
from referrals.models.asked_for import Funding, Knows, Urgency
from referrals.models.people import OwnWords, Person, Wish
from referrals.models.sources import ReachGroup
from referrals.whereabouts import SaysWhere
from schemes import clock
from schemes.models import Case, Link, Policies, SchemeQuerySet, WrongState
from schemes.vocabulary import ArrangementType


class ReferralQuerySet(SchemeQuerySet):
    def open(self):
        """Those somebody is still working on."""
        return self.filter(status__in=Referral.OPEN)

    def looking(self):
        """Those for whom a household is being looked for or met."""
        return self.filter(status__in=[Referral.Status.LOOKING, Referral.Status.INTRODUCING])

    def with_last_signs(self):
        """Each with the days something last happened: a move, a note, a question to the referrer."""
        return self.annotate(
            last_move_on=Max("folder__moves__happened_on"),
            last_note_on=Max("folder__notes__happened_on"),
            asked_on=Max("asked__happened_on"),
        )


class Referral(SaysWhere, Case):
    """One request for support for one person. The answers stay as they were asked."""

    KIND = "referral"
    FOLDERS = ("folder", "person__folder")

    class Status(models.TextChoices):
        NEW = "new", "New"
        NEEDS_MORE = "needs_more", "Need more from you"
        MEETING = "meeting", "Meeting the person"
        LOOKING = "looking", "Looking"
        INTRODUCING = "introducing", "Introducing"
        STARTED = "started", "Started"
        ON_HOLD = "on_hold", "On hold"
        PASSED_ON = "passed_on", "Passed to another scheme"
        NOT_THIS_TIME = "not_this_time", "Not this time"
        WITHDRAWN = "withdrawn", "Withdrawn"

    # The colour of its tag; it only repeats the words.
    TONES = {
        Status.NEW: "blue",
        Status.NEEDS_MORE: "yellow",
        Status.MEETING: "teal",
        Status.LOOKING: "purple",
        Status.INTRODUCING: "magenta",
        Status.STARTED: "green",
        Status.ON_HOLD: "orange",
    }
    OPEN = [Status.NEW, Status.NEEDS_MORE, Status.MEETING, Status.LOOKING, Status.INTRODUCING, Status.ON_HOLD]
    _leave = {Status.NOT_THIS_TIME, Status.WITHDRAWN, Status.ON_HOLD}
    MOVES = {
        Status.NEW: {Status.NEEDS_MORE, Status.MEETING, Status.PASSED_ON} | _leave,
        Status.NEEDS_MORE: {Status.NEW, Status.MEETING, Status.PASSED_ON} | _leave,
        Status.MEETING: {Status.LOOKING, Status.NEEDS_MORE, Status.PASSED_ON} | _leave,
        Status.LOOKING: {Status.INTRODUCING, Status.STARTED, Status.PASSED_ON} | _leave,
        Status.INTRODUCING: {Status.LOOKING, Status.STARTED} | _leave,
        Status.STARTED: set(),
        Status.ON_HOLD: {
            Status.NEW,
            Status.NEEDS_MORE,
            Status.MEETING,
            Status.LOOKING,
            Status.INTRODUCING,
            Status.NOT_THIS_TIME,
            Status.WITHDRAWN,
        },
        Status.PASSED_ON: set(),
        Status.NOT_THIS_TIME: set(),
        Status.WITHDRAWN: set(),
    }
    MAY_BE_PUT_BACK = {
        (Status.NEW, Status.MEETING),
        (Status.NEEDS_MORE, Status.MEETING),
        (Status.NEW, Status.NEEDS_MORE),
        (Status.MEETING, Status.NEEDS_MORE),
        (Status.MEETING, Status.LOOKING),
        (Status.ON_HOLD, Status.NOT_THIS_TIME),
        (Status.ON_HOLD, Status.WITHDRAWN),
    } | set(product(OPEN[:-1], [Status.NOT_THIS_TIME, Status.WITHDRAWN, Status.ON_HOLD]))

    Urgency, Funding, Knows = Urgency, Funding, Knows

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals", editable=False)
    status = models.CharField(max_length=16, choices=Status.choices, editable=False)
    type_wanted = models.CharField("asked for", max_length=16, choices=ArrangementType.choices, blank=True)
    wanted_from = models.DateField("wanted from", null=True, blank=True)
    wanted_until = models.DateField("wanted until", null=True, blank=True)
    near = models.CharField("near which postcode", max_length=10, blank=True)
    miles = models.PositiveSmallIntegerField("within how many miles", null=True, blank=True)
    knows = models.CharField("knows about this and wants it", max_length=12, choices=Knows.choices)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY)
    funding = models.CharField(max_length=12, choices=Funding.choices, default=Funding.NOT_KNOWN)
    referrer_name = models.CharField(max_length=120)
    referrer_email = models.EmailField()
    referrer_team = models.CharField("team or organisation", max_length=160, blank=True)
    referrer_phone = models.CharField(max_length=40, blank=True)
    referrer_known = models.ForeignKey(
        "referrals.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    team = models.ForeignKey(
        "referrals.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    reach = ArrayField(
        models.CharField(max_length=10, choices=ReachGroup.choices), default=list, blank=True,
        verbose_name="whom it is for",
    )  # fmt: skip
    referrer_is = models.CharField(
        "who asks", max_length=8, choices=[("worker", "A professional"), ("self", "The person"), ("family", "Family")],
        default="worker",
    )  # fmt: skip
    named_carer = models.CharField("comes with this carer", max_length=160, blank=True)
    is_short_notice = models.BooleanField("needed at short notice", default=False, editable=False)
    promised_at = models.DateTimeField("we promised to ring by", null=True, blank=True, editable=False)
    rung_at = models.DateTimeField("we rang at", null=True, blank=True, editable=False)
    ready_to_leave_on = models.DateField("ready to leave hospital since", null=True, blank=True)
    next_contact_on = models.DateField("we promised news by", null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now, editable=False)
    meet_on = models.DateField("meeting arranged for", null=True, blank=True)
    wake_on = models.DateField("on hold until", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    draft_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["scheme", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="on_hold", wake_on__isnull=False) | (~Q(status="on_hold") & Q(wake_on__isnull=True)),
                name="on_hold_has_a_wake_up_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["started", "passed_on", "not_this_time", "withdrawn"], closed_on__isnull=False)
                | (~Q(status__in=["started", "passed_on", "not_this_time", "withdrawn"]) & Q(closed_on__isnull=True)),
                name="a_closed_referral_says_when",
            ),
            models.CheckConstraint(
                condition=Q(wanted_until__isnull=True)
                | Q(wanted_from__isnull=True)
                | Q(wanted_until__gt=F("wanted_from")),
                name="wanted_dates_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(promised_at__isnull=True) | Q(is_short_notice=True),
                name="hours_are_promised_at_short_notice",
            ),
        ]

    def __str__(self):
        return f"{self.reference} for {self.person.called}"

    def get_absolute_url(self):
        return reverse("referral", args=[self.pk])

    @property
    def asked_for(self) -> str:
        """What was asked for, in words."""
        return self.get_type_wanted_display() or "Not sure yet"

    @property
    def wanted_start(self):
        """The day a start is wanted; the day it came in where nobody said."""
        return self.wanted_from or self.opened_on

    def undo_effects(self, step, *, by, why):
        if step.to_status == self.Status.LOOKING:
            for meeting in self.meetings.standing():
                meeting.take_back(why=f"Put back: {why}", by=by)
        for answer in self.turned_down.standing():  # what is put back from its end goes on after all
            answer.take_back(why=f"Put back: {why}", by=by)
        before = self.history.filter(status=step.from_status).latest("history_id")
        return {"closed_on": None, "wake_on": before.wake_on, "meet_on": before.meet_on}

    @transaction.atomic
    def put_back(self, *, why, by) -> None:
        """A manager takes the last step back, as far as an introduction it leads to still stands. Undo: step again."""
        self.lock()
        stood_at = self._stood_at()
        super().put_back(why=why, by=by)
        if stood_at == self.Status.LOOKING:
            self.look_again(by=by, why="No introduction was left")

    def _stood_at(self) -> str:
        """Where it is when nothing holds or closes it; introductions may have ended meanwhile."""
        return self.folder.moves.standing().exclude(to_status__in=self._leave).latest("id").to_status

    # --- triage: one question, four answers ---------------------------------------------------------------------

    @transaction.atomic
    def arrange_meeting(self, *, officer, meet_on, by, words="") -> None:
        """Meet the person: who goes, and when. `words` go to the referrer. Undo: a manager puts it back."""
        self.move(self.Status.MEETING, by=by, officer=officer, meet_on=meet_on, why=f"Meeting arranged with {officer}")
        # Their own officer reads an address that is hidden: only who reads it makes somebody that.
        if self.person.officer_id != officer.pk and self.person.may_read_address(by):
            self.person.save_edit({"officer": officer}, version=None, by=by, why=f"Referral {self.reference}")

    @transaction.atomic
    def ask_for_more(self, *, items, words, by) -> AskedForMore:
        """Ask the referrer for what is missing. Undo: a manager puts it back; the email cannot be called back."""
        self.move(self.Status.NEEDS_MORE, by=by, why="Asked the referrer for more", meet_on=None)
        return AskedForMore.put_down(
            scheme=self.scheme, referral=self, items=items, words=words, happened_on=clock.today(), by=by
        )

    @transaction.atomic
    def give_more(self, *, by, text="", answers=()) -> list[MoreGiven]:
        """The referrer answers what was asked, at once or in pairs (items, answer): read it again. Undo: ask again."""
        if self.status == self.Status.NEEDS_MORE or not answers:
            self.move(self.Status.NEW, by=by, why="The referrer sent what was asked for")
        given = {"scheme": self.scheme, "referral": self, "happened_on": clock.today(), "by": by}
        return [MoreGiven.put_down(text=said, items=asked, **given) for asked, said in answers or [([], text)]]

    @transaction.atomic
    def turn_down(self, *, reason, who_decided, suggestion, words="", by, status=None) -> TurnedDown:
        """Not this time: the exact reason, who decided, and what we suggest. Undo: a manager puts it back."""
        to = status or self.Status.NOT_THIS_TIME
        self.move(to, by=by, closed_on=clock.today(), wake_on=None, why=dict(TurnedDown.Reason.choices)[reason])
        return TurnedDown.put_down(
            scheme=self.scheme,
            referral=self,
            reason=reason,
            who_decided=who_decided,
            suggestion=suggestion,
            words=words,
            happened_on=clock.today(),
            by=by,
        )

    # --- after triage ---------------------------------------------------------------------------------------------

    @transaction.atomic
    def record_meeting(
        self, *, happened_on, who_was_there, persons_words, summary, by, wishes=(), voice="", helped_by=""
    ) -> PersonMet:
        """We met the person, and begin to look for people who fit. Undo: a manager puts it back.

        `wishes` are those the meeting changed, as dicts; `voice` says whose words the person's words are.
        """
        self.move(self.Status.LOOKING, by=by, why="We met the person")
        for wish in wishes:
            Wish.record_wish(person=self.person, happened_on=happened_on, by=by, **wish)
        return PersonMet.put_down(
            scheme=self.scheme,
            referral=self,
            happened_on=happened_on,
            who_was_there=who_was_there,
            persons_words=persons_words,
            summary=summary,
            voice=voice,
            helped_by=helped_by,
            by=by,
        )

    def begin_introducing(self, *, by) -> None:
        """An introduction has begun. Undo: `look_again` when the last match ends."""
        if self.status == self.Status.LOOKING:
            self.move(self.Status.INTRODUCING, by=by, why="An introduction began")

    def look_again(self, *, by, why) -> None:
        """No introduction is left: look for others, at once or when it goes on. Undo: begin another introduction."""
        if self.status == self.Status.INTRODUCING:
            self.move(self.Status.LOOKING, by=by, why=why)
        elif self.status in self._leave and self._stood_at() == self.Status.INTRODUCING:
            self.write_move(self.Status.INTRODUCING, self.Status.LOOKING, by=by, why=why)

    def record_start(self, *, by) -> None:
        """An arrangement has started. Undo: `undo_start`, when the arrangement's start is undone."""
        self.move(self.Status.STARTED, by=by, why="An arrangement started", closed_on=clock.today())

    @transaction.atomic
    def undo_start(self, *, by, why) -> None:
        """The start was undone: the introduction stands again. Undo: start again."""
        self.lock()
        if self.status != self.Status.STARTED:
            return
        self.status, self.closed_on = self.Status.INTRODUCING, None
        self.version += 1
        self.keep(by=by, why=why)
        self.write_move(self.Status.STARTED, self.Status.INTRODUCING, by=by, why=why, is_put_back=True)

    @transaction.atomic
    def hand_to(self, officer, *, by, why="") -> None:
        """Give it to an officer, or to nobody for now. Undo: hand it back."""
        self.save_edit({"officer": officer}, version=None, by=by, why=why or f"Handed to {officer or 'nobody for now'}")

    @transaction.atomic
    def promise_contact(self, on, *, by, why="") -> None:
        """Promise news by a day, whatever is found until then. Undo: promise another day."""
        self.save_edit({"next_contact_on": on}, version=None, by=by, why=why or f"Promised news by {on:%-d %B %Y}")

    @transaction.atomic
    def record_rung(self, *, by, at) -> None:
        """We rang about what cannot wait; the first time counts. Undo: none; it was done."""
        self.lock()
        if not self.is_short_notice or self.rung_at:
            raise WrongState("Somebody has rung already." if self.rung_at else "Nobody was promised a call.")
        self.save_edit({"rung_at": at}, version=None, by=by, why="Rang the referrer")

    @transaction.atomic
    def change_referrer(self, *, name, email, by, team="", phone="", why="") -> None:
        """Somebody else is asked from now on, as when a referrer leaves; links sent before open nothing any more.

        Undo: change it back.
        """
        changes = {"referrer_name": name, "referrer_email": email, "referrer_team": team, "referrer_phone": phone}
        before = self.version
        self.save_edit(changes, version=None, by=by, why=why or f"{name} takes over as referrer")
        if self.version == before:  # the same again: no second email goes out, so what they hold stays open
            return
        for link in self.folder.links.filter(purpose=Link.Purpose.REFERRAL_STATUS, closed_at__isnull=True):
            link.close(at=clock.now())

    def hold(self, *, wake_on, why, by) -> None:
        """Put on hold with a reason and a day to wake up. Undo: `resume`."""
        self.move(self.Status.ON_HOLD, by=by, wake_on=wake_on, why=why)

    @transaction.atomic
    def resume(self, *, by, why="Taken off hold") -> None:
        """Go on where it was before it was put on hold, or has come to since. Undo: `hold`."""
        self.lock()
        self.move(self._stood_at(), by=by, wake_on=None, why=why)

    # --- how it comes in --------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def receive(cls, *, scheme, person, answers, by, words=(), wishes=(), **fields) -> "Referral":
        """A referral arrives: a person, their words, the answers frozen as they were asked. Undo: turn it down.

        `person` is a dict of fields; `words`, `wishes` and `answers` are lists of dicts.
        """
        from_person = Person.add_person(scheme=scheme, by=by, **person)
        today = clock.today()
        for row in words:
            OwnWords.write_down(person=from_person, by=by, **({"happened_on": today} | row))
        for row in wishes:
            Wish.record_wish(person=from_person, by=by, **({"happened_on": today} | row))
        referral = cls.open(
            scheme=scheme,
            status=cls.Status.NEW,
            by=by,
            person=from_person,
            received_at=clock.now(),
            why="Referral received",
            **fields,
        )
        for position, row in enumerate(answers, start=1):
            Answer.put_down(
                scheme=scheme, referral=referral, by=by, **({"position": position, "happened_on": today} | row)
            )
        return referral

    @classmethod
    def sent_from(cls, draft_key) -> "Referral | None":
        """The referral that was sent from a draft, if it was."""
        return cls.objects.select_related("scheme", "folder").filter(draft_key=draft_key).first()

    @classmethod
    def behind(cls, link) -> "Referral":
        """The referral an emailed link leads to."""
        rows = cls.objects.with_last_signs().select_related("scheme", "folder", "person", "officer__account")
        return rows.get(folder=link.folder_id)

    def open_status_link(self, *, at) -> str:
        """A new emailed link for the referrer; returns the secret part of its address. Undo: close the link."""
        days = Policies([self.scheme]).value(self.scheme_id, "status_link_days", timezone.localdate(at))
        _, secret = Link.make(
            scheme=self.scheme,
            purpose=Link.Purpose.REFERRAL_STATUS,
            folder=self.folder,
            email=self.referrer_email,
            expires_at=at + timedelta(days=365 + days),
        )
        return secret
