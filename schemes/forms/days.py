"""Days as people type them: 6 August 2026, 6/8/26, 6 aug, today, next Friday. Day first, as in Britain."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|\d{2}))?")
DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?[-/. ]?\s*([a-z]{3,9})\.?(?:\s*[-/. ]?\s*(\d{4}|\d{2}))?"
)
MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?")
AWAY = re.compile(r"(?:in\s+)?(\d{1,3}|[a-z]+)\s+(day|week|month)s?(?:\s*'?\s*time)?(\s+ago)?")


class NotADay(ValueError):
    """What was typed does not name one day."""


def _month(name: str) -> int:
    found = [
        number
        for number, month in enumerate(MONTHS, start=1)
        if month.startswith(name) or (name == "sept" and number == 9)
    ]
    if len(found) != 1:
        raise NotADay(name)
    return found[0]


def _weekday(name: str) -> int | None:
    found = [number for number, weekday in enumerate(WEEKDAYS) if len(name) >= 3 and weekday.startswith(name)]
    return found[0] if len(found) == 1 else None


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise NotADay(str(wrong)) from wrong


def _with_year(typed: str | None, month: int, day: int, today: date, looking: str) -> date:
    """The day in the year that was typed, or in the year that makes sense when none or only two figures were."""
    if typed and len(typed) == 4:
        return _make(int(typed), month, day)
    if typed:
        # Two figures: the century that fits; up to twenty years ahead unless only the past makes sense.
        year = today.year - today.year % 100 + int(typed)
        if looking == "back":
            return _make(year if _make(year, month, min(day, 28)) <= today else year - 100, month, day)
        if year > today.year + 20:
            year -= 100
        return _make(year, month, day)
    # No year: 29 February may need a search, so every year near by is tried.
    candidates = []
    for year in range(today.year - 4, today.year + 5):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if looking == "back":
        candidates = [on for on in candidates if on <= today]
    elif looking == "ahead":
        candidates = [on for on in candidates if on >= today]
    if not candidates:
        raise NotADay("no such day")
    return min(candidates, key=lambda on: (abs((on - today).days), on))


def _named(text: str, today: date, looking: str) -> date | None:
    """today, yesterday, Friday, next Friday, in two weeks, 3 days ago; None when it is none of these."""
    simple = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2, "day before yesterday": -2}
    if text in simple:
        return today + timedelta(days=simple[text])
    which, _, name = text.rpartition(" ")
    weekday = _weekday(name)
    if weekday is not None and which in {"", "this", "on", "coming", "next", "last"}:
        ahead = (weekday - today.weekday()) % 7
        if which == "next":  # the one in next week, as in "not this Friday, next Friday"
            return today + timedelta(days=7 - today.weekday() + weekday)
        if which == "last" or (looking == "back" and which in {"", "on"}):
            back = (today.weekday() - weekday) % 7
            return today - timedelta(days=back or (7 if which == "last" else 0))
        return today + timedelta(days=ahead)
    if away := AWAY.fullmatch(text):
        number, unit, ago = away.groups()
        count = int(number) if number.isdigit() else NUMBER_WORDS.get(number)
        if count is None or not (ago or text.startswith("in ") or "time" in text):
            return None
        return today + (-1 if ago else 1) * relativedelta(**{f"{unit}s": count})
    return None


def read_day(text: str, today: date, looking: str = "") -> date:
    """The one day that `text` names. `looking` is "back" or "ahead" when only the past or the future makes sense.

    Raises NotADay when it names none, or leaves out the day or the month: nothing is filled in silently.
    """
    text = " ".join(text.lower().replace(",", " ").split())
    if named := _named(text, today, looking):
        return named
    if match := ISO.fullmatch(text):
        return _make(*map(int, match.groups()))
    # A day's name before the date is let through, and must be the right one.
    first, _, rest = text.partition(" ")
    weekday = _weekday(first) if first.isalpha() else None
    if weekday is not None and rest[:1].isdigit():
        text = rest
    else:
        weekday = None
    if match := NUMBERS.fullmatch(text):
        on = _with_year(match[3], int(match[2]), int(match[1]), today, looking)
    elif match := DAY_MONTH.fullmatch(text):
        on = _with_year(match[3], _month(match[2]), int(match[1]), today, looking)
    elif match := MONTH_DAY.fullmatch(text):
        on = _with_year(match[3], _month(match[1]), int(match[2]), today, looking)
    else:
        raise NotADay(text)
    if weekday is not None and on.weekday() != weekday:
        raise NotADay("the day of the week and the date do not agree")
    return on
