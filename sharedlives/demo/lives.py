"""People with an arrangement: how it began, its visits, reviews and short breaks, and sometimes how it ended."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from arrangements.models import Arrangement, NoPlace, Review, Visit
from referrals.models import OwnWords, Person
from schemes.dates import add_months
from schemes.models import Note
from schemes.vocabulary import ArrangementType
from sharedlives.demo import phrases
from sharedlives.demo.names import Named
from sharedlives.demo.voices import pronouns

RECENT = 425  # days for which every visit is written down; before that, the yearly reviews


@dataclass
class Human:
    """One person before anything about them is written down."""

    named: Named
    born: date
    friend: str
    postcode: str
    talking: str = ""
    information_format: str = ""
    smokes: str = ""
    lives_at: str = ""
    preferred_name: str = ""
    words: dict = field(default_factory=dict)
    person: Person | None = None

    @property
    def called(self) -> str:
        return self.preferred_name or self.named.first

    def fields(self) -> dict:
        """What `Person.add_person` and a referral need to know."""
        return {
            "full_name": self.named.full,
            "preferred_name": self.preferred_name,
            "date_of_birth": self.born,
            "gender": self.named.gender,
            "postcode": self.postcode,
            "talking": self.talking,
            "information_format": self.information_format,
            "smokes": self.smokes,
            "lives_at": self.lives_at,
        }


@dataclass
class Ending:
    on: date
    by: str
    reason: str
    planned: bool
    to: str = ""


@dataclass
class Life:
    """One arrangement before it is written down."""

    human: Human
    home: object  # HomePlan
    type: str
    starts_on: date
    ending: Ending | None = None
    asked: bool = False  # a referral of the last year led to it
    personal_care: bool = False
    next_visit: int | None = None  # days from today at which the next visit falls due
    next_review: int | None = None
    booked: int | None = None  # days from today for which a visit is booked
    breaks_ahead: int = 1
    planned_end_on: date | None = None
    last_said: str = ""  # at the newest visit
    story: int = 0
    arrangement: Arrangement | None = None


class Lives:
    """Writes the arrangements of one scheme into the diary."""

    def __init__(self, book):
        self.book, self.dice = book, book.dice

    def write(self, life: Life) -> None:
        diary = self.book.diary
        if not life.asked:
            if life.human.person is None:
                self.come(life)
            day = diary.working_day(life.starts_on)
            life.starts_on = day
            diary.on(day, self.start, life)
        last = life.ending.on if life.ending else self.book.today
        self.write_visits(life, last)
        self.write_reviews(life, last)
        if life.type == ArrangementType.SHORT_BREAKS:
            self.write_breaks(life, last)
        if life.ending:
            life.ending.on = diary.working_day(life.ending.on)
            diary.on(life.ending.on, self.end, life)
        elif self.dice.random() < 0.4:
            on = diary.working_day(self.book.today - timedelta(days=self.dice.randint(4, 200)))
            if on > life.starts_on:
                diary.on(on, self.note, life, on)

    def come(self, life: Life) -> None:
        """Somebody known to the scheme before the last twelve months, without the referral's papers."""
        day = self.book.diary.working_day(life.starts_on - timedelta(days=self.dice.randint(20, 70)))
        life.human.person = ...  # on its way: a second arrangement does not add them again
        self.book.diary.on(day, self.add_person, life)
        again = self.book.diary.working_day(self.book.today - timedelta(days=self.dice.randint(20, 600)))
        if again > day:
            self.book.diary.on(again, self.say, life, again)
        else:
            self.book.diary.on(day, self.say, life, day)

    def every(self, life: Life, on: date) -> int:
        """Days between visits at a point in an arrangement's life (the scheme's rules at first)."""
        if on < add_months(life.starts_on, 6):
            return 30
        return 84 if life.type in (ArrangementType.SHORT_BREAKS, ArrangementType.DAY_SUPPORT) else 56

    def write_visits(self, life: Life, last: date) -> None:
        """Back from the newest, each about as far from the next as the rules say, for the last fourteen months."""
        today, diary = self.book.today, self.book.diary
        begins = max(life.starts_on, today - timedelta(days=RECENT))
        if life.ending:
            on = last - timedelta(days=self.dice.randint(5, 30))
        else:
            due = today + timedelta(days=life.next_visit if life.next_visit is not None else self.later(life))
            gap = self.every(life, due - timedelta(days=84))
            gap = 30 if due - timedelta(days=30) < add_months(life.starts_on, 6) else gap
            on = due - timedelta(days=gap)
        booked, said = life.booked, life.last_said
        days = []
        while on > begins + timedelta(days=12):
            day = diary.working_day(on)
            if day <= life.starts_on or day >= today:
                break
            days.append(day)
            on -= timedelta(days=self.every(life, on - timedelta(days=30)) + self.dice.randint(-9, 3))
        if not days and (today - life.starts_on).days > 26 and not life.ending and life.next_visit is None:
            days = [diary.working_day(life.starts_on + timedelta(days=25))]
        for day in days:
            next_on = today + timedelta(days=booked) if booked is not None else None
            diary.on(day, self.visit, life, day, next_on, said)
            booked, said = None, ""

    def later(self, life: Life) -> int:
        """Some day after the coming ten, within one interval."""
        gap = self.every(life, self.book.today)
        return self.dice.randint(12, max(gap - 1, 13))

    def write_reviews(self, life: Life, last: date) -> None:
        """The first after six weeks, then every year, back from the newest."""
        today, diary = self.book.today, self.book.diary
        first = life.starts_on + timedelta(days=self.dice.randint(36, 42))
        if first >= last:
            return
        ahead = life.next_review if life.next_review is not None else self.dice.randint(12, 350)
        on = add_months((last if life.ending else today) + timedelta(days=ahead), -12)
        while on > first + timedelta(days=150):
            day = diary.working_day(on)
            diary.on(day, self.review, life, day)
            on = add_months(on, -12) + timedelta(days=self.dice.randint(0, 14))
        if life.next_review is None or on > first - timedelta(days=330):
            day = diary.working_day(first)
            if day < today and day > life.starts_on:
                diary.on(day, self.review, life, day)

    def write_breaks(self, life: Life, last: date) -> None:
        """Weekends of three nights every six weeks or so, and one or two that are planned."""
        today, diary = self.book.today, self.book.diary
        friday = max(life.starts_on, today - timedelta(days=400)) + timedelta(days=self.dice.randint(7, 40))
        friday += timedelta(days=(4 - friday.weekday()) % 7)
        nights = self.dice.choice([2, 3, 3, 4])
        ahead = life.breaks_ahead
        until = today - timedelta(days=45) if life.story else last + timedelta(days=75)
        while friday < until:
            if friday >= today and not ahead:
                break
            planned = diary.working_day(min(friday, today) - timedelta(days=self.dice.randint(12, 30)))
            if planned >= life.starts_on and not (life.ending and friday >= last):
                diary.on(planned, self.plan_break, life, friday, nights)
            if friday >= today:
                ahead -= 1
            friday += timedelta(days=7 * self.dice.randint(4, 8))

    # --- acts -------------------------------------------------------------------------------------------------------

    def by(self, life: Life, on: date):
        return self.book.team.holder(life.home.officer, on)

    def says(self, life: Life) -> dict:
        """The names that phrases are filled in with."""
        she, her, hers = pronouns(life.human.named.gender)
        names = {"n": life.human.called, "h": life.home.called, "she": she, "her": her, "hers": hers}
        return names | {"whose": life.human.named.full}

    def add_person(self, life: Life) -> None:
        on, human = self.book.now_on(), life.human
        by = self.by(life, on)
        human.person = Person.add_person(scheme=self.book.scheme, officer=by.staff, by=by, **human.fields())
        self.book.team.held.append((human.person, life.home.officer))

    def say(self, life: Life, on: date) -> None:
        OwnWords.write_down(person=life.human.person, happened_on=on, by=self.by(life, on), **life.human.words)

    def start(self, life: Life, match=None) -> None:
        on = self.book.now_on()
        by = self.by(life, on)
        signed = on - timedelta(days=self.dice.randint(0, 6))
        life.arrangement = Arrangement.start(
            person=life.human.person,
            household=life.home.household,
            type=life.type,
            starts_on=life.starts_on,
            planned_end_on=life.planned_end_on,
            match=match,
            officer=by.staff,
            agreed_on=None if life.type == ArrangementType.EMERGENCY else signed,
            licence_on=signed if life.type == ArrangementType.LIVE_IN else None,
            personal_care=life.personal_care,
            by=by,
        )
        self.book.team.held.append((life.arrangement, life.home.officer))

    def visit(self, life: Life, on: date, next_on: date | None, said: str = "") -> None:
        pick, says = self.book.phrases.pick, self.says(life)
        worry = self.dice.random() < 0.06
        Visit.record_visit(
            arrangement=life.arrangement,
            happened_on=on,
            who_was_there=f"{says['n']}, {says['h']} and me",
            seen_alone=self.dice.choices(["yes", "chose_not", "no"], [80, 14, 6])[0],
            persons_words=said or pick(phrases.VISIT_SAID, whose=says["whose"]),
            how="worries" if worry else "good",
            summary=pick(phrases.VISIT_SAW, **says),
            papers_checked="yes" if life.personal_care else "na",
            to_do=self.dice.choice(phrases.VISIT_TO_DO),
            next_on=next_on,
            by=self.by(life, on),
        )

    def review(self, life: Life, on: date) -> None:
        pick, says = self.book.phrases.pick, self.says(life)
        changes = self.dice.random() < 0.25
        Review.record_review(
            arrangement=life.arrangement,
            happened_on=on,
            who_took_part=pick(phrases.TOOK_PART, **says),
            persons_words=pick(phrases.VISIT_SAID, whose=says["whose"]),
            going_well=pick(phrases.REVIEW_WELL, **says),
            worrying=pick(phrases.REVIEW_WORRY, **says),
            outcome="change" if changes else "go_on",
            changes=pick(phrases.REVIEW_CHANGES, **says) if changes else "",
            by=self.by(life, on),
        )

    def plan_break(self, life: Life, friday: date, nights: int) -> None:
        """The weekend that was asked for, or the first one after it that has a place."""
        for week in range(5):
            from_on = friday + timedelta(days=7 * week)
            try:
                life.arrangement.plan_break(
                    from_on=from_on, until_on=from_on + timedelta(days=nights), by=self.by(life, self.book.now_on())
                )
            except NoPlace:
                continue
            return

    def note(self, life: Life, on: date) -> None:
        text = self.book.phrases.pick(phrases.NOTES_PERSON, **self.says(life))
        Note.write(folder=life.human.person.folder, text=text, happened_on=on, by=self.by(life, on))

    def end(self, life: Life) -> None:
        ending = life.ending
        life.arrangement.end(
            ended_on=ending.on,
            ended_by=ending.by,
            end_reason=ending.reason,
            end_planned=ending.planned,
            moved_to=ending.to,
            by=self.by(life, ending.on),
        )
