"""The referral form as a scheme words it: changes are versioned, and what was sent keeps the words it was asked in."""

import uuid

from django.db import models, transaction

from referrals.questions import QUESTIONS
from schemes import clock
from schemes.models import Kept, Record, WrongState
from schemes.models.records import OpenRecordQuerySet

OWN = "own_"  # how the keys of a scheme's own questions begin
MOST_OWN = 12  # ours: a form that asks everything learns nothing (domain 4.2)


class FormDesign(Kept):
    """The form as somebody is changing it; nobody is asked it until it is published.

    `words`: by key, the `wording` and `why` that differ from ours. `order`: by page, the keys in their order.
    `extra`: optional questions of the scheme's own, as dicts with `key` (beginning with "own_"), `page`, `wording`,
    `why`, `who`, `kind` (words, line or choice) and `choices` (one each line).
    """

    words = models.JSONField(default=dict)
    order = models.JSONField(default=dict)
    extra = models.JSONField(default=list)
    designed_with = models.TextField(
        "who with lived experience helped design this version", max_length=2000, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="one_form_design_per_scheme")]

    def __str__(self):
        return "Referral form"

    @classmethod
    @transaction.atomic
    def of(cls, scheme, *, by) -> "FormDesign":
        """The design of a scheme, begun from our own words where there is none. Undo: none needed."""
        found = cls.objects.filter(scheme=scheme).first()
        if found is None:
            scheme.lock()  # two who begin it at one moment
            found = cls.objects.filter(scheme=scheme).first()
        return found or cls.add(scheme=scheme, by=by, why="Begun")

    @transaction.atomic
    def word_question(self, key: str, *, wording: str, why: str, by) -> None:
        """Say one of our questions, and why it is asked, in the scheme's words; empty is ours. Undo: word it back."""
        if key not in QUESTIONS:
            raise WrongState("The form has no such question.")
        self.lock()
        said = {name: text for name, text in (("wording", wording), ("why", why)) if text}
        words = {other: row for other, row in self.words.items() if other != key} | ({key: said} if said else {})
        self.save_edit({"words": words}, version=None, by=by, why=f"Worded “{wording or QUESTIONS[key].wording}”")

    @transaction.atomic
    def move_question(self, key: str, keys: list[str], *, page: str, steps: int, by) -> None:
        """Ask it earlier or later on its page, where `keys` are in their order now. Undo: move it back."""
        self.lock()
        if key not in keys:
            raise WrongState("The form has no such question.")
        others = [one for one in keys if one != key]
        others.insert(max(keys.index(key) + steps, 0), key)
        self.save_edit({"order": self.order | {page: others}}, version=None, by=by, why="Put in order")

    @transaction.atomic
    def put_own_question(self, row: dict, *, by, key: str = "") -> str:
        """Ask one more optional question, or change one; its key stays for ever. Undo: `drop_question`."""
        self.lock()
        if key and key not in [own["key"] for own in self.extra]:
            raise WrongState("The form has no such question.")
        if not key and len(self.extra) >= MOST_OWN:
            raise WrongState(f"A form has {MOST_OWN} questions of your own at most: take one away first.")
        key = key or f"{OWN}{uuid.uuid4().hex[:12]}"
        asked = row | {"key": key}
        extra = [asked if own["key"] == key else own for own in self.extra]
        if asked not in extra:
            extra.append(asked)
        self.save_edit({"extra": extra}, version=None, by=by, why=f"Asks “{row['wording']}”")
        return key

    @transaction.atomic
    def drop_question(self, key: str, *, by) -> None:
        """Ask one of the scheme's own questions no more; answers that were given stay. Undo: add it again."""
        self.lock()
        extra = [own for own in self.extra if own["key"] != key]
        if len(extra) == len(self.extra):
            raise WrongState("The form has no such question.")
        self.save_edit({"extra": extra}, version=None, by=by, why="Asks one question less")

    def shown(self, name, value=...) -> str:
        value = getattr(self, name) if value is ... else value
        if name == "words":
            return "\n".join(
                f"{QUESTIONS[key].wording}: {' '.join(said.values())}"
                for key, said in value.items()
                if key in QUESTIONS
            )
        if name == "extra":
            return "\n".join(own["wording"] for own in value)
        if name == "order":
            return ", ".join(value)
        return super().shown(name, value)

    @transaction.atomic
    def publish(self, *, by) -> "FormVersion":
        """Ask it like this from now on. Undo: change it back and publish again; drafts keep the version they began."""
        self.lock()
        newest = FormVersion.newest_of(self.scheme)
        now = (self.words, self.order, self.extra, self.designed_with)
        if newest and now == (newest.words, newest.order, newest.extra, newest.designed_with):
            raise WrongState("Nothing differs from the form as it is asked now.")
        return FormVersion.put_down(
            scheme=self.scheme, number=newest.number + 1 if newest else 1, words=self.words, order=self.order,
            extra=self.extra, designed_with=self.designed_with, happened_on=clock.today(), by=by,
        )  # fmt: skip


class FormVersion(Record):
    """The form as it was asked from a day on. Number 0 is the form in our own words, which has no row."""

    number = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    order = models.JSONField(default=dict)
    extra = models.JSONField(default=list)
    designed_with = models.TextField(max_length=2000, blank=True)

    objects = OpenRecordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="one_form_version_per_number")]

    def __str__(self):
        return f"Version {self.number}"

    @classmethod
    def newest_of(cls, scheme) -> "FormVersion | None":
        """The version this scheme asks now, or None for the form in our own words."""
        return cls.objects.standing().filter(scheme=scheme).order_by("-number").first()
