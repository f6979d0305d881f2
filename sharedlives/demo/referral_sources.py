"""Teams that refer, what was said with them, meetings with commissioners, and the form in the scheme's own words."""

import random
from datetime import timedelta

from referrals.models import CommissionerMeeting, FormDesign, Organisation, Professional, Team, TeamTalk
from schemes.models import Authority

SINCE_DAYS = 420  # teams were written down since then; older referrals have none
ORGANISATIONS = {
    "Learning disability team, Vale Council": ("Vale Council", "Learning disability team", ["learning"]),
    "Preparing for adulthood team, Vale Council": (
        "Vale Council",
        "Preparing for adulthood team",
        ["learning", "care"],
    ),
    "Community mental health team": ("Vale NHS", "Community mental health team", ["mental"]),
    "Older people's team, Vale Council": ("Vale Council", "Older people’s team", ["older"]),
    "Hospital discharge team": ("Vale NHS", "Hospital discharge team", ["hospital"]),
    "Brokerage, a neighbouring council": ("Northbrook Council", "Brokerage", ["learning"]),
}
NEVER_REFERRED = [("Vale NHS", "Memory clinic", "older"), ("Vale Women’s Aid", "Outreach", "abuse")]
SAID = [
    "Went through how a match is made. They had thought it was only for people with a learning disability.",
    "They asked about somebody who may leave hospital in spring. Explained short breaks as a first step.",
    "Told them what became of their last two referrals. They were glad to hear it.",
    "Talked at their team meeting for ten minutes; two people stayed for questions.",
]
QUESTION = {
    "page": "their-words",
    "wording": "Is there a song, a team or a programme they love?",
    "why": "Something to talk about when we first meet.",
    "who": "after_yes",
    "kind": "line",
    "choices": [],
}
HELPED = (
    "Four people from the Thursday café and two carers read every question aloud and struck out what they disliked."
)


class Sources:
    """The teams of one scheme, and what is said with them over the year."""

    def __init__(self, book, seed: int):
        self.book, self.dice = book, random.Random(f"sources {seed} {book.scheme.slug}")
        self.teams: dict[str, Team] = {}
        self.reach: dict[str, list[str]] = {}

    def write(self) -> None:
        """Put it into the diary."""
        diary, today = self.book.diary, self.book.today
        diary.on(today - timedelta(days=SINCE_DAYS), self.add_teams)
        days = sorted(self.dice.sample(range(20, SINCE_DAYS - 10), 9), reverse=True)
        for number, day in enumerate(days):
            diary.on(diary.working_day(today - timedelta(days=day)), self.talk, number)
        diary.on(diary.working_day(today - timedelta(days=9)), self.promise)
        for day, asked, answered in [
            (
                190,
                "How many live-in places could be offered next year, and at what cost?",
                "Twelve, if panel sits monthly.",
            ),
            (12, "Why do few referrals come from hospital?", ""),
        ]:
            diary.on(diary.working_day(today - timedelta(days=day)), self.meet_commissioner, asked, answered)
        diary.on(diary.working_day(today - timedelta(days=60)), self.word_form)

    def add_teams(self) -> None:
        """Write down who refers, and who might."""
        by, scheme = self.book.team.manager, self.book.scheme
        rows = [*ORGANISATIONS.items(), *((name, (org, name, [reach])) for org, name, reach in NEVER_REFERRED)]
        for number, (said, (organisation, name, reach)) in enumerate(rows):
            there = Organisation.objects.filter(scheme=scheme, name=organisation).first()
            there = there or Organisation.add(scheme=scheme, name=organisation, by=by)
            team = Team.add(
                scheme=scheme, organisation=there, name=name, reach=reach[0], by=by, email=f"team{number}@example.org",
                is_considering_first=number == 0, asked_first_on=self.book.now_on() if number < 3 else None,
            )  # fmt: skip
            self.teams[said], self.reach[said] = team, reach
            if number < 4:
                somebody = self.book.names.somebody()
                Professional.add(
                    scheme=scheme, team=team, name=somebody.full, email=somebody.email, by=by, is_champion=number == 0
                )

    def place(self, referral) -> None:
        """Say which team a referral came from, and whom it is for."""
        team = self.teams.get(referral.referrer_team)
        if team is not None:
            changes = {"team": team, "reach": self.reach[referral.referrer_team]}
            referral.save_edit(changes, version=None, by=self.book.team.manager, why="Where it came from")

    def talk(self, number: int) -> None:
        """A conversation with one of the teams that refer most."""
        team = list(self.teams.values())[number % 4]
        TeamTalk.record_talk(
            team=team, how=self.dice.choice(["meeting", "call", "event"]), with_whom="The team",
            text=SAID[number % len(SAID)], happened_on=self.book.now_on(), by=self.book.team.manager,
        )  # fmt: skip

    def promise(self) -> None:
        """Something that is still owed to a team."""
        TeamTalk.record_talk(
            team=next(iter(self.teams.values())), how="call", with_whom="Their manager",
            text="They would like to hear from somebody who moved in last year.", happened_on=self.book.now_on(),
            we_owe="A short story, with the person’s agreement", owe_on=self.book.today + timedelta(days=12),
            by=self.book.team.manager,
        )  # fmt: skip

    def meet_commissioner(self, asked: str, answered: str) -> None:
        """Keep what the council asked, and what was answered."""
        authority = Authority.objects.filter(scheme=self.book.scheme).order_by("name").last()
        CommissionerMeeting.record_commissioner_meeting(
            scheme=self.book.scheme, authority=authority, who_was_there="The commissioner, the manager", asked=asked,
            answered=answered, happened_on=self.book.now_on(), by=self.book.team.manager,
        )  # fmt: skip

    def word_form(self) -> None:
        """The scheme's own words for two questions and one of its own, with who helped."""
        by = self.book.team.manager
        design = FormDesign.of(self.book.scheme, by=by)
        design.word_question("good_day", wording="What is a really good day like?", why="", by=by)
        design.put_own_question(QUESTION, by=by)
        design.save_edit({"designed_with": HELPED}, version=None, by=by)
        design.publish(by=by)
