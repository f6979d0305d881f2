"""What panel adds to the world the tests ask about: somebody assessed, a meeting, items on its list, an appeal."""

from datetime import timedelta

from carers.models import Application, AssessmentVisit, Pack, Report, ReportComment
from carers.models.appeals import record_appeal
from carers.models.outcomes import record_decision, record_panel_outcome
from carers.models.packs import add_papers
from carers.models.panels import declare_interest, hold_meeting, list_item
from carers.models.sittings import record_attendance, send_to_panel
from schemes.files import Accepted
from schemes.models import Document, StaffMember


def before_panel(scheme, officer, household, said, mark: str, today) -> dict:
    """A meeting at which the officer sits with every panel member there is; one approval, and one concern decided."""
    applicant = Application.enquire(
        scheme=scheme, full_name=said("Bo Green"), name=said("Green"), email=f"{mark}.bo@example.org".lower(),
        on=today - timedelta(days=90), by=officer,
    )  # fmt: skip
    home = {"address": said("9 Long Row"), "postcode": "HP20 4ZZ", "rooms": 2}
    applicant.begin_application(members=[{"full_name": said("Bo Green")}], home=home, by=officer)
    applicant.go_on("assessing", by=officer)
    visit = AssessmentVisit.record_visit(
        application=applicant, happened_on=today, who_went=said("Us"), talked_about=said("Toast"), by=officer
    )
    report = Report.of(applicant, by=officer)
    report.save_edit({"sections": {"summary": said("Warm"), "recommendation": said("Yes")}}, version=None, by=officer)
    version = report.share(by=officer)
    ReportComment.put_down(
        scheme=scheme, version=version, agrees="mostly", text=said("Nearly"), happened_on=today, by=officer
    )
    members = StaffMember.objects.filter(scheme=scheme, role="panel_member").order_by("pk")
    parts = [(officer.staff, "chair"), *((member, "member") for member in members)]
    meeting = hold_meeting(
        scheme=scheme, held_on=today, quorum=1, place="Room 2", members=parts, by=officer, minutes="Tea"
    )
    item = send_to_panel(applicant, meeting=meeting, asks=said("Approve them"), by=officer, why_not_ready=said("Soon"))
    concern = list_item(meeting=meeting, kind="concern", household=household, asks=said("Go on?"), by=officer)
    seat = meeting.seats.get(member=officer.staff)
    record_attendance(meeting, {seat.pk: "present"}, by=officer)
    declare_interest(item=concern, seat=seat, has_interest=False, by=officer)
    words = {"outcome": "not_approve", "reasons": said("Because"), "on": today, "by": officer}
    record_panel_outcome(concern, **words)
    content = Accepted(name="paper.pdf", media_type="application/pdf", content=mark.encode(), pages=1)
    (paper,) = add_papers(item=concern, files=[content], by=officer)
    kept = Document.keep_file(
        folder=household.folder, kind="pack", name=said("pack"), media_type="application/pdf",
        content=f"{mark} pack".encode(), by=officer, happened_on=today,
    )  # fmt: skip
    pack = Pack.add(scheme=scheme, item=concern, stamp=mark, number=1, status="ready", document=kept, by=officer)
    decision = record_decision(concern, decided_by=officer.staff, **words)
    appeal = record_appeal(concern, decision, asked_on=today, why=said("No"), by=officer)
    return {
        "applicant": applicant, "assessment_visit": visit, "version": version, "meeting": meeting, "item": item,
        "concern": concern, "appeal": appeal, "paper": paper, "pack": pack,
    }  # fmt: skip


def _of(row: str):
    return lambda world, actor: [getattr(world, row).pk]


ARGUMENTS = {"write-report": lambda world, actor: [world.applicant.pk, "summary"]}
for names, row in [
    ("record-assessment-visit report share-report send-to-panel", "applicant"),
    ("correct-assessment-visit", "assessment_visit"),
    ("report-version", "version"),
    (
        "panel-meeting edit-panel-meeting record-attendance panel-minutes send-panel-papers close-panel-meeting",
        "meeting",
    ),
    ("panel-item declare-interest move-panel-item withdraw-panel-item record-panel-outcome record-decision", "item"),
    ("send-decision-letter record-appeal", "concern"),
    ("correct-panel-outcome", "item"),
    ("hear-appeal end-appeal", "appeal"),
    ("item-papers make-pack add-panel-papers", "concern"),
    ("panel-paper edit-panel-paper leave-out-panel-paper", "paper"),
    ("read-pack", "pack"),
]:
    ARGUMENTS |= dict.fromkeys(names.split(), _of(row))

# Addresses of a meeting: it is no folder's, and shows of its list what its reader may see.
OF_A_MEETING = {
    "panel-meeting", "edit-panel-meeting", "record-attendance", "panel-minutes", "send-panel-papers",
    "close-panel-meeting",
}  # fmt: skip
