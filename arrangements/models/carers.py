"""What joins a person and a household outside a match: an approval for one named person, a profile they were given."""

from django.db import models, transaction

from carers.models import Household, ProfileVersion
from referrals.models import Person
from schemes.models import Record, RecordQuerySet, WrongState


class NamedApprovalQuerySet(RecordQuerySet):
    def named(self):
        """Those that stand: not replaced, not taken back."""
        return self.standing().filter(is_taken_back=False)


class NamedApproval(Record):
    """A household whose terms are for named people only is approved for this person, from a day on (`happened_on`)."""

    FOLDERS = ("household__folder", "person__folder")

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="named_approvals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="named_approvals")
    is_taken_back = models.BooleanField(default=False)

    objects = NamedApprovalQuerySet.as_manager()

    @classmethod
    @transaction.atomic
    def name_person(cls, *, household, person, happened_on, by) -> "NamedApproval":
        """Approve a household for this person. Undo: `take_back`. Raises `WrongState` when they are named already."""
        household.lock()
        if household.status not in Household.STANDING:
            raise WrongState(f"{household} is now “{household.get_status_display().lower()}”, so nobody can be named.")
        if cls.objects.named().filter(household=household, person=person).exists():
            raise WrongState(f"{household} is approved for {person.called} already.")
        return cls.put_down(scheme=household.scheme, household=household, person=person, happened_on=happened_on, by=by)

    def take_back(self, *, why, by) -> "NamedApproval":
        """They are not approved for this person any more. Undo: name the person again."""
        if self.is_taken_back:
            raise WrongState("This was taken back already.")
        return self.correct(why=why, is_taken_back=True, by=by)


class ProfileGiven(Record):
    """A person was given a household's profile: which version, in which format, by whom."""

    FOLDERS = ("person__folder", "version__household__folder")

    class Format(models.TextChoices):
        ORDINARY = "ordinary", "Ordinary page"
        LARGE = "large", "Large print"
        EASY = "easy", "Short words and pictures"
        ALOUD = "aloud", "Read aloud or talked through"
        SENT = "sent", "Sent to whoever supports them"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="profiles_given")
    version = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="given")
    format = models.CharField(max_length=10, choices=Format.choices)
    said = models.TextField("what they said about it", max_length=2000, blank=True)

    @classmethod
    def of(cls, person, household):
        """What this person was given of this household, the newest first."""
        given = cls.objects.standing().filter(person=person, version__household=household)
        return given.order_by("-happened_on", "-pk")

    @classmethod
    def give_profile(cls, *, person, household, by, **fields) -> "ProfileGiven":
        """Write down that somebody was given the newest version of a household's profile. Undo: `correct`."""
        newest = ProfileVersion.objects.standing().filter(household=household).order_by("-number").first()
        if newest is None:
            raise WrongState(f"{household} has no profile yet. Ask them for one first.")
        return cls.put_down(scheme=household.scheme, person=person, version=newest, by=by, **fields)
