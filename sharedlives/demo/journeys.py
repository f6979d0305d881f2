"""The way from a referral to a start, or to another answer: meetings, shortlists, introductions."""

from datetime import date, timedelta

from arrangements.board import board_for, verdict_for
from arrangements.models import Match
from arrangements.verdicts import RULED_OUT
from referrals.models import OwnWords
from schemes.models import Note
from schemes.vocabulary import ArrangementType
from sharedlives.demo import phrases
from sharedlives.demo.asking import Ask
from sharedlives.demo.lives import Life
from sharedlives.demo.voices import pronouns

STEPS = {
    ArrangementType.LIVE_IN: ["tea", "day", "overnight", "weekend"],
    ArrangementType.SHORT_BREAKS: ["tea", "overnight"],
    ArrangementType.DAY_SUPPORT: ["tea", "day"],
    ArrangementType.EMERGENCY: ["tea"],
}
NEXT = {"tea": "A longer day", "day": "An overnight stay", "overnight": "A weekend", "weekend": "A talk about a start"}


class Journeys:
    """Writes what happens after a referral arrives into the diary."""

    def __init__(self, book):
        self.book, self.dice = book, book.dice

    def by(self, ask: Ask):
        return self.book.asking.by(ask)

    def says(self, ask: Ask, home) -> dict:
        she, her, hers = pronouns(ask.human.named.gender)
        return {
            "n": ask.human.called,
            "h": home.called if home else "",
            "she": she,
            "her": her,
            "hers": hers,
            "whose": ask.human.named.full,
        }

    # --- a whole way, to a start ------------------------------------------------------------------------------------

    def to_a_start(self, life: Life, ask: Ask) -> None:
        """Everything between a referral and its arrangement, spread over the days between them."""
        diary = self.book.diary
        life.starts_on = diary.working_day(life.starts_on)
        days = (life.starts_on - ask.received_on).days

        def at(share: float) -> date:
            return diary.working_day(ask.received_on + timedelta(days=int(days * share)))

        self.meet(ask, at(0.03), at(0.13))
        steps = STEPS[life.type]
        if self.dice.random() < 0.34:
            self.another_first(ask, life, at(0.2), at(0.28), at(0.34))
        diary.on(at(0.4), self.shortlist, ask, life.home)
        for number, kind in enumerate(steps):
            share = 0.48 + 0.4 * number / len(steps)
            last = number == len(steps) - 1
            diary.on(
                at(share),
                self.introduce,
                ask,
                life.home,
                kind,
                "yes",
                "yes" if number or last else self.dice.choice(["yes", "not_yet"]),
            )
        diary.on(at(0.92), self.agree, ask, life.home)
        diary.on(life.starts_on, self.start, ask, life)

    def meet(self, ask: Ask, answered_on: date, met_on: date, said: str = "") -> None:
        """Somebody is given the referral, and meets the person."""
        diary = self.book.diary
        diary.on(ask.received_on, self.book.asking.receive, ask)
        diary.on(max(answered_on, ask.received_on), self.arrange, ask, met_on)
        diary.on(max(met_on, ask.received_on), self.record_meeting, ask, said)

    def another_first(self, ask: Ask, life: Life | None, chosen_on, met_on, stopped_on) -> None:
        """They meet another household first, and one of them says no. That is how it should be able to go."""
        diary, found = self.book.diary, {}
        diary.on(chosen_on, self.shortlist_somebody, ask, found, life.home if life else None)
        diary.on(met_on, self.introduce_found, ask, found)
        diary.on(stopped_on, self.stop_found, ask, found)

    # --- acts -------------------------------------------------------------------------------------------------------

    def arrange(self, ask: Ask, meet_on: date) -> None:
        by = self.by(ask)
        ask.referral.arrange_meeting(officer=by.staff, meet_on=meet_on, by=by)
        self.book.team.held.append((ask.referral, ask.officer))
        self.book.team.held.append((ask.human.person, ask.officer))

    def record_meeting(self, ask: Ask, words: str = "") -> None:
        says, pick = self.says(ask, None), self.book.phrases.pick
        ask.referral.record_meeting(
            happened_on=self.book.now_on(),
            who_was_there=f"{says['n']}, {ask.referrer.full} and me",
            persons_words=words or pick(phrases.MET_SAID),
            summary=pick(phrases.MET, **says),
            by=self.by(ask),
        )

    def words_again(self, ask: Ask, words: dict) -> None:
        OwnWords.write_down(person=ask.human.person, happened_on=self.book.now_on(), by=self.by(ask), **words)

    def shortlist(self, ask: Ask, home) -> Match:
        """This household, with the reasons of that day; where a rule stands against it, a manager says why anyway."""
        verdict = verdict_for(ask.referral, home.household, self.book.now_on())
        ruled_out = verdict.column == RULED_OUT
        return Match.shortlist(
            referral=ask.referral,
            household=home.household,
            verdict=verdict,
            override=phrases.OVERRIDES.get(verdict.obstacle_rule, phrases.OVERRIDE) if ruled_out else "",
            by=self.book.team.manager if ruled_out else self.by(ask),
        )

    def shortlist_somebody(self, ask: Ask, found: dict, besides) -> None:
        """The household that fits best on that day, besides one."""
        board = board_for(ask.referral, self.book.team.manager, self.book.now_on())
        for card in [*board.fits, *board.nearly]:
            if (besides is None or card.household.pk != besides.household.pk) and card.match is None:
                found["home"] = self.book.home_of(card.household)
                Match.shortlist(referral=ask.referral, household=card.household, verdict=card.verdict, by=self.by(ask))
                return

    def open_match(self, ask: Ask, home) -> Match:
        return Match.objects.open().get(referral=ask.referral, household=home.household)

    def introduce(self, ask: Ask, home, kind, person_says, carer_says, next_step="", next_on=None, words=None) -> None:
        says, pick = self.says(ask, home), self.book.phrases.pick
        said, carers = words or (
            pick(phrases.INTRODUCTION_SAID[person_says]),
            pick(phrases.INTRODUCTION_CARER[carer_says], **says),
        )
        match = self.open_match(ask, home)
        match.record_introduction(
            kind=kind,
            happened_on=self.book.now_on(),
            who_was_there=f"{says['n']}, {says['h']} and me",
            person_says=person_says,
            persons_words=said,
            carer_says=carer_says,
            carers_words=carers,
            next_step=next_step,
            next_on=next_on,
            by=self.by(ask),
        )
        ask.referral.refresh_from_db()

    def introduce_found(self, ask: Ask, found: dict) -> None:
        if "home" in found:
            found["who"] = self.dice.choice(["person", "person", "carer"])
            answers = ("no", "yes") if found["who"] == "person" else ("yes", "no")
            self.introduce(ask, found["home"], "tea", *answers)

    def stop_found(self, ask: Ask, found: dict) -> None:
        if "home" in found:
            reason = "not_right" if found["who"] == "person" else "needs"
            self.stop(ask, found["home"], found["who"], reason, "")

    def stop(self, ask: Ask, home, ended_by, reason, words) -> None:
        match = self.open_match(ask, home)
        match.stop(ended_by=ended_by, end_reason=reason, words=words, by=self.by(ask))
        ask.referral.refresh_from_db()

    def agree(self, ask: Ask, home) -> None:
        self.open_match(ask, home).agree(by=self.by(ask))

    def start(self, ask: Ask, life: Life) -> None:
        self.book.lives.start(life, match=self.open_match(ask, life.home))
        ask.referral.refresh_from_db()

    def plan_step(self, ask: Ask, home, next_step, next_on) -> None:
        self.open_match(ask, home).plan_step(next_step=next_step, next_on=next_on, by=self.by(ask))

    def note(self, ask: Ask, text: str) -> None:
        Note.write(folder=ask.referral.folder, text=text, happened_on=self.book.now_on(), by=self.by(ask))
