"""What the tests of panel share: somebody who applies, three who sit, an item on their list, and what is said of it."""

from datetime import date

from carers.models import Application, Report
from carers.models.outcomes import record_decision, record_panel_outcome
from carers.models.panels import declare_interest, hold_meeting, list_item
from carers.models.sittings import record_attendance, send_to_panel
from schemes.models import Policy
from tests import factories

TODAY = date(2026, 9, 1)
HELD = date(2026, 8, 31)
HOME = {"address": "3 Short Row", "postcode": "HP20 1ZZ", "rooms": 2}
TERMS = {"people_limit": 2, "types": ["live_in"], "is_named_only": False, "may_support": "", "exclusions": ""}
REASONS = "They were warm and clear."
# The form of an outcome as it is typed.
OUTCOME = {
    "happened_on": "1 September 2026", "outcome": "approve", "reasons": REASONS, "people_limit": "2",
    "types": ["live_in"], "probation_ends_on": "1 September 2027", "action_1": "First aid", "action_1_on": "1/3/27",
}  # fmt: skip


def make_applicant(scheme, officer, name="P and L Green", *, at="assessing", email="green@example.org", **fields):
    """Somebody being assessed, with a few sections of the report written."""
    application = Application.enquire(
        scheme=scheme, by=officer, officer=officer.staff, on=date(2026, 5, 1), full_name="Pat Green", name=name,
        email=email, phone="01632 960222", **fields,
    )  # fmt: skip
    members = [{"full_name": "Pat Green", "preferred_name": "Pat", "email": email}, {"full_name": "Lee Green"}]
    application.begin_application(members=members, home=HOME, by=officer)
    application.go_on("assessing", by=officer)
    report = Report.of(application, by=officer)
    report.save_edit(
        {"sections": {"summary": "A warm home.", "recommendation": "Approve for two."}}, version=None, by=officer
    )
    if at == "panel":
        application.go_on("panel", by=officer)
    return application


def make_members(scheme, count=3):
    """Panel members, as the actors they are."""
    return [factories.make_actor(scheme, "panel_member", name=f"Member {n}") for n in range(1, count + 1)]


def make_meeting(scheme, by, members, *, on=HELD, quorum=3, **fields):
    """A meeting to which these are asked; the first one chairs."""
    parts = [(actor.staff, "chair" if n == 0 else "member") for n, actor in enumerate(members)]
    return hold_meeting(scheme=scheme, held_on=on, quorum=quorum, members=parts, by=by, **fields)


def sit(item, by, *, but=(), interest=()):
    """Everybody is there and has declared; `but` sent apologies, `interest` declared one."""
    seats = list(item.meeting.seats.select_related("member__account"))
    record_attendance(
        item.meeting, {s.pk: "apologies" if s.member_id in _ids(but) else "present" for s in seats}, by=by
    )
    for seat in seats:
        if seat.member_id not in _ids(but):
            has = seat.member_id in _ids(interest)
            declare_interest(item=item, seat=seat, has_interest=has, what="A friend" if has else "", by=by)
    return item


def _ids(actors):
    return {actor.staff_id for actor in actors}


def make_item(application, meeting, by):
    """A new approval on a meeting's list."""
    return send_to_panel(application, meeting=meeting, asks="Approve them.", people_limit=2, types=["live_in"], by=by)


def make_question(household, meeting, by, kind="terms", **fields):
    """Something else about an approved household on a meeting's list."""
    return list_item(meeting=meeting, kind=kind, household=household, asks="Three people.", by=by, **fields)


def panel_decides(scheme, by):
    """From now on panel itself decides."""
    Policy.set_rule(scheme=scheme, key="panel_decides", value=1, source="Tests", from_on=factories.LONG_AGO, by=by)


def said(item, by, outcome="approve", **more):
    """What panel says about it."""
    if outcome in ("approve", "conditions") and item.kind in ("approval", "terms"):
        more.setdefault("terms", dict(TERMS))
    return record_panel_outcome(item, outcome=outcome, reasons=REASONS, on=TODAY, by=by, **more)


def decided(item, manager, outcome="approve", **more):
    """What a manager decides about it."""
    if outcome in ("approve", "conditions") and item.kind in ("approval", "terms"):
        more.setdefault("terms", dict(TERMS))
    return record_decision(
        item, decided_by=manager.staff, outcome=outcome, reasons=REASONS, on=TODAY, by=manager, **more
    )
