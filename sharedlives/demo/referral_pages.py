"""People's own pages: begun from what they told, written with them, given in two steps, asked about by a link."""

import random
from datetime import timedelta

from referrals.models import Consent, PageGiven, PersonLink, PersonPage, PersonRequest
from referrals.page_links import PERSON
from referrals.page_steps import About, told_in
from schemes import clock
from schemes.models import Actor
from sharedlives.demo.homes import LIVE_IN

PAGES = 8
LIKED = [
    "Makes everybody laugh. Never forgets a birthday.",
    "Notices when somebody is sad, and puts the kettle on.",
    "Always on time. Good with animals. Honest.",
    "A brilliant memory for songs, and for who likes which biscuit.",
]
SUPPORT = [
    "Give me time to answer. Say one thing at a time. If I go quiet, leave me be and come back with tea.",
    "Remind me about my tablets at breakfast. I can do the rest of the morning myself.",
    "When it is loud I need to go outside. Do not hold my arm. Walk beside me.",
]
TRY = ["The bus to the seaside on my own.", "A cooking class. I want to make curry.", "Swimming again."]
EASY = "Give me time.\nSay one thing.\nWait for me.\nIf I am quiet, bring tea.\nThen I will talk."
ENJOYS = ["Football, gardening and quiet evenings", "Singing, baking, dogs", "Trains, maps and a good breakfast"]
RISKS = ["Has seizures: somebody trained is in the house", "Needs company near roads", ""]


class ReferralPages:
    """The pages of some people of one scheme, written into the diary."""

    def __init__(self, book, seed: int):
        self.book, self.dice = book, random.Random(f"pages {seed} {book.scheme.slug}")

    def write(self) -> None:
        """Pages of people who live in, the links of two of them, and what they asked."""
        diary, today = self.book.diary, self.book.today
        lives = [life for life in self.book.drawn.lives if life.type == LIVE_IN.value and not life.ending]
        lives = [life for life in lives if (today - life.starts_on).days > 250][:PAGES]
        for number, life in enumerate(lives):
            begun = diary.working_day(today - timedelta(days=self.dice.randint(120, 200)))
            diary.on(begun, self.begin, life, number)
            if number % 2 == 0:
                diary.on(diary.working_day(begun + timedelta(days=40)), self.write_more, life, number)
            if number < 5:
                diary.on(diary.working_day(begun + timedelta(days=20)), self.give, life, number)
        for days, number, act in [(50, 0, self.hand_link), (48, 1, self.hand_link)]:
            if number < len(lives):
                diary.on(diary.working_day(today - timedelta(days=days)), act, lives[number], number)
        if len(lives) > 1:
            diary.on(diary.working_day(today - timedelta(days=3)), self.ask_for_change, lives[0])
            diary.on(diary.working_day(today - timedelta(days=1)), self.ask_privately, lives[1])

    def by(self, life):
        """Who looks after the household on the day."""
        return self.book.team.holder(life.home.officer, clock.today())

    def begin(self, life, number: int) -> None:
        """The page, begun from what they told and written with them."""
        by, person = self.by(life), life.human.person
        page = PersonPage.of(person, by=by)
        parts = {
            key: {"text": one["text"], "voice": one["voice"] or "said", "helped_by": one["helped_by"]}
            for key, one in page.sections.items()
        }
        parts["like_about_me"] = {
            "text": LIKED[number % len(LIKED)], "voice": "for_them", "helped_by": life.home.name,
        }  # fmt: skip
        parts["support_me"] = {
            "text": SUPPORT[number % len(SUPPORT)], "voice": "helped", "helped_by": life.human.friend,
            "easy": EASY if person.information_format == "easy_read" and number % 3 == 0 else "",
        }  # fmt: skip
        page.write(parts, version=None, by=by)
        chosen = {
            "first_step": ["good_day", "support_me"],
            "enjoys": ENJOYS[number % len(ENJOYS)],
            "risks": RISKS[number % len(RISKS)],
            "may_stay": ["football", "singing", "trains"],
        }
        page.save_edit(chosen, version=None, by=by, why="What is told first")
        page.freeze(by=by)

    def write_more(self, life, number: int) -> None:
        """Something new they want to try: a second version."""
        by, page = self.by(life), life.human.person.page
        page.write({"try": {"text": TRY[number % len(TRY)], "voice": "said"}}, version=None, by=by)
        page.freeze(by=by)

    def give(self, life, number: int) -> None:
        """They agree, and a household is given the first step; some are given the whole page."""
        person, by, today = life.human.person, self.by(life), clock.today()
        steps = [("first", "carers")] + ([("whole", "full_profile")] if number % 2 == 0 else [])
        version = person.page.freeze(by=by)
        for step, purpose in steps:
            consent = Consent.record_consent(
                person=person, purpose=purpose, answer="yes", said_by=person.called, happened_on=today, by=by,
                words="Looked at the page together and nodded at each part.",
            )  # fmt: skip
            content = [line.kept for line in told_in(step, version, About.of(person, today))[0]]
            PageGiven.give(
                page_version=version, step=step, consent=consent, to=life.home.name, content=content, by=by,
                to_folder=life.home.household.folder, how="On paper, at a visit",
            )  # fmt: skip

    def hand_link(self, life, number: int) -> None:
        """A link to their page: to the first person themselves, to the second's friend."""
        person, by = life.human.person, self.by(life)
        email = f"{person.called.split()[0]}.{life.human.friend}@example.org".lower()
        link, _secret = PERSON.make(scheme=person.scheme, folder=person.folder, email=email, at=clock.now())
        holder = {"holder": "person"}
        if number:
            holder = {"holder": "supporter", "name": life.human.friend, "chosen": "Asked for her by name at a visit"}
        PersonLink.hand_link(person=person, link=link, by=by, **holder)

    def ask_for_change(self, life) -> None:
        """Asked through the link: something on the page is no longer so."""
        self._ask(life, kind="change", text="I do not go to the Tuesday club any more. Please take it out.")

    def ask_privately(self, life) -> None:
        """Asked through the link, without the carer knowing."""
        self._ask(life, kind="talk", text="", is_private=True, reach="At the day centre, Thursday after dinner")

    def _ask(self, life, **said) -> None:
        person = life.human.person
        held = person.page_links.order_by("pk").last()
        PersonRequest.ask(
            person=person, by=Actor.for_link(held.link), asked_by=held.name or person.called, **said
        )  # fmt: skip
