"""Sets words out in short lines, one idea in each. It changes no word: rewriting as Easy Read is done by people."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from referrals.models import Format, Person
from referrals.models.profiles import TwoSteps
from referrals.page_steps import whose

LOOKS = {"ordinary": "Ordinary", "large": "Large print", "easy": "Easy Read"}
SUITS = {Format.EASY_READ: "easy", Format.LARGE_PRINT: "large"}
LONG = 10  # words: a longer line is broken where a new idea begins
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+|(?<=;)\s+")
_IDEAS = re.compile(r"(?<=,)\s+|\s+(?=(?:and|but|because|so|or|when|then|while|if)\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part of a page as it is set out."""

    key: str
    heading: str
    lines: list[str]
    whose: str
    is_rewritten: bool = False


def looks_for(person: Person, wanted: str) -> str:
    """The look somebody asked for, or else the one that suits how they need information."""
    return wanted if wanted in LOOKS else SUITS.get(person.information_format, "ordinary")


def short_lines(text: str) -> list[str]:
    """A text line by line: each sentence, and a long one where a new idea begins. Every word stays."""
    lines = []
    for sentence in _SENTENCES.split(text):
        if len(sentence.split()) <= LONG:
            lines.append(sentence)
            continue
        line = ""
        for idea in _IDEAS.split(sentence):
            together = f"{line} {idea}".strip()
            if line and len(together.split()) > LONG:
                lines.append(line)
                line = idea
            else:
                line = together
        lines.append(line)
    return [line.strip() for line in lines if line.strip()]


def parts_of(page: TwoSteps | None, look: str, *, to_them: bool = False) -> list[Part]:
    """Each part that was written, set out in a look. In Easy Read the words somebody rewrote stand instead.

    `to_them`: the person reads it, so that whose words they are is said to them.
    """
    parts = []
    for key, heading, section in page.in_order if page else []:
        rewritten = section.get("easy", "") if look == "easy" else ""
        if look == "easy":
            lines = short_lines(rewritten or section["text"])
        else:
            lines = [line for line in section["text"].splitlines() if line.strip()]
        parts.append(Part(key, heading, lines, whose(section, to_them=to_them), bool(rewritten)))
    return parts


def how_made(parts: list[Part]) -> str:
    """How far the Easy Read look is Easy Read: it says honestly where nobody rewrote the words."""
    rewritten = [part.is_rewritten for part in parts]
    if not any(rewritten):
        return _("These are the words as they were told, set out in short lines. Nobody rewrote them as Easy Read.")
    if all(rewritten):
        return _("Somebody rewrote these words as Easy Read.")
    return _(
        "Parts marked “rewritten” were rewritten as Easy Read. "
        "The other words are as they were told, set out in short lines."
    )
