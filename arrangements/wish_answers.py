"""Whether a home meets one wish of a person, in a few words, from what its household told."""

from datetime import date

from arrangements.sides import Offered, Wanted
from schemes.vocabulary import HOME_FACTS, Gender, WishKind, YesNo


def day_said(on: date) -> str:
    """A day in full."""
    return f"{on:%-d %B %Y}"


def all_said(words: list[str]) -> str:
    """Several names in one sentence."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def where_asked(key: str) -> str:
    """Which part of a household's page answers a wish."""
    return {"carer_is_woman": "members", "carer_is_man": "members", "nobody_else_supported": "people"}.get(key, "facts")


def without_names(key: str, is_met: bool | None) -> str:
    """The words without names for a wish about those who live there; empty where nobody is named."""
    return "Others will be there." if key == "nobody_else_supported" and is_met is False else ""


def answer_of(wish: WishKind, wanted: Wanted, home: Offered) -> tuple[bool | None, str, str, date | None]:
    """Whether a home meets a wish (None: never asked), in a few words, with who said so and when."""
    if wish.fact:
        told = home.facts.get(wish.fact)
        if told is None:
            return None, HOME_FACTS[wish.fact].yes if wish.answer == YesNo.YES else HOME_FACTS[wish.fact].no, "", None
        fact = HOME_FACTS[wish.fact]
        words = fact.yes if told.answer == YesNo.YES else fact.no
        return told.answer == wish.answer, f"{words} ({told.detail})" if told.detail else words, told.said_by, told.on
    if wish.key in ("carer_is_woman", "carer_is_man"):
        gender = Gender.WOMAN if wish.key == "carer_is_woman" else Gender.MAN
        one = "woman" if gender == Gender.WOMAN else "man"
        found = [name for name, theirs in home.carers if theirs == gender]
        if found:
            return True, f"{found[0]} is a {one}", "", None
        if any(theirs == Gender.NOT_SAID for _, theirs in home.carers) or not home.carers:
            return None, f"a carer who is a {one}", "", None
        return False, f"no carer there is a {one}", "", None
    there = [t for t in home.taken if not t.is_day and t.kind != "introduction" and t.holds(wanted.start)]
    if there:
        return (
            False,
            f"{all_said([t.who or 'a guest' for t in there])} will be there on {day_said(wanted.start)}",
            "",
            None,
        )
    return True, "nobody else supported there", "", None
