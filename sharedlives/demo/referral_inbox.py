"""The inbox of the demonstration: one at short notice, somebody known twice, turns on duty, what would otherwise be."""

from datetime import timedelta

from referrals.models import Alternative, PersonMerged, Referral
from schemes import clock
from schemes.models.duty import DutyTurn
from sharedlives.demo.homes import LIVE_IN

# What would otherwise happen, its weekly cost in pence, and who said so; invented, for showing how it is written.
OTHERWISE = [
    ("residential", 98_000, "Brokerage"), ("supported", 121_500, "Their social worker"),
    ("family", None, "Their sister"), ("hospital", 245_000, "The ward"), ("not_known", None, "Nobody knows yet"),
    ("home_care", 61_250, "Brokerage"),
]  # fmt: skip


# What both teams wrote of the same person.
SAME = ["preferred_name", "date_of_birth", "gender", "postcode", "phone"]


class ReferralInbox:
    """Writes what the inbox has to show into the diary of one scheme."""

    def __init__(self, book):
        self.book, self.today = book, book.today

    def write(self) -> None:
        """Turns on duty, a known person referred again, a merged pair, short notice, and what would otherwise be."""
        diary, yesterday = self.book.diary, self.today - timedelta(days=1)
        diary.on(self.today - timedelta(days=15), self.take_turns)
        self.known_twice()
        diary.on(yesterday, self.at_short_notice)
        self.book.later.append((yesterday, self.write_alternatives, ()))

    def take_turns(self) -> None:
        """A week each, the last from this week on."""
        officers, by = self.book.team.officers, self.book.job
        for week in range(4):
            first = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=week - 2)
            holder = self.book.team.holder(officers[week % len(officers)], self.today)
            DutyTurn.give(
                scheme=self.book.scheme, officer=holder.staff, from_on=first, until_on=first + timedelta(days=6), by=by
            )

    def known_twice(self) -> None:
        """The same person asked for by two teams: one pair still to be found, one made one already."""
        inbox, diary = self.book.inbox, self.book.diary
        for number, ago in enumerate((1, 2)):
            first, again = inbox.ask(ago + 6, LIVE_IN), inbox.ask(ago, LIVE_IN, is_short=True)
            diary.on(first.received_on, self.book.asking.receive, first)
            diary.on(inbox.day(ago + 4), self.book.journeys.arrange, first, self.today + timedelta(days=3))
            diary.on(again.received_on, self.receive_again, first, again)
            if number:
                diary.on(inbox.day(1), self.make_one, first, again)

    def receive_again(self, first, again) -> None:
        """The second team writes the name another way round."""
        referral = self.book.asking.receive(again)
        known = first.referral.person
        name = " ".join(reversed(known.full_name.split()))
        changes = {"full_name": name} | {field: getattr(known, field) for field in SAME}
        referral.person.save_edit(changes, version=None, by=self.book.job, why="As the second team wrote it")

    def make_one(self, first, again) -> None:
        PersonMerged.merge(
            person=first.referral.person,
            other=again.referral.person,
            why="Both teams rang: the second did not know of the first referral.",
            by=self.book.asking.by(first),
        )

    def at_short_notice(self) -> None:
        """Somebody has nowhere safe to stay; we promised to ring."""
        ask = self.book.inbox.ask(1, LIVE_IN, urgency="now", is_short=True, wanted_from=self.today)
        referral = self.book.asking.receive(ask)
        promise = {"is_short_notice": True, "promised_at": clock.now() + timedelta(hours=4)}
        referral.save_edit(promise, version=None, by=self.book.job, why="Needed at short notice")

    def write_alternatives(self) -> None:
        """Most open referrals say what would otherwise happen; a few do not yet, and one has changed."""
        looking = Referral.objects.filter(scheme=self.book.scheme).open().exclude(status__in=["new", "needs_more"])
        for number, referral in enumerate(looking.order_by("pk")):
            if number == 4:
                continue
            for step in range(2 if number == 0 else 1):
                kind, pence, said_by = OTHERWISE[(number + step) % len(OTHERWISE)]
                Alternative.record_alternative(
                    referral=referral, kind=kind, weekly_pence=pence, said_by=said_by, happened_on=clock.today(),
                    by=self.book.job,
                )  # fmt: skip
