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


class PersonPage(Kept):
    """The page as it was last left. `sections`: by key, `text`, `voice`, `helped_by`, `on` (an ISO day).

    `first_step`: the keys a household reads before it knows who it is. `risks`: what it must know then, in short.
    """

    FOLDERS = ("person__folder",)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="page", editable=False)
    sections = models.JSONField(default=dict)
    first_step = models.JSONField(default=list)
    enjoys = models.TextField("what they enjoy, in a few words", max_length=500, blank=True)
    risks = models.TextField("what a household must know at first", max_length=1000, blank=True)

    def __str__(self):
        return f"{self.person.called}’s page"

    @classmethod
    @transaction.atomic
    def of(cls, person, *, by) -> "PersonPage":
        """The page of a person, begun when there is none from what they told us. Undo: none needed."""
        person.lock()
        found = cls.objects.filter(person=person).first()
        return found or cls.add(scheme=person.scheme, person=person, by=by, why="Begun")

    @property
    def in_order(self) -> list[tuple[str, str, dict]]:
        """(key, heading, section) of each that was written."""
        written = self.sections
        return [(key, title, written[key]) for key, title in PAGE_SECTIONS.items() if written.get(key, {}).get("text")]

    def shown(self, name, value=...) -> str:
        if name != "sections":
            return super().shown(name, value)
        sections = self.sections if value is ... else value
        return "\n".join(
            f"{title}: {sections[key]['text']}" for key, title in PAGE_SECTIONS.items() if sections.get(key)
        )

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
            return {name: one.get(name, "") for name in ("text", "voice", "helped_by")}

        different = {k: bare(one) for k, one in texts.items() if bare(one) != bare(self.sections.get(k, {}))}
        if version is not None and version != self.version and different:
            raise Stale(
                [(PAGE_SECTIONS[k], self.sections.get(k, {}).get("text") or "–", one["text"] or "–")
                 for k, one in different.items()]
            )  # fmt: skip
        today = clock.today().isoformat()
        sections = self.sections | {key: one | {"on": today} for key, one in different.items()}
        self.save_edit(changes | {"sections": sections}, version=None, by=by)

    @transaction.atomic
    def freeze(self, *, by) -> "PageVersion":
        """The page as it stands, kept to be given on; the same again makes no second one. Undo: write it again."""
        self.lock()
        newest = self.newest
        now = (self.sections, self.first_step, self.enjoys, self.risks)
        if newest and now == (newest.sections, newest.first_step, newest.enjoys, newest.risks):
            return newest
        return PageVersion.put_down(
            scheme=self.scheme, person=self.person, page=self, number=newest.number + 1 if newest else 1,
            sections=self.sections, first_step=self.first_step, enjoys=self.enjoys, risks=self.risks,
            happened_on=clock.today(), by=by,
        )  # fmt: skip

    @property
    def newest(self) -> "PageVersion | None":
        """The version frozen last."""
        return self.versions.standing().order_by("-number").first()


class PageVersion(OfPerson):
    """A person's page as it stood when it was frozen."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="page_versions")
    page = models.ForeignKey(PersonPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    first_step = models.JSONField(default=list)
    enjoys = models.TextField(blank=True)
    risks = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_page_version_per_number")]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def in_order(self) -> list[tuple[str, str, dict]]:
        """(key, heading, section) of each that was written."""
        written = self.sections
        return [(key, title, written[key]) for key, title in PAGE_SECTIONS.items() if written.get(key, {}).get("text")]


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
