"""What referrers and the scheme write to each other: one unanswered, half an answer, a colleague who takes over."""

from datetime import timedelta

from referrals.models import Referral, ReferrerMessage
from referrals.still_needed import needed_for
from schemes import clock
from schemes.models import Actor, Link


class ReferralTalk:
    """Writes into the diary what is said about some of the open referrals."""

    def __init__(self, book):
        self.book = book

    def _day(self, ago: int):
        return self.book.diary.working_day(self.book.today - timedelta(days=ago))

    def _holder(self, referral: Referral) -> Actor:
        """Whoever holds the referrer's link."""
        secret = referral.open_status_link(at=clock.now())
        return Actor.for_link(Link.open_with(secret, Link.Purpose.REFERRAL_STATUS, clock.now()))

    def half_an_answer(self, ask) -> None:
        """Of two things we asked for, one comes; the other is not known yet."""
        self.book.diary.on(self._day(5), self._give, ask)

    def _give(self, ask) -> None:
        referral, by = ask.referral, self._holder(ask.referral)
        first, *rest = needed_for(referral)
        pairs = [([first.item], f"{ask.human.called} sleeps through most nights, with a light on the landing.")]
        referral.give_more(by=by, answers=pairs + [([one.item], "I don't know yet") for one in rest])

    def waits(self, ask) -> None:
        """The referrer wrote, and nobody has answered yet."""
        self.book.diary.on(
            self._day(2), self._wrote, ask, "The family would like to come along when you meet. Can they?"
        )

    def there_and_back(self, ask) -> None:
        """A question and its answer."""
        self.book.diary.on(self._day(12), self._wrote, ask, "Is there any news? The family asks me every week.")
        text = "We have asked two households, and hear from them by Friday. We write again then, whatever they say."
        self.book.diary.on(self._day(11), self._answered, ask, text)

    def _wrote(self, ask, text) -> None:
        ReferrerMessage.say(referral=ask.referral, text=text, is_from_referrer=True, by=self._holder(ask.referral))

    def _answered(self, ask, text) -> None:
        by = self.book.asking.by(ask)
        ReferrerMessage.say(referral=ask.referral, text=text, is_from_referrer=False, by=by)

    def hands_over(self, ask) -> None:
        """The referrer leaves their team; their manager names a colleague."""
        self.book.diary.on(self._day(9), self._changed, ask)

    def _changed(self, ask) -> None:
        colleague, referral = self.book.names.somebody(), ask.referral
        referral.change_referrer(
            name=colleague.full, email=colleague.email, team=referral.referrer_team, phone=referral.referrer_phone,
            why=f"{referral.referrer_name} left the team; their manager named {colleague.full}",
            by=self.book.asking.by(ask),
        )  # fmt: skip
        self._holder(referral)
