"""Referrals of the last twelve months that led nowhere, and those that are open today."""

from datetime import timedelta

from referrals.models import pass_to_scheme
from schemes.dates import add_months
from schemes.vocabulary import ArrangementType
from sharedlives.demo import phrases
from sharedlives.demo.homes import BREAKS, DAYS, EMERGENCY, LIVE_IN
from sharedlives.demo.lives import Life

# Why referrals did not go on, who decided, how far they had come; forty-six in a year.
CLOSED = (
    [("more_support", "scheme", "read")] * 5
    + [("risk", "scheme", "met")] * 2
    + [("nursing", "scheme", "read")] * 3
    + [("not_eligible", "funder", "read")] * 2
    + [("out_of_age", "scheme", "read")] * 2
    + [("no_household", "scheme", "looked")] * 6
    + [("none_in_area", "scheme", "looked")] * 3
    + [("withdrawn", "referrer", "looked")] * 6
    + [("person_other", "person", "looked")] * 8
    + [("no_household", "carer", "introduced")] * 5
    + [("funding", "funder", "met")] * 4
)
SUGGESTIONS = {
    "more_support": "A supported living service with waking nights. We can say which ones we know.",
    "risk": "A smaller step first: a befriender, then ask us again.",
    "nursing": "The continuing healthcare team; a nursing home near the family.",
    "not_eligible": "The wellbeing service and the carers' centre, who need no assessment.",
    "out_of_age": "The children's team until the birthday; we have written down when to ask again.",
    "no_household": "The neighbouring scheme may have a home. We go on recruiting in the area.",
    "none_in_area": "We have nobody within ten miles. The neighbouring scheme may.",
    "withdrawn": "You are welcome to send it again at any time.",
    "person_other": "Wishing them well in the home they chose. The door stays open.",
    "funding": "An advocate can help to ask the council to think again.",
}


class Inbox:
    """Writes the other referrals of one scheme into the diary."""

    def __init__(self, book, drawn):
        self.book, self.drawn, self.dice = book, drawn, book.dice
        self.today = book.today
        self.turn = 0

    def day(self, ago: int):
        """A working day so many days ago, or the last one before it."""
        return self.book.diary.working_day(self.today - timedelta(days=ago))

    def ask(self, ago: int, kind=None, **over):
        """A referral for somebody new, so many days ago; officers take turns."""
        officers = self.book.team.officers
        self.turn += 1
        kind = kind or self.dice.choices([LIVE_IN, BREAKS, DAYS], [34, 26, 11])[0]
        received = self.day(ago)
        over = {"officer": officers[self.turn % len(officers)], "wanted_from": received + timedelta(days=70)} | over
        human = over.pop("human", None) or self.drawn.human()
        return self.book.asking.ask(human, kind.value, received, **over)

    def led_nowhere(self, count: int) -> None:
        """Those closed without a start, spread over the year."""
        journeys, diary, asking = self.book.journeys, self.book.diary, self.book.asking
        for number, (reason, decider, how_far) in enumerate(self.dice.sample(CLOSED, count)):
            ago = 130 + (number * 230) // count + self.dice.randint(0, 9)
            ask = self.ask(ago, is_short=number % 3 > 0)
            done = {"read": 5, "met": 25, "looked": 95, "introduced": 75}[how_far] + self.dice.randint(0, 12)
            if how_far == "read":
                diary.on(ask.received_on, asking.receive, ask)
            else:
                journeys.meet(ask, self.day(ago - 2), self.day(ago - 11))
            if how_far == "introduced":
                journeys.another_first(ask, None, self.day(ago - 30), self.day(ago - 42), self.day(ago - 50))
            elif how_far == "looked" and number % 2:
                diary.on(self.day(ago - 45), self.note_looking, ask)
            diary.on(self.day(ago - done), asking.turn_down, ask, reason, decider, SUGGESTIONS[reason])

    def note_looking(self, ask) -> None:
        text = self.book.phrases.pick(phrases.NOTES_LOOKING, n=ask.human.called)
        self.book.journeys.note(ask, text)

    def open_today(self, counts: dict[str, int]) -> None:
        """Those somebody is working on now, each state with something to show."""
        for state, number in counts.items():
            for which in range(number):
                getattr(self, state)(which)

    def new(self, which: int) -> None:
        ask = self.ask([1, 2, 8][which], [LIVE_IN, BREAKS, LIVE_IN][which], wanted_from=add_months(self.today, 2))
        self.book.diary.on(ask.received_on, self.book.asking.receive, ask)
        if which == 2:  # half of what we asked for came, and our answer to that is late
            self.book.diary.on(self.day(6), self.ask_for_more, ask)
            self.book.talk.half_an_answer(ask)

    def needs_more(self, which: int) -> None:
        ask = self.ask(9, LIVE_IN, is_short=True)
        self.book.diary.on(ask.received_on, self.book.asking.receive, ask)
        self.book.diary.on(self.day(4), self.ask_for_more, ask)

    def ask_for_more(self, ask) -> None:
        ask.referral.ask_for_more(
            items=["What happens at night", "Who would pay, and whether it is agreed"],
            words=f"Thank you for telling us about {ask.human.called}. Two things would help us to answer you well.",
            by=self.book.asking.by(ask),
        )

    def meeting(self, which: int) -> None:
        ask = self.ask([5, 7, 11][which], wanted_from=add_months(self.today, 2))
        meet_on = self.today + timedelta(days=[3, 1, 6][which])
        while meet_on.weekday() > 4:
            meet_on += timedelta(days=1)
        self.book.diary.on(ask.received_on, self.book.asking.receive, ask)
        self.book.diary.on(self.day([3, 5, 8][which]), self.book.journeys.arrange, ask, meet_on)
        if which == 0:
            self.book.talk.waits(ask)

    def looking(self, which: int) -> None:
        ago = [64, 37, 29, 48, 33][which]
        kind = [LIVE_IN, LIVE_IN, BREAKS, LIVE_IN, DAYS][which]
        wishes = [
            [("step_free", "must"), ("garden", "like"), ("quiet", "like")],
            [("no_dogs", "must"), ("garden", "like"), ("drives", "like")],
            [("smoke_free", "must"), ("dogs", "like")],
            [("carer_is_woman", "must"), ("no_children", "must"), ("quiet", "like")],
            [("garden", "like"), ("drives", "like")],
        ][which]
        ask = self.ask(
            ago, kind, wishes=wishes, miles=[12, 15, 10, 15, 8][which], wanted_from=self.today + timedelta(30)
        )
        self.book.journeys.meet(ask, self.day(ago - 2), self.day(ago - 12))
        if which:
            self.book.diary.on(self.day([0, 9, 6, 15, 4][which]), self.note_looking, ask)
        if which == 1:
            self.book.talk.there_and_back(ask)
        if which == 2:
            self.book.talk.hands_over(ask)
        if which in (1, 3):
            found = {}
            self.book.diary.on(self.day(5), self.book.journeys.shortlist_somebody, ask, found, None)

    def introducing(self, which: int) -> None:
        """After tea; after a day, with the next step late; both said yes; only just met."""
        ago = [52, 70, 88, 47][which]
        kind = [LIVE_IN, LIVE_IN, LIVE_IN, BREAKS][which]
        wishes = [[("garden", "like"), ("dogs", "like")], [("quiet", "like")], [("drives", "like")], []][which]
        ask = self.ask(ago, kind, wishes=wishes, miles=None, wanted_from=self.today + timedelta(days=18), knows="yes")
        ask.human.smokes = "no"
        journeys, diary, found = self.book.journeys, self.book.diary, {}
        journeys.meet(ask, self.day(ago - 2), self.day(ago - 12))
        diary.on(self.day(32), journeys.shortlist_somebody, ask, found, None)
        ahead = timedelta(days=1)
        if which == 0:
            diary.on(self.day(6), self.step, ask, found, "tea", "yes", "yes", "A longer day", self.today + 4 * ahead)
        elif which == 1:
            diary.on(self.day(24), self.step, ask, found, "tea", "yes", "yes")
            diary.on(
                self.day(13),
                self.step,
                ask,
                found,
                "day",
                "yes",
                "not_yet",
                "An overnight stay",
                self.today - 3 * ahead,
            )
        elif which == 2:
            for days, step in ((28, "tea"), (20, "day"), (12, "overnight")):
                diary.on(self.day(days), self.step, ask, found, step, "yes", "yes")
            diary.on(self.day(4), self.agree, ask, found)
        else:
            diary.on(
                self.day(3), self.step, ask, found, "tea", "yes", "not_yet", "An overnight stay", self.today + 9 * ahead
            )

    def step(self, ask, found, *said) -> None:
        if "home" in found:
            self.book.journeys.introduce(ask, found["home"], *said)

    def agree(self, ask, found) -> None:
        if "home" in found:
            self.book.journeys.agree(ask, found["home"])

    def on_hold(self, which: int) -> None:
        ask = self.ask(58, LIVE_IN)
        self.book.journeys.meet(ask, self.day(56), self.day(47))
        self.book.diary.on(self.day(11), self.hold, ask, self.today + timedelta(days=25))

    def hold(self, ask, wake_on) -> None:
        ask.referral.hold(
            wake_on=wake_on, why="In hospital for an operation; wants to go on afterwards", by=self.book.asking.by(ask)
        )

    def passed_on(self, to_scheme) -> None:
        """One that was nearer to a neighbouring scheme."""
        ask = self.ask(20, LIVE_IN)
        self.book.diary.on(ask.received_on, self.book.asking.receive, ask)
        self.book.diary.on(self.day(18), self.pass_on, ask, to_scheme)

    def pass_on(self, ask, to_scheme) -> None:
        words = "Their sister lives in your area and they want to be near her. They know and agree."
        pass_to_scheme(ask.referral, to_scheme=to_scheme, words=words, by=self.book.asking.by(ask))

    # --- two of the stories -----------------------------------------------------------------------------------------

    def marcus(self, human, home) -> None:
        """Story 7: the person says no after a good night; the household had said yes."""
        journeys, diary = self.book.journeys, self.book.diary
        ask = self.ask(
            76, LIVE_IN, human=human, officer=self.book.team.officers[0],
            wishes=[("garden", "like"), ("quiet", "like")],
            miles=None, wanted_from=self.today + timedelta(days=20), knows="yes",
        )  # fmt: skip
        journeys.meet(ask, self.day(74), self.day(66), "Somewhere with a garden. And Leon. I have to see Leon.")
        diary.on(self.day(55), journeys.shortlist, ask, home)
        said = ("Hazel's got a big garden. She asked about the football.", "Marcus is good company. The dog loves him.")
        diary.on(self.day(47), journeys.introduce, ask, home, "tea", "yes", "yes", "A longer day", self.day(38), said)
        said = ("We did the hedge. I had three lots of crumble.", "He worked like two. We would be very glad of him.")
        diary.on(
            self.day(38), journeys.introduce, ask, home, "day", "yes", "yes", "An overnight stay", self.day(26), said
        )
        said = (
            "I slept all right. The breakfast was good. But it's two buses to Leon's and I want to walk there.",
            "A lovely evening. We said yes before he was out of the door.",
        )
        diary.on(self.day(26), journeys.introduce, ask, home, "overnight", "no", "yes", "", None, said)
        words = "Marcus liked Hazel and said so to her. It is too far from his brother. Hazel understands."
        diary.on(self.day(22), journeys.stop, ask, home, "person", "home", words)
        diary.on(self.day(8), self.note_looking, ask)

    def iris(self, human, home) -> None:
        """Story 8: an emergency start; the plan, the visit and the agreement come afterwards."""
        journeys, diary, day = self.book.journeys, self.book.diary, self.day(9)
        ask = self.ask(
            9, EMERGENCY, human=human, urgency="now", wanted_from=day, miles=None, wishes=[], knows="yes",
            funding="not_started", officer=home.officer,
        )  # fmt: skip
        journeys.meet(ask, day, day, "Where's Mum gone? I'm not stopping here by myself.")
        diary.on(day, journeys.shortlist, ask, home)
        diary.on(day, self.skip_introductions, ask, home)
        life = Life(
            human=human, home=home, type=ArrangementType.EMERGENCY.value, starts_on=day, asked=True, story=8,
            planned_end_on=self.today + timedelta(days=26),
        )  # fmt: skip
        diary.on(day, journeys.start, ask, life)
        visited = max(self.day(7), day)
        diary.on(visited, self.book.lives.visit, life, visited, None)
        diary.on(
            visited,
            journeys.note,
            ask,
            "Support plan and risk plan written with Iris the day after. Funding asked for.",
        )

    def skip_introductions(self, ask, home) -> None:
        reason = "Her mother was taken to hospital that morning and Iris could not be alone that night."
        self.book.journeys.open_match(ask, home).agree_in_emergency(reason=reason, by=self.book.team.manager)
