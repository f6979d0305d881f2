"""Which names one person may go by: short names and the names they come from, and phones and dates with a slip."""

import re
from datetime import date
from functools import lru_cache

import nhs_number
from nicknames import NickNamer

PHONE_END = 9  # the end of a phone number that tells two apart
EARLIEST = date(1900, 1, 1)


@lru_cache(maxsize=1)
def _known() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=4096)
def also_called(first: str) -> frozenset[str]:
    """What somebody of this first name may be called instead, in small letters: "peggy" for "margaret", and back.

    Two short names of one name count as well: "liz" and "beth".
    """
    name, known = first.casefold(), _known()
    whole = known.canonicals_of(name)
    found = known.nicknames_of(name) | whole | {short for one in whole for short in known.nicknames_of(one)}
    return frozenset(found - {name})


def words_of(name: str) -> list[str]:
    """The words of a name in small letters."""
    return name.casefold().split()


def phone_end(phone: str) -> str:
    """The figures of a phone number that tell two apart; nothing of a number too short to tell."""
    plain = re.sub(r"\D", "", phone)
    return plain[-PHONE_END:] if len(plain) >= PHONE_END else ""


def is_nhs_number(text: str) -> bool:
    """Whether it can be an NHS number: ten figures, the last of which checks the others."""
    return bool(re.fullmatch(r"[0-9]{10}", text)) and nhs_number.is_valid(text)


def swapped(born: date) -> date | None:
    """The date with day and month changed about, where there is such a date and it is another one."""
    try:
        other = date(born.year, born.day, born.month)
    except ValueError:
        return None
    return other if other != born else None


def one_figure_off(one: date, other: date) -> bool:
    """Whether two dates differ in one figure, written as day, month, year."""
    pairs = zip(f"{one:%d%m}{one.year:04}", f"{other:%d%m}{other.year:04}", strict=True)
    return sum(a != b for a, b in pairs) == 1


@lru_cache(maxsize=256)
def dates_near(born: date) -> frozenset[date]:
    """This date, the one with day and month changed about, and every date with one figure another."""
    figures, found = f"{born:%d%m}{born.year:04}", {born, swapped(born) or born}
    for place in range(len(figures)):
        for figure in "0123456789":
            text = figures[:place] + figure + figures[place + 1 :]
            try:
                found.add(date(int(text[4:]), int(text[2:4]), int(text[:2])))
            except ValueError:
                continue
    return frozenset(day for day in found if day >= EARLIEST)
