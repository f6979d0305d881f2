"""One small world with everything an address can point at, made as often as a test needs: ours, theirs, restricted."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from arrangements.board import verdict_for
from arrangements.models import Arrangement, Match, Review, Visit, record_allegation
from carers.links import APPLICANT, REFEREE
from carers.models import (
    Application,
    Away,
    ClosingReason,
    Contact,
    HouseholdFact,
    PlannedChange,
    Referee,
    SectionFilled,
    Waiver,
)
from referrals.models import Referral
from schemes import clock
from schemes.models import Actor, Document, Invitation, Message, Note, Search
from tests import factories
from tests.world_growth import ARGUMENTS as OF_GROWTH
from tests.world_growth import growing
from tests.world_inbox import ARGUMENTS as OF_INBOX
from tests.world_inbox import inbox
from tests.world_panel import ARGUMENTS as OF_PANEL
from tests.world_panel import before_panel
from tests.world_refer import ARGUMENTS as OF_REFER
from tests.world_refer import typed
from tests.world_referrals import ARGUMENTS as OF_REFERRALS
from tests.world_referrals import referred
from tests.world_year import ARGUMENTS as OF_YEAR
from tests.world_year import after_approval

TODAY = date(2026, 8, 6)


@dataclass
class World:
    """The rows of one story, every free text in it marked with one word that stands nowhere else."""

    mark: str
    scheme: object
    officer: Actor
    rows: dict = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.__dict__["rows"][name]
        except KeyError:
            raise AttributeError(name) from None

    def args(self, name: str, actor=None) -> list:
        """What an address needs between its slashes to point into this world."""
        return [value() if callable(value) else value for value in ARGUMENTS[name](self, actor)]

    def restrict(self, manager) -> None:
        """Close its people and its households to officers."""
        for row in (
            *self.people,
            self.household,
            self.accused,
            self.application,
            self.applicant,
            self.applicant.household,
        ):
            row.folder.restrict(why="A reason", by=manager)


def make_world(scheme, officer, mark: str, *, invited_by=None) -> World:
    """Two people, one household, every kind of case and record, in states in which most acts can begin."""
    world = World(mark, scheme, officer)

    def said(text: str) -> str:
        return f"{text} {mark}"

    household = factories.make_household(
        scheme,
        said("Okoro"),
        by=officer,
        officer=officer.staff,
        rooms=4,
        people_limit=3,
        about=said("We like toast"),
        members=[{"full_name": said("Joy Okoro"), "gender": "woman", "email": f"{mark}@example.org".lower()}],
    )
    household.home.save_edit({"address": said("1 Long Row")}, version=None, by=officer)
    member = household.members.get()
    terms, check = household.terms.get(), household.checks.first()
    check = check.correct(why=said("Misread"), note=said("Seen"), by=officer)
    HouseholdFact.record_answer(
        household=household,
        key="dogs",
        answer="no",
        detail=said("None"),
        said_by=said("Joy"),
        happened_on=TODAY,
        by=officer,
    )
    waiver = Waiver.waive_check(
        household=household, member=None, kind="gas", until_on=TODAY + timedelta(days=60), why=said("Booked"),
        happened_on=TODAY, by=officer,
    )  # fmt: skip
    photo = Document.keep_file(
        folder=household.folder, name=f"Garden {mark}.png", media_type="image/png", content=said("Garden").encode(),
        by=officer, happened_on=TODAY, kind="photo",
    )  # fmt: skip
    away = Away.record_away(
        household=household,
        from_on=TODAY + timedelta(days=300),
        until_on=TODAY + timedelta(days=310),
        reason=said("Holiday"),
        happened_on=TODAY,
        by=officer,
    )
    change = PlannedChange.record_planned_change(
        household=household,
        lifts="room",
        expected_on=TODAY + timedelta(days=40),
        what=said("Loft"),
        happened_on=TODAY,
        by=officer,
    )

    application = Application.enquire(
        scheme=scheme, full_name=said("Ann Hall"), email=f"{mark}.hall@example.org".lower(), phone="01632 960222",
        postcode="HP20 3ZZ", why_us=said("I like company"), reach=said("Evenings"), source="event",
        source_detail=said("Fair"), by=officer,
    )  # fmt: skip
    contact = Contact.record_contact(
        folder=application.folder, how="phone", happened_on=TODAY, who=said("Ann"), said=said("Tell me more"),
        summary=said("Ring back"), by=officer,
    )  # fmt: skip
    reason = ClosingReason.add_reason(scheme=scheme, text=said("Moved away"), by=officer)

    new = _referral(world, said, "New")
    looking = _looking(world, said, "Look")
    introducing = _looking(world, said, "Meet")
    match = _match(introducing, household, officer)
    introduction = match.record_introduction(
        kind="tea",
        happened_on=TODAY,
        person_says="yes",
        carer_says="yes",
        persons_words=said("Nice tea"),
        carers_words=said("Good company"),
        by=officer,
    )
    agreed = _match(looking, household, officer)
    agreed.record_introduction(kind="tea", happened_on=TODAY, person_says="yes", carer_says="yes", by=officer)
    agreed.agree(by=officer)
    fresh = _looking(world, said, "Fresh")
    running = _looking(world, said, "Runs", type_wanted="short_breaks")
    arrangement = Arrangement.start(
        person=running.person,
        household=household,
        type="short_breaks",
        starts_on=TODAY,
        officer=officer.staff,
        by=officer,
    )
    stay = arrangement.plan_break(from_on=TODAY + timedelta(days=20), until_on=TODAY + timedelta(days=22), by=officer)
    visit = Visit.record_visit(
        arrangement=arrangement, happened_on=TODAY, seen_alone="yes", how="good", persons_words=said("Fine"),
        summary=said("Well"), to_do=said("Ring"), by=officer,
    )  # fmt: skip
    review = Review.record_review(
        arrangement=arrangement, happened_on=TODAY, who_took_part=said("All"), outcome="go_on",
        persons_words=said("Good"), by=officer,
    )  # fmt: skip
    accused = factories.make_household(
        scheme, said("Ash"), by=officer, officer=officer.staff, members=[{"full_name": said("Ann Ash")}]
    )
    allegation = record_allegation(
        household=accused, what=said("Shouted"), told_by=said("A neighbour"), happened_about=said("In May"), by=officer,
        pause={"why": "Nobody new comes for now", "payments": "go_on", "payments_why": said("Morgan decided")},
    )  # fmt: skip
    told = allegation.record_told(whom="host", who=said("Council"), how=said("Phone"), told_at=clock.now(), by=officer)
    note = Note.write(folder=new.folder, text=said("Rang"), happened_on=TODAY, by=officer)
    for row in (new.person, household, arrangement, match):
        Note.write(folder=row.folder, text=said("Remember"), happened_on=TODAY, by=officer)
    message = Message.queue(
        scheme=scheme, key=f"world:{mark}", to=f"{mark}.referrer@example.org".lower(), subject="About your referral",
        body=said("Dear colleague"), by=officer, folder=new.folder,
    )  # fmt: skip
    for _ in range(8):
        message.record_failure(said("550 no such box"), at=clock.now())
    secret = new.open_status_link(at=clock.now())
    invitation, invitation_secret = Invitation.invite(
        scheme=scheme,
        email=f"{mark}.new@example.org".lower(),
        name=said("Nia"),
        role="officer",
        by=invited_by or officer,
    )
    world.rows |= {
        "household": household, "member": member, "terms": terms, "check": check, "photo": photo, "waiver": waiver,
        "away": away, "change": change,
        "new": new, "person": new.person, "looking": looking, "match": match,
        "introduction": introduction, "agreed": agreed, "arrangement": arrangement, "stay": stay, "visit": visit,
        "review": review, "note": note, "message": message, "secret": secret, "invitation": invitation,
        "invitation_secret": invitation_secret, "introducing": introducing,
        **behind_links(application, said, mark, officer),
        **after_approval(household, new.person, said, TODAY, officer),
        **growing(household, said, TODAY, officer),
        **referred(new, said, TODAY, officer),
        **inbox(new, looking, said, TODAY, officer),
        **typed(new, said),
        **before_panel(scheme, officer, household, said, mark, TODAY),
        "fresh": fresh, "accused": accused,
        "allegation": allegation, "told": told, "application": application, "contact": contact, "reason": reason,
    }  # fmt: skip
    world.rows["people"] = [case.person for case in (new, looking, introducing, running, fresh)]
    world.rows["people"] += [world.twin, world.merged.other]
    return world


def behind_links(application, said, mark: str, officer) -> dict:
    """What an applicant and their referees fill in: a link of theirs, somebody asked, a reference that came."""
    link, secret = APPLICANT.make(
        scheme=application.scheme, folder=application.folder, email=f"{mark}.ann@example.org".lower(), at=clock.now()
    )
    SectionFilled.fill(
        application=application, key="why", answers={"why": said("We like people")}, is_done=False, by=officer
    )
    referee, given = (
        Referee.add(
            scheme=application.scheme, application=application, by=officer, full_name=said(name), kind="work",
            relation=said("Colleague"), email=f"{mark}.{name}@example.org".lower(),
        )
        for name in ("Rae", "Ray")
    )  # fmt: skip
    referee_secret = referee.ask(door=REFEREE, on=TODAY, at=clock.now(), by=officer)
    reference = given.give_reference(answers={"known": said("Ten years")}, has_worries=True, on=TODAY, by=officer)
    return {
        "applicant_link": link, "applicant_secret": secret, "referee": referee, "referee_secret": referee_secret,
        "reference": reference,
    }  # fmt: skip


def _referral(world, said, first, **fields) -> Referral:
    return factories.make_referral(
        world.scheme,
        f"{first} {world.mark}",
        by=world.officer,
        person={"lives_at": said("With Mum"), "talking": said("Slowly"), "phone": "01632 960111"},
        words=[{"matters": said("My garden"), "good_day": said("Toast"), "hopes": said("A key"), "said_how": "Aloud"}],
        wishes=[{"key": "step_free", "strength": "like", "why": said("Stairs")}],
        referrer_name=said("Alex"),
        referrer_email=f"{world.mark}.referrer@example.org".lower(),
        wanted_from=TODAY,
        **fields,
    )


def _looking(world, said, first, **fields) -> Referral:
    referral = _referral(world, said, first, **fields)
    referral.arrange_meeting(officer=world.officer.staff, meet_on=TODAY, by=world.officer)
    referral.record_meeting(
        happened_on=TODAY,
        who_was_there=said("Us"),
        persons_words=said("I want a garden"),
        summary=said("Learnt"),
        by=world.officer,
    )
    return referral


def _match(referral, household, officer) -> Match:
    return Match.shortlist(
        referral=referral,
        household=household,
        verdict=verdict_for(referral, household, TODAY),
        by=officer,
        override="Known to each other",
    )


def _search(world, actor):
    """A search of the actor's own; of somebody else where they cannot search."""
    owner = actor if actor is not None and actor.scheme == world.scheme else world.officer
    return lambda: Search.objects.create(scheme=world.scheme, actor=owner, words=world.mark).key


def _nothing(world, actor):
    return []


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


def _folder_of(name):
    return lambda world, actor: [getattr(world, name).folder_id]


# What stands between the slashes of each address that takes something, written by hand.
ARGUMENTS = {
    **OF_GROWTH,
    **OF_INBOX,
    **OF_PANEL,
    **OF_REFER,
    **OF_REFERRALS,
    **OF_YEAR,
    "search-results": lambda world, actor: [_search(world, actor)],
    "message": _of("message"),
    "try-message-again": _of("message"),
    "settle-message": _of("message"),
    "mailbox-message": lambda world, actor: ["no-such-message"],
    "add-note": _folder_of("person"),
    "restrict-folder": _folder_of("person"),
    "lift-restriction": _folder_of("household"),
    "folder-openings": _folder_of("arrangement"),
    "correct-note": _of("note"),
    "change-check-rule": lambda world, actor: ["dbs"],
    "call-off-waiver": _of("waiver"),
    "waive-check": _of("household"),
    "change-rule": lambda world, actor: ["first_review_days"],
    "change-wording": lambda world, actor: ["approved"],
    "take-back-invitation": _of("invitation"),
    "let-go-staff": lambda world, actor: [world.officer.staff_id],
    "enquire": lambda world, actor: [world.scheme.slug],
    "enquire-sent": lambda world, actor: [world.scheme.slug],
    "edit-stage": lambda world, actor: ["talking"],
    "edit-closing-reason": _of("reason"),
    "record-contact": _folder_of("application"),
    "applicant-start": lambda world, actor: [world.applicant_secret],
    "referee-start": lambda world, actor: [world.referee_secret],
    "applicant-section": lambda world, actor: [world.applicant_link.pk, "why"],
    "give-reference": lambda world, actor: [world.referee.link_id],
    "send-my-link": lambda world, actor: [world.scheme.slug],
    "correct-contact": _of("contact"),
    "accept-invitation": lambda world, actor: [world.invitation_secret],
    "edit-member": _of("member"),
    "correct-terms": _of("terms"),
    "correct-check": _of("check"),
    "document": _of("photo"),
    "document-picture": _of("photo"),
    "correct-away": _of("away"),
    "correct-planned-change": _of("change"),
    "refer-start": lambda world, actor: [world.scheme.slug],
    "refer-begin": lambda world, actor: [world.scheme.slug],
    "refer-page": lambda world, actor: [uuid.UUID(int=5), "their-words"],
    "refer-check": lambda world, actor: [uuid.UUID(int=5)],
    "refer-sent": lambda world, actor: [uuid.UUID(int=5)],
    "refer-forget": lambda world, actor: [uuid.UUID(int=5)],
    "referral-status": lambda world, actor: [world.secret],
    "send-more": lambda world, actor: [world.secret],
    "shortlist": lambda world, actor: [world.fresh.pk, world.household.pk],
    "shortlist-several": _of("fresh"),
    "workbench": _of("looking"),
    "start-arrangement": _of("agreed"),
    "correct-introduction": _of("introduction"),
    "correct-visit": _of("visit"),
    "correct-review": _of("review"),
    "release-stay": _of("stay"),
    "record-allegation": _of("household"),
    "move-house": _of("household"),
    "household-places": _of("household"),
    "correct-told": _of("told"),
}
for names, row in [
    (
        "household edit-household edit-home hand-household add-member set-terms record-check record-facts record-away",
        "household",
    ),
    ("record-planned-change", "household"),
    ("referral triage meet-person ask-for-more pass-on turn-down record-meeting hold-referral resume-referral", "new"),
    ("put-back-referral", "looking"),
    ("application edit-enquiry move-application take-step begin-application hold-application", "application"),
    ("invite-applicant applicant-answers add-referee", "application"),
    ("edit-referee ask-referee remind-referee give-up-referee record-reference", "referee"),
    ("reference correct-reference", "reference"),
    ("applicant-page applicant-report close-link send-link-again finish-with-link", "applicant_link"),
    ("resume-application close-application join-application put-back-application hand-application", "application"),
    ("person edit-person record-words record-wishes", "person"),
    ("match plan-step give-profile read-profile record-introduction", "match"),
    ("agree-match agree-in-emergency stop-match put-back-match", "match"),
    ("arrangement edit-arrangement hand-arrangement end-arrangement put-back-arrangement undo-start", "arrangement"),
    ("record-visit record-review plan-break", "arrangement"),
    ("allegation record-told write-about-allegation decide-home close-allegation put-back-allegation", "allegation"),
]:
    ARGUMENTS |= dict.fromkeys(names.split(), _of(row))
