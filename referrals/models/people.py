"""The person whose life it is, and what they say in their own words."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf, Right
from django.urls import reverse

from referrals.models.voices import Voiced
from schemes.acting import whoever_acts
from schemes.dates import whole_years
from schemes.models import Folder, Kept, Record, RecordQuerySet, SchemeQuerySet, StaffMember, WrongState
from schemes.places import sector_of
from schemes.vocabulary import WISHES, Gender

# The last nine figures of a phone number: however it was written, they tell two apart.
PHONE_FIGURES = Right(
    Func(F("phone"), Value(r"\D"), Value(""), Value("g"), function="REGEXP_REPLACE", output_field=models.TextField()), 9
)


# What of a row tells where somebody lives, and what is said instead to those who may not know.
WHEREABOUTS = frozenset({"lives_at", "postcode", "sector", "hidden_because"})
HIDDEN = "Hidden to keep them safe"


class Format(models.TextChoices):
    """How someone needs information given (Accessible Information Standard, DAPB1605)."""

    NONE = "", "No need recorded"
    EASY_READ = "easy_read", "Easy Read"
    LARGE_PRINT = "large_print", "Large print"
    AUDIO = "audio", "Audio"
    BSL = "bsl", "British Sign Language"
    IN_PERSON = "in_person", "Told in person"


def whereabouts_open_to(actor, path: str = "") -> Q:
    """Rows of people whose address this actor may read; `path` leads to the person, such as "person__".

    The same rule as `Person.may_read_address`, for what is looked for by an address.
    """
    if actor is not None and not actor.is_job and actor.may("addresses.see_hidden"):
        return Q()
    open_to = Q(**{f"{path}is_address_hidden": False})
    own = actor.staff_id if actor is not None and not actor.is_job else None
    return open_to | Q(**{f"{path}officer": own}) if own else open_to


class PersonQuerySet(SchemeQuerySet):
    def by_name(self):
        """By the name they like, as anyone would look them up."""
        return self.order_by(Lower(Coalesce(NullIf("preferred_name", Value("")), "full_name")), "full_name", "pk")

    def not_merged(self):
        """Those that no other record stands for."""
        return self.filter(merged_into__isnull=True)


class Person(Kept):
    """Somebody who is referred, introduced, supported. Their own words come first on every screen about them."""

    FOLDERS = ("folder",)

    folder = models.OneToOneField(Folder, on_delete=models.PROTECT, related_name="person", editable=False)
    full_name = models.CharField(max_length=120)
    preferred_name = models.CharField("likes to be called", max_length=60, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    age_told = models.PositiveSmallIntegerField("age when referred, if no date of birth", null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, default=Gender.NOT_SAID)
    lives_at = models.CharField("where they live now", max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    sector = models.CharField("postcode sector", max_length=8, blank=True, editable=False)
    phone = models.CharField(max_length=40, blank=True)
    talking = models.TextField("best way to talk together", max_length=2000, blank=True)
    information_format = models.CharField(
        "information in", max_length=12, choices=Format.choices, blank=True, default=Format.NONE
    )
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    is_address_hidden = models.BooleanField("hide where they live", default=False)
    hidden_because = models.TextField("why it is hidden", max_length=2000, blank=True)
    hidden_review_on = models.DateField("look at it again on", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from", editable=False
    )
    smokes = models.CharField(max_length=3, choices=[("yes", "Yes"), ("no", "No")], blank=True)
    officer = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["full_name", "pk"]
        indexes = [
            GinIndex(OpClass(Lower("full_name"), name="gin_trgm_ops"), name="people_by_like_name"),
            models.Index(fields=["scheme", "nhs_number"], condition=~Q(nhs_number=""), name="people_by_nhs_number"),
            models.Index(fields=["scheme", "date_of_birth"], name="people_by_birthday"),
            models.Index(F("scheme"), PHONE_FIGURES, name="people_by_phone", condition=~Q(phone="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_address_hidden=False) | (~Q(hidden_because="") & Q(hidden_review_on__isnull=False)),
                name="a_hidden_address_says_why",
            ),
            models.CheckConstraint(
                condition=Q(nhs_number="") | Q(nhs_number__regex=r"^[0-9]{10}$"), name="an_nhs_number_has_ten_figures"
            ),
        ]
        verbose_name_plural = "people"

    def __str__(self):
        return self.called

    def save(self, *args, **kwargs):
        self.sector = sector_of(self.postcode) or ""
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("person", args=[self.pk])

    @property
    def reference(self) -> str:
        return self.folder.reference

    @property
    def called(self) -> str:
        """The name they like, with the first letter of the family name: "Sam T"."""
        first, *rest = self.full_name.split()
        name = self.preferred_name or first
        return f"{name} {rest[-1][0]}" if rest and len(name.split()) == 1 else name

    @property
    def information_needs(self) -> str:
        """How to reach them and talk together, in one line for the strip on every page; empty where nobody said."""
        said = [self.get_information_format_display() if self.information_format else "", self.talking]
        return ". ".join(" ".join(part.split()).rstrip(".") for part in said if part.strip())

    def age(self, on) -> int | None:
        """Whole years on a day; what the referrer told if no date of birth is known."""
        return whole_years(self.date_of_birth, on) if self.date_of_birth else self.age_told

    def may_read_address(self, actor) -> bool:
        """Whether this actor may know where they are: anybody who sees them, or, while it is hidden, only a manager
        and their own officer. A job is nobody: what it makes is read by others.
        """
        if not self.is_address_hidden:
            return True
        if actor is None or actor.is_job or actor.staff_id is None:
            return False
        return actor.may("addresses.see_hidden") or actor.staff_id == self.officer_id

    def hidden_from(self, actor) -> frozenset[str]:
        return frozenset() if self.may_read_address(actor) else WHEREABOUTS

    def address_for(self, actor) -> str:
        """Where they live now and its postcode, as far as this actor may know."""
        if not self.may_read_address(actor):
            return HIDDEN
        return ", ".join(dict.fromkeys(filter(None, [self.lives_at, self.postcode])))

    @property
    def lives_now(self) -> str:
        """Where they live, on the page of whoever acts; a template needs no more than this."""
        return self.address_for(whoever_acts())

    def area_for(self, actor) -> str:
        """The postcode sector they live in, as far as this actor may know."""
        return self.sector if self.may_read_address(actor) else HIDDEN

    @property
    def open_postcode(self) -> str:
        """Their postcode, to count distances from. Never a hidden one: reasons are kept and read by others later."""
        return "" if self.is_address_hidden else self.postcode

    @transaction.atomic
    def hide_address(self, *, why, review_on, by) -> None:
        """Nobody but managers and their officer reads where they live. Undo: `show_address`."""
        self.lock()
        changes = {"is_address_hidden": True, "hidden_because": why, "hidden_review_on": review_on}
        told = "Looked at again: it stays hidden" if self.is_address_hidden else "Address hidden"
        self.save_edit(changes, version=None, by=by, why=told)

    @transaction.atomic
    def show_address(self, *, why, by) -> None:
        """Where they live is no secret any more, and why. Undo: `hide_address`."""
        self.lock()
        if not self.is_address_hidden:
            raise WrongState("Their address is not hidden now.")
        shown = {"is_address_hidden": False, "hidden_because": "", "hidden_review_on": None}
        self.save_edit(shown, version=None, by=by, why=why)

    @property
    def kept(self) -> "Person":
        """The record that stands for this one now; itself, unless it was merged into another."""
        return self.merged_into.kept if self.merged_into_id else self

    @property
    def leads_to(self) -> str:
        """Where to write instead of here, in one sentence; empty where nothing was merged."""
        kept = self.kept
        return "" if kept is self else f"{self.reference} is of {kept.called}, {kept.reference}: write it there."

    def refuse_if_merged(self) -> None:
        """What is begun for a record that another stands for is begun there."""
        if self.merged_into_id:
            raise WrongState(self.leads_to)

    def every(self, kind, reader=None):
        """Their records of one kind, wherever they were written; only what `reader` may see, where one is named."""
        rows = kind.objects if reader is None else kind.objects.visible_to(reader)
        return rows.filter(person__in=self.and_merged())

    def and_merged(self) -> list[int]:
        """The numbers of this record and of every record found to be of the same person."""
        found = last = [self.pk]
        while last := list(Person.objects.filter(merged_into__in=last).values_list("pk", flat=True)):
            found = found + last
        return found

    def latest_wishes(self):
        """Their newest answer about each wish, in whichever of their records it was written."""
        return Wish.objects.about(self)

    def latest_words(self) -> "OwnWords | None":
        """What they said last about their life, in whichever of their records it was written."""
        return self.every(OwnWords).standing().order_by("-happened_on", "-id").first()

    @classmethod
    @transaction.atomic
    def add_person(cls, *, scheme, by, **fields) -> "Person":
        """A new person with a folder. Undo: close the referral; records about someone are kept."""
        folder = Folder.open_new(scheme=scheme, kind=Folder.Kind.PERSON, by=by)
        return cls.add(scheme=scheme, folder=folder, by=by, **fields)

    @transaction.atomic
    def record_wishes(self, *, wishes, said_by, happened_on, by) -> list["Wish"]:
        """Write down several needs and wishes at once. Undo: ask again, or `correct` one."""
        return [
            Wish.record_wish(person=self, said_by=said_by, happened_on=happened_on, by=by, **wish) for wish in wishes
        ]


class OwnWords(Voiced, Record):
    """What somebody says about their life and their hopes, in their own words, on a day."""

    FOLDERS = ("person__folder",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="words")
    matters = models.TextField("what matters to me", max_length=4000, blank=True)
    good_day = models.TextField("a good day", max_length=4000, blank=True)
    hopes = models.TextField("what I hope for", max_length=4000, blank=True)
    said_how = models.CharField(
        "how they told us",
        max_length=200,
        blank=True,
        help_text="Their own words, pictures, or someone who knows them well.",
    )

    class Meta:
        verbose_name_plural = "own words"

    @classmethod
    def write_down(cls, *, person, by, **fields) -> "OwnWords":
        """Keep what somebody said. Undo: `correct`."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)


class WishQuerySet(RecordQuerySet):
    def latest(self):
        """The newest standing answer about each wish, for each person."""
        return self.standing().order_by("person_id", "key", "-happened_on", "-id").distinct("person_id", "key")

    def about(self, person):
        """The newest standing answer about each wish of one person, in whichever of their records it was written."""
        rows = self.standing().filter(person__in=person.and_merged())
        return rows.order_by("key", "-happened_on", "-id").distinct("key")


class Wish(Voiced, Record):
    """Something a person must have or must not, would like, or no longer minds in a home: who said so and when."""

    FOLDERS = ("person__folder",)

    class Strength(models.TextChoices):
        MUST = "must", "Must have"
        MUST_NOT = "not", "Must not have"
        LIKE = "like", "Would like"
        DOES_NOT_MATTER = "none", "Does not matter"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wishes")
    key = models.CharField(max_length=24, choices=[(w.key, w.text) for w in WISHES.values()])
    strength = models.CharField(max_length=4, choices=Strength.choices)
    why = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=120)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        indexes = [models.Index(fields=["person", "key", "-happened_on", "-id"])]

    def __str__(self):
        return self.get_key_display()

    @property
    def rank(self) -> int:
        """Must-haves first, then wishes, then what does not matter."""
        return self.Strength.values.index(self.strength)

    @classmethod
    def record_wish(cls, *, person, by, **fields) -> "Wish":
        """Write down a need or a wish; an earlier answer stays readable. Undo: `correct`, or ask again."""
        return cls.put_down(scheme=person.scheme, person=person, by=by, **fields)
