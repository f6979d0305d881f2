"""People who work in a scheme: the account they sign in with, the job they hold, and who acted."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from schemes import clock
from schemes.acting import history_actor
from schemes.models.base import SchemeQuerySet, Versions
from schemes.models.places import Region, Scheme
from schemes.roles import Role, may


class AccountManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """An account that can sign in; without a password only an invitation or a reset opens it."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Account(AbstractBaseUser):
    """What somebody signs in with: an email address and a password. What they may do is their job in a scheme."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def switch_off(self) -> None:
        """Nobody can sign in with it any more, and whoever is signed in is out. Undo: invite them again."""
        self.is_active = False
        self.save(update_fields=["is_active"])

    def rename(self, name: str) -> None:
        """What colleagues read beside what this person does. Undo: change it back."""
        self.name = name
        self.save(update_fields=["name"])


class LastAdministrator(Exception):
    """Letting them go would leave a scheme that nobody can change the settings of."""


class StaffQuerySet(SchemeQuerySet):
    def working(self):
        """Those who have not left and may sign in."""
        return self.filter(ended_on__isnull=True, account__is_active=True)

    def officers(self):
        """Those who may hold cases."""
        return self.working().filter(role__in=[Role.OFFICER, Role.MANAGER])

    def visible_to(self, actor):
        """Colleagues of the same scheme: names only, for choosing an officer or managing who works here."""
        return self.of_their_scheme(actor)


class StaffMember(models.Model):
    """Somebody's job in a scheme (or, for a regional viewer, in a region): the role, from when until when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="jobs")
    scheme = models.ForeignKey(Scheme, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="viewers")
    role = models.CharField(max_length=20, choices=Role.choices)
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = StaffQuerySet.as_manager()
    history = HistoricalRecords(
        user_model="schemes.Actor",
        get_user=history_actor,
        history_change_reason_field=models.TextField(null=True),
        history_manager=Versions,
    )

    class Meta:
        ordering = ["account__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "scheme"], condition=Q(ended_on__isnull=True), name="one_job_per_scheme"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.REGIONAL_VIEWER, region__isnull=False, scheme__isnull=True)
                | (~Q(role=Role.REGIONAL_VIEWER) & Q(region__isnull=True, scheme__isnull=False)),
                name="a_job_is_in_a_scheme_or_views_a_region",
            ),
        ]

    def __str__(self):
        return self.account.name

    @property
    def _history_date(self):
        return clock.now()

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def email(self) -> str:
        return self.account.email

    @classmethod
    def take_on(cls, *, account, role, by, scheme=None, region=None) -> "StaffMember":
        """Give somebody a job in a scheme. Undo: `let_go`."""
        job = cls(account=account, scheme=scheme, region=region, role=role)
        job._history_user, job._change_reason = by, "Started"
        job.save()
        return job

    @transaction.atomic
    def let_go(self, *, on, why, by) -> None:
        """End this job: they are out on their next request. Undo: invite them again.

        Whoever holds no other job cannot sign in at all. Raises `LastAdministrator` rather than lock everybody out.
        """
        others = list(
            type(self)
            .objects.select_for_update()
            .filter(scheme=self.scheme, role=Role.ADMINISTRATOR, ended_on__isnull=True)
            .exclude(pk=self.pk)
        )
        if self.role == Role.ADMINISTRATOR and not others:
            raise LastAdministrator("Nobody else looks after the settings here. Invite another administrator first.")
        self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update())
        if self.ended_on is not None:
            return
        self.ended_on = max(on, self.started_on)
        self._history_user, self._change_reason = by, why
        self.save()
        if not StaffMember.objects.filter(account=self.account, ended_on__isnull=True).exists():
            self.account.switch_off()


class Actor(models.Model):
    """Who did it: a staff member, the holder of an emailed link, or a named job. Every `by=` and every history row."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Staff member"
        LINK = "link", "Holder of an emailed link"
        JOB = "job", "Named job"

    # Who somebody is that acts through an emailed link.
    WHO_HOLDS = {
        "referral_status": "The referrer",
        "applicant": "The applicant",
        "referee": "A referee",
        "carer": "The carer",
    }

    kind = models.CharField(max_length=8, choices=Kind.choices)
    staff = models.OneToOneField(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="actor")
    link = models.OneToOneField("schemes.Link", null=True, blank=True, on_delete=models.PROTECT, related_name="actor")
    job = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="staff", staff__isnull=False, link__isnull=True, job="")
                | Q(kind="link", staff__isnull=True, link__isnull=False, job="")
                | (Q(kind="job", staff__isnull=True, link__isnull=True) & ~Q(job="")),
                name="an_actor_is_one_thing",
            ),
            models.UniqueConstraint(fields=["job"], condition=~Q(job=""), name="one_actor_per_job"),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def for_job(cls, name: str) -> "Actor":
        """The actor of a named job, such as "demonstration" or "morning email"."""
        return cls.objects.get_or_create(kind=cls.Kind.JOB, job=name)[0]

    @classmethod
    def for_staff(cls, staff: StaffMember) -> "Actor":
        return cls.objects.select_related("staff__account", "staff__scheme", "staff__region").get_or_create(
            kind=cls.Kind.STAFF, staff=staff
        )[0]

    @classmethod
    def for_link(cls, link) -> "Actor":
        return cls.objects.get_or_create(kind=cls.Kind.LINK, link=link)[0]

    @property
    def is_job(self) -> bool:
        return self.kind == self.Kind.JOB

    @property
    def is_link(self) -> bool:
        return self.kind == self.Kind.LINK

    @property
    def name(self) -> str:
        if self.kind == self.Kind.STAFF:
            return self.staff.name
        if not self.is_link:
            return self.job.capitalize()
        return f"{self.WHO_HOLDS.get(self.link.purpose, 'The holder of a link')} ({self.link.email})"

    @property
    def scheme(self) -> Scheme | None:
        return self.staff.scheme if self.staff else None

    @property
    def region(self) -> Region | None:
        return self.staff.region if self.staff else None

    @property
    def role(self) -> str:
        return self.staff.role if self.staff else ""

    @property
    def role_label(self) -> str:
        return self.staff.get_role_display() if self.staff else self.get_kind_display()

    def may(self, permission: str) -> bool:
        """Whether this actor's role carries a permission. Jobs may do anything; link holders nothing by role."""
        return self.is_job or bool(self.staff and may(self.role, permission))
