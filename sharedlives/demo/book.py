"""One scheme of the demonstration: its people, its households and its last years, written into the diary."""

import random
from datetime import date, timedelta

from carers.models import Campaign
from schemes import clock
from schemes.models import Actor, Policy, Scheme
from schemes.vocabulary import ArrangementType, CheckKind
from sharedlives.demo import phrases
from sharedlives.demo.asking import Asking
from sharedlives.demo.cast import Team
from sharedlives.demo.diary import Diary
from sharedlives.demo.draw import Drawn
from sharedlives.demo.homes import BREAKS, LIVE_IN, HomePlan, Homes
from sharedlives.demo.inbox import Inbox
from sharedlives.demo.journeys import Journeys
from sharedlives.demo.lives import Lives
from sharedlives.demo.names import Names
from sharedlives.demo.panels import Panels
from sharedlives.demo.phrases import Phrases
from sharedlives.demo.pipeline import Pipeline
from sharedlives.demo.postcodes import postcodes
from sharedlives.demo.referral_drafts import ReferralDrafts
from sharedlives.demo.referral_inbox import ReferralInbox
from sharedlives.demo.referral_pages import ReferralPages
from sharedlives.demo.referral_person import ReferralPerson
from sharedlives.demo.referral_sources import Sources
from sharedlives.demo.referral_talk import ReferralTalk
from sharedlives.demo.sizes import Size
from sharedlives.demo.stories import TAKEN, Stories
from sharedlives.demo.voices import Voices
from sharedlives.demo.years import Years

# From the referral to the start, in days: live-in 95, short breaks 45, on average.
LEADS = {LIVE_IN.value: (70, 125), BREAKS.value: (34, 60), ArrangementType.DAY_SUPPORT.value: (30, 55)}


class Book:
    """Everything about one scheme while it is being made."""

    def __init__(self, *, area: str, size: Size, seed: int, diary: Diary, oldest: int, with_stories: bool, **scheme):
        self.area, self.size, self.diary, self.today, self.oldest = area, size, diary, diary.today, oldest
        self.dice = random.Random(f"{seed} {area}")
        self.job = Actor.for_job("demonstration")
        began_on = self.today - timedelta(days=oldest * 365 + 20)
        with clock.set_to(began_on):
            self.scheme = Scheme.objects.create(nation="england", **scheme)
            Policy.begin_with_preset(self.scheme, on=began_on, by=self.job)
            for key, value in [("digest_hour", 0), ("digest_rest_days", 1)]:
                # Whoever starts the demonstration, on whatever day and hour, sees the morning email arrive.
                Policy.set_rule(
                    scheme=self.scheme,
                    key=key,
                    value=value,
                    source="For the demonstration: the morning email arrives whenever it is started.",
                    from_on=began_on,
                    by=self.job,
                )
        self.names = Names(self.dice, taken=TAKEN)
        self.phrases, self.voices = Phrases(self.dice), Voices(self.dice)
        self.postcodes = postcodes(area)
        self._fresh = self.dice.sample(self.postcodes, len(self.postcodes))
        self.team = Team(self.scheme, area, self.today)
        self.homes, self.lives, self.asking = Homes(self), Lives(self), Asking(self)
        self.journeys = Journeys(self)
        self.drawn = Drawn(self)
        self.inbox, self.talk = Inbox(self, self.drawn), ReferralTalk(self)
        self.pipeline, self.panels, self.years = Pipeline(self, seed), Panels(self, seed), Years(self, seed)
        self.sources = Sources(self, seed)
        self.pages = ReferralPages(self, seed)
        self.drafts = ReferralDrafts(self, seed)
        self.known = ReferralPerson(self, seed)
        self.campaigns: dict[str, Campaign] = {}
        self.with_stories = with_stories
        self.later: list[tuple[date, object, tuple]] = []  # acts that follow what the rest of the diary does that day

    def now_on(self) -> date:
        """The day the diary has come to."""
        return clock.today()

    def next_postcode(self) -> str:
        return self._fresh.pop()

    def home_of(self, household) -> HomePlan:
        return next(home for home in self.drawn.homes if home.household and home.household.pk == household.pk)

    def write(self, password: str) -> None:
        """Draw it all up, then write it into the diary."""
        self.team.write_into(self.diary, self.job, password)
        self.drawn.draw()
        if self.with_stories:
            Stories(self, self.drawn).plant()
        self.drawn.make_true()
        self.set_what_is_due()
        if self.with_stories:
            self.diary.on(self.today - timedelta(days=400), self.pipeline.name_stages)
            self.panels.draw()
        if self.with_stories:
            self.sources.write()
            self.pages.write()
        self.known.write()
        self.pipeline.write()
        for home in self.drawn.homes:
            self.homes.write(home)
        self.years.write()
        for life in self.drawn.lives:
            self.write_life(life)
        self.inbox.led_nowhere(self.size.not_started)
        self.inbox.open_today(self.size.open)
        self.write_ahead()
        if self.with_stories:
            self.years.grow()
            self.panels.write()
            self.drafts.write()
        if self.with_stories:
            ReferralInbox(self).write()
        for day, act, arguments in self.later:
            self.diary.on(day, act, *arguments)

    def write_life(self, life) -> None:
        if life.asked:
            low, high = LEADS[life.type]
            ask = self.asking.ask(
                life.human,
                life.type,
                life.starts_on - timedelta(days=self.dice.randint(low, high)),
                wanted_from=life.starts_on,
                officer=life.home.officer,
                miles=None,
                knows="yes",
            )
            ask.wishes = [(key, "like") for key, _ in ask.wishes]
            self.journeys.to_a_start(life, ask)
        self.lives.write(life)

    # --- what Today will show ---------------------------------------------------------------------------------------

    def set_what_is_due(self) -> None:
        """A few visits and reviews late, some this week, some booked; a few checks lapsed or running out soon."""
        size, dice = self.size, self.dice
        settled = [
            life
            for life in self.drawn.lives
            if not life.ending
            and not life.story
            and life.next_visit is None
            and (self.today - life.starts_on).days > 240
        ]
        dice.shuffle(settled)
        hands = {}
        for life in settled:
            hands.setdefault(life.home.officer, []).append(life)
        turns = [hand.pop() for _ in range(40) for hand in hands.values() if hand]
        for number in range(size.late_visits):
            turns.pop(0).next_visit = -3 - 4 * number
        for number in range(size.late_reviews):
            turns.pop(0).next_review = -4 - 6 * number
        for number in range(len(settled) // 18):
            turns.pop(0).next_visit = 1 + number % 6
        for number in range(len(settled) // 16):
            life = turns.pop(0)
            life.booked = life.next_visit = 1 + (3 * number) % 12
        homes = [home for home in self.drawn.homes if not home.left_on and not home.story]
        dice.shuffle(homes)
        ahead = [3 + (55 * number) // max(size.soon_checks, 1) for number in range(size.soon_checks)]
        for number, days in enumerate([-6, -19][: size.lapsed_checks] + ahead):
            home = homes[number % len(homes)]
            kinds = [(0, CheckKind.FIRST_AID), (None, CheckKind.GAS)] if days < 0 else self.all_checks(home)
            home.expiries[dice.choice(kinds)] = self.today + timedelta(days=days)

    def all_checks(self, home) -> list:
        return [(who, kind) for who, kind, _ in self.homes.wanted_checks(home)]

    def write_ahead(self) -> None:
        """Days on which households are away, and changes that are on their way."""
        homes = [
            h for h in self.drawn.homes if not h.left_on and not h.story and h.joined_on < self.today - timedelta(200)
        ]
        self.dice.shuffle(homes)
        pick, on_day = self.phrases.pick, self.diary.working_day
        for number in range(len(homes) // 9):
            home = homes.pop()
            from_on = self.today + timedelta(days=[-60, 12, 33, -120, 3, 55][number % 6] + number)
            until_on = from_on + timedelta(days=self.dice.choice([7, 10, 14]))
            told_on = on_day(min(self.today - timedelta(days=10 + 5 * number), from_on - timedelta(days=7)))
            self.diary.on(told_on, self.homes.away, home, from_on, until_on, pick(phrases.AWAY), told_on)
        changes = [
            ("terms", 26, "New terms with short breaks go to the panel"),
            ("step_free", 41, "The ramp and the wet room will be finished"),
            ("pets", 30, "The dog goes to live with their son"),
            ("room", 35, "Their daughter moves out and her room is free"),
            ("terms", 54, "New terms for live-in go to the panel"),
            ("step_free", 70, "The stair lift is fitted"),
            ("smoking", 21, "Nobody will smoke indoors any more"),
            ("others", 62, "The grandchildren go home after the summer"),
        ]
        for number in range(min(len(changes), len(homes) // 6)):
            lifts, days, what = changes[number]
            home, on = self.suited(homes, lifts), on_day(self.today - timedelta(days=6 + 4 * number))
            self.diary.on(on, self.homes.planned_change, home, lifts, self.today + timedelta(days=days), what, on)

    def suited(self, homes: list[HomePlan], lifts: str) -> HomePlan:
        """The next household for which this change would mean something."""

        def answers(home, key, answer):
            return home.facts.get(key, ("", ""))[0] == answer

        tests = {
            "terms": lambda h: h.kind in ("breaks", "days"),
            "step_free": lambda h: answers(h, "step_free", "no") and LIVE_IN.value in h.types,
            "pets": lambda h: answers(h, "dogs", "yes") and LIVE_IN.value in h.types,
            "smoking": lambda h: answers(h, "smoking", "yes"),
            "others": lambda h: answers(h, "children", "yes"),
        }
        fits = tests.get(lifts, lambda h: h.kind == "live_in")
        found = next((home for home in homes if fits(home)), homes[0])
        homes.remove(found)
        return found
