"""The scheme's own assessment: what support is needed, what keeps everybody safe, and the evidence for a band."""

from django.db import models, transaction
from django.db.models import Q

from referrals.models.referrals import Referral
from schemes import clock
from schemes.models import Kept, WrongState

# What a band is judged by in Essex (domain 4.2), each with evidence in words and how much support it takes.
BANDING = {
    "personal_care": "Washing, dressing, going to the toilet",
    "alone": "Staying alone safely",
    "eating": "Eating and drinking",
    "household": "Household tasks",
    "money": "Money",
    "medical": "Health and medicines",
}
# What a household would need to know to keep everybody safe; what nobody asked stays unknown.
SAFETY = {
    "self": "Hurting themselves, or being hurt",
    "others": "Hurting somebody else",
    "fire": "Fire and smoking",
    "out": "Roads, getting lost, being out alone",
    "online": "Phone and internet",
    "visitors": "People who may come",
    "night": "At night",
    "helps": "What helps, and what makes it worse",
}
LEVELS = {
    "none": "Does it alone",
    "prompts": "Needs reminding",
    "some": "Some help",
    "full": "Full help",
    "not_known": "Not known yet",
}


class Assessment(Kept):
    """What an officer found, begun when they visit and finished when it is read to the person.

    `banding`: by key of `BANDING`, `level` and `evidence`. `safety`: by key, what is known in words. What nobody asked
    is left out, and shown as unknown. Needs in the words of matching are the person's wishes (`Wish`).
    """

    FOLDERS = ("referral__folder", "referral__person__folder")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="assessments", editable=False)
    visited_on = models.DateField("visited on", null=True, blank=True)
    with_whom = models.CharField("who was there", max_length=300, blank=True)
    persons_view = models.TextField("what they say about it", max_length=4000, blank=True)
    support = models.TextField("what support is needed, and when", max_length=10000, blank=True)
    safety = models.JSONField(default=dict)
    banding = models.JSONField(default=dict)
    summary = models.TextField("what we found", max_length=10000, blank=True)
    finished_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(finished_on__isnull=True), name="one_open_assessment_per_referral"
            )
        ]

    def __str__(self):
        return f"Assessment for {self.referral.reference}"

    @classmethod
    @transaction.atomic
    def begin(cls, *, referral, by) -> "Assessment":
        """The one being written, begun from the last one where there is none. Undo: none needed."""
        referral.lock()
        found = cls.objects.filter(referral=referral, finished_on__isnull=True).first()
        if found:
            return found
        last = cls.objects.filter(referral=referral).order_by("-pk").first()
        carried = {name: getattr(last, name) for name in ("support", "safety", "banding")} if last else {}
        return cls.add(scheme=referral.scheme, referral=referral, by=by, why="Begun", **carried)

    def shown(self, name, value=...) -> str:
        value = getattr(self, name) if value is ... else value
        if name == "banding":
            said = ((BANDING[key], one) for key, one in value.items() if key in BANDING)
            return "\n".join(
                f"{title}: {LEVELS.get(one['level'], '')} {one['evidence']}".strip() for title, one in said
            )
        if name == "safety":
            return "\n".join(f"{SAFETY[key]}: {text}" for key, text in value.items() if key in SAFETY)
        return super().shown(name, value)

    @transaction.atomic
    def write(self, changes: dict, *, version, by) -> None:
        """Save what was typed. Undo: type it again; earlier words stay in history. A finished one stands."""
        self.lock()
        if self.finished_on:
            raise WrongState("This assessment is finished: assess again instead.")
        self.save_edit(changes, version=version, by=by, why="Written")

    @property
    def bands(self) -> list[tuple[str, str, str]]:
        """(what, level in words, evidence) for each thing a band is judged by; unknown where nobody asked."""
        unknown = {"level": "not_known", "evidence": ""}
        rows = ((title, self.banding.get(key) or unknown) for key, title in BANDING.items())
        return [(title, LEVELS[row["level"] or "not_known"], row["evidence"]) for title, row in rows]

    @property
    def safety_told(self) -> list[tuple[str, str]]:
        """(what, what is known) for each part of safety; empty where nobody asked."""
        return [(title, self.safety.get(key, "")) for key, title in SAFETY.items()]

    @property
    def unknown(self) -> list[str]:
        """What nobody has asked yet."""
        return [title for title, level, _ in self.bands if level == LEVELS["not_known"]] + [
            title for title, text in self.safety_told if not text
        ]

    @transaction.atomic
    def finish(self, *, by) -> None:
        """It is whole and was read to the person. Undo: begin another, which takes over what this one says."""
        self.lock()
        if self.finished_on:
            raise WrongState("This assessment is finished already.")
        if not (self.visited_on and self.summary):
            raise WrongState("Say when you visited and what you found first.")
        self.save_edit({"finished_on": clock.today()}, version=None, by=by, why="Finished")
