"""The years after approval: agreements, reviews, visits, profiles; leaving; what makes a scheme grow."""

import random
from datetime import date, timedelta
from decimal import Decimal

from carers.models import Campaign, CarerReview, GrowthProject, HouseholdVisit, Mentoring, Profile, Spend
from carers.models.signing import sign_agreement
from carers.models.standing import end_approval, give_notice, step_back
from schemes.dates import add_months
from schemes.files import read_bytes
from sharedlives.demo import pictures
from sharedlives.demo import said_by_carers as words
from sharedlives.demo.homes import HomePlan

AGREEMENT = "Shared Lives carer agreement, 2024 form"
# How many of a hundred households are late, or have it coming within the days Today shows: (late, soon).
OF_100 = {"agreement": (2, 5), "review": (2, 4), "visit": (2, 3), "profile": (1, 3)}
WITH_PHOTOS = 4  # every fourth household has pictures in its profile, and those of the stories
# From when on something is not on Today yet, in days; the warning for agreements is the longest.
LATER = {"agreement": 66, "review": 16, "visit": 16, "profile": 16}
CAMPAIGNS = [
    ("Spring buses", 250, 160, [(236, "640.00", "Posters on two bus lines"), (231, "180.00", "Printing")]),
    ("Carers' Week stall", 172, 160, [(170, "95.00", "The stall and cake")]),
    ("“A room and a bit of time”", 84, None, [(80, "1200.00", "Film of four minutes"), (41, "310.00", "Local radio")]),
]


class Years:
    """Writes what happens to households every year into the diary."""

    def __init__(self, book, seed: int):
        self.book, self.today = book, book.today
        self.dice = random.Random(f"{seed} {book.area} years")
        self.ahead: dict[tuple[int, str], int] = {}  # (household as drawn, what): days from today at which it is owed

    def working_day(self, day: date) -> date:
        return self.book.diary.working_day(day)

    def by(self, home: HomePlan):
        return self.book.homes.by(home, self.book.now_on())

    def write(self) -> None:
        """Every household of the scheme."""
        self.set_what_is_due()
        for home in self.book.drawn.homes:
            if home.left_on:
                self.leave(home)
            else:
                self.agreement(home)
                self.yearly(home, "review", self.review)
                self.yearly(home, "visit", self.visit)
                self.profile(home)

    # --- what Today will show -----------------------------------------------------------------------------------------

    def set_what_is_due(self) -> None:
        """A few late, a few soon; the rest later."""
        homes = [
            home
            for home in self.book.drawn.homes
            if not home.left_on and not home.story and (self.today - home.joined_on).days > 460
        ]
        for what, (late, soon) in OF_100.items():
            self.dice.shuffle(homes)
            hand = list(homes)
            for number in range(len(homes) * late // 100):
                self.ahead[id(hand.pop()), what] = -3 - 5 * number
            for number in range(len(homes) * soon // 100):
                self.ahead[id(hand.pop()), what] = 2 + number if what != "agreement" else 5 + 13 * number

    def falls_due(self, home: HomePlan, what: str) -> date:
        days = self.ahead.get((id(home), what))
        if days is None:
            days = self.dice.randint(LATER[what], 355)
        return self.today + timedelta(days=days)

    # --- agreement, reviews, visits -----------------------------------------------------------------------------------

    def agreement(self, home: HomePlan) -> None:
        """The one that holds; whoever came through panel signed theirs on the way."""
        renew_on = self.falls_due(home, "agreement")
        signed_on = self.working_day(add_months(renew_on, -12))
        if signed_on <= home.joined_on:
            if home.path:
                return
            signed_on, renew_on = home.joined_on, add_months(home.joined_on, 12)
        self.book.diary.on(signed_on, self.sign, home, renew_on)

    def sign(self, home: HomePlan, renew_on: date | None = None) -> None:
        carers = [member["full_name"] for member in home.members if member["role"] == "carer"]
        on, by = self.book.now_on(), self.by(home)
        sign_agreement(
            household=home.household,
            happened_on=on,
            form=AGREEMENT,
            signed_by=" and ".join(carers),
            signed_for_us_by=by.name,
            renew_on=renew_on or add_months(on, 12),
            by=by,
        )

    def yearly(self, home: HomePlan, what: str, act) -> None:
        """The last one, a year before the next is owed; the first a year after they came."""
        if add_months(home.joined_on, 12) >= self.today and (id(home), what) not in self.ahead:
            return
        sitting = self.book.panels.first_years.get(id(home)) if what == "review" else None
        if sitting:
            self.book.diary.on(self.working_day(sitting.on - timedelta(days=25)), act, home, "panel")
            return
        on = add_months(self.falls_due(home, what), -12)
        on = self.working_day(max(on, home.joined_on + timedelta(days=330)))
        self.book.diary.on(on, act, home)

    def review(self, home: HomePlan, outcome: str = "go_on") -> None:
        on, pick = self.book.now_on(), self.dice.choice
        is_first = (on - home.joined_on).days < 420
        CarerReview.record_carer_review(
            household=home.household,
            kind=CarerReview.Kind.FIRST_YEAR if is_first else CarerReview.Kind.ANNUAL,
            carers_words=pick(words.REVIEW_SAID),
            who_took_part=f"{home.called}, and me",
            summary=pick(words.REVIEW_SUM),
            outcome=outcome,
            happened_on=on,
            by=self.by(home),
        )

    def visit(self, home: HomePlan) -> None:
        HouseholdVisit.record_household_visit(
            household=home.household,
            is_announced=False,
            who_was_there=home.called,
            carers_words=self.dice.choice(words.VISIT_SAID),
            summary=self.dice.choice(words.VISIT_SEEN),
            happened_on=self.book.now_on(),
            by=self.by(home),
        )

    def profile(self, home: HomePlan) -> None:
        """What people read before they meet; the newest households have none yet."""
        if (self.today - home.joined_on).days < 28:
            return
        on = add_months(self.falls_due(home, "profile"), -12)
        on = self.working_day(max(on, home.joined_on + timedelta(days=self.dice.randint(8, 24))))
        self.book.diary.on(on, self.publish, home)

    def publish(self, home: HomePlan) -> None:
        by = self.by(home)
        texts = {key: self.dice.choice(said).format(h=home.called) for key, said in words.PROFILE.items()}
        pets = [detail for key in ("dogs", "cats", "other_pets") if (detail := home.facts.get(key, ("", ""))[1])]
        if pets:
            texts["pets"] = f"We have {', and '.join(pets)}."
        profile = Profile.of(home.household, by=by)
        profile.write_all(texts, version=None, by=by)
        if home.story or self.book.drawn.homes.index(home) % WITH_PHOTOS == 0:
            self.add_photos(profile, home, by)
        profile.publish(by=by)

    def add_photos(self, profile: Profile, home: HomePlan, by) -> None:
        """What a household shows of itself: the house, the table, the garden and the cat, if there is one."""
        scenes = [pictures.bungalow if "bungalow" in profile.words["home"] else pictures.house, pictures.table]
        if home.facts.get("garden", ("",))[0] == "yes":
            scenes.append(pictures.garden)
        if home.facts.get("cats", ("",))[0] == "yes":
            scenes.append(pictures.cat)
        for scene in scenes:
            says, content = pictures.drawn(scene, f"{home.name} {scene.__name__}")
            profile.add_photo(upload=read_bytes(f"{scene.__name__}.png", content), says=says, by=by)

    # --- leaving, and a rest ------------------------------------------------------------------------------------------

    def leave(self, home: HomePlan) -> None:
        """Notice first; approval ends by itself on no day, somebody ends it."""
        told_on = self.working_day(home.left_on - timedelta(days=self.dice.randint(50, 90)))
        kind = self.dice.choice(["retiring", "retiring", "stopping"])
        self.book.diary.on(max(told_on, home.joined_on), self.give_notice, home, kind)
        self.book.diary.on(home.left_on, self.end, home)

    def give_notice(self, home: HomePlan, kind: str) -> None:
        give_notice(
            home.household,
            kind=kind,
            given_on=self.book.now_on(),
            ends_on=home.left_on,
            why=self.dice.choice(words.NOTICE),
            by=self.by(home),
        )

    def end(self, home: HomePlan) -> None:
        why = "They asked to stop; thanked by the panel"
        end_approval(home.household, on=self.book.now_on(), why=why, by=self.book.team.manager)

    def rest(self, home: HomePlan) -> None:
        step_back(
            home.household,
            from_on=self.book.now_on(),
            why="A new grandchild, and a tired back. They want the winter to themselves and who lives with them.",
            expected_until_on=self.today + timedelta(days=70),
            by=self.by(home),
        )

    # --- growth -------------------------------------------------------------------------------------------------------

    def grow(self) -> None:
        """A project with money attached, campaigns with what they cost, two pairs of carers, one household at rest."""
        diary = self.book.diary
        diary.on(self.working_day(self.today - timedelta(days=300)), self.begin_project)
        for name, from_days, until_days, spends in CAMPAIGNS:
            diary.on(self.working_day(self.today - timedelta(days=from_days)), self.begin_campaign, name, until_days)
            for days, pounds, what in spends:
                diary.on(self.working_day(self.today - timedelta(days=days)), self.spend, name, pounds, what)
        settled = [home for home in self.book.drawn.homes if home.kind == "live_in" and not home.story]
        settled = [home for home in settled if (self.today - home.joined_on).days > 900]
        new = [home for home in self.book.drawn.homes if home.kind == "empty" and home.story not in (6, 7)]
        for mentor, home in zip(settled, new[:2], strict=False):
            on = self.working_day(max(home.joined_on, self.today - timedelta(days=200)) + timedelta(days=9))
            diary.on(on, self.mentor, mentor, home)
        diary.on(self.working_day(self.today - timedelta(days=19)), self.rest, settled[-1])

    def begin_project(self) -> None:
        on = self.book.now_on()
        self.project = GrowthProject.add_growth_project(
            scheme=self.book.scheme,
            name="Shared Lives in Wickmoor and Stanbury",
            funder="Vale Council, transformation fund",
            pounds=Decimal("36000.00"),
            from_on=on,
            until_on=add_months(on, 24),
            promised_households=8,
            promised_people=10,
            by=self.book.team.manager,
        )

    def begin_campaign(self, name: str, until_days: int | None) -> None:
        self.book.campaigns[name] = Campaign.add_campaign(
            scheme=self.book.scheme,
            name=name,
            from_on=self.book.now_on(),
            until_on=self.today - timedelta(days=until_days) if until_days else None,
            project=self.project,
            by=self.book.team.manager,
        )

    def spend(self, name: str, pounds: str, what: str) -> None:
        Spend.record_spend(
            scheme=self.book.scheme,
            campaign=self.book.campaigns[name],
            pounds=Decimal(pounds),
            what=what,
            happened_on=self.book.now_on(),
            by=self.book.team.manager,
        )

    def mentor(self, mentor: HomePlan, home: HomePlan) -> None:
        Mentoring.record_mentoring(
            mentor=mentor.household,
            household=home.household,
            from_on=self.book.now_on(),
            about="Tea every other week, and a phone number for the evenings",
            by=self.by(home),
        )
