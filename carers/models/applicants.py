"""What applicants and referees fill in themselves, through their own emailed link."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from carers.models.applications import Application
from carers.models.closings import OfApplication
from carers.models.members import Member
from schemes import clock
from schemes.models import Kept, Link, SchemeQuerySet, WrongState

# Beside the answers: which page sent them last, and its how-manieth sending that was.
SENT = "_sent"


class SectionFilled(Kept):
    """One section of an application as the applicant fills it in: saved as it goes, until they say it is done."""

    FOLDERS = ("application__folder",)

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="sections", editable=False)
    key = models.CharField(max_length=30, editable=False)
    answers = models.JSONField(default=dict)
    done_on = models.DateField("finished", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="one_row_per_section")]

    def __str__(self):
        return self.key

    @classmethod
    @transaction.atomic
    def fill(cls, *, application, key, answers, is_done, by, version=None, sending=None) -> "SectionFilled":
        """Keep what was typed in one section, finished or not. Undo: type it again; earlier words stay in history.

        `version` is the one the page was opened at; `sending` is (page, number): a page that keeps what is typed
        every few seconds is never in its own way, and a sending that arrives late changes nothing.
        Raises `Stale` when somebody else saved other words meanwhile.
        """
        Application.objects.select_for_update().get(pk=application.pk)  # two who begin it at one moment
        row = cls.objects.filter(application=application, key=key).first()
        if row is None:
            row = cls.add(scheme=application.scheme, application=application, key=key, by=by, why="Begun")
            version = None
        page, number = sending or ("", 0)
        last = row.answers.get(SENT, ["", 0])
        if page and page == last[0]:
            if number < last[1]:
                return row
            if number > last[1]:
                version = None
        is_same = answers == row.words
        done_on = (row.done_on or clock.today()) if is_done or (is_same and row.done_on) else None
        if not is_same or done_on != row.done_on:
            changes = {"answers": answers | {SENT: [page, number]}, "done_on": done_on}
            row.save_edit(changes, version=version, by=by, why="Filled in")
        return row

    @property
    def words(self) -> dict:
        """The answers alone, by question."""
        return {key: answer for key, answer in self.answers.items() if key != SENT}


class RefereeQuerySet(SchemeQuerySet):
    def awaited(self):
        """Those who were asked and have not answered, of applications still going on."""
        heard = Reference.objects.filter(referee=OuterRef("pk"), replaced_by__isnull=True)
        return self.filter(
            ~Exists(heard),
            asked_on__isnull=False,
            is_given_up=False,
            application__status__in=Application.OPEN,
        )


class Referee(Kept):
    """Somebody who is asked for a reference about one applicant. The applicant never reads what they write."""

    FOLDERS = ("application__folder",)

    class Kind(models.TextChoices):
        PERSONAL = "personal", "Personal"
        WORK = "work", "Employer or professional"
        FAMILY = "family", "Adult child or former partner"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="referees", editable=False)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="referees")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    full_name = models.CharField(max_length=120)
    relation = models.CharField("how they know each other", max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    link = models.OneToOneField(
        Link, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="referee"
    )
    is_given_up = models.BooleanField("not needed any more", default=False)

    objects = RefereeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.full_name

    @transaction.atomic
    def save_edit(self, changes, **how):
        """As everywhere; a link that went to another address opens nothing from now on."""
        super().save_edit(changes, **how)
        if self.link and self.link.closed_at is None and self.link.email != self.email.lower():
            self.link.close(at=clock.now())

    @classmethod
    @transaction.atomic
    def name_several(cls, *, application, named, by) -> None:
        """Keep the referees an applicant named; those not asked yet follow what is named now. Undo: name others."""
        rows = list(cls.objects.select_for_update().filter(application=application))
        for one in named:
            fields = {name: getattr(one, name) for name in ("full_name", "kind", "relation", "email", "phone")}
            same = [
                r
                for r in rows
                if r.full_name.casefold() == one.full_name.casefold() or (r.email and r.email == one.email)
            ]
            if not same:
                cls.add(scheme=application.scheme, application=application, by=by, why="Named", **fields)
            elif same[0].asked_on is None:
                same[0].save_edit(fields, version=None, by=by, why="Named again")

    @transaction.atomic
    def ask(self, *, door, on, at, by) -> str:
        """Ask for their reference with a link of their own; returns its secret. Undo: `give_up`."""
        self.lock_open(or_given_up=True)
        link, secret = self._link(door, at)
        self.save_edit({"asked_on": on, "link": link, "is_given_up": False}, version=None, by=by, why="Asked")
        return secret

    @transaction.atomic
    def remind(self, *, door, on, at, by) -> str:
        """Ask once more, with a new link. Undo: `give_up`."""
        self.lock_open()
        link, secret = self._link(door, at)
        self.save_edit({"reminded_on": on, "link": link}, version=None, by=by, why="Reminded")
        return secret

    def _link(self, door, at):
        if self.link and self.link.email == self.email.lower():
            return self.link, self.link.renew(at=at, expires_at=door.expires_at(self.scheme, at))
        if self.link:
            self.link.close(at=at)
        return Link.make(
            scheme=self.scheme,
            purpose=door.purpose,
            folder=self.application.folder,
            email=self.email.lower(),
            expires_at=door.expires_at(self.scheme, at),
        )

    @transaction.atomic
    def give_up(self, *, why, at, by) -> None:
        """No reference of theirs is needed any more; their link closes. Undo: `ask` somebody, or them again."""
        self.lock_open()
        self.save_edit({"is_given_up": True}, version=None, by=by, why=why)
        if self.link:
            self.link.close(at=at)

    @transaction.atomic
    def give_reference(self, *, answers, has_worries, on, by) -> "Reference":
        """What they wrote, or said on the phone. Given once. Undo: an officer corrects it, saying why."""
        self.lock_open()
        return Reference.put_down(
            scheme=self.scheme,
            application=self.application,
            referee=self,
            answers=answers,
            has_worries=has_worries,
            happened_on=on,
            by=by,
        )

    def lock_open(self, *, or_given_up=False) -> None:
        """Hold the row and make sure that a reference of theirs is still wanted."""
        self.lock()
        if self.is_given_up and not or_given_up:
            raise WrongState(f"A reference of {self} is not needed any more, so this was not done.")
        if self.references.standing().exists():
            raise WrongState(f"{self} has given a reference already, so this was not done.")


class Reference(OfApplication):
    """What a referee wrote, or said on the phone to an officer. Kept from the applicant."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="references")
    referee = models.ForeignKey(Referee, on_delete=models.PROTECT, related_name="references")
    answers = models.JSONField(default=dict, help_text="Each question's key with what was written.")
    has_worries = models.BooleanField("something to talk about", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referee"], condition=Q(replaced_by__isnull=True), name="one_standing_reference_per_referee"
            )
        ]
