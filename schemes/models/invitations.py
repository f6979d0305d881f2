"""Invitations: how somebody comes to work in a scheme. Nobody can sign up by themselves."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from schemes import clock
from schemes.models.base import SchemeOwned
from schemes.models.folders import Link
from schemes.models.messages import Message
from schemes.models.staff import Account, StaffMember
from schemes.roles import Role

DAYS_OPEN = 14
HAS_ACCOUNT = "There is an account for this address: sign in to accept."


class AlreadyHere(Exception):
    """They have a job in this scheme already."""


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Those of the actor's own scheme, for whoever may invite."""
        if actor is None or actor.is_link or not actor.may("staff.invite"):
            return self.none()
        return self if actor.is_job else self.filter(scheme=actor.scheme)

    def with_delivery(self):
        """Each with whether its email could not be delivered."""
        key = Concat(Value("invitation:"), Cast(OuterRef("pk"), models.CharField()))
        failed = Message.objects.filter(scheme=OuterRef("scheme"), key=key, status=Message.Status.FAILED)
        return self.annotate(has_failed=Exists(failed))

    def waiting(self, at):
        """Those not yet accepted, taken back or too old."""
        return self.filter(link__closed_at__isnull=True, link__expires_at__gt=at)


class Invitation(SchemeOwned):
    """One person asked to take a job in a scheme, by an emailed link that opens once."""

    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="invitation")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[c for c in Role.choices if c[0] != Role.REGIONAL_VIEWER])
    invited_by = models.ForeignKey("schemes.Actor", on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.name}, {self.get_role_display().lower()}"

    @property
    def email(self) -> str:
        return self.link.email

    @classmethod
    @transaction.atomic
    def invite(cls, *, scheme, email, name, role, by) -> tuple["Invitation", str]:
        """Ask somebody to take a job; the secret for their link is returned and never kept. Undo: `take_back`.

        An earlier invitation of the same address to this scheme stops working. Raises `AlreadyHere`.
        """
        if StaffMember.objects.working().filter(scheme=scheme, account__email__iexact=email).exists():
            raise AlreadyHere(f"Somebody with this address works in {scheme} already.")
        now = clock.now()
        for earlier in cls.objects.waiting(now).filter(scheme=scheme, link__email__iexact=email):
            earlier.take_back(by=by)
        link, secret = Link.make(
            scheme=scheme,
            purpose=Link.Purpose.INVITATION,
            email=email.lower(),
            expires_at=now + timedelta(days=DAYS_OPEN),
        )
        return cls.objects.create(scheme=scheme, link=link, name=name, role=role, invited_by=by), secret

    def take_back(self, *, by) -> None:
        """The link opens nothing any more. Undo: invite them again."""
        self.link.close(at=clock.now())

    @classmethod
    def open_with(cls, secret: str) -> "Invitation | None":
        """The invitation this secret opens now, or None: unknown, used and old ones look the same."""
        link = Link.open_with(secret, Link.Purpose.INVITATION, clock.now())
        return cls.objects.select_related("link", "scheme", "invited_by").filter(link=link).first() if link else None

    def account(self) -> Account | None:
        """The account of this address that can sign in, if there is one."""
        return Account.objects.filter(email__iexact=self.email, is_active=True).first()

    @transaction.atomic
    def accept_with_password(self, *, name, password) -> StaffMember:
        """Take the job with a new account, or one that was switched off. Undo: `let_go`.

        Raises `Link.DoesNotExist` when the link was used a moment ago.
        """
        link = self._hold_link()
        account = Account.objects.filter(email__iexact=self.email).first() or Account(email=link.email)
        if account.is_active and account.pk:
            raise AlreadyHere(HAS_ACCOUNT)
        account.name, account.is_active = name, True
        account.set_password(password)
        try:
            with transaction.atomic():
                account.save()
        except IntegrityError:  # another invitation of theirs was accepted at the same moment
            raise AlreadyHere(HAS_ACCOUNT) from None
        return self._take_on(account, link)

    @transaction.atomic
    def accept_as(self, account: Account) -> StaffMember:
        """Take the job with the account they signed in with. Undo: `let_go`."""
        return self._take_on(account, self._hold_link())

    def _hold_link(self) -> Link:
        """The link, held until this transaction ends, so that it is used once."""
        return Link.objects.select_for_update().get(pk=self.link_id, closed_at__isnull=True)

    def _take_on(self, account, link) -> StaffMember:
        link.close(at=clock.now())
        standing = StaffMember.objects.filter(account=account, scheme=self.scheme, ended_on__isnull=True).first()
        if standing:
            raise AlreadyHere(f"You already work in {self.scheme}.")
        try:
            with transaction.atomic():
                return StaffMember.take_on(account=account, scheme=self.scheme, role=self.role, by=self.invited_by)
        except IntegrityError:
            raise AlreadyHere(f"You already work in {self.scheme}.") from None
