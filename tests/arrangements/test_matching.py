"""Matching reasons about facts alone: every household in one column, each reason a sentence, wishes moving nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrangements.capacity import Limits, Taken
from arrangements.matching import weigh
from arrangements.sides import Approved, Change, Checked, Offered, Paused, Told, Wanted
from arrangements.verdicts import FITS, NEARLY, RULED_OUT
from schemes.vocabulary import HOME_FACTS, WISHES

START = date(2027, 3, 1)
ASKED = date(2026, 11, 1)


def told(answer, detail=""):
    return Told(answer, ASKED, "Joy", detail)


WANTED = Wanted(type="live_in", start=START)
HOME = Offered(
    household_id=1,
    name="J Okoro",
    miles=3.0,
    limits=Limits(
        rooms=2, nation=[(date(2020, 1, 1), 3)], scheme=[(date(2020, 1, 1), 3)], terms=[[(date(2024, 1, 1), 2)]]
    ),
    taken=[],
    terms=[Approved(date(2024, 1, 1), None, ("live_in", "short_breaks"), 2, "Panel, 4 February 2024")],
    checks=[Checked("dbs", "Joy", True, True, date(2028, 1, 1))],
    carers=[("Joy", "woman")],
)


def column(wanted=WANTED, home=HOME):
    return weigh(wanted, home, nearly_days=90).column


def obstacle(wanted=WANTED, home=HOME):
    return weigh(wanted, home, nearly_days=90).first_obstacle


def test_a_household_that_meets_every_rule_fits():
    assert column() == FITS


FULL_HOUSE = [Taken(date(2020, 1, 1), None, who="Ann"), Taken(date(2021, 1, 1), None, who="Bob")]


@pytest.mark.parametrize(
    ("wanted", "home", "sentence"),
    [
        ({}, {"taken": FULL_HOUSE}, "No place on 1 March 2027: 2 rooms, taken by Ann and Bob."),
        (
            {},
            {"limits": replace(HOME.limits, terms=[[(date(2024, 1, 1), 1)]]), "taken": FULL_HOUSE[:1]},
            "No place on 1 March 2027: 1 place by their terms of approval, taken by Ann.",
        ),
        ({"type": "day_support"}, {}, "Terms allow live-in and short breaks only."),
        ({}, {"terms": []}, "No terms of approval hold on 1 March 2027."),
        (
            {},
            {"checks": [Checked("dbs", "Joy", True, True, date(2027, 2, 1))]},
            "DBS or PVG check of Joy runs out on 1 February 2027.",
        ),
        ({}, {"checks": [Checked("dbs", "Joy", False)]}, "No DBS or PVG check of Joy is recorded."),
        ({"musts": {"step_free": told("")}}, {"facts": {"step_free": told("no")}}, "Has steps."),
        (
            {"musts": {"no_dogs": told("")}},
            {"facts": {"dogs": told("yes", "two collies")}},
            "Dog at home (two collies).",
        ),
        ({"musts": {"smoke_free": told("")}}, {"facts": {"smoking": told("yes")}}, "Someone smokes."),
        ({"smokes": "yes"}, {"facts": {"welcomes_smoker": told("no")}}, "Cannot have someone who smokes."),
        ({"musts": {"carer_is_man": told("")}}, {}, "No carer there is a man."),
        ({"gender": "man"}, {"facts": {"welcomes_men": told("no")}}, "The household is not open to men."),
        ({"miles": 5}, {"miles": 8.4}, "About 8 miles away; 5 was asked for."),
        (
            {"musts": {"nobody_else_supported": told("")}},
            {"taken": FULL_HOUSE[:1]},
            "Ann will be there on 1 March 2027.",
        ),
        ({"musts": {"no_children": told("")}}, {"facts": {"children": told("yes")}}, "Children at home."),
        (
            {},
            {"away": [(date(2027, 2, 1), date(2028, 2, 1), "a rest")]},
            "Having a break until 1 February 2028: a rest.",
        ),
        ({}, {"pauses": [Paused("Stepping back", date(2026, 9, 1))]}, "Stepping back, since 1 September 2026."),
        (
            {},
            {"pauses": [Paused("Stepping back", date(2026, 9, 1), None, date(2028, 1, 1))]},
            "Stepping back, since 1 September 2026, until 1 January 2028.",
        ),
        ({}, {"leaves_on": date(2027, 9, 1)}, "They are leaving: approval is to end on 1 September 2027."),
        (
            {"person_id": 7},
            {"terms": [replace(HOME.terms[0], is_named_only=True)], "named": frozenset({8})},
            "Terms are for named people only, and this person is not one of them.",
        ),
    ],
)
def test_each_rule_rules_out_with_a_sentence(wanted, home, sentence):
    wanted, home = replace(WANTED, **wanted), replace(HOME, **home)
    assert column(wanted, home) == RULED_OUT
    assert obstacle(wanted, home) == sentence


@pytest.mark.parametrize(
    ("wanted", "home", "change"),
    [
        (
            {},
            {"taken": [FULL_HOUSE[0], replace(FULL_HOUSE[1], expected_until=date(2027, 5, 3))]},
            "A place is expected from 3 May 2027.",
        ),
        ({}, {"away": [(date(2027, 2, 1), date(2027, 4, 1), "")]}, "Back on 1 April 2027."),
        (
            {"musts": {"step_free": told("")}},
            {
                "facts": {"step_free": told("no")},
                "changes": [Change("step_free", date(2027, 3, 20), "A ramp is fitted.")],
            },
            "A ramp is fitted, expected 20 March 2027.",
        ),
        (
            {"type": "day_support"},
            {"terms": [*HOME.terms, Approved(date(2027, 4, 1), None, ("day_support",), 2)]},
            "New terms from 1 April 2027 allow it.",
        ),
        (
            {},
            {"pauses": [Paused("Stepping back", date(2026, 9, 1), None, date(2027, 4, 1))]},
            "Expected back on 1 April 2027.",
        ),
    ],
)
def test_a_recorded_change_that_comes_soon_makes_it_nearly(wanted, home, change):
    verdict = weigh(replace(WANTED, **wanted), replace(HOME, **home), nearly_days=90)
    assert verdict.column == NEARLY
    assert [r.change for r in verdict.reasons if r.kind == "fails"] == [change] * len(
        [r for r in verdict.reasons if r.kind == "fails"]
    )
    assert weigh(replace(WANTED, **wanted), replace(HOME, **home), nearly_days=0).column == RULED_OUT


def test_a_pause_that_is_over_by_the_start_says_nothing():
    over = Paused("Stepping back", date(2026, 9, 1), START)
    assert column(home=replace(HOME, pauses=[over])) == FITS
    assert column(home=replace(HOME, pauses=[replace(over, until_on=START + timedelta(days=1))])) == NEARLY


def test_notice_rules_out_only_what_would_outlast_it():
    leaving = replace(HOME, leaves_on=date(2027, 3, 20))
    assert column(replace(WANTED, type="short_breaks", until=date(2027, 3, 20)), leaving) == FITS
    assert column(replace(WANTED, type="short_breaks", until=date(2027, 3, 21)), leaving) == RULED_OUT


def test_terms_for_named_people_fit_those_they_name():
    named = replace(HOME, terms=[replace(HOME.terms[0], is_named_only=True)], named=frozenset({7}))
    assert column(replace(WANTED, person_id=7), named) == FITS
    assert column(WANTED, named) == RULED_OUT


def test_newer_terms_that_ended_do_not_bring_the_older_ones_back():
    ended = Approved(date(2025, 1, 1), date(2026, 1, 1), ("live_in",), 1)
    home = replace(HOME, terms=[*HOME.terms, ended])
    assert column(home=home) == RULED_OUT
    assert obstacle(home=home) == "No terms of approval hold on 1 March 2027."


def test_terms_that_go_to_panel_promise_nothing():
    """What was not decided is like what was not asked: nearly, and said so, whatever the plan was called."""
    panel = Change("terms", date(2027, 3, 9), "Terms go to panel")
    home = replace(HOME, terms=[Approved(date(2020, 1, 1), None, ("short_breaks",), 2)], changes=[panel])
    verdict = weigh(WANTED, home, nearly_days=90)
    assert verdict.column == NEARLY
    assert [r.change for r in verdict.reasons if r.kind == "fails"] == [
        "Terms go to panel, expected 9 March 2027. What they will allow is not known yet."
    ]


def test_terms_decided_since_count_and_not_the_plan_before_them():
    before = Approved(date(2020, 1, 1), None, ("short_breaks",), 2)
    panel = Change("terms", date(2027, 3, 9), "Terms go to panel")
    for types, column, said in [
        (("short_breaks", "day_support"), RULED_OUT, ""),
        (("live_in",), NEARLY, "New terms from 12 March 2027 allow it."),
    ]:
        decided = Approved(date(2027, 3, 12), None, types, 2)
        verdict = weigh(WANTED, replace(HOME, terms=[before, decided], changes=[panel]), nearly_days=90)
        assert verdict.column == column
        assert [r.change for r in verdict.reasons if r.kind == "fails"] == [said]


def test_one_failed_rule_without_a_change_rules_out_however_many_others_will_change():
    home = replace(
        HOME, away=[(date(2027, 2, 1), date(2027, 4, 1), "")], checks=[Checked("dbs", "Joy", False)], facts={}
    )
    assert column(home=home) == RULED_OUT
    assert obstacle(home=home) == "No DBS or PVG check of Joy is recorded."


def test_a_must_that_was_never_asked_is_nearly_and_says_so():
    verdict = weigh(replace(WANTED, musts={"no_dogs": told("")}), HOME, nearly_days=90)
    assert verdict.column == NEARLY
    assert [r.text for r in verdict.reasons if r.kind == "gap"] == ["no dogs: not asked"]


def test_what_the_household_was_not_asked_moves_nobody():
    verdict = weigh(replace(WANTED, gender="woman"), HOME, nearly_days=90)
    assert verdict.column == FITS
    assert [r.text for r in verdict.reasons if r.kind == "gap"] == ["open to women: not asked"]


def test_short_breaks_without_dates_are_tried_on_their_first_night():
    home = replace(
        HOME, taken=[Taken(START + timedelta(days=1), None, who="Ann"), Taken(START + timedelta(days=1), None)]
    )
    assert column(replace(WANTED, type="short_breaks"), home) == FITS
    assert column(WANTED, home) == RULED_OUT


def test_day_support_takes_no_bedroom():
    home = replace(HOME, taken=FULL_HOUSE, terms=[replace(HOME.terms[0], types=("day_support",))])
    assert column(replace(WANTED, type="day_support"), home) == FITS


answers = st.one_of(st.none(), st.sampled_from(["yes", "no"]))
keys = st.sampled_from(sorted(WISHES))


@given(
    facts=st.fixed_dictionaries(dict.fromkeys(HOME_FACTS, answers)),
    musts=st.sets(keys, max_size=4),
    likes=st.sets(keys, max_size=4),
    full=st.booleans(),
)
def test_wishes_never_move_a_household(facts, musts, likes, full):
    home = replace(HOME, facts={k: told(a) for k, a in facts.items() if a}, taken=FULL_HOUSE if full else [])
    wanted = replace(WANTED, musts={k: told("") for k in musts})
    with_wishes = replace(wanted, likes={k: told("") for k in likes - musts})
    verdict = weigh(with_wishes, home, nearly_days=90)
    assert verdict.column == weigh(wanted, home, nearly_days=90).column
    failed = [r for r in verdict.reasons if r.kind == "fails"]
    gaps = [r for r in verdict.reasons if r.kind == "gap" and r.is_must]
    expected = RULED_OUT if any(not r.change for r in failed) else NEARLY if failed or gaps else FITS
    assert verdict.column == expected
    assert all(r.text.strip() for r in verdict.reasons)


@pytest.mark.parametrize(
    ("facts", "found"),
    [({"dogs": told("no")}, FITS), ({"dogs": told("yes", "a poodle")}, RULED_OUT), ({}, NEARLY)],
)
def test_what_must_not_be_there_rules_out_and_is_asked_for(facts, found):
    verdict = weigh(replace(WANTED, must_nots={"dogs": told("")}), replace(HOME, facts=facts), nearly_days=90)
    assert verdict.column == found
    if found == RULED_OUT:
        assert verdict.first_obstacle == "Dog at home (a poodle)."


def test_a_carer_who_must_not_be_a_woman():
    wanted = replace(WANTED, must_nots={"carer_is_woman": told("")})
    assert obstacle(wanted) == "Joy is a woman."
    assert column(wanted, replace(HOME, carers=[("Rex", "man")])) == FITS
