"""The demonstration's past, lived through in order: each act on its own day, with the clock set to it."""

import heapq
from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from schemes import clock
from schemes.working_days import is_working_day

YEARS_A_LINE = 3


class Diary:
    """Acts with a day, done from the oldest to yesterday's. An act may write further ones into the diary."""

    def __init__(self, today: date, dice):
        self.today = today
        self.dice = dice
        self._acts = []
        self._order = count()
        self._now = None

    def on(self, day: date, act, *args, **kwargs) -> None:
        """Do this on a day before today, in office hours, and after what was written for that day before it."""
        if day >= self.today:
            raise ValueError(f"{day} has not been yet.")
        heapq.heappush(self._acts, (day, next(self._order), act, args, kwargs))

    def working_day(self, day: date) -> date:
        """This day, or the last working day before it; never today or later."""
        day = min(day, self.today - timedelta(days=1))
        while not is_working_day(day, "england"):
            day -= timedelta(days=1)
        return day

    def live(self, say=lambda sentence: None) -> int:
        """Do everything, saying every few years how far it has come; returns how many acts there were."""
        done, told = 0, None
        while self._acts:
            day, _, act, args, kwargs = heapq.heappop(self._acts)
            if told is None or day.year >= told + YEARS_A_LINE:
                told = day.year
                say(f"  {told}…")
            with clock.set_to(self._moment(day)):
                act(*args, **kwargs)
            done += 1
        return done

    def _moment(self, day: date) -> datetime:
        """A quarter to nine, then a few minutes after the act before it."""
        start = timezone.make_aware(datetime.combine(day, time(8, 45)))
        after = timedelta(minutes=self.dice.randint(2, 19), seconds=self.dice.randint(0, 59))
        if self._now is None or self._now < start:
            self._now = start
        evening = timezone.make_aware(datetime.combine(day, time(17, 30)))
        if self._now + after < evening:
            self._now += after
        else:
            self._now += timedelta(seconds=3)
        return self._now
