"""Who pays for a person and where they live: two authorities, and the state of the money with its dates."""

from django.db import models
from django.db.models import F, Q

from schemes.models import Authority, Record


class OfPerson(Record):
    """A record that hangs on a person."""

    FOLDERS = ("person__folder",)

    class Meta:
        abstract = True


class PersonAuthority(OfPerson):
    """Which authority pays for a person, or is host to them, from a day on.

    Care Act 2014 s.42: the authority where the adult is makes enquiries; the one that placed them may go on paying and
    reviewing, because Shared Lives is specified accommodation. So there are two, and they may differ.
    """

    class Role(models.TextChoices):
        FUNDING = "funding", "Pays, and reviews the care plan"
        HOST = "host", "Is host: where they live, for safeguarding"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="authorities")
    role = models.CharField(max_length=8, choices=Role.choices)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    commissioner = models.CharField("who decides there", max_length=160, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "role", "-happened_on", "-id"])]

    def __str__(self):
        return f"{self.authority} ({self.get_role_display().lower()})"

    @classmethod
    def record_authority(cls, *, person, by, named="", **fields) -> "PersonAuthority":
        """Say which authority it is from a day on; the one before stays readable. Undo: `correct`.

        `named`: one the scheme had not written down yet; it can be chosen by its name from then on.
        """
        if named:
            fields["authority"] = Authority.objects.get_or_create(scheme=person.scheme, name=named)[0]
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)

    @classmethod
    def holding(cls, person, on) -> dict[str, "PersonAuthority"]:
        """Which authority it is on a day, by role."""
        rows = person.every(cls).standing().filter(happened_on__lte=on).select_related("authority")
        return {row.role: row for row in rows.order_by("happened_on", "pk")}


class FundingState(OfPerson):
    """How far the money for a person is, from a day on."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not asked for yet"
        ASKED = "asked", "Asked for"
        AGREED = "agreed", "Agreed"
        PART_AGREED = "part_agreed", "Agreed in part"
        REFUSED = "refused", "Refused"
        OWN_MONEY = "own_money", "Own money or direct payment"
        ENDED = "ended", "Ended"

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="funding")
    state = models.CharField(max_length=12, choices=State.choices)
    weekly_pence = models.PositiveIntegerField("how much a week, in pence", null=True, blank=True)
    from_on = models.DateField("pays from", null=True, blank=True)
    until_on = models.DateField("pays until", null=True, blank=True)
    decided_by = models.CharField("who said so", max_length=160, blank=True)
    their_reference = models.CharField("their reference", max_length=60, blank=True)
    words = models.TextField("more about it", max_length=2000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="funding_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(weekly_pence__isnull=True) | Q(weekly_pence__lte=2_000_000),
                name="funding_is_less_than_20000_a_week",
            ),
        ]

    def __str__(self):
        return self.get_state_display()

    @property
    def weekly(self) -> str:
        """How much a week, in pounds and pence; empty where nobody said."""
        return "" if self.weekly_pence is None else f"£{self.weekly_pence / 100:,.2f}"

    @property
    def in_words(self) -> str:
        """The state with its amount and days, in one line."""
        days = [f"from {self.from_on:%-d %B %Y}" if self.from_on else ""]
        days += [f"until {self.until_on:%-d %B %Y}" if self.until_on else ""]
        amount = f"{self.weekly} a week" if self.weekly else ""
        return ", ".join(part for part in [self.get_state_display(), amount, " ".join(filter(None, days))] if part)

    @classmethod
    def record_funding(cls, *, person, by, **fields) -> "FundingState":
        """Write down how far the money is; what was known before stays readable. Undo: `correct`."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)
