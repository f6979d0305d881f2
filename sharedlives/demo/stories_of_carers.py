"""Stories of carers' households, planted into the medium scheme; told in `stories`, beside the others."""

from datetime import timedelta

from arrangements.models import NamedApproval, Review
from carers.models import CheckResult, Contact, Member, PanelItem, Terms, Waiver
from carers.models.appeals import hear_appeal, record_appeal
from carers.models.panels import declare_interest
from carers.models.standing import give_notice
from referrals.models.merging import PersonMerged
from schemes.dates import add_months
from schemes.vocabulary import CheckKind
from sharedlives.demo.homes import LIVE_IN, HomePlan
from sharedlives.demo.names import Named
from sharedlives.demo.panels import APPROVE, Listed

NAMES = {
    "Yvonne Carrow", "Desmond Carrow", "Ngozi Hartwell", "Bart Hartwell", "Lorraine Mayhew", "Kieran Stott",
    "Clifford Penhale", "Olwen Prosser", "Stan Birkett", "Tina Rawlings", "Rosa Tennant", "Gwyn Tennant",
}  # fmt: skip
WITH_THEM = "Learning disability team, Vale Council"
# Which officer looks after the household of a story, so that nobody has them all.
WHOSE = {3: 3, 9: 3, 12: 1, 15: 4}


class StoriesOfCarers:
    """Plants stories 3, 4, 6, 9, 12 and 15 into what was drawn."""

    def __init__(self, stories):
        self.stories, self.book, self.today = stories, stories.book, stories.today

    def plant(self) -> None:
        self.one_of_two_lapsed()
        self.two_where_the_law_says_three()
        self.for_one_young_person()
        self.appeal_before_others()
        self.retiring()
        self.fast_support_carer()

    # --- shared by them -----------------------------------------------------------------------------------------------

    def take(self, story: int, named: list[Named], name: str, fits) -> HomePlan:
        """A household that fits, now theirs; where too many or too few carers live there, two households swap names."""
        free = [home for home in self.book.drawn.homes if not home.story and not home.left_on]
        home = next(home for home in free if fits(home))
        if self.carers(home) != len(named):
            other = next(other for other in reversed(free) if self.carers(other) == len(named))
            home.members, other.members = other.members, home.members
            home.name, other.name = other.name, home.name
        home.story = story
        self.stories.rename(home, named, name)
        home.officer = self.book.team.officers[WHOSE.get(story, 0)]
        return home

    def carers(self, home: HomePlan) -> int:
        return sum(member["role"] == "carer" for member in home.members)

    def later(self, days: int, act, *args) -> None:
        """So many days ago, after what else was written down that day."""
        day = self.book.diary.working_day(self.today - timedelta(days=days))
        self.book.later.append((day, act, args))

    def tell(self, home: HomePlan, days: int, text: str) -> None:
        on = self.book.diary.working_day(self.today - timedelta(days=days))
        self.later(days, self.book.homes.note, home, text, on)

    def by(self, home: HomePlan):
        return self.book.homes.by(home, self.book.now_on())

    # --- 3 ------------------------------------------------------------------------------------------------------------

    def one_of_two_lapsed(self) -> None:
        carers = [Named("Yvonne", "Carrow", "woman"), Named("Desmond", "Carrow", "man")]
        home = self.take(
            3, carers, "Y and D Carrow", lambda h: h.kind == "live_in" and h.joined_on < self.stories.years(3)
        )
        home.expiries[0, CheckKind.MEDICATION] = self.today + timedelta(days=410)
        home.expiries[1, CheckKind.MEDICATION] = self.today - timedelta(days=21)
        self.tell(
            home, 6,
            "Desmond missed the refresher, his shift was changed. Yvonne gives the medicines until he has done it. "
            "Booked for the next course.",
        )  # fmt: skip

    # --- 4 ------------------------------------------------------------------------------------------------------------

    def two_where_the_law_says_three(self) -> None:
        carers = [Named("Ngozi", "Hartwell", "woman"), Named("Bart", "Hartwell", "man")]
        home = self.take(4, carers, "N and B Hartwell", lambda h: h.kind == "live_in" and len(self.living(h)) == 2)
        home.rooms, home.limit = 3, 2
        home.terms_say = {
            "conditions": "Two people at most: this scheme begins every household with two. The law allows three."
        }
        asks = (
            "Whether a third person may live here. Their terms say two; the nation's limit and the scheme's are three. "
            "There is a third room, and both who live here said yes to company."
        )
        item = Listed(PanelItem.Kind.TERMS, asks, home=home, people_limit=3, types=home.types)
        self.book.panels.ahead.items.append(item)
        self.tell(home, 15, "They ask for a third person. The third room was seen today; it goes to next week's panel.")

    def living(self, home: HomePlan) -> list:
        return [life for life in home.lives if life.type == LIVE_IN.value and not life.ending]

    def stay_elsewhere_too(self, home: HomePlan) -> bool:
        """Whether somebody who lives here has short breaks with another household."""
        here = {id(life.human) for life in self.living(home)}
        return any(id(life.human) in here for life in self.book.drawn.lives if life.home is not home)

    # --- 6 ------------------------------------------------------------------------------------------------------------

    def for_one_young_person(self) -> None:
        home = self.take(6, [Named("Lorraine", "Mayhew", "woman")], "L Mayhew", lambda h: h.kind == "empty")
        home.types, home.rooms, home.limit = [LIVE_IN.value], 1, 1
        home.joined_on = self.book.diary.working_day(self.book.panels.past[-1].on + timedelta(days=12))
        home.about = "I have fostered for eleven years. Kieran came at nine. He is not moving because of a birthday."
        home.facts |= {"welcomes_men": ("yes", ""), "dogs": ("yes", "Biscuit")}
        words = {
            "matters": "Lorraine. And Biscuit, that's the dog. I've had six houses and this is the one.",
            "good_day": "College, then Biscuit, then chips. Lorraine shouts up when it's ready.",
            "hopes": "To stop here when I'm eighteen. Nobody asked me till now if I could.",
            "said_how": "His own words, on the back step",
        }
        named = Named("Kieran", "Stott", "man")
        human = self.book.drawn.human(named=named, born=self.stories.years(17.25), words=words)
        human.smokes, human.lives_at = "no", "With Lorraine Mayhew, who fosters him"
        asking, journeys, inbox = self.book.asking, self.book.journeys, self.book.inbox
        ask = asking.ask(
            human, LIVE_IN.value, inbox.day(44), wanted_from=add_months(human.born, 18 * 12), miles=None, wishes=[],
            officer=home.officer, team="Preparing for adulthood team, Vale Council", knows="yes",
        )  # fmt: skip
        journeys.meet(ask, inbox.day(42), inbox.day(35), "I'm not going anywhere. Write that down.")
        self.later((self.today - home.joined_on).days, self.name_person, home, human)
        self.later(5, journeys.shortlist, ask, home)
        self.later(5, journeys.note, ask, "Told Kieran that Lorraine is approved, for him. He said: obviously.")
        self.tell(
            home, 5,
            "Late: the referral came nine months before Kieran is eighteen; we are used to eighteen months. "
            "Terms are for him alone. Fostering goes on until the birthday.",
        )  # fmt: skip

    def name_person(self, home: HomePlan, human) -> None:
        NamedApproval.name_person(
            household=home.household, person=human.person, happened_on=self.book.now_on(), by=self.by(home)
        )

    # --- 9 ------------------------------------------------------------------------------------------------------------

    def appeal_before_others(self) -> None:
        home = self.take(
            9, [Named("Clifford", "Penhale", "man")], "C Penhale",
            lambda h: h.kind == "days" and h.joined_on < self.stories.years(2),
        )  # fmt: skip
        asks = "Whether approval should end: three reviews were put off, and the house was not opened for a visit."
        said = {
            "outcome": APPROVE,
            "reasons": "Panel cannot be sure of a home that it has not been let into for a year.",
            "ends_on": self.today + timedelta(days=42),
        }
        minutes = (
            "Dot Ferriby left the room for this item. Panel asked whether everything was tried; it was, four times."
        )
        item = Listed(PanelItem.Kind.DEREGISTER, asks, home=home, said=said, minutes=minutes)
        item.interest = ("Dot Ferriby", "His sister and I have been friends for years.")
        self.book.panels.past[-2].items.append(item)
        self.later(29, self.appeal, home, item)
        self.later(20, self.hear, home, item)
        self.later(3, self.declare, item)

    def appeal(self, home: HomePlan, item: Listed) -> None:
        why = "I was with my brother in Leeds, he was dying. I rang and left a message. Come any day, I am here now."
        outcome = item.row.outcomes.standing().get(stage="decision")
        item.appeal = record_appeal(item.row, outcome, asked_on=self.book.now_on(), why=why, by=self.by(home))

    def hear(self, home: HomePlan, item: Listed) -> None:
        asks = "Whether the decision to end approval stands. Heard by three who did not sit the first time."
        hear_appeal(item.appeal, self.book.panels.fresh.row, asks=asks, by=self.book.team.manager)

    def declare(self, item: Listed) -> None:
        """Two of the three have said that they have no interest; their papers are open."""
        heard = item.appeal.item
        for seat in heard.meeting.seats.select_related("member__account")[:2]:
            by = self.book.team.actors[seat.member.name]
            declare_interest(item=heard, seat=seat, has_interest=False, by=by)

    # --- 12 -----------------------------------------------------------------------------------------------------------

    def retiring(self) -> None:
        home = self.take(
            12, [Named("Olwen", "Prosser", "woman")], "O Prosser",
            lambda h: h.kind == "live_in" and len(self.living(h)) == 2 and not self.stay_elsewhere_too(h),
        )  # fmt: skip
        home.members[0]["date_of_birth"] = self.stories.years(71.3)
        stan, tina = self.living(home)
        voices = self.book.voices
        self.stories.live(stan, Named("Stan", "Birkett", "man"), 18.1, 66, voices.words(66, "Olive"))
        self.stories.live(tina, Named("Tina", "Rawlings", "woman"), 6.2, 38, voices.words(38, "Shanice"))
        for life in (stan, tina):
            life.next_review = 340
            life.next_visit = 20
        self.later(34, self.give_notice, home)
        self.later(
            24, self.review, stan, "I knew. She told me first, before anybody. I want to go on living with Tina."
        )
        self.later(24, self.review, tina, "With Stan. And near the hens. I cried and then we had cake.")
        asking, journeys = self.book.asking, self.book.journeys
        for life, said in (
            (stan, "Two rooms, one for me and one for Tina. I've had eighteen years of her cooking."),
            (tina, "With Stan. And hens. If there are no hens I would like to know why."),
        ):
            ask = asking.ask(
                life.human, LIVE_IN.value, self.book.inbox.day(22), wanted_from=self.today + timedelta(days=120),
                miles=None, wishes=[("garden", "like")], officer=home.officer, team=WITH_THEM, knows="yes",
            )  # fmt: skip
            self.later(22, self.ask_for_known, ask)
            self.later(21, journeys.arrange, ask, self.book.inbox.day(16))
            self.later(16, journeys.record_meeting, ask, said)
        self.tell(home, 23, "Stan and Tina want to move together. We look for a household with two rooms and hens.")

    def ask_for_known(self, ask) -> None:
        """A referral for somebody who is here already: the form makes a new record, and it is made one with theirs."""
        known = ask.human.person
        self.book.asking.receive(ask)
        PersonMerged.merge(
            person=known, other=ask.human.person, why="The same person: they live with us already",
            by=self.book.asking.by(ask),
        )  # fmt: skip
        ask.human.person = known
        ask.referral.refresh_from_db()

    def give_notice(self, home: HomePlan) -> None:
        give_notice(
            home.household,
            kind="retiring",
            given_on=self.book.now_on(),
            ends_on=self.today + timedelta(days=150),
            why="She is 71 and her hip is not what it was. She told Stan and Tina before she told us.",
            by=self.by(home),
        )

    def review(self, life, said: str) -> None:
        on = self.book.now_on()
        Review.record_review(
            arrangement=life.arrangement,
            happened_on=on,
            who_took_part=f"{life.human.called}, Olwen, and me",
            persons_words=said,
            going_well="Everything, until now. They are a family.",
            worrying="What comes after May. They do not want to be told at the last minute.",
            outcome="change",
            changes="A new home is looked for now, for the two of them together, with time to get to know it. "
            "Nothing ends before there is one.",
            by=self.book.lives.by(life, on),
        )

    # --- 15 -----------------------------------------------------------------------------------------------------------

    def fast_support_carer(self) -> None:
        home = self.take(
            15, [Named("Rosa", "Tennant", "woman")], "R Tennant",
            lambda h: h.kind == "live_in" and len(self.living(h)) == 1 and not self.living(h)[0].asked,
        )  # fmt: skip
        self.later(20, self.rosa_rings, home)
        self.later(19, self.join, home)
        self.later(17, self.approve_without_panel, home)
        asks = "Look at what a manager agreed without panel when Rosa went to hospital, and say whether it goes on."
        item = Listed(PanelItem.Kind.TERMS, asks, home=home, people_limit=home.limit, types=home.types)
        self.book.panels.ahead.items.append(item)

    def rosa_rings(self, home: HomePlan) -> None:
        Contact.record_contact(
            folder=home.household.folder,
            how="phone",
            who="Rosa, from the ward",
            said="I fell off the step. They keep me in. Gwyn is there now, he knows everything.",
            summary="Her brother-in-law stays in the house from tonight. Checks begin today; Morgan was told.",
            happened_on=self.book.now_on(),
            by=self.by(home),
        )

    def join(self, home: HomePlan) -> None:
        self.gwyn = Member.add(
            scheme=self.book.scheme,
            household=home.household,
            full_name="Gwyn Tennant",
            role=Member.Role.SUPPORT_CARER,
            gender="man",
            date_of_birth=self.stories.years(58.4),
            phone=self.book.names.phone(),
            email="gwyn.tennant@example.org",
            joined_on=self.book.now_on(),
            by=self.by(home),
        )

    def approve_without_panel(self, home: HomePlan) -> None:
        on, by, manager = self.book.now_on(), self.by(home), self.book.team.manager
        for kind, months, evidence in (
            (CheckKind.DBS, 36, "On the update service, looked up the same day"),
            (CheckKind.SAFEGUARDING, 36, "Done online the evening before"),
            (CheckKind.IDENTITY, None, "Passport"),
        ):
            CheckResult.record_check(
                household=home.household, member=self.gwyn, kind=kind, evidence=evidence, seen_by=by.name,
                expires_on=add_months(on, months) if months else None, happened_on=on, by=by,
            )  # fmt: skip
        Waiver.waive_check(
            household=home.household,
            member=self.gwyn,
            kind=CheckKind.MEDICATION,
            until_on=self.today + timedelta(days=25),
            why="The district nurse gives the medicines until he has done the course.",
            happened_on=on,
            by=manager,
        )
        Terms.set_terms(
            household=home.household,
            from_on=on,
            people_limit=home.limit,
            types=home.types,
            decided_by=manager.name,
            conditions="Gwyn Tennant supports while Rosa is in hospital and for six weeks after.",
            without_panel_because="Rosa was taken to hospital, and nobody may lose their home over a broken ankle.",
            happened_on=on,
            by=manager,
        )
