"""What was asked and answered about a referral, and what was decided; each a record that stands."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from referrals.models.voices import Voiced
from schemes.models import Record, RecordQuerySet


class OfReferral(Record):
    """A record that hangs on a referral."""

    FOLDERS = ("referral__folder", "referral__person__folder")

    class Meta:
        abstract = True


class Answer(OfReferral):
    """One question as it was asked, and its answer, in the order of the form; later forms never alter it."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    section = models.CharField(max_length=80)
    question = models.CharField(max_length=300)
    answer = models.TextField()
    form_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.question


class AskedForMore(OfReferral):
    """What we asked the referrer for."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="asked")
    items = ArrayField(models.CharField(max_length=200))
    words = models.TextField(max_length=4000, blank=True)


class MoreGiven(OfReferral):
    """What the referrer sent when asked: one record for each thing asked for that it answers."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="given")
    text = models.TextField(max_length=10000, blank=True)
    items = ArrayField(models.CharField(max_length=200), default=list, blank=True)


class PersonMetQuerySet(RecordQuerySet):
    def standing(self):
        """Those that no later record replaced, and that were not taken back."""
        return super().standing().exclude(who_was_there="", persons_words="", summary="")


class PersonMet(Voiced, OfReferral):
    """We met the person: who was there, what they said, what we saw. One that was taken back is left blank."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="meetings")
    who_was_there = models.CharField(max_length=300, blank=True)
    persons_words = models.TextField("what they said", max_length=4000, blank=True)
    summary = models.TextField("what we learnt", max_length=10000, blank=True)

    objects = PersonMetQuerySet.as_manager()

    def take_back(self, *, why, by) -> None:
        """Leave it blank: it was written down too early, or about somebody else. Undo: record the meeting again."""
        self.correct(why=why, by=by, who_was_there="", persons_words="", summary="")


class TurnedDownQuerySet(RecordQuerySet):
    def standing(self):
        """Those that no later record replaced, and that were not taken back."""
        return super().standing().exclude(reason="")


class TurnedDown(OfReferral):
    """Why this referral did not go on, exactly, and who decided (domain 4.4). One that was taken back is left blank."""

    class Reason(models.TextChoices):
        NO_HOUSEHOLD = "no_household", "No household has a place that fits"
        NONE_IN_AREA = "none_in_area", "No household in the area"
        MORE_THAN_ONE_HOME = "more_support", "More support is needed than one household can give"
        RISK = "risk", "A risk to the household or children that cannot be lessened"
        NURSING = "nursing", "Nursing care is needed"
        NOT_ELIGIBLE = "not_eligible", "Not eligible for support from the council"
        FUNDING = "funding", "Funding was refused"
        PERSON_SAID_NO = "person_no", "The person does not want it"
        PERSON_CHOSE_OTHER = "person_other", "The person chose something else"
        OUT_OF_AGE = "out_of_age", "Outside the scheme's ages"
        INCOMPLETE = "incomplete", "Not enough is known and nobody answered"
        WITHDRAWN = "withdrawn", "Withdrawn by the referrer"
        MOVED = "moved", "In hospital, moved away, or died"

    class Decider(models.TextChoices):
        PERSON = "person", "The person"
        FAMILY = "family", "Their family or representative"
        SCHEME = "scheme", "The scheme"
        FUNDER = "funder", "Who pays"
        REFERRER = "referrer", "The referrer"
        CARER = "carer", "Carers who were asked"

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="turned_down")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    who_decided = models.CharField("who decided", max_length=10, choices=Decider.choices)
    suggestion = models.TextField("what else could help", max_length=2000)
    words = models.TextField("what we tell the referrer", max_length=4000, blank=True)

    objects = TurnedDownQuerySet.as_manager()

    def take_back(self, *, why, by) -> None:
        """Leave it blank: the referral goes on after all; the words it had stay readable. Undo: turn it down again."""
        self.correct(why=why, by=by, reason="", who_decided="", suggestion="", words="")


class PassedOn(OfReferral):
    """To which scheme a referral was passed. The new referral there stands on its own."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="passed_on")
    to_scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000, blank=True)
