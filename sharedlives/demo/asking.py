"""Referrals as they come in: what a social worker tells, as the form asks it."""

from dataclasses import dataclass, field
from datetime import date

from referrals.models import Format, Referral
from referrals.questions import FORM_VERSION, PAGES, QUESTIONS
from referrals.sending import JOB
from schemes.models import Actor
from schemes.vocabulary import WISHES, ArrangementType, Gender
from sharedlives.demo.lives import Human

TEAMS = [
    ("Learning disability team, Vale Council", 34),
    ("Preparing for adulthood team, Vale Council", 12),
    ("Community mental health team", 9),
    ("Older people's team, Vale Council", 8),
    ("Hospital discharge team", 3),
    ("Brokerage, a neighbouring council", 5),
    ("Family member", 4),
]
HELP = [
    "Money, appointments, trying new things. Does their own washing and makes a good breakfast.",
    "Cooking, buses, and somebody to notice when they go quiet.",
    "Reminders more than help. Likes to be asked, then left to get on with it.",
    "Medicines, shopping and letters. Everything else with a little encouragement.",
]
NIGHT = ["Sleeps through.", "Sometimes up for a drink, goes back alone.", "Likes a light on the landing."]
ALONE = ["An hour or two in a place they know.", "Half a day.", "All day, with a phone.", "Not yet."]
SUPPORT_ME = [
    "Tell me the plan the night before. Don't spring things on me.",
    "If I walk off, let me. I come back.",
    "Say it once and wait.",
    "Laugh with me and it's nearly always all right.",
]
SITUATIONS = ["With family", "Supported living", "A flat of their own", "Residential care", "Hospital", "Foster home"]
WISH_ODDS = {
    "garden": 40, "quiet": 25, "drives": 20, "dogs": 18, "no_dogs": 14, "no_cats": 7, "smoke_free": 16,
    "step_free": 10, "no_children": 8, "children": 8, "carer_is_woman": 10, "nobody_else_supported": 6,
}  # fmt: skip
MUSTS = {"step_free", "no_dogs", "no_cats", "smoke_free", "carer_is_woman", "nobody_else_supported", "no_children"}


@dataclass
class Ask:
    """One referral before it is written down."""

    human: Human
    type: str
    received_on: date
    wanted_from: date | None = None
    miles: int | None = 12
    near: str = ""
    urgency: str = "ordinary"
    funding: str = "being_agreed"
    knows: str = "yes"
    officer: str = ""
    wishes: list[tuple[str, str]] = field(default_factory=list)  # (key, strength)
    referrer: object = None  # Named
    team: str = ""
    phone: str = ""
    is_short: bool = False  # little is known: what is missing will be asked for
    referral: Referral | None = None


class Asking:
    """Draws up referrals and hands them in."""

    def __init__(self, book):
        self.book, self.dice = book, book.dice

    def ask(self, human: Human, kind: str, received_on: date, **over) -> Ask:
        """A referral for somebody, on a day."""
        dice = self.dice
        teams, weights = zip(*TEAMS, strict=True)
        ask = Ask(human=human, type=kind, received_on=self.book.diary.working_day(received_on))
        ask.referrer = self.book.names.somebody()
        ask.team = dice.choices(teams, weights)[0]
        ask.phone = self.book.names.phone(mobile=dice.random() < 0.5)
        ask.near = human.postcode
        ask.miles = dice.choice([5, 8, 10, 12, 12, 15, None])
        ask.funding = dice.choices(
            ["agreed", "being_agreed", "not_started", "own_money", "not_known"], [30, 40, 15, 5, 10]
        )[0]
        ask.knows = dice.choices(["yes", "not_yet", "cannot_say"], [84, 6, 10])[0]
        ask.officer = dice.choice(self.book.team.officers)
        for key, of_100 in WISH_ODDS.items():
            if dice.randrange(100) < of_100:
                ask.wishes.append((key, "must" if key in MUSTS and dice.random() < 0.6 else "like"))
        for name, value in over.items():
            setattr(ask, name, value)
        return ask

    def receive(self, ask: Ask) -> Referral:
        """It arrives through the form."""
        human = ask.human
        ask.referral = Referral.receive(
            scheme=self.book.scheme,
            by=Actor.for_job(JOB),
            person=human.fields(),
            words=[human.words],
            wishes=[{"key": key, "strength": how, "said_by": ask.referrer.full} for key, how in ask.wishes],
            answers=self.answers(ask),
            type_wanted=ask.type,
            wanted_from=ask.wanted_from,
            near=ask.near,
            miles=ask.miles,
            knows=ask.knows,
            urgency=ask.urgency,
            funding=ask.funding,
            referrer_name=ask.referrer.full,
            referrer_email=ask.referrer.email,
            referrer_team=ask.team,
            referrer_phone=ask.phone,
        )
        human.person = ask.referral.person
        self.book.sources.place(ask.referral)
        return ask.referral

    def answers(self, ask: Ask) -> list[dict]:
        """What was answered, in the form's order and words."""
        human, dice = ask.human, self.dice
        said = {
            "referrer_name": ask.referrer.full,
            "referrer_email": ask.referrer.email,
            "referrer_team": ask.team,
            "referrer_phone": ask.phone,
            "preferred_name": human.preferred_name,
            "full_name": human.named.full,
            "date_of_birth": f"{human.born:%-d %B %Y}",
            "place": human.postcode,
            "gender": Gender(human.named.gender).label,
            "talking": human.talking,
            "information_format": Format(human.information_format).label if human.information_format else "",
            "knows": Referral.Knows(ask.knows).label,
            **human.words,
            "type_wanted": ArrangementType(ask.type).label if ask.type else "I'm not sure",
            "wanted_from": f"{ask.wanted_from:%-d %B %Y}" if ask.wanted_from else "",
            "near": ask.near,
            "miles": str(ask.miles) if ask.miles else "",
            "urgency": Referral.Urgency(ask.urgency).label,
            "funding": Referral.Funding(ask.funding).label,
        }
        if not ask.is_short:
            strengths = {"must": "Must have", "like": "Would like", "none": "Does not matter"}
            said |= {
                "situation": dice.choice(SITUATIONS),
                "support_help": dice.choice(HELP),
                "night": dice.choice(NIGHT),
                "alone": dice.choice(ALONE),
                "support_me": dice.choice(SUPPORT_ME),
                "safety_known": dice.choice(["No", "No", "I don't know yet"]),
                "smokes": {"yes": "Yes", "no": "No"}.get(human.smokes, ""),
                **{f"wish_{key}": strengths[how] for key, how in ask.wishes if key in WISHES},
            }
        return [
            {
                "key": question.key,
                "section": str(PAGES[question.page].heading),
                "question": str(question.wording),
                "answer": str(said[question.key]),
                "form_version": FORM_VERSION,
            }
            for question in QUESTIONS.values()
            if said.get(question.key)
        ]

    def turn_down(self, ask: Ask, reason: str, decider: str, suggestion: str) -> None:
        withdrawn = reason in ("withdrawn", "moved")
        ask.referral.turn_down(
            reason=reason,
            who_decided=decider,
            suggestion=suggestion,
            status=Referral.Status.WITHDRAWN if withdrawn else None,
            by=self.by(ask),
        )

    def by(self, ask: Ask):
        return self.book.team.holder(ask.officer, self.book.now_on())
