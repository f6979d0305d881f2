"""Matches: one person and one household who may choose each other, and how getting to know each other goes."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from carers.models import Household
from referrals.models import Referral
from schemes.models import Case, Note, Record, SchemeQuerySet, WrongState


class Answer(models.TextChoices):
    """What either of them says. "Not yet" is not a failure, and silence is not a yes."""

    YES = "yes", "Yes"
    NOT_YET = "not_yet", "Not yet"
    NO = "no", "No"


class Side(models.TextChoices):
    """Who decided. Either can stop, without blame."""

    PERSON = "person", "The person"
    CARER = "carer", "The household"
    FAMILY = "family", "The person's family or representative"
    SCHEME = "scheme", "The scheme"
    FUNDER = "funder", "Who pays"


class MatchQuerySet(SchemeQuerySet):
    def open(self):
        """Those still being considered or met."""
        return self.filter(status__in=Match.OPEN)


class Match(Case):
    """One person and one household, from the shortlist to a start or an end. A person may have several at once."""

    KIND = "match"
    FOLDERS = ("folder", "referral__folder", "referral__person__folder", "household__folder")

    class Status(models.TextChoices):
        SHORTLISTED = "shortlisted", "Shortlisted"
        INTRODUCING = "introducing", "Introducing"
        AGREED = "agreed", "Both said yes"
        STARTED = "started", "Started"
        ENDED = "ended", "Ended"

    # A referral in one of these is being looked for; in any other a match can only be stopped.
    LOOKED_FOR = (Referral.Status.LOOKING, Referral.Status.INTRODUCING)
    OPEN = [Status.SHORTLISTED, Status.INTRODUCING, Status.AGREED]
    TONES = {
        Status.SHORTLISTED: "blue",
        Status.INTRODUCING: "teal",
        Status.AGREED: "green",
        Status.STARTED: "green",
    }
    MOVES = {
        Status.SHORTLISTED: {Status.INTRODUCING, Status.AGREED, Status.ENDED},
        Status.INTRODUCING: {Status.AGREED, Status.ENDED},
        Status.AGREED: {Status.STARTED, Status.INTRODUCING, Status.ENDED},
        Status.STARTED: set(),
        Status.ENDED: set(),
    }
    MAY_BE_PUT_BACK = {
        (Status.SHORTLISTED, Status.ENDED),
        (Status.INTRODUCING, Status.ENDED),
        (Status.AGREED, Status.ENDED),
        (Status.INTRODUCING, Status.AGREED),
    }

    class EndReason(models.TextChoices):
        NOT_RIGHT = "not_right", "It did not feel right"
        CHOSE_OTHER = "chose_other", "They chose somebody else"
        HOME = "home", "The home or the area does not suit"
        DATES = "dates", "The dates do not work"
        NEEDS = "needs", "More support is needed than this household can give"
        CIRCUMSTANCES = "circumstances", "Something changed in their life"
        FUNDING = "funding", "Funding was not agreed"
        NOT_FREE = "not_free", "The place is no longer free"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="matches", editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="matches", editable=False)
    status = models.CharField(max_length=16, choices=Status.choices, editable=False)
    reasons = models.JSONField("reasons when shortlisted", default=list, editable=False)
    override = models.TextField("why it was shortlisted although ruled out", blank=True, editable=False)
    person_says = models.CharField("the person says", max_length=8, choices=Answer.choices, blank=True, editable=False)
    carer_says = models.CharField(
        "the household says", max_length=8, choices=Answer.choices, blank=True, editable=False
    )
    next_step = models.CharField("next step", max_length=120, blank=True)
    next_on = models.DateField("next step on", null=True, blank=True)
    emergency_reason = models.TextField("why introductions were skipped", blank=True, editable=False)
    ended_by = models.CharField("who ended it", max_length=8, choices=Side.choices, blank=True, editable=False)
    end_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True, editable=False)
    end_words = models.TextField(blank=True, editable=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "household"],
                condition=Q(status__in=["shortlisted", "introducing", "agreed"]),
                name="one_open_match_per_household",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "started"])
                | Q(person_says="yes", carer_says="yes")
                | ~Q(emergency_reason=""),
                name="both_said_yes_or_it_was_an_emergency",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_by__gt="", end_reason__gt="")
                | (~Q(status="ended") & Q(ended_by="", end_reason="")),
                name="an_ended_match_says_who_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.person.called} with {self.household.name}"

    def get_absolute_url(self):
        return reverse("match", args=[self.pk])

    @property
    def person(self):
        return self.referral.person

    @classmethod
    @transaction.atomic
    def shortlist(cls, *, referral, household, verdict, by, officer=None, override="") -> "Match":
        """Consider this household for this person; the reasons of today are kept with it. Undo: `stop`.

        A household that is ruled out needs an override: a manager's reason.
        """
        referral.lock()
        if referral.status not in cls.LOOKED_FOR:
            raise WrongState(f"{referral} is now “{referral.get_status_display().lower()}”, so nobody was shortlisted.")
        if verdict.column == "ruled_out" and not override:
            raise WrongState(f"{household} is ruled out: {verdict.first_obstacle}")
        if cls.objects.open().filter(referral=referral, household=household).exists():
            raise WrongState(f"{household} is already shortlisted for {referral.person}.")
        return cls.open(
            scheme=referral.scheme,
            status=cls.Status.SHORTLISTED,
            by=by,
            why="Shortlisted" + (f" although ruled out: {override}" if override else ""),
            referral=referral,
            household=household,
            officer=officer or referral.officer,
            reasons=verdict.as_kept(),
            override=override,
        )

    def lock_both(self, *, only_while_looking=True) -> None:
        """Hold the referral, then this match: always in this order, so that nobody waits in a ring.

        Raises `WrongState` when the referral is on hold or closed; only a stop goes on then.
        """
        referral = self.referral
        referral.lock()
        if only_while_looking and referral.status not in self.LOOKED_FOR:
            raise WrongState(f"{referral} is now “{referral.get_status_display().lower()}”, so this was not done.")
        self.lock()

    @transaction.atomic
    def plan_step(self, *, next_step, next_on, by) -> None:
        """Plan the next step of getting to know each other. Undo: plan another."""
        self.lock_both()
        if self.status not in self.OPEN:
            raise WrongState(f"{self} is now “{self.get_status_display().lower()}”, so nothing was planned.")
        self.save_edit({"next_step": next_step, "next_on": next_on}, version=None, by=by, why=f"Planned: {next_step}")

    @transaction.atomic
    def record_introduction(
        self, *, kind, happened_on, by, who_was_there="", person_says, persons_words="", carer_says, carers_words="",
        next_step="", next_on=None, without_profile_because="",
    ) -> "Introduction":  # fmt: skip
        """They met: how it went for each of them, in their words, and the next step. Undo: `correct` it."""
        self.lock_both()
        views = {"person_says": person_says, "carer_says": carer_says, "next_step": next_step, "next_on": next_on}
        if self.status == self.Status.INTRODUCING:
            self.save_edit(
                views, version=None, by=by, why=f"Introduction: {dict(Introduction.Kind.choices)[kind].lower()}"
            )
        else:
            self.move(self.Status.INTRODUCING, by=by, why="They met", **views)
        self.referral.begin_introducing(by=by)
        if without_profile_because:
            text = f"They met before {self.person.called} was given the profile: {without_profile_because}"
            Note.write(folder=self.folder, text=text, happened_on=happened_on, by=by)
        return Introduction.put_down(
            scheme=self.scheme,
            match=self,
            kind=kind,
            happened_on=happened_on,
            who_was_there=who_was_there,
            person_says=person_says,
            persons_words=persons_words,
            carer_says=carer_says,
            carers_words=carers_words,
            by=by,
        )

    @transaction.atomic
    def agree(self, *, by) -> None:
        """Both said yes: a start can be arranged. Undo: a manager puts it back."""
        self.lock_both()
        if (self.person_says, self.carer_says) != (Answer.YES, Answer.YES):
            raise WrongState("Both must say yes before a start can be arranged.")
        self.move(self.Status.AGREED, by=by, why="Both said yes", next_step="", next_on=None)

    @transaction.atomic
    def agree_in_emergency(self, *, reason, by) -> None:
        """A manager skips introductions because somebody needs a safe place now. Undo: `stop`."""
        self.lock_both()
        self.move(self.Status.AGREED, by=by, why=f"Emergency: {reason}", emergency_reason=reason)
        self.referral.begin_introducing(by=by)

    @transaction.atomic
    def stop(self, *, ended_by, end_reason, words="", by) -> None:
        """Stop here, without blame: who decided and why. Undo: a manager puts it back."""
        self.lock_both(only_while_looking=False)
        self.move(
            self.Status.ENDED,
            by=by,
            why=f"{dict(Side.choices)[ended_by]}: {dict(self.EndReason.choices)[end_reason].lower()}",
            ended_by=ended_by,
            end_reason=end_reason,
            end_words=words,
            next_step="",
            next_on=None,
        )
        others = Match.objects.filter(referral=self.referral, status__in=[self.Status.INTRODUCING, self.Status.AGREED])
        if not others.exists():
            # Not which household: whoever may read the referral may not know of a restricted one.
            self.referral.look_again(by=by, why="An introduction ended")

    @transaction.atomic
    def put_back(self, *, why, by) -> None:
        """A manager takes the last step back; where each of them stands is what they said last. Undo: step again."""
        self.lock_both(only_while_looking=False)
        super().put_back(why=why, by=by)
        self.follow_latest_introduction(by=by, why=f"What they said last, after it was put back: {why}")

    def undo_effects(self, step, *, by, why):
        before = self.history.filter(status=step.from_status).latest("history_id")
        planned = {"next_step": before.next_step, "next_on": before.next_on}
        if step.to_status != self.Status.ENDED:
            return planned | {"emergency_reason": ""}
        referral = self.referral
        if referral.status not in self.LOOKED_FOR:
            raise WrongState(f"{referral} is now “{referral.get_status_display().lower()}”, so this stays ended.")
        if Match.objects.open().filter(referral=referral, household=self.household).exists():
            raise WrongState(f"{self.household} has been shortlisted again for {self.person}: open that match instead.")
        if step.from_status != self.Status.SHORTLISTED:
            referral.begin_introducing(by=by)
        return planned | {"ended_by": "", "end_reason": "", "end_words": ""}

    @transaction.atomic
    def follow_latest_introduction(self, *, by, why) -> None:
        """Where each of them stands is what they said last. Undo: `correct` the introduction.

        Without two yeses nothing stays agreed, unless a manager agreed in an emergency.
        """
        self.lock()
        latest = self.introductions.standing().last()
        if latest is None or self.status not in self.OPEN:
            return
        views = {"person_says": latest.person_says, "carer_says": latest.carer_says}
        both = set(views.values()) == {Answer.YES}
        if self.status == self.Status.AGREED and not both and not self.emergency_reason:
            self.move(self.Status.INTRODUCING, by=by, why=why, **views)
        else:
            self.save_edit(views, version=None, by=by, why=why)

    def record_start(self, *, by) -> None:
        """An arrangement has started from this match. Undo: `undo_start`."""
        self.move(self.Status.STARTED, by=by, why="The arrangement started")

    @transaction.atomic
    def undo_start(self, *, by, why) -> None:
        """The start was undone: both still said yes. Undo: start again."""
        self.lock()
        if self.status != self.Status.STARTED:
            return
        self.status = self.Status.AGREED
        self.version += 1
        self.keep(by=by, why=why)
        self.write_move(self.Status.STARTED, self.Status.AGREED, by=by, why=why, is_put_back=True)
        self.follow_latest_introduction(by=by, why=f"What they said last, after the start was undone: {why}")


class Introduction(Record):
    """One step of getting to know each other, and how it went for each of them."""

    FOLDERS = tuple(f"match__{path}" for path in Match.FOLDERS)

    class Kind(models.TextChoices):
        TALK = "talk", "Talk or call"
        TEA = "tea", "Tea visit"
        DAY = "day", "Longer day"
        OVERNIGHT = "overnight", "Overnight stay"
        WEEKEND = "weekend", "Weekend"
        WEEK = "week", "Week"

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="introductions")
    kind = models.CharField("what they did", max_length=12, choices=Kind.choices)
    who_was_there = models.CharField(max_length=300, blank=True)
    person_says = models.CharField("the person says", max_length=8, choices=Answer.choices)
    persons_words = models.TextField("in the person's words", max_length=3000, blank=True)
    carer_says = models.CharField("the household says", max_length=8, choices=Answer.choices)
    carers_words = models.TextField("in the household's words", max_length=3000, blank=True)

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self):
        return self.get_kind_display()

    @transaction.atomic
    def correct(self, *, why, by, **changes):
        """Replace it with a corrected one; where each of them stands follows. Undo: correct it back."""
        corrected = super().correct(why=why, by=by, **changes)
        corrected.match.follow_latest_introduction(by=by, why=f"An introduction was corrected: {why}")
        return corrected
