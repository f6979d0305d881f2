"""Each rule a scheme sets for itself, and each nation's preset with the source of every value.

Where no source was found the value is marked as the scheme's choice: a start to be confirmed, never a rule.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from schemes.vocabulary import CheckKind, Nation, check_label

CHOICE = "The scheme's choice: no published rule was found. Confirm it before you go live."


@dataclass(frozen=True)
class Rule:
    """One rule: what it decides, in which unit, and the value used where a scheme has set none."""

    label: str
    unit: str
    fallback: Any
    source: str = CHOICE
    nations: dict[str, tuple[Any, str]] = field(default_factory=dict)
    kind: str = "number"  # number, or kinds (a list of checks)
    least: int = 0
    most: int = 3650
    nation: str = ""  # in whose words it is said

    def said_in(self, nation: str) -> "Rule":
        """The same rule in the words of a nation."""
        label = self.label.replace(CheckKind.DBS.label, check_label(CheckKind.DBS, nation))
        return replace(self, label=label, nation=nation)

    def in_words(self, value) -> str:
        """A value of this rule as staff read it: "42 days", "7 o'clock", "DBS check, Public liability…"."""
        if self.kind == "kinds":
            return ", ".join(check_label(kind, self.nation) for kind in value) or "None"
        unit = self.unit[:-1] if value == 1 and self.unit.endswith("s") else self.unit
        return f"{value} {'person' if value == 1 and unit == 'people' else unit}".strip()


RULES: dict[str, Rule] = {
    "people_limit_nation": Rule(
        "Most people living in or staying at one home: the nation's limit",
        "people",
        3,
        nations={
            Nation.ENGLAND: (3, "Stated as the rule by SCIE and others; at any one time."),
            Nation.WALES: (
                3,
                "Regulation and Inspection of Social Care (Wales) Act 2016, Sch. 1 para. 6: up to three adults.",
            ),
            Nation.NORTHERN_IRELAND: (3, "Adult placement regulations 12(2)(b): shall not exceed 3 at any one time."),
            Nation.SCOTLAND: (3, "UK-wide practice is up to three; no statutory number was found. Confirm it."),
        },
        least=1,
        most=10,
    ),
    "people_limit_scheme": Rule(
        "Most people living in or staying at one home: this scheme's own limit", "people", 3, least=1, most=10
    ),
    "day_people_limit": Rule(
        "Most people with day support in one home at the same time",
        "people",
        3,
        "Rotherham caps day support at three at the same time. The scheme's choice.",
        least=1,
        most=10,
    ),
    "answer_working_days": Rule("Read and answer a new referral within", "working days", 2),
    "meet_working_days": Rule(
        "Meet the person within",
        "working days",
        10,
        "North Northamptonshire books the visit in 7 to 10 days. The scheme's choice.",
    ),
    "more_working_days": Rule("Chase what we asked a referrer for after", "working days", 5),
    "enquiry_answer_working_days": Rule("Answer somebody who asks about becoming a carer within", "working days", 5),
    "application_silence_days": Rule(
        "Say something to an applicant when nothing was recorded for", "days", 28, least=1
    ),
    "looking_silence_days": Rule("Say something when nothing was recorded while looking for", "days", 28),
    "introduction_days": Rule(
        "Plan the next step of an introduction within",
        "days",
        14,
        "North Northamptonshire: an introduction visit one to two weeks later. The scheme's choice.",
    ),
    "first_visit_days": Rule(
        "First visit after a start",
        "days",
        28,
        "North Northamptonshire visits monthly for six months. The scheme's choice.",
    ),
    "early_visit_days": Rule(
        "Then visit every", "days", 30, "Monthly for six months in North Northamptonshire. The scheme's choice."
    ),
    "early_months": Rule("Early visits last for", "months", 6, "North Northamptonshire. The scheme's choice."),
    "visit_days_live_in": Rule("After that, visit a live-in arrangement every", "days", 56),
    "visit_days_other": Rule("After that, visit short breaks and day support every", "days", 84),
    "first_review_days": Rule(
        "First review after a start",
        "days",
        42,
        "Care Act 2014 s.27 guidance: within 6 to 8 weeks of the start. Six weeks is the scheme's choice.",
        nations={
            Nation.WALES: (42, "Regulation 12(7): once in the first year. Six weeks is the scheme's choice."),
            Nation.NORTHERN_IRELAND: (
                42,
                "Regulation 13: once within the first year. Six weeks is the scheme's choice.",
            ),
            Nation.SCOTLAND: (42, CHOICE),
        },
        least=1,
    ),
    "review_months": Rule(
        "Then review every",
        "months",
        12,
        "Care Act 2014 s.27 guidance: at least every 12 months.",
        nations={
            Nation.WALES: (12, "Regulation 12(7): within a year of the last review."),
            Nation.NORTHERN_IRELAND: (12, "Regulation 13: within a year of the last review."),
            Nation.SCOTLAND: (12, CHOICE),
        },
        least=1,
        most=60,
    ),
    "dbs_months": Rule(
        f"{CheckKind.DBS.label} lasts",
        "months",
        36,
        "Three years is common policy; there is no statutory expiry. Confirm it.",
    ),
    "check_warn_days": Rule("Warn before a check runs out", "days", 60),
    "checks_that_block": Rule(
        "Checks that must be current before a new match",
        "",
        [CheckKind.DBS, CheckKind.LIABILITY],
        "The scheme's choice. A lapsed check blocks new matches and never ends somebody's home.",
        kind="kinds",
    ),
    "nearly_days": Rule(
        "A home counts as nearly there when a recorded change comes within this many days of the wanted start",
        "days",
        90,
    ),
    "panel_quorum": Rule(
        "Members who must sit for panel to decide or recommend",
        "members",
        3,
        "Quorums of 3 to 5 are usual; no published rule was found. Confirm it.",
        least=1,
        most=20,
    ),
    "panel_decides": Rule(
        "Who decides after panel: 1 if panel does, 0 if panel recommends and a manager decides",
        "",
        0,
        "Newcastle: panel recommends, the council decides. Rotherham: the independent panel decides. Choose yours.",
        least=0,
        most=1,
    ),
    "references_needed": Rule(
        "References to have before panel",
        "references",
        2,
        "Lancashire asks for two, one personal and one professional. The scheme's choice.",
        least=0,
        most=10,
    ),
    "panel_list_days": Rule("Put who is ready for panel on a list within", "days", 14),
    "decision_days": Rule("Decide after panel recommended within", "days", 7, most=90),
    "decision_letter_days": Rule("Send the letter after a decision within", "days", 5, most=90),
    "appeal_days": Rule("A household may appeal against a decision within", "days", 28, least=1, most=365),
    "appeal_hear_days": Rule("Hear an appeal within", "days", 42, least=1, most=365),
    "terms_need_panel": Rule(
        "Changed terms of approval go through panel: 1 for yes (only a manager may set them without it), 0 for no",
        "",
        0,
        least=0,
        most=1,
    ),
    "agreement_sign_days": Rule("Sign the carer agreement after approval within", "days", 14, least=1),
    "agreement_months": Rule("Renew a carer agreement after", "months", 12, least=1, most=120),
    "first_carer_review_months": Rule(
        "First review with a carer’s household after",
        "months",
        12,
        "Reviews are yearly in Rotherham and the East Riding; some hold the first at six months. The scheme's choice.",
        least=1,
        most=60,
    ),
    "carer_review_months": Rule(
        "Then review with a carer’s household every",
        "months",
        12,
        "Yearly in Rotherham and the East Riding. The scheme's choice.",
        least=1,
        most=60,
    ),
    "unannounced_visit_months": Rule("Visit a carer’s household unannounced every", "months", 12, least=1, most=60),
    "deregister_notice_days": Rule("Notice the scheme gives when it de-registers a household", "days", 28, least=0),
    "applicant_link_days": Rule(
        "An applicant's or a referee's emailed link opens for",
        "days",
        56,
        "Greenwich asks for the application pack back within four weeks; twice that is the scheme's choice.",
        least=1,
        most=365,
    ),
    "carer_link_days": Rule("A carer's emailed link to their own profile opens for", "days", 90, least=1, most=365),
    "profile_months": Rule("Ask a household to look at its profile every", "months", 12, least=1, most=60),
    "first_profile_days": Rule("Ask for a first profile after approval within", "days", 28, most=365),
    "reference_working_days": Rule("Chase a referee after", "working days", 10, least=1),
    "regulator_working_days": Rule(
        "Tell the regulator of an allegation within",
        "working days",
        1,
        nations={
            Nation.ENGLAND: (
                1,
                "CQC (Registration) Regulations 2009, reg. 18(2)(e): without delay; no number of hours is given.",
            ),
        },
    ),
    "safeguarding_working_days": Rule(
        "Tell the council where the home is, and who pays, of an allegation within",
        "working days",
        1,
        "Care Act 2014 s.42: the council where the adult is makes enquiries. No number of days is given.",
    ),
    "barring_days": Rule(
        "Decide about telling the barring service, after an allegation, within",
        "days",
        14,
        "Safeguarding Vulnerable Groups Act 2006 s.35: a duty to refer in some cases; no number of days is given.",
    ),
    "allegation_panel_days": Rule("Put an allegation on panel’s list within", "days", 28),
    "call_gap_days": Rule("A household is worth a call when nobody saw or spoke to them for", "days", 56, least=1),
    "break_nights": Rule(
        "Nights of break a live-in carer has in a year",
        "nights",
        28,
        "Herefordshire: 28 days a year; East Riding: up to four weeks. The scheme's choice.",
        most=365,
    ),
    "break_warn_days": Rule(
        "A household is worth a call when breaks are left over and their year ends within", "days", 90, most=365
    ),
    "new_officer_days": Rule(
        "A household is worth a call when their officer changed within the last", "days", 28, most=365
    ),
    "no_offer_days": Rule(
        "A household is worth a call when they had a place and nobody was suggested for", "days", 60, least=1
    ),
    "after_allegation_days": Rule(
        "A household is worth a call when an allegation was closed within the last", "days", 60, most=365
    ),
    "due_this_week_days": Rule("Show what is coming on Today for the next", "days", 7, least=1, most=60),
    "digest_rest_days": Rule(
        "Send the morning email on weekends and bank holidays too: 1 for yes, 0 for no", "", 0, least=0, most=1
    ),
    "digest_hour": Rule("Send the morning email from", "o'clock", 7, least=0, most=12),
    "start_within_days": Rule("A start may be written down this far ahead", "days", 180, least=0),
    "status_link_days": Rule("A referrer's status page stays open after the referral closes for", "days", 30),
    "draft_remind_days": Rule("Remind somebody of what they began to type after", "days", 7, least=1, most=90),
    "draft_remind_again_days": Rule("Remind them once more after", "days", 21, least=1, most=90),
    "short_notice_days": Rule(
        "A referral is at short notice when a place is needed within",
        "days",
        3,
        "No source gives a number. Choose yours.",
        most=30,
    ),
    "short_notice_hours": Rule(
        "Ring back about a referral at short notice within",
        "hours",
        4,
        "No source gives a number. Choose yours.",
        least=1,
        most=72,
    ),
    "need_review_months": Rule(
        "Ask whether information reaches somebody in a form they can use every",
        "months",
        12,
        "DAPB1605 asks for needs to be reviewed; it gives no interval here. The scheme's choice.",
        least=1,
        most=60,
    ),
    "person_link_days": Rule("A person's emailed link to their own page opens for", "days", 365, least=1, most=1095),
    "person_request_working_days": Rule(
        "Answer what somebody asks through the link to their own page within", "working days", 2, most=30
    ),
    "cold_team_days": Rule("A team has gone cold when nobody spoke with them for", "days", 90, least=1),
    "order_warn_days": Rule("Warn before a court order about somebody's liberty ends", "days", 84, most=365),
    "draft_days": Rule("Keep what someone has begun to type and not sent for", "days", 28, least=1, most=90),
}


def preset(nation: str) -> dict[str, tuple[Any, str]]:
    """Each rule's value and source for a scheme in this nation."""
    return {key: rule.nations.get(nation, (rule.fallback, rule.source)) for key, rule in RULES.items()}
