"""A person's one page: theirs, versioned, and given on in two steps with a log of who was given which, when and why."""

from django.db import models, transaction

from referrals.models.funding import OfPerson
from referrals.models.people import Person
from referrals.models.voices import Voice
from schemes import clock
from schemes.models import Folder, Kept, Stale, WrongState

# What the page tells, in its order.
PAGE_SECTIONS = {
    "matters": "What matters to me",
    "good_day": "A good day",
    "like_about_me": "What people like about me",
    "support_me": "How best to support me",
    "try": "What I’d like to try",
}
# Where each part begins, from what somebody told us.
BEGINS_WITH = {"matters": "matters", "good_day": "good_day", "try": "hopes"}
# What is kept of each part. `easy`: the same said in Easy Read, where somebody rewrote it so.
KEPT_OF_EACH = ("text", "voice", "helped_by", "easy")


class Named(models.TextChoices):
    """What somebody is called in the first step."""

    FIRST_NAME = "first_name", "Their first name"
    INITIALS = "initials", "Their initials"


class TwoSteps(models.Model):
    """What a page tells, and which of it a household reads before it knows who it is."""

    sections = models.JSONField(default=dict)
    first_step = models.JSONField("parts told at first", default=list)
    enjoys = models.TextField("what they enjoy, in a few words", max_length=500, blank=True)
    risks = models.TextField("what a household must know at first", max_length=1000, blank=True)
    named = models.CharField("called at first", max_length=10, choices=Named.choices, default=Named.FIRST_NAME)
    may_stay = models.JSONField("words that name nobody", default=list)

    class Meta:
        abstract = True

    @property
    def in_order(self) -> list[tuple[str, str, dict]]:
        """(key, heading, section) of each that was written."""
        written = self.sections
        return [(key, title, written[key]) for key, title in PAGE_SECTIONS.items() if written.get(key, {}).get("text")]

    @property
    def told(self) -> dict:
        """All of it, by field."""
        return {field.name: getattr(self, field.name) for field in TwoSteps._meta.local_fields}


class PersonPage(TwoSteps, Kept):
    """The page as it was last left. `sections`: by key, `text`, `voice`, `helped_by`, `easy`, `on` (an ISO day).

    `first_step`: the keys a household reads before it knows who it is. `risks`: what it must know then, in short.
    `may_stay`: words in small letters that look like a name and are none.
    """

    FOLDERS = ("person__folder",)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="page", editable=False)

    def __str__(self):
        return f"{self.person.called}’s page"

    @classmethod
    @transaction.atomic
    def of(cls, person, *, by) -> "PersonPage":
        """The page of a person, begun when there is none from what they told us. Undo: none needed."""
        person.lock()
        found = cls.objects.filter(person=person).first()
        return found or cls.add(
            scheme=person.scheme, person=person, sections=begun_from(person), by=by, why="Begun from what they told"
        )

    def shown(self, name, value=...) -> str:
        value = getattr(self, name) if value is ... else value
        if name == "sections":
            return "\n".join(f"{title}: {value[key]['text']}" for key, title in PAGE_SECTIONS.items() if value.get(key))
        if name == "first_step":
            return ", ".join(PAGE_SECTIONS[key] for key in value) or "–"
        return ", ".join(value) or "–" if name == "may_stay" else super().shown(name, value)

    @transaction.atomic
    def write(self, texts: dict[str, dict], *, version: int | None, by, **changes) -> None:
        """Save sections as dicts with `text`, `voice`, `helped_by`; each that changed gets today's date.

        Undo: write it back; earlier words stay in history. Raises `Stale` when somebody else wrote meanwhile.
        """
        self.lock()
        for key, one in texts.items():
            if key not in PAGE_SECTIONS:
                raise WrongState("There is no such part of the page.")
            if one.get("voice") not in Voice.values and one.get("text"):
                raise WrongState(f"Say whose words they are: “{PAGE_SECTIONS[key]}”.")

        def bare(one):
            return {name: one.get(name, "") for name in KEPT_OF_EACH}

        different = {k: bare(one) for k, one in texts.items() if bare(one) != bare(self.sections.get(k, {}))}
        if version is not None and version != self.version and different:
            raise Stale(
                [(PAGE_SECTIONS[k], self.sections.get(k, {}).get("text") or "–", one["text"] or "–")
                 for k, one in different.items()]
            )  # fmt: skip
        today = clock.today().isoformat()
        sections = self.sections | {key: bare(one) | {"on": today} for key, one in different.items()}
        self.save_edit(changes | {"sections": sections}, version=None, by=by)

    @transaction.atomic
    def freeze(self, *, by) -> "PageVersion":
        """The page as it stands, kept to be given on; the same again makes no second one. Undo: write it again."""
        self.lock()
        newest = self.newest
        if newest and newest.told == self.told:
            return newest
        return PageVersion.put_down(
            scheme=self.scheme, person=self.person, page=self, number=newest.number + 1 if newest else 1,
            happened_on=clock.today(), by=by, **self.told,
        )  # fmt: skip

    @property
    def newest(self) -> "PageVersion | None":
        """The version frozen last."""
        return self.versions.standing().order_by("-number").first()


def begun_from(person) -> dict:
    """The parts of a page as far as somebody's own words tell them, with whose words they are and from which day."""
    words = person.words.standing().order_by("-happened_on", "-id").first()
    if words is None:
        return {}
    of_all = {"voice": words.voice, "helped_by": words.helped_by, "easy": "", "on": words.happened_on.isoformat()}
    told = {key: getattr(words, name) for key, name in BEGINS_WITH.items()}
    return {key: {"text": text} | of_all for key, text in told.items() if text}


class PageVersion(TwoSteps, OfPerson):
    """A person's page as it stood when it was frozen."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="page_versions")
    page = models.ForeignKey(PersonPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_page_version_per_number")]

    def __str__(self):
        return f"Version {self.number}"


class PageGiven(OfPerson):
    """Somebody was given a person's page: which version and step, to whom, on what basis (domain 4.5)."""

    class Step(models.TextChoices):
        FIRST = "first", "First: without a name"
        WHOLE = "whole", "Whole page"

    class Basis(models.TextChoices):
        CONSENT = "consent", "The person agreed"
        BEST_INTERESTS = "best_interests", "Decided in their best interests"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pages_given")
    page_version = models.ForeignKey(PageVersion, on_delete=models.PROTECT, related_name="given")
    step = models.CharField(max_length=5, choices=Step.choices)
    to = models.CharField("to whom", max_length=160)
    to_folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.PROTECT, related_name="pages_given")
    basis = models.CharField(max_length=14, choices=Basis.choices)
    consent = models.ForeignKey("referrals.Consent", on_delete=models.PROTECT, related_name="+")
    how = models.CharField("how it was given", max_length=120, blank=True)
    content = models.JSONField("what it said, line by line", default=list)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self):
        return f"{self.get_step_display()} to {self.to}"

    @classmethod
    @transaction.atomic
    def give(cls, *, page_version, step, consent, to, content, by, to_folder=None, how="") -> "PageGiven":
        """Write down that it was given. Refused without a consent or best-interests record that holds. Undo: none."""
        purpose = consent.Purpose.CARERS if step == cls.Step.FIRST else consent.Purpose.FULL_PROFILE
        today = clock.today()
        newest = type(consent).newest(page_version.person, purpose)
        if newest is None or newest.pk != consent.pk or not newest.holds_on(today):
            raise WrongState("Nobody has agreed to this yet: record the person’s answer first.")
        basis = cls.Basis.BEST_INTERESTS if consent.answer == consent.Answer.BEST_INTERESTS else cls.Basis.CONSENT
        return cls.put_down(
            scheme=page_version.scheme, person=page_version.person, page_version=page_version, step=step, to=to,
            to_folder=to_folder, basis=basis, consent=consent, how=how, content=content, happened_on=today, by=by,
        )  # fmt: skip
