"""Everything that is owed, gathered from the rooms: one computation behind Today, the team's list and the email."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from django.db.models import Exists, OuterRef, Q

from arrangements import due as arrangements_due
from arrangements.models import Arrangement, Match
from carers import due as carers_due
from carers.models import Application, Household
from referrals import due as referrals_due
from referrals.models import Person, Referral
from schemes import due as schemes_due
from schemes.due import Due
from schemes.models import Folder, Policies, StaffMember
from schemes.roles import SEES_RECORDS, may

LATER_DAYS = 30  # how far ahead Today counts what is not to be shown yet


@dataclass(frozen=True)
class Kind:
    """One kind of obligation: the heading it is filtered under, and its verb without anybody's name."""

    label: str
    verb: str


KINDS = {
    "undelivered": Kind("Emails", "Mend an email that could not be delivered"),
    "ring_back": Kind("Referrals", "Ring about a referral at short notice"),
    "rest_of_referral": Kind("Referrals", "Ask for what a referral at short notice left out"),
    "alternative": Kind("Referrals", "Write down what would otherwise happen"),
    "news_promised": Kind("Referrals", "Give the news that was promised"),
    "scheme_question": Kind("Referrals", "Answer another scheme of the region"),
    "read_referral": Kind("Referrals", "Read a referral"),
    "more_from_referrer": Kind("Referrals", "Hear from a referrer"),
    "meet_person": Kind("Referrals", "Meet a person"),
    "answer_message": Kind("Referrals", "Answer what a referrer wrote"),
    "person_request": Kind("People", "Answer what somebody asked through their link"),
    "wake_referral": Kind("Referrals", "Take off hold, or hold for longer"),
    "tell_council": Kind("People", "Tell the council about liberty"),
    "hear_council": Kind("People", "Hear whether the council goes to court"),
    "hear_court": Kind("People", "Hear what the court said"),
    "order_ends": Kind("People", "See that the court looks again"),
    "screen_liberty": Kind("People", "Screen again for liberty"),
    "look_at_capacity": Kind("People", "Look again at a decision"),
    "ask_consent": Kind("People", "Ask again what may be shared"),
    "money_ends": Kind("People", "Ask who pays from then on"),
    "unmet_need": Kind("People", "Meet a need for information"),
    "need_review": Kind("People", "Ask whether information reaches somebody"),
    "hidden_address": Kind("People", "Look again at a hidden address"),
    "unsafe_contact": Kind("People", "Look again at a contact that is not safe"),
    "answer_enquiry": Kind("Applications", "Answer an enquiry"),
    "wake_application": Kind("Applications", "Take an application off hold, or close it"),
    "application_silence": Kind("Applications", "Say how an application goes"),
    "reference": Kind("Applications", "Hear from a referee"),
    "link_undelivered": Kind("Emails", "Mend a link that could not be delivered"),
    "agreement_to_sign": Kind("Agreements", "Sign a carer agreement"),
    "agreement_renewal": Kind("Agreements", "Renew a carer agreement"),
    "carer_review": Kind("Reviews", "Hold a household’s review"),
    "unannounced_visit": Kind("Visits", "Visit a household unannounced"),
    "household_visit": Kind("Visits", "Visit a household"),
    "probation": Kind("Approval", "Take a first-year review to panel"),
    "review_to_panel": Kind("Approval", "Put a review on a panel’s list"),
    "required_action": Kind("Approval", "Finish what was asked of a household"),
    "pause": Kind("Approval", "Talk to a household about coming back"),
    "notice": Kind("Approval", "End an approval after notice"),
    "appeal_day": Kind("Approval", "Hear whether a household appeals"),
    "say_something": Kind("Matching", "Look for a household, or note what is happening"),
    "give_profile": Kind("Introductions", "Give a person the profile of a household"),
    "next_step": Kind("Introductions", "Take the next step of an introduction"),
    "let_go": Kind("Introductions", "Tell a household, and stop: the referral is closed"),
    "visit": Kind("Visits", "Visit"),
    "review": Kind("Reviews", "Review"),
    "next_home": Kind("Endings", "Talk about where somebody lives next"),
    "planned_end": Kind("Endings", "Confirm an ending, or plan a later one"),
    "assessment_visit": Kind("Applications", "Visit somebody who applies"),
    "panel_list": Kind("Panel", "Put on a panel’s list"),
    "panel_back": Kind("Panel", "Bring back to panel"),
    "panel_outcome": Kind("Panel", "Write down what panel said"),
    "panel_decision": Kind("Panel", "Decide after panel"),
    "decision_letter": Kind("Panel", "Write the letter"),
    "appeal": Kind("Panel", "Hear an appeal"),
    "check": Kind("Checks", "Renew a check"),
    "allegation_told": Kind("Allegations", "Tell somebody about an allegation"),
    "allegation_home": Kind("Allegations", "Decide with a person where they live for now"),
    "profile": Kind("Profiles", "Ask a household to look at its profile"),
    "lives_elsewhere": Kind("Endings", "Talk with somebody who did not move with the household"),
    "over_limit": Kind("Places", "Agree what to do about a home over its limit"),
}
UNNAMED = Kind("Other", "Something to do")


def furthest_shown(schemes, on: date, policies: Policies) -> date:
    """The last day that Today speaks of: what it warns of, and what it counts for later."""
    warned = [policies.value(scheme.pk, "check_warn_days", on) for scheme in schemes]
    return on + timedelta(days=max([LATER_DAYS, *warned]))


def all_due(schemes, on: date, policies: Policies | None = None, *, until: date | None = None) -> list[Due]:
    """What is owed in these schemes on a day, soonest first; the queries do not grow with rows or schemes.

    What somebody held who has left, or no longer holds cases, is nobody's. `until`: what falls due after that day need
    not be told; a room may leave it out.
    """
    schemes = list(schemes)
    policies = policies or Policies(schemes)
    holders = set(StaffMember.objects.officers().filter(scheme__in=schemes).values_list("pk", flat=True))
    owed = chain(
        schemes_due.due(schemes, on, policies),
        carers_due.due(schemes, on, policies, until=until),
        referrals_due.due(schemes, on, policies, gone=moved_on(schemes)),
        arrangements_due.due(schemes, on, policies),
    )
    rows = [
        row if row.officer_id in holders or row.officer_id is None else replace(row, officer_id=None) for row in owed
    ]
    return sorted(rows, key=lambda row: (row.on, row.key))


def moved_on(schemes):
    """People whose arrangements have all ended and for whom nothing is asked now."""
    arranged = Arrangement.objects.filter(person=OuterRef("pk"))
    asked = Referral.objects.open().filter(person=OuterRef("pk"))
    running = arranged.filter(status=Arrangement.Status.RUNNING)
    return Person.objects.filter(Exists(arranged), ~Exists(running), ~Exists(asked), scheme__in=schemes).values("pk")


def hidden_folders(schemes) -> set[int]:
    """Folders that officers may not see: restricted ones, and those of every row that would give one away."""
    schemes = list(schemes)
    closed = Q(is_restricted=True) | Q(kind=Folder.Kind.ALLEGATION)
    hidden = set(Folder.objects.filter(closed, scheme__in=schemes).values_list("pk", flat=True))
    if hidden:
        for model in (Person, Household, Application, Referral, Match, Arrangement):
            gives_away = Q(pk__in=[])
            for path in model.FOLDERS:
                gives_away |= Q(**{f"{path}__in": hidden})
            hidden |= set(model.objects.filter(gives_away, scheme__in=schemes).values_list("folder", flat=True))
    return hidden


def seen_by(staff: StaffMember, rows: Iterable[Due], hidden: set[int]) -> list[Due]:
    """Those of these rows that this member of staff may see: their scheme's, and for officers no restricted ones."""
    if staff.scheme_id is None or staff.role not in SEES_RECORDS:
        return []
    rows = [row for row in rows if row.scheme_id == staff.scheme_id]
    if not may(staff.role, "messages.see"):
        rows = [row for row in rows if row.folder_id is not None or row.extra.get("for_officers")]
    if not may(staff.role, "folders.see_restricted"):
        rows = [row for row in rows if row.folder_id not in hidden]
    return [_as_may_be_opened(row, staff.role) for row in rows]


def _as_may_be_opened(row: Due, role: str) -> Due:
    """Whoever may not use the form that ends it is led to where they can read of it."""
    needs = row.extra.get("needs")
    return row if needs is None or may(role, needs) else replace(row, url=row.extra["otherwise"])


def visible_due(actor, on: date, policies: Policies | None = None) -> list[Due]:
    """What is owed on a day, as far as this actor may see it."""
    if actor is None or actor.scheme is None or actor.role not in SEES_RECORDS:
        return []
    schemes = [actor.scheme]
    policies = policies or Policies(schemes)
    rows = all_due(schemes, on, policies, until=furthest_shown(schemes, on, policies))
    return seen_by(actor.staff, rows, hidden_folders(schemes))
