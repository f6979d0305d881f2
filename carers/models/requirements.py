"""Which checks and training a scheme asks for, of whom, how long each holds: its own settings, effective-dated."""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from carers.models.agreements import OfHousehold
from carers.models.households import Household
from carers.models.members import Member
from schemes.models import Policies, Record, RecordQuerySet, WrongState
from schemes.presets import CHOICE
from schemes.vocabulary import CHECKS_ON_A_MEMBER, ArrangementType, CheckKind, check_label

CARERS = (Member.Role.CARER, Member.Role.SUPPORT_CARER)


class CheckRule(Record):
    """How a scheme asks for one kind of check from a day on (`happened_on`). The past keeps the rule it had."""

    kind = models.CharField(max_length=20, choices=CheckKind.choices)
    is_asked = models.BooleanField("asked for", default=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Member.Role.choices), default=list, blank=True,
        verbose_name="asked of",
    )  # fmt: skip
    types = ArrayField(
        models.CharField(max_length=16, choices=ArrangementType.choices), default=list, blank=True,
        verbose_name="only where approved for", help_text="Empty: whatever they are approved for.",
    )  # fmt: skip
    months = models.PositiveSmallIntegerField("lasts, in months", null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField("warn before it runs out, in days", default=60)
    is_blocking = models.BooleanField("must be current before a new match", default=False)
    source = models.TextField("where this comes from", max_length=600)

    class Meta:
        indexes = [models.Index(fields=["scheme", "kind", "-happened_on", "-id"])]

    def as_asked(self) -> "Asked":
        """What this rule asks."""
        return Asked(
            CheckKind(self.kind), self.is_asked, tuple(self.roles), tuple(self.types), self.months,
            self.warn_days, self.is_blocking, self.source,
        )  # fmt: skip

    @classmethod
    def set_check_rule(cls, *, scheme, from_on, by, **fields) -> "CheckRule":
        """Ask for a check differently from a day on. Undo: set it back; both stay on record."""
        return cls.put_down(scheme=scheme, happened_on=from_on, by=by, **fields)


@dataclass(frozen=True)
class Asked:
    """How one kind of check is asked for on a day."""

    kind: CheckKind
    is_asked: bool
    roles: tuple[str, ...]  # of a member; empty for a check of the home
    types: tuple[str, ...]  # empty: whatever they are approved for
    months: int | None  # how long it lasts; None: it does not run out by rule
    warn_days: int
    blocks: bool
    source: str = CHOICE

    def is_followed(self, types=()) -> bool:
        """Whether it is asked for at all in a household approved for these types."""
        return self.is_asked and not (self.types and types and set(self.types).isdisjoint(types))

    def is_asked_of(self, role: str | None, types=()) -> bool:
        """Whether it is asked of a member in this role (None: of the home), in a household approved for these types."""
        if not self.is_followed(types):
            return False
        return role is None if self.kind not in CHECKS_ON_A_MEMBER else role in self.roles


def _asked(kind, months, *, roles=CARERS, source=CHOICE) -> Asked:
    of_member = kind in CHECKS_ON_A_MEMBER
    return Asked(kind, True, tuple(roles) if of_member else (), (), months, 60, False, source)


KENT = "Kent's published refresher periods. The scheme's choice."
SCHEDULE = "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, Sch. 3, for those it covers."
# Where a scheme has set nothing. Household members are not asked for a DBS check by rule: domain 3.6.
PRESETS: dict[CheckKind, Asked] = {
    row.kind: row
    for row in [
        _asked(CheckKind.DBS, 36, source="Three years is common policy; there is no statutory expiry. Confirm it."),
        _asked(CheckKind.SAFEGUARDING, 36, source=KENT),
        _asked(CheckKind.FIRST_AID, 36, source=KENT),
        _asked(CheckKind.MEDICATION, 24, source=KENT),
        _asked(CheckKind.MCA, 36, source=KENT),
        _asked(CheckKind.MOVING, None),
        _asked(CheckKind.IDENTITY, None, source=SCHEDULE),
        _asked(CheckKind.RIGHT_TO_WORK, None),
        _asked(CheckKind.REFERENCES, None, source=SCHEDULE),
        _asked(CheckKind.MEDICAL, None, roles=[Member.Role.CARER]),
        _asked(CheckKind.LOCAL_AUTHORITY, None, roles=[Member.Role.CARER]),
        _asked(CheckKind.HOME_SAFETY, 12, source="Medway: a yearly home safety check. The scheme's choice."),
        _asked(CheckKind.GAS, 12),
        _asked(CheckKind.ELECTRICAL, 60),
        _asked(CheckKind.LIABILITY, 12),
        _asked(CheckKind.HOME_INSURANCE, 12),
        _asked(CheckKind.CAR_INSURANCE, 12),
        _asked(CheckKind.CAR, 12),
        _asked(CheckKind.PERMISSION, None, source="Lancashire asks for it with the application."),
    ]
}


class CheckRules:
    """How some schemes (rows, or their numbers) ask for checks, read once, answering for any day. One query."""

    def __init__(self, schemes, policies: Policies):
        self._policies = policies
        self._rows: dict[tuple[int, str], list[CheckRule]] = {}
        for row in CheckRule.objects.standing().filter(scheme__in=list(schemes)).order_by("happened_on", "id"):
            self._rows.setdefault((row.scheme_id, row.kind), []).append(row)

    def asked(self, scheme_id: int, kind: str, on: date) -> Asked:
        """How this scheme asks for a kind of check on a day."""
        if found := self.row(scheme_id, kind, on):
            return found.as_asked()
        value = self._policies.value
        preset = PRESETS[CheckKind(kind)]
        months = value(scheme_id, "dbs_months", on) if kind == CheckKind.DBS else preset.months
        blocks = kind in value(scheme_id, "checks_that_block", on)
        return replace(preset, months=months, blocks=blocks, warn_days=value(scheme_id, "check_warn_days", on))

    def all_asked(self, scheme_id: int, on: date) -> dict[CheckKind, Asked]:
        """How this scheme asks for every kind on a day."""
        return {kind: self.asked(scheme_id, kind, on) for kind in CheckKind}

    def blocking(self, scheme_id: int, on: date) -> list[Asked]:
        """The checks that must be current before a new match."""
        return [one for one in self.all_asked(scheme_id, on).values() if one.is_asked and one.blocks]

    def row(self, scheme_id: int, kind: str, on: date) -> CheckRule | None:
        """The scheme's own rule in force on a day, or None where it has set none for this check."""
        rows = [row for row in self._rows.get((scheme_id, kind), []) if row.happened_on <= on]
        return rows[-1] if rows else None

    def coming(self, scheme_id: int, kind: str, on: date) -> list[CheckRule]:
        """The rules already set for a later day."""
        return [row for row in self._rows.get((scheme_id, kind), []) if row.happened_on > on]


class WaiverQuerySet(RecordQuerySet):
    def running(self, on):
        """Those that hold on a day."""
        held = self.standing().filter(is_called_off=False, happened_on__lte=on, until_on__gte=on)
        return held.select_related("scheme", "member", "recorded_by__staff__account")


class Waiver(OfHousehold):
    """A manager lets one check wait until a day, saying why. It never hides that the check is not there."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="waivers")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="waivers")
    kind = models.CharField(max_length=20, choices=CheckKind.choices)
    until_on = models.DateField("until")
    why = models.TextField(max_length=2000)
    is_called_off = models.BooleanField(default=False)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("happened_on")), name="a_waiver_ends_after_it_was_given"
            )
        ]

    def __str__(self):
        return check_label(self.kind, self.scheme.nation)

    @classmethod
    @transaction.atomic
    def waive_check(cls, *, household, by, happened_on, **fields) -> "Waiver":
        """Let a check wait until a day. Undo: `call_off_waiver`."""
        household.lock()
        same = {name: fields[name] for name in ("member", "kind")}
        if running := cls.objects.running(happened_on).filter(household=household, **same).first():
            raise WrongState(f"This is waived until {running.until_on:%-d %B %Y} already. Call that off first.")
        return cls.put_down(
            scheme=household.scheme, household=household, happened_on=happened_on, by=by, is_called_off=False, **fields
        )

    def call_off_waiver(self, *, why, by) -> "Waiver":
        """The check does not wait any longer. Undo: waive it again."""
        return self.correct(why=why, by=by, is_called_off=True)
