"""Draws up one scheme from its size: which households, who lives, stays or spends days there, since when."""

from datetime import date, timedelta

from schemes.vocabulary import Gender, YesNo
from sharedlives.demo.homes import BREAKS, DAYS, EMERGENCY, LIVE_IN, HomePlan
from sharedlives.demo.lives import Ending, Human, Life

AGES = [(18, 25), (26, 45), (46, 64), (65, 84)]
# How often each of these ages, for those who came within a year, within five, and before.
# Together about 18, 34, 33 and 15 of a hundred today.
ODDS = [(1, (44, 30, 20, 6)), (5, (28, 36, 25, 11)), (99, (3, 34, 42, 21))]
YEARS = [((1.05, 5), 35), ((5, 15), 33), ((15, 22), 17)]  # of a live-in arrangement more than a year old
ENDINGS = [
    ("own_place", "person", True, "A flat of their own, with visits from us"),
    ("carer_steps_back", "carer", True, "Another Shared Lives household"),
    ("needs", "scheme", True, "A nursing home near the family"),
    ("own_place", "person", True, "Supported living with friends"),
    ("persons_choice", "person", True, "Back with their sister"),
    ("needs", "scheme", False, "Hospital, then extra care housing"),
    ("carer_steps_back", "carer", True, "Another Shared Lives household"),
    ("died", "person", False, ""),
    ("own_place", "person", True, "A flat with a partner"),
    ("relationship", "person", True, "Another Shared Lives household"),
    ("carer_steps_back", "carer", False, "A short stay, then another household"),
    ("needs", "family", True, "Extra care housing"),
    ("persons_choice", "person", True, "A college with rooms"),
    ("own_place", "person", True, "A flat of their own"),
    ("died", "person", True, ""),
    ("safeguarding", "scheme", False, "A safe place; we stayed with them throughout"),
]


class Drawn:
    """The households and arrangements of one scheme, before any of it is written down."""

    def __init__(self, book):
        self.book, self.dice, self.size = book, book.dice, book.size
        self.homes: list[HomePlan] = []
        self.lives: list[Life] = []
        self.humans = 0
        self.turn = 0

    def days_ago(self, low: float, high: float) -> date:
        """A day between so many years ago."""
        return self.book.today - timedelta(days=self.dice.randint(int(low * 365), int(high * 365)))

    def next_officer(self) -> str:
        officers = self.book.team.officers
        self.turn += 1
        return officers[self.turn % len(officers)]

    def human(self, years: float = 0, *, named=None, born: date | None = None, words=None) -> Human:
        """Somebody who was grown up so many years ago."""
        dice, book = self.dice, self.book
        while born is None:
            ((low, high),) = dice.choices(AGES, next(odds for upto, odds in ODDS if years <= upto))
            age = dice.randint(low, high)
            if age - years >= 17.5:
                born = book.today - timedelta(days=age * 365 + dice.randint(20, 350))
        named = named or book.names.somebody(dice.choices([Gender.WOMAN, Gender.MAN], [45, 55])[0])
        friend = book.names.somebody(Gender.WOMAN).first
        age = (book.today - born).days // 365
        words = words or book.voices.words(age, friend)
        needs = dice.choices(["", "easy_read", "large_print", "in_person"], [56, 30, 6, 8])[0]
        if "I sign" in words["matters"]:
            needs = "bsl"
        elif "My eyes are bad" in words["matters"]:
            needs = "audio"
        return Human(
            named=named,
            born=born,
            friend=friend,
            postcode=dice.choice(book.postcodes),
            talking=book.voices.talking(),
            information_format=needs,
            smokes=dice.choices(["no", "yes", ""], [68, 12, 20])[0],
            words=words,
        )

    def life(self, home: HomePlan, kind: str, starts_on: date, human: Human | None = None, **over) -> Life:
        years = (self.book.today - starts_on).days / 365
        human = human or self.human(years)
        life = Life(
            human=human,
            home=home,
            type=kind.value,
            starts_on=starts_on,
            personal_care=self.dice.random() < 0.53,
            **over,
        )
        home.lives.append(life)
        self.lives.append(life)
        return life

    # --- when they began --------------------------------------------------------------------------------------------

    def live_in_starts(self, count: int) -> list[tuple[date, bool]]:
        """(first day, whether in the last twelve months), mixed."""
        recent = self.size.recent.get("live_in", 0)
        starts = [(self.days_ago(0.09, 0.95), True) for _ in range(recent)]
        for number in range(count - recent):
            share = (number + 0.5) / (count - recent) * 85
            low, high = next(
                years for years, upto in zip([y for y, _ in YEARS], [35, 68, 85], strict=True) if share <= upto
            )
            high = min(high, self.book.oldest - 1)
            starts.append((self.days_ago(min(low, high - 1), high), False))
        self.dice.shuffle(starts)
        return starts

    def other_starts(self, count: int, kind: str) -> list[tuple[date, bool]]:
        recent = self.size.recent.get(kind, 0)
        starts = [(self.days_ago(0.06, 0.9), True) for _ in range(recent)]
        starts += [(self.days_ago(1.05, 8), False) for _ in range(count - recent)]
        self.dice.shuffle(starts)
        return starts

    # --- households -------------------------------------------------------------------------------------------------

    def home(self, kind: str, starts: list[tuple[date, bool]], *, rooms: int, limit: int, types, **over) -> HomePlan:
        """A household that had time to be approved before the first of these starts."""
        first = min([day for day, _ in starts], default=self.days_ago(0.08, 0.8))
        joined = first - timedelta(days=self.dice.randint(170, 800)) if starts else first
        joined = over.pop("joined_on", None) or max(joined, self.days_ago(self.book.oldest, self.book.oldest))
        story = over.get("story", 0)
        carers = story == 2 if story else self.couples.pop()
        home = self.book.homes.plan(
            count=2 if carers else 1,
            rooms=rooms,
            limit=limit,
            types=types,
            joined_on=joined,
            officer=over.pop("officer", None) or self.next_officer(),
            **over,
        )
        home.kind = kind
        self.homes.append(home)
        return home

    def draw(self) -> None:
        """Every household and everybody in it, in the proportions of the size."""
        size, dice = self.size, self.dice
        total = size.full + size.two + size.one + size.break_homes + size.day_homes + size.empty
        planted = 1 if self.book.with_stories else 0  # one of the four households in stories is a couple
        couples = [True] * (size.couples - planted) + [False] * (total - size.couples - 3 * planted)
        dice.shuffle(couples)
        self.couples = [False] * size.left + couples
        starts = self.live_in_starts(size.live_in)
        for rooms, homes in ((3, size.full), (2, size.two), (1, size.one)):
            for number in range(homes):
                story = {(2, 0): 2, (1, size.spare): 1}.get((rooms, number), 0) if self.book.with_stories else 0
                if story:
                    starts.sort(key=lambda start: not start[1])  # theirs are old ones
                mine = [starts.pop() for _ in range(rooms)]
                dice.shuffle(starts)
                spare = 1 if rooms == 1 and number < size.spare else 0
                types = [LIVE_IN, BREAKS] if spare and number % 3 == 0 else [LIVE_IN]
                home = self.home("live_in", mine, rooms=rooms + spare, limit=rooms + spare, types=types, story=story)
                for day, is_recent in mine:
                    self.life(home, LIVE_IN, day, asked=is_recent)
        self.draw_breaks_and_days()
        for number in range(size.empty):
            story = 7 if self.book.with_stories and number == 0 else 0
            types = [[LIVE_IN], [LIVE_IN, BREAKS], [LIVE_IN, BREAKS, EMERGENCY], [BREAKS]][number % 4]
            self.home("empty", [], rooms=1 + number % 2, limit=1 + number % 2, types=types, story=story)
        self.draw_endings()

    def draw_breaks_and_days(self) -> None:
        size = self.size
        starts = self.other_starts(size.breaks, "short_breaks")
        lived = [life for life in self.lives if not life.asked]
        for number in range(size.break_homes):
            extra = 1 if number < size.breaks - size.break_homes else 0
            starts.sort(key=lambda start: not start[1])  # the first homes have had their guests for long
            mine = [starts.pop() for _ in range(1 + extra)]
            types = [[BREAKS, EMERGENCY], [BREAKS], [BREAKS, DAYS], [BREAKS], [BREAKS, LIVE_IN], [BREAKS]][number % 6]
            rooms = 2 if extra or number % 3 == 0 else 1
            story = 8 if self.book.with_stories and number == 0 else 0
            home = self.home("breaks", mine, rooms=rooms, limit=rooms, types=types, story=story)
            for place, (day, is_recent) in enumerate(mine):
                human = None
                if place == 0 and number < size.dual and not is_recent:
                    whose = lived[(number * 7) % len(lived)]
                    day = max(day, whose.starts_on + timedelta(days=90))
                    human = whose.human
                self.life(home, BREAKS, day, human, asked=is_recent and human is None)
        starts = self.other_starts(size.days, "day_support")
        for number in range(size.day_homes):
            extra = 1 if number < size.days - size.day_homes else 0
            mine = [starts.pop() for _ in range(1 + extra)]
            home = self.home("days", mine, rooms=1, limit=2, types=[DAYS])
            for day, is_recent in mine:
                self.life(home, DAYS, day, asked=is_recent)

    def draw_endings(self) -> None:
        """Arrangements that ended in the last twelve months: with households that stopped, and before newer ones."""
        size, dice = self.size, self.dice
        begun = [life for life in self.lives if life.type == LIVE_IN and life.asked and not life.home.story]
        for number in range(size.endings):
            reason, by, planned, to = ENDINGS[number % len(ENDINGS)]
            if number < size.left:
                ended = self.days_ago(0.05, 0.9)
                began = ended - timedelta(days=dice.randint(500, 3300))
                home = self.home(
                    "left", [(began, False)], rooms=1, limit=1, types=[LIVE_IN],
                    left_on=self.book.diary.working_day(ended + timedelta(days=dice.randint(3, 12))),
                )  # fmt: skip
                kind = LIVE_IN
                if reason not in ("carer_steps_back", "needs", "died"):
                    reason, by, planned, to = "carer_steps_back", "carer", True, "Another Shared Lives household"
            elif begun and number % 2:
                after = begun.pop()
                home, kind = after.home, LIVE_IN
                ended = after.starts_on - timedelta(days=dice.randint(150, 260))
                if (self.book.today - ended).days > 364:
                    ended = self.book.today - timedelta(days=dice.randint(330, 360))
                    ended = min(ended, after.starts_on - timedelta(days=14))
                began = ended - timedelta(days=dice.randint(300, 2000))
                home.joined_on = min(home.joined_on, began - timedelta(days=90))
            else:
                home = dice.choice([h for h in self.homes if not h.story and self.had_another(h)])
                kind = DAYS if home.kind == "days" else BREAKS
                ended = self.days_ago(0.05, 0.95)
                began = max(ended - timedelta(days=dice.randint(200, 900)), home.joined_on + timedelta(days=30))
                if began >= ended:
                    continue
            self.life(home, kind, began, ending=Ending(ended, by, reason, planned, to))

    def had_another(self, home: HomePlan) -> bool:
        """Whether somebody else can have come here before, beside those who come now."""
        return home.kind == "breaks" or (home.kind == "days" and len(home.lives) < home.limit)

    def make_true(self) -> None:
        """What is said about a home agrees with who lives there."""
        for home in self.homes:
            for life in home.lives:
                key = "welcomes_women" if life.human.named.gender == Gender.WOMAN else "welcomes_men"
                home.facts[key] = (YesNo.YES, "")
                if life.human.smokes == "yes":
                    home.facts["welcomes_smoker"] = (YesNo.YES, "in the garden")
