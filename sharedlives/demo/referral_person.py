"""What is known around people: who pays, who may decide, what was agreed, liberty, needs, and safe contact."""

import random
from datetime import timedelta

from referrals.models import Capacity, Consent, FundingState, Liberty, NeedReview, PersonAuthority, PersonContact
from schemes import clock
from schemes.models import UnsafeContact
from sharedlives.demo.homes import LIVE_IN

KNOWN = 10  # how many people have more than their needs written down
A_DAY = timedelta(days=1)


class ReferralPerson:
    """What is known around some people of one scheme, written into the diary."""

    def __init__(self, book, seed: int):
        self.book, self.dice = book, random.Random(f"known {seed} {book.scheme.slug}")

    def write(self) -> None:
        """Everybody's needs looked at within the year; more about some of them, and a few planted ones."""
        diary, today = self.book.diary, self.book.today
        lives = [life for life in self.book.drawn.lives if not life.ending]
        for number, life in enumerate(lives):
            days = self.dice.randint(370, 385) if number % 40 == 7 else self.dice.randint(5, 330)
            on = diary.working_day(max(today - timedelta(days=days), life.starts_on + A_DAY))
            if on < today:
                diary.on(on, self.review_needs, life, number)
        if not self.book.with_stories:
            return
        settled = [life for life in lives if life.type == LIVE_IN.value and (today - life.starts_on).days > 250]
        for number, life in enumerate(settled[-KNOWN:]):
            on = diary.working_day(today - timedelta(days=self.dice.randint(90, 220)))
            diary.on(on, self.write_around, life, number)
            diary.on(diary.working_day(on + timedelta(days=7)), self.write_decided, life, number)
        for number, act in enumerate([self.order_that_ends, self.hide, self.warn, self.may_be]):
            if number < len(settled):
                diary.on(diary.working_day(today - timedelta(days=30 + number)), act, settled[-1 - number])

    def by(self, life):
        """Who looks after the household on the day."""
        return self.book.team.holder(life.home.officer, clock.today())

    def review_needs(self, life, number: int) -> None:
        """Somebody asked whether information reaches them; for a few it does not."""
        person, today = life.human.person, clock.today()
        if not person.information_needs:
            return
        unmet = number % 40 == 3
        NeedReview.record_need_review(
            person=person, is_met=not unmet, asked_whom=person.called, happened_on=today,
            unmet="The council's letters come in small print. We ask for large print, and read them together."
            if unmet else "",
            act_on=self.book.today + timedelta(days=4) if unmet else None, by=self.by(life),
        )  # fmt: skip

    def write_around(self, life, number: int) -> None:
        """Both authorities, the money, and who is around them."""
        person, by, today = life.human.person, self.by(life), clock.today()
        host = "Northbrook Council" if number == 0 else "Vale Council"
        for role, name in [("funding", "Vale Council"), ("host", host)]:
            PersonAuthority.record_authority(
                person=person, role=role, named=name, happened_on=today, by=by,
                commissioner="Adult commissioning panel" if role == "funding" else "",
            )  # fmt: skip
        until = self.book.today + timedelta(days=40) if number == 2 else None
        FundingState.record_funding(
            person=person, state="agreed", weekly_pence=self.dice.choice([37237, 42718, 48199]), from_on=life.starts_on,
            until_on=until, decided_by="Adult commissioning panel", their_reference=f"F{1200 + number}",
            happened_on=today, by=by,
        )  # fmt: skip
        PersonContact.add_contact(
            person=person, name=self.book.names.somebody().full, role="family", relation="My sister", by=by,
            phone=self.book.names.phone(mobile=True), is_first=True,
            authority={1: ["appointee"], 2: ["deputy_money"]}.get(number, ["consent"]),
            authority_seen_on=today if number in (1, 2) else None,
        )  # fmt: skip

    def write_decided(self, life, number: int) -> None:
        """What they agreed to, and for some what they cannot decide alone."""
        person, by, today = life.human.person, self.by(life), clock.today()
        for purpose, answer in [("family", "yes"), ("health", "no" if number % 4 == 1 else "yes")]:
            Consent.record_consent(
                person=person, purpose=purpose, answer=answer, said_by=person.called, happened_on=today, by=by
            )
        if number in (1, 2):
            Capacity.record_capacity(
                person=person, decision="Signing a tenancy or licence", outcome="cannot", assessed_by="Social worker",
                best_interests="To stay where they are happy. Decided with family and an advocate.",
                review_on=self.book.today + timedelta(days=20 + 60 * (number - 1)), happened_on=today, by=by,
            )  # fmt: skip
        if number not in (0, 9):
            Liberty.record_liberty(
                person=person, state="not_restricted", supervised="no", free_to_leave="yes", agrees="yes",
                happened_on=today, by=by,
            )  # fmt: skip

    def order_that_ends(self, life) -> None:
        """An order of the court that ends soon."""
        Liberty.record_liberty(
            person=life.human.person, state="ordered", supervised="yes", free_to_leave="no", agrees="no",
            expires_on=self.book.today + timedelta(days=35), words="Court of Protection, streamlined procedure.",
            happened_on=clock.today(), by=self.by(life),
        )  # fmt: skip

    def hide(self, life) -> None:
        """Somebody who must not be found."""
        life.human.person.hide_address(
            why="A former partner is looking for them. The police know.",
            review_on=self.book.today + timedelta(days=60), by=self.by(life),
        )  # fmt: skip

    def warn(self, life) -> None:
        """A number that somebody else answers."""
        UnsafeContact.warn(
            folder=life.human.person.folder, kind="phone", value=life.human.person.phone or "01632 960 777",
            why="A relative answers it who is not to know.", review_on=self.book.today + timedelta(days=3),
            by=self.by(life),
        )  # fmt: skip

    def may_be(self, life) -> None:
        """Screened, and the council is to be told."""
        Liberty.record_liberty(
            person=life.human.person, state="may_be", supervised="yes", free_to_leave="no", agrees="unsure",
            review_on=self.book.today + timedelta(days=2), happened_on=clock.today(), by=self.by(life),
        )  # fmt: skip
