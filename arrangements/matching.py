"""Who could this work with, and why not the others: facts in, reasons out. No score, no clock, no database.

Every approved household lands in exactly one column. *Ruled out*: a hard rule fails and no recorded change lifts it
within the scheme's days of the wanted start. *Nearly*: every failed rule has such a change, or something the person
must have was never asked. *Fits*: the rest. A wish never moves a household. The system proposes and explains; people
decide.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from arrangements.capacity import first_full_day, free_from
from arrangements.sides import Change, Offered, Told, Wanted
from arrangements.verdicts import FAILS, FITS, GAP, MEETS, NEARLY, RULED_OUT, UNMET, WISH, Reason, Verdict
from arrangements.wish_answers import all_said, answer_of, day_said, where_asked, without_names
from schemes.vocabulary import HOME_FACTS, WISHES, ArrangementType, Gender, YesNo, check_label

# The rules in force, in the order they are looked at and printed.
RULES = {
    "room": "A room is free on the dates",
    "limit": "The limit of people: the lowest of nation, scheme and terms",
    "standing": "They take new people: not suspended, not stepping back, not leaving while it would last",
    "away": "The household is not having a break",
    "terms": "Terms of approval cover what is asked for",
    "checks": "Checks are current on the wanted start",
    "step_free": "Step-free, if the person must have it",
    "pets": "Animals and allergies",
    "smoking": "Smoking",
    "gender": "Who the person must live with, and whom the household is open to",
    "distance": "Near enough, by postcode sector, in a straight line",
    "others": "Who else lives there",
    "musts": "Anything else the person must have",
}
# How a failed rule is counted: "33: no room free on the dates".
OBSTACLES = {
    "room": "no room free on the dates",
    "limit": "the limit of people is reached",
    "standing": "suspended, stepping back or leaving",
    "away": "having a break",
    "terms": "terms of approval do not cover what is asked for",
    "checks": "a check has lapsed or is missing",
    "step_free": "not step-free",
    "pets": "animals",
    "smoking": "smoking",
    "gender": "who lives there, or whom they are open to",
    "distance": "too far away",
    "others": "who else lives there",
    "musts": "something else the person must have",
}
# Which rule a wish belongs to, when it is a must.
RULE_OF = {
    "step_free": "step_free",
    "no_dogs": "pets",
    "no_cats": "pets",
    "no_other_pets": "pets",
    "dogs": "pets",
    "cats": "pets",
    "smoke_free": "smoking",
    "may_smoke": "smoking",
    "carer_is_woman": "gender",
    "carer_is_man": "gender",
    "no_children": "others",
    "children": "others",
    "nobody_else_supported": "others",
}


def weigh(wanted: Wanted, home: Offered, *, nearly_days: int) -> Verdict:
    """Look at every rule for one household; the reasons come in the order of the rules, wishes last."""
    reasons = [_with_change(reason, wanted, home, nearly_days) for reason in _rules(wanted, home)]
    reasons += list(_wishes(wanted, home))
    failed = [r for r in reasons if r.kind == FAILS]
    if any(r.change_on is None for r in failed):
        column = RULED_OUT
    elif failed or any(r.kind == GAP and r.is_must for r in reasons):
        column = NEARLY
    else:
        column = FITS
    met = sum(r.kind == WISH for r in reasons)
    return Verdict(home.household_id, column, reasons, home.miles, met, home.name)


def _with_change(reason: Reason, wanted: Wanted, home: Offered, nearly_days: int) -> Reason:
    """Add the recorded change that lifts a failed rule, if it comes soon enough."""
    if reason.kind != FAILS:
        return reason
    last = wanted.start + timedelta(days=nearly_days)
    found = [(c.on, _said(c)) for c in home.changes if c.rule == reason.rule and not _is_answered(c, home)]
    if reason.change_on:
        found.append((reason.change_on, reason.change))
    found = [(on, what) for on, what in found if on <= last]
    on, what = min(found) if found else (None, "")
    values = {**reason.__dict__, "change_on": on, "change": what}
    return Reason(**values)


def _said(change: Change) -> str:
    """What is to change, with the day it is expected, unless the words say it; and what nobody can know yet."""
    what, day = change.what.rstrip(" ."), day_said(change.on)
    said = f"{what}." if day in what else f"{what}, expected {day}."
    return f"{said} What they will allow is not known yet." if change.rule == "terms" else said


def _is_answered(change: Change, home: Offered) -> bool:
    """Whether terms decided since say what was still open: then they count, and the plan does not."""
    return change.rule == "terms" and any(terms.from_on >= change.on for terms in home.terms)


def _rules(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    yield from _places(wanted, home)
    yield from _standing(wanted, home)
    yield from _breaks(wanted, home)
    yield from _terms(wanted, home)
    yield from _checks(wanted, home)
    yield from _musts(wanted, home)
    yield from _open_to(wanted, home)
    yield from _distance(wanted, home)


def _last_day(wanted: Wanted) -> date | None:
    """Up to which day a place is needed: short breaks without dates are tried on their first night."""
    if wanted.until is None and wanted.type == ArrangementType.SHORT_BREAKS:
        return wanted.start + timedelta(days=1)
    return wanted.until


def _places(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    """A room, and the limit of people, each with its arithmetic; in one sentence when it is the same."""
    is_day = wanted.type == ArrangementType.DAY_SUPPORT
    asked = (wanted.start, _last_day(wanted))
    parts = {"limit": ""} if is_day else {"room": "rooms", "limit": "rest"}
    fulls = {rule: first_full_day(home.taken, home.limits, *asked, is_day=is_day, only=parts[rule]) for rule in parts}
    laters = {
        rule: free_from(home.taken, home.limits, *asked, is_day=is_day, only=parts[rule]) if full else None
        for rule, full in fulls.items()
    }
    room, limit = fulls.get("room"), fulls["limit"]
    # A recorded change lifts one of the two rules only: then both are said.
    is_lifted = any(change.rule in parts for change in home.changes)
    if room and limit and (room.on, room.people) == (limit.on, limit.people) and not is_lifted:
        lowest = "room" if room.part.value <= limit.part.value else "limit"
        later = max(laters.values()) if all(laters.values()) else None
        fulls, laters = {lowest: fulls[lowest]}, {lowest: later}
    for rule, full in fulls.items():
        if full is None:
            if rule == "room":
                yield Reason(MEETS, rule, "a room is free on these dates", about="people")
            continue
        later = laters[rule]
        names = all_said([t.who or "a guest" for t in full.people]) or "nobody"
        places = "place" if full.part.value == 1 else "places"
        limit = {
            "rooms": "room" if full.part.value == 1 else "rooms",
            "nation": f"{places} by the nation's limit",
            "scheme": f"{places} by this scheme's limit",
            "day": f"{places} for day support",
            "terms": f"{places} by their terms of approval",
        }[full.part.name]
        arithmetic = f"No place on {day_said(full.on)}: {full.part.value} {limit}, taken"
        yield Reason(
            FAILS,
            rule,
            f"{arithmetic} by {names}.",
            plain=f"{arithmetic}.",
            about="people",
            on=full.on,
            change_on=later,
            change=f"A place is expected from {day_said(later)}." if later else "",
        )


def _standing(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    for pause in home.pauses:
        if pause.from_on <= wanted.start and (pause.until_on is None or wanted.start < pause.until_on):
            back = pause.until_on or pause.expected_on
            until = f", until {day_said(back)}" if back else ""
            yield Reason(
                FAILS,
                "standing",
                f"{pause.words}, since {day_said(pause.from_on)}{until}.",
                about="terms",
                on=pause.from_on,
                change_on=back,
                change=f"Expected back on {day_said(back)}." if back else "",
            )
    last = _last_day(wanted)
    if home.leaves_on and (last is None or home.leaves_on < last):
        yield Reason(
            FAILS,
            "standing",
            f"They are leaving: approval is to end on {day_said(home.leaves_on)}.",
            about="terms",
            on=home.leaves_on,
        )


def _breaks(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    for from_on, until_on, why in home.away:
        if from_on <= wanted.start and (until_on is None or wanted.start < until_on):
            until = f" until {day_said(until_on)}" if until_on else ", nobody knows until when"
            yield Reason(
                FAILS,
                "away",
                f"Having a break{until}{f': {why}' if why else ''}.",
                about="away",
                on=from_on,
                change_on=until_on,
                change=f"Back on {day_said(until_on)}." if until_on else "",
            )


def _terms(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    if not wanted.type:
        return
    label = ArrangementType(wanted.type).label.lower()
    # Newer terms take over for good: when they end, the ones before do not come back.
    begun = [t for t in home.terms if t.from_on <= wanted.start]
    latest = max(begun, key=lambda t: t.from_on) if begun else None
    now = latest if latest and latest.hold_on(wanted.start) else None
    if now and wanted.type in now.types and now.is_named_only and wanted.person_id not in home.named:
        text = "Terms are for named people only, and this person is not one of them."
        yield Reason(FAILS, "terms", text, source=now.decided_by, on=now.from_on, about="terms")
        return
    if now and wanted.type in now.types:
        yield Reason(MEETS, "terms", f"approved for {label}", source=now.decided_by, on=now.from_on, about="terms")
        return
    later = min(
        (t for t in home.terms if t.from_on > wanted.start and wanted.type in t.types),
        key=lambda t: t.from_on,
        default=None,
    )
    if now:
        kinds = all_said([str(ArrangementType(kind).label).lower() for kind in now.types])
        text = f"Terms allow {kinds} only."
    else:
        text = f"No terms of approval hold on {day_said(wanted.start)}."
    yield Reason(
        FAILS,
        "terms",
        text,
        source=now.decided_by if now else "",
        on=now.from_on if now else None,
        about="terms",
        change_on=later.from_on if later else None,
        change=f"New terms from {day_said(later.from_on)} allow it." if later else "",
    )


def _checks(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    lapsed, waived = [], []
    for check in home.checks:
        what = f"{check_label(check.kind, check.nation)} of {check.about}"
        if check.is_waived_on(wanted.start):
            waived.append(f"{what} is waived until {day_said(check.waived_until)} by {check.waived_by}")
        elif not check.is_recorded:
            lapsed.append(Reason(FAILS, "checks", f"No {what} is recorded.", about="checks"))
        elif not check.in_order:
            lapsed.append(Reason(FAILS, "checks", f"{what} is not in order.", about="checks"))
        elif check.expires_on and check.expires_on < wanted.start:
            lapsed.append(
                Reason(
                    FAILS,
                    "checks",
                    f"{what} runs out on {day_said(check.expires_on)}.",
                    about="checks",
                    on=check.expires_on,
                )
            )
    if lapsed:
        yield from lapsed
    elif home.checks and not waived:
        ends = [c.expires_on for c in home.checks if c.expires_on]
        until = f" until {day_said(min(ends))}" if ends else ""
        yield Reason(MEETS, "checks", f"checks are current{until}", about="checks")
    for text in waived:
        yield Reason(MEETS, "checks", text, about="checks")


def _musts(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    """What the person must have, and must not, in the order of the rules."""
    musts = dict(wanted.musts)
    if wanted.smokes == YesNo.YES and "may_smoke" not in musts:
        musts["may_smoke"] = Told(YesNo.YES, wanted.start, "they smoke")
    order = list(RULES)
    asked = [(key, True) for key in musts] + [(key, False) for key in wanted.must_nots if key not in musts]
    for key, must in sorted(asked, key=lambda one: (order.index(RULE_OF.get(one[0], "musts")), one)):
        rule = RULE_OF.get(key, "musts")
        state, text, source, on = answer_of(WISHES[key], wanted, home)
        plain = without_names(key, state)
        if state is None:
            yield Reason(GAP, rule, f"{text}: not asked", about="facts")
        elif state == must:
            yield Reason(MEETS, rule, text, source, on, about=where_asked(key))
        else:
            later = _when_alone(wanted, home) if key == "nobody_else_supported" else None
            yield Reason(
                FAILS,
                rule,
                f"{text[:1].upper()}{text[1:]}.",
                source,
                on,
                plain=plain,
                about=where_asked(key),
                change_on=later,
                change=f"Nobody else is expected there from {day_said(later)}." if later else "",
            )


def _when_alone(wanted: Wanted, home: Offered) -> date | None:
    """From when nobody else is expected there, if everybody's planned end is known."""
    ends = [t.as_expected().until_on for t in home.taken if not t.is_day and t.holds(wanted.start)]
    return max(ends) if ends and all(ends) else None


def _open_to(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    """What the household is open to. Not asked is said, and moves nothing: it is not something the person must have."""
    key = {Gender.WOMAN: "welcomes_women", Gender.MAN: "welcomes_men"}.get(wanted.gender)
    if key is None:
        return
    told = home.facts.get(key)
    fact = HOME_FACTS[key]
    if told is None:
        yield Reason(GAP, "gender", f"{fact.yes}: not asked", is_must=False)
    elif told.answer == YesNo.YES:
        yield Reason(MEETS, "gender", fact.yes, told.said_by, told.on)
    else:
        yield Reason(FAILS, "gender", f"The household is {fact.no}.", told.said_by, told.on)


def _distance(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    if wanted.miles is None:
        return
    if home.miles is None:
        yield Reason(GAP, "distance", "distance: not known", about="home")
    elif home.miles > wanted.miles:
        text = f"About {home.miles:.0f} miles away; {wanted.miles} was asked for."
        yield Reason(FAILS, "distance", text, about="home")
    else:
        yield Reason(MEETS, "distance", f"within {wanted.miles} miles", about="home")


def _wishes(wanted: Wanted, home: Offered) -> Iterator[Reason]:
    """What they would like: said, never moving a household."""
    for key in wanted.likes:
        state, text, source, on = answer_of(WISHES[key], wanted, home)
        if state is None:
            yield Reason(GAP, "wish", f"{text}: not asked", is_must=False)
        else:
            yield Reason(
                WISH if state else UNMET,
                "wish",
                text,
                source,
                on,
                about=where_asked(key),
                is_must=False,
                plain=without_names(key, state),
            )
