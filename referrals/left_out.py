"""Finds in free text what may name somebody, and leaves it out: known names, numbers, addresses, and likely names."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

LEFT_OUT = "[left out]"

_POSTCODES = r"\b(?:GIR|[A-Z]{1,2}[0-9][0-9A-Z]?)\s*[0-9][A-Z]{2}\b"
_STREETS = (
    r"\b[0-9]+[A-Z]?,?\s+(?:[\w'’.-]+\s+){1,4}"
    r"(?:road|rd|street|st|lane|avenue|ave|close|drive|way|court|place|row|terrace|gardens|crescent|hill|square|mews)\b"
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAYS = (
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTHS},?\s+[0-9]{{2,4}}\b"
    rf"|\b{_MONTHS}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+[0-9]{{2,4}}\b"
    r"|\b[0-9]{1,4}\s*[./-]\s*[0-9]{1,2}\s*[./-]\s*[0-9]{1,4}\b"
)
_EMAILS = r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)*"
_LINKS = r"(?:https?://|www\.)\S+"
_NUMBERS = r"(?:\+|\b)(?:[0-9][\s().-]{0,3}){6,}[0-9]\b"
_INSURANCE = r"\b[A-Z]{2}\s?(?:[0-9]{2}\s?){3}[A-D]\b"
# What names somebody or their home wherever it stands, whoever they are.
TELLING = re.compile(
    "|".join([_LINKS, _EMAILS, _INSURANCE, _DAYS, _NUMBERS, _POSTCODES, _STREETS]), re.IGNORECASE | re.UNICODE
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Family names that are also everyday words: in small letters they are taken for the word.
EVERYDAY = frozenset(
    re.findall(
        r"\S+",
        """
    baker bell best bird black bright brook brooks brown bush church cook cross day dean fields fox garden
    gardener good gray green grey hall head hill home hope house hunt king lake lane little long love may more
    park pool pope price rich rivers rose sharp short small snow summer summers sweet walker way west white wood
    woods young
        """,
    )
)
# Words that begin with a capital and name nobody.
CAPITALS = frozenset(
    re.findall(
        r"\S+",
        """
    i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays january february march april may june july august september october
    november december christmas easter diwali eid ramadan hanukkah halloween english welsh scottish irish
    british polish urdu punjabi makaton bsl tv dvd dvds cd cds pc dj uk gp nhs bbc bus lego internet youtube
    facebook netflix english's god church catholic muslim hindu sikh christian jewish easy read shared lives
        """,
    )
)
# Words that stand in a field for a name and name nobody: "Pat and Lee", "her sister Kay", "Mrs Hall, social worker".
NO_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    and or the of with from by for at in on to an my his her their our your who mr mrs ms miss mx dr sir
    mum mam mother dad father sister brother aunt auntie uncle cousin nan nana gran grandma grandad friend mate
    boyfriend girlfriend partner wife husband son daughter neighbour family carer carers worker social support
    nurse advocate team officer staff household council school college centre doctor teacher
        """,
    )
)
# What follows a name at the start of a sentence far more often than it follows another word.
AFTER_A_NAME = re.compile(
    r"(?:['’]s\b|,?\s+(?:is|was|and|has|had|comes|came|visits|says|said|helps|helped|takes|took|rings|phones|lives|"
    r"knows|makes|made|cooks|gives|likes|loves|will|can|would|my|our|or|&)\b)",
    re.IGNORECASE,
)
KIN = re.compile(
    r"\b(?:mum|mam|mother|dad|father|sister|brother|aunt|auntie|uncle|cousin|nan|nana|gran|grandma|grandad|friend|mate|"
    r"boyfriend|girlfriend|partner|wife|husband|son|daughter|neighbour|carer|worker|dog|cat|called|named)$",
    re.IGNORECASE,
)
SENTENCE_END = '.!?:\n\r•-–—"“”('


def plain(text: str) -> str:
    """Text in one form, so that the same letters are the same however they were typed; unseen letters go."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


def words_of(name: str) -> set[str]:
    """The words of a name that name somebody, in small letters: parts of double names too, single letters not."""
    whole = [word.strip(".,()'’\"") for word in plain(name).casefold().split()]
    parts = [part for word in whole for part in re.split(r"[-'’]", word)]
    return {word for word in [*whole, *parts] if len(word) > 1 and not word.isdigit() and word not in NO_NAMES}


@dataclass
class Telling:
    """What is known that must not be told: names by their words, whole phrases such as an address, numbers."""

    names: set[str] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, *, names: Iterable[str] = (), phrases: Iterable[str] = (), numbers: Iterable[str] = ()) -> "Telling":
        """From names, addresses and numbers as they stand in rows; what is empty says nothing."""
        figures = {"".join(letter for letter in number if letter.isdigit()) for number in numbers}
        whole = {plain(phrase).casefold().strip() for phrase in phrases}
        parts = {part.strip() for phrase in whole for part in re.split(r"[,;\n]", phrase)}
        parts |= {re.sub(r"^[0-9]+[a-z]?\s+", "", part) for part in parts}  # the street without its number
        return cls(
            names={word for name in names for word in words_of(name)},
            phrases={part for part in whole | parts if len(part) > 2},
            numbers={figure for figure in figures if len(figure) > 4},
        )

    def says(self, word: str) -> bool:
        """Whether this word is one of the names, as it is written."""
        lower = word.casefold()
        bare = re.sub(r"['’]s?$", "", lower)
        if not {lower, bare, *re.split(r"[-'’]", bare)} & self.names:
            return False
        return not (word == lower and bare in EVERYDAY)


@dataclass(frozen=True)
class Cleared:
    """A text with what may name somebody left out, and the likely names that were: a reader may let them stay."""

    text: str
    likely: tuple[str, ...] = ()


def clear(text: str, telling: Telling, may_stay: Iterable[str] = (), *, likely_too: bool = True) -> Cleared:
    """Leave out what names somebody for certain; with `likely_too` also what looks like a name and may not stay."""
    text = TELLING.sub(LEFT_OUT, plain(text))
    for phrase in sorted(telling.phrases, key=len, reverse=True):
        words = r"\s+".join(re.escape(word) for word in phrase.split())
        text = re.sub(rf"(?<!\w){words}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    for number in telling.numbers:
        text = re.sub(r"[\s().-]*".join(number), LEFT_OUT, text)
    stays = {word.casefold() for word in may_stay}
    done = [found.span() for found in re.finditer(re.escape(LEFT_OUT), text)]
    likely, out, at = [], [], 0
    for found in WORD.finditer(text):
        word, start, end = found[0], found.start(), found.end()
        if any(first <= start < last for first, last in done):
            continue
        if not telling.says(word):
            bare = re.sub(r"['’]s$", "", word)
            if not likely_too or bare.casefold() in stays or not _looks_like_a_name(text, word, start, end):
                continue
            likely.append(bare)
        out += [text[at:start], LEFT_OUT, "’s" if re.search(r"['’]s$", word) else ""]
        at = end
    return Cleared("".join([*out, text[at:]]), tuple(dict.fromkeys(likely)))


def _looks_like_a_name(text: str, word: str, start: int, end: int) -> bool:
    """Whether a word nobody told us of reads like somebody's name."""
    before = text[:start].rstrip(" \t")
    if KIN.search(before) and word[0].isupper():
        return True
    bare = re.sub(r"['’]s$", "", word)
    if not word[0].isupper() or bare.casefold() in CAPITALS or len(bare) < 2:
        return False
    if before and before[-1] not in SENTENCE_END:
        return True
    return word != bare or bool(AFTER_A_NAME.match(text[end:]))
