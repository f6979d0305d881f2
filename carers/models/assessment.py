"""Assessment: visits to an applicant's home, the report in sections, and the versions of it that others were given."""

from zlib import crc32

from django.db import models, transaction

from carers.models.applications import Application
from carers.models.closings import OfApplication
from carers.models.stages import StageName
from schemes import clock
from schemes.models import Kept, Record, Stale, WrongState

# The sections of a report; a scheme fills those it needs.
REPORT_SECTIONS = {
    "summary": "In short",
    "people": "Who lives here",
    "why": "Why Shared Lives",
    "life": "Life so far, work and experience",
    "relationships": "Relationships and support around them",
    "home": "The home",
    "health": "Health and what helps",
    "skills": "Skills, and what they still want to learn",
    "safety": "Keeping people safe",
    "checks": "Checks and references",
    "who_for": "Who this home could suit, and who not",
    "recommendation": "What we recommend, and on what terms",
}


# While an application stands here it is visited and written about.
ASSESSED = (
    Application.Status.TALKING, Application.Status.APPLYING, Application.Status.ASSESSING, Application.Status.SHARED,
    Application.Status.PANEL, Application.Status.DEFERRED, Application.Status.ON_HOLD,
)  # fmt: skip


def version_of(text: str) -> int:
    """A number for one state of a text: who sends it back had read that state."""
    return crc32(text.encode("utf-8", "replace")) % 10**9


class AssessmentVisit(OfApplication):
    """A visit to the applicant's home, or an interview: who went, who was there, what was talked about and seen."""

    class Kind(models.TextChoices):
        HOME = "home", "Home visit"
        INTERVIEW = "interview", "Interview"
        LIVED = "lived", "Interview with a person who draws on Shared Lives"
        SECOND = "second", "Visit by a second officer or manager"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assessment_visits")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.HOME)
    who_went = models.CharField(max_length=160)
    who_was_there = models.CharField(max_length=200, blank=True)
    talked_about = models.TextField(max_length=6000, blank=True)
    next_on = models.DateField("next visit", null=True, blank=True)

    @classmethod
    def record_visit(cls, *, application, by, **fields) -> "AssessmentVisit":
        """Write down a visit to an applicant. Undo: `correct`."""
        if application.status not in ASSESSED:
            raise WrongState(f"{application} is now “{application.get_status_display().lower()}”: nobody is assessed.")
        return cls.put_down(scheme=application.scheme, application=application, by=by, **fields)


class Report(Kept):
    """The assessment report of one application while it is written. What others were given are its versions."""

    FOLDERS = ("application__folder",)

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="report", editable=False)
    sections = models.JSONField(default=dict)

    def __str__(self):
        return f"Report on {self.application.name}"

    @classmethod
    def of(cls, application, *, by) -> "Report":
        """The report of an application, begun when there is none. Undo: none needed; an empty one harms nobody."""
        found = cls.objects.filter(application=application).first()
        return found or cls.add(scheme=application.scheme, application=application, by=by, why="Begun")

    def text_of(self, key: str) -> str:
        """What one section says now."""
        return self.sections.get(key, "")

    @property
    def written(self) -> list[str]:
        """The sections in which something stands."""
        return [key for key in REPORT_SECTIONS if self.text_of(key).strip()]

    @transaction.atomic
    def write(self, key, text, *, version, by) -> None:
        """Write one section, from the text with this `version` on. Undo: write it again; earlier words stay in history.

        Raises `Stale` when somebody else wrote in the same section meanwhile; two sections never get in each other's
        way.
        """
        self.lock()
        now = self.text_of(key)
        if text == now:
            return
        if version != version_of(now):
            raise Stale([(REPORT_SECTIONS[key], now, text)])
        if self.application.status not in ASSESSED:
            raise WrongState("The application has ended, so its report stays as it is.")
        self.save_edit({"sections": self.sections | {key: text}}, version=None, by=by, why=REPORT_SECTIONS[key])

    @transaction.atomic
    def share(self, *, by, why="") -> "ReportVersion":
        """Freeze the report for the applicant to read and say what they think; the application says so too.

        Where the scheme does without that stage it stays where it is. Undo: `put_back`; share it again once mended.
        """
        application = self.application
        application.lock()
        if application.status not in (Application.Status.ASSESSING, Application.Status.SHARED):
            raise WrongState(
                f"{application} is now “{application.get_status_display().lower()}”: "
                "a report is shared while it is being assessed."
            )
        if not self.written:
            raise WrongState("Nothing is written in the report yet.")
        version = self.freeze(what_for=ReportVersion.WhatFor.SHARED, by=by)
        off = Application.Status.SHARED in StageName.switched_off(application.scheme_id)
        if application.status == Application.Status.ASSESSING and not off:
            application.go_on(Application.Status.SHARED, by=by, why=why or f"{version} shared")
        return version

    @transaction.atomic
    def freeze(self, *, what_for, by) -> "ReportVersion":
        """Freeze the report as it reads now, to share it or send it to panel. Undo: write on and freeze again.

        What did not change since the last version gives that version again.
        """
        self.lock()
        newest = self.versions.order_by("-number").first()
        if newest and newest.sections == self.sections and newest.what_for == what_for:
            return newest
        return ReportVersion.put_down(
            scheme=self.scheme, report=self, number=self.versions.next_number("number"), sections=self.sections,
            what_for=what_for, happened_on=clock.today(), by=by,
        )  # fmt: skip


class ReportVersion(Record):
    """The report as it read when it was shared or sent to panel. Nothing changes it any more."""

    FOLDERS = ("report__application__folder",)

    class WhatFor(models.TextChoices):
        SHARED = "shared", "Shared with the applicant"
        PANEL = "panel", "Sent to panel"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    what_for = models.CharField(max_length=8, choices=WhatFor.choices)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_report_version_per_number")]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def in_order(self) -> list[tuple[str, str]]:
        """(heading, text) of each section that was written, in the report's order."""
        return [(title, self.sections[key]) for key, title in REPORT_SECTIONS.items() if self.sections.get(key)]


class ReportComment(Record):
    """What the applicant says about a version of the report: agreed, or what is wrong, in their own words."""

    FOLDERS = ("version__report__application__folder",)

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="comments")
    agrees = models.CharField(
        max_length=8, choices=[("yes", "It is right"), ("mostly", "Mostly right"), ("no", "It is not right")]
    )
    text = models.TextField("in their own words", max_length=6000, blank=True)
