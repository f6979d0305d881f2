"""The person at the top of every screen about them: who, how to reach them, what they said, what they need and wish."""

from datetime import date

from arrangements.models import Arrangement, Introduction, Match, Review, Visit
from referrals.models import OwnWords, Person, PersonMet, Wish
from schemes.templatetags.words import day


def information_needs(person: Person) -> str:
    """How to reach somebody, in one line (Accessible Information Standard); empty where nothing was recorded."""
    said = [str(person.get_information_format_display()) if person.information_format else "", person.talking]
    return ". ".join(part.strip().rstrip(".") for part in said if part.strip()) + ("." if any(said) else "")


def _words(who: str, said: str, on: date, whose: str = "") -> dict:
    return {"who": who, "said": said, "when": f"{whose}, {day(on)}" if whose else day(on)}


def own_words(person: Person) -> dict | None:
    """What somebody last said about their life, all of it, or None."""
    latest = OwnWords.objects.standing().filter(person=person).order_by("-happened_on", "-pk").first()
    if latest is None:
        return None
    said = "\n\n".join(part for part in (latest.matters, latest.good_day, latest.hopes) if part)
    how = f" ({latest.said_how})" if latest.said_how else ""
    return _words(f"{person.called}, in their own words{how}", said, latest.happened_on, latest.whose) if said else None


def person_strip(person: Person) -> dict:
    """Own words, musts and wishes of one person: what they look for in a home."""
    wishes = list(Wish.objects.about(person))
    met = (
        PersonMet.objects.standing()
        .filter(referral__person=person)
        .exclude(persons_words="")
        .order_by("-happened_on", "-pk")
        .first()
    )
    return {
        "name": person.called,
        "url": person.get_absolute_url(),
        "needs": information_needs(person),
        "words": own_words(person),
        "met": _words(f"{person.called}, when we met", met.persons_words, met.happened_on, met.whose) if met else None,
        "musts": [str(w) for w in wishes if w.strength == Wish.Strength.MUST],
        "must_nots": [str(w) for w in wishes if w.strength == Wish.Strength.MUST_NOT],
        "likes": [str(w) for w in wishes if w.strength == Wish.Strength.LIKE],
    }


def latest_words(arrangement: Arrangement) -> dict | None:
    """What the person said last: at a visit, a review, or before they moved in."""
    person = arrangement.person
    found = []
    for model, where in ((Visit, "at a visit"), (Review, "at a review")):
        row = (
            model.objects.standing()
            .filter(arrangement=arrangement)
            .exclude(persons_words="")
            .order_by("-happened_on", "-pk")
            .first()
        )
        if row:
            found.append((row.happened_on, _words(f"{person.called}, {where}", row.persons_words, row.happened_on)))
    return max(found, key=lambda pair: pair[0])[1] if found else own_words(person)


def introductions_of(match: Match) -> list[Introduction]:
    """Each standing step of getting to know each other, in order."""
    return list(
        match.introductions.standing().select_related("recorded_by__staff__account").order_by("happened_on", "pk")
    )


def small_strip(case, person: Person, household, words: dict | None = None) -> dict:
    """One line on the screens of acts: who it is about, how to reach them, what they said last."""
    return {
        "name": person.called,
        "with_name": household.name,
        "reference": case.reference,
        "needs": information_needs(person),
        "words": words,
    }
