"""What people really type into our fields, and what we say when we cannot read it."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes import clock
from schemes.forms.base import PlainForm, in_a_sentence
from schemes.forms.days import NotADay, read_day
from schemes.forms.fields import (
    DayField,
    ManyOf,
    OneOf,
    PhoneField,
    PostcodeField,
    WordsField,
    YesNoNotAskedField,
    say_day,
)
from schemes.forms.layout import Act

TODAY = date(2026, 8, 6)  # a Thursday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6 August 2026", date(2026, 8, 6)),
        ("6 aug 2026", date(2026, 8, 6)),
        ("06/08/2026", date(2026, 8, 6)),
        ("6/8/26", date(2026, 8, 6)),
        ("6.8.26", date(2026, 8, 6)),
        ("6-8-2026", date(2026, 8, 6)),
        ("6 8 26", date(2026, 8, 6)),
        ("2026-08-06", date(2026, 8, 6)),
        ("6th of August, 2026", date(2026, 8, 6)),
        ("August 6 2026", date(2026, 8, 6)),
        ("Thursday 6 August 2026", date(2026, 8, 6)),
        ("Thu 6 Aug", date(2026, 8, 6)),
        ("6 aug", date(2026, 8, 6)),
        ("6/8", date(2026, 8, 6)),
        ("1 jan", date(2027, 1, 1)),
        ("1 sept 26", date(2026, 9, 1)),
        ("today", date(2026, 8, 6)),
        ("Tomorrow", date(2026, 8, 7)),
        ("yesterday", date(2026, 8, 5)),
        ("friday", date(2026, 8, 7)),
        ("thursday", date(2026, 8, 6)),
        ("next friday", date(2026, 8, 14)),
        ("next thursday", date(2026, 8, 13)),
        ("last friday", date(2026, 7, 31)),
        ("last thursday", date(2026, 7, 30)),
        ("in 3 days", date(2026, 8, 9)),
        ("in two weeks", date(2026, 8, 20)),
        ("a week ago", date(2026, 7, 30)),
        ("29/2/24", date(2024, 2, 29)),
    ],
)
def test_a_day_as_people_type_it(typed, meant):
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "looking", "meant"),
    [
        ("friday", "back", date(2026, 7, 31)),
        ("friday", "ahead", date(2026, 8, 7)),
        ("1 jan", "back", date(2026, 1, 1)),
        ("1 jan", "ahead", date(2027, 1, 1)),
        ("6/8/45", "back", date(1945, 8, 6)),
        ("6/8/45", "", date(2045, 8, 6)),
        ("6/8/47", "", date(1947, 8, 6)),
        ("7/8/26", "back", date(1926, 8, 7)),
    ],
)
def test_a_day_that_could_be_two_is_the_one_that_makes_sense(typed, looking, meant):
    assert read_day(typed, TODAY, looking) == meant


@pytest.mark.parametrize(
    "typed",
    ["2026", "12", "8/2026", "August", "August 2026", "31/2/26", "32/1/26", "6/13/26", "soon", "6 Octember", "06082026",
     "Friday 6 August 2026", "ma 6", "6/8/026", "1-2-3-4", "week", "next", "next week", "", "٦/٨/٢٦٠"],
)  # fmt: skip
def test_what_is_not_one_day_is_refused(typed):
    with pytest.raises(NotADay):
        read_day(typed, TODAY)


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_day_or_a_sentence(text):
    with clock.set_to(TODAY):
        field = DayField(label="Date of the visit", required=False)
        try:
            read = field.clean(text)
        except ValidationError as wrong:
            read = wrong.messages[0]
    assert read is None or isinstance(read, date) or read.startswith(("Enter the date", "The date"))


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
@settings(deadline=None)
def test_a_day_as_we_say_it_can_be_typed_back(on):
    assert read_day(say_day(on), TODAY) == on
    assert read_day(f"{on:%d/%m/%Y}", TODAY) == on


def messages_of(field, value):
    with pytest.raises(ValidationError) as caught, clock.set_to(TODAY):
        field.clean(value)
    return caught.value.messages


def test_errors_of_a_day_name_it():
    visit = DayField(label="Date of the visit", past_only=True)
    assert messages_of(visit, "soon") == ["Enter the date of the visit as day, month, year, like 6 August 2026"]
    assert messages_of(visit, "tomorrow") == ["The date of the visit must be today or in the past"]
    start = DayField(label="Start", called="the day it starts", future_only=True, max=date(2026, 12, 31))
    assert messages_of(start, "yesterday") == ["The day it starts must be today or in the future"]
    assert messages_of(start, "1/1/2027") == ["The day it starts must be 31 December 2026 or earlier"]
    born = DayField(label="Date of birth")
    assert messages_of(born, "1/1/1066") == ["The date of birth must be 1 January 1900 or later"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01632960001", "01632 960001"),
        ("01632 960 001 ext 12", "01632 960001 ext. 12"),
        ("+44 7700 900982", "07700 900982"),
        ("(020) 7946 0001", "020 7946 0001"),
        ("+353 1 555 0100", "+353 1 555 0100"),
    ],
)
def test_a_phone_number_is_kept_as_one_dials_it(typed, kept):
    assert PhoneField(label="Phone").clean(typed) == kept


@pytest.mark.parametrize("typed", ["ring me", "12", "0000", "+", "1" * 40])
def test_what_is_no_phone_number_is_refused(typed):
    assert messages_of(PhoneField(label="Phone"), typed)[0].startswith("Enter a phone number")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("hp20 1aa", "HP20 1AA"), ("HP201AA", "HP20 1AA"), (" m1  1ae ", "M1 1AE"), ("ec1a-1bb", "EC1A 1BB")],
)
def test_a_postcode_is_kept_one_way(typed, kept):
    assert PostcodeField(label="Postcode").clean(typed) == kept


@pytest.mark.parametrize("typed", ["Aylesbury", "HP20", "HP20 1A", "12345", "HP20 1AC"])
def test_what_is_no_postcode_is_refused(typed):
    assert messages_of(PostcodeField(label="Postcode"), typed) == ["Enter a full UK postcode, like HP20 1AA"]


def test_half_a_postcode_where_it_will_do():
    assert PostcodeField(label="Where", outward_ok=True).clean("hp20") == "HP20"


@pytest.mark.parametrize(
    ("sent", "meant"), [("yes", True), ("no", False), ("not_asked", None), ("", None), (None, None)]
)
def test_not_asked_stands_as_an_answer(sent, meant):
    assert YesNoNotAskedField(label="Does anyone smoke?").clean(sent) is meant


class Visit(PlainForm):
    seen_on = DayField(label="Date of the visit")
    name = forms.CharField(label="Full name", max_length=5)
    how = OneOf(label="How are things?", choices=[("good", "Good"), ("bad", "Some worries")])
    who = ManyOf(label="Who was there", choices=[("sam", "Sam")])
    said = WordsField(label="A good day")
    count = forms.IntegerField(label="People", min_value=1)
    agreed = forms.BooleanField(label="Sam agreed")

    helper = Act("Save visit")


def test_every_missing_answer_is_asked_for_by_name():
    assert Visit({}).errors == {
        "seen_on": ["Enter the date of the visit"],
        "name": ["Enter the full name"],
        "how": ["Answer “How are things?”"],
        "who": ["Choose who was there"],
        "said": ["Enter a good day"],
        "count": ["Enter the people"],
        "agreed": ["Tick “Sam agreed”"],
    }


def test_wrong_answers_are_told_plainly():
    data = QueryDict("seen_on=today&name=Priya+Nair&how=other&who=x&said=y&count=none&agreed=on")
    assert Visit(data).errors == {
        "name": ["The full name must be 5 characters or fewer"],
        "how": ["Choose “How are things?” from the answers offered"],
        "who": ["Choose who was there from the answers offered"],
        "count": ["The people must be a whole number"],
    }


def test_own_sentences_are_left_alone():
    class Own(PlainForm):
        name = forms.CharField(error_messages={"required": "Tell us what Sam likes to be called"})

    assert Own({}).errors == {"name": ["Tell us what Sam likes to be called"]}


def test_text_is_tidied_before_it_is_read_and_comes_back_as_typed():
    form = Visit(QueryDict(mutable=True) | {"said": "one\r\ntwo\rthree\x00\ud800 <b>"})
    assert form["said"].value() == "one\ntwo\nthree\ufffd\ufffd <b>"
    form.is_valid()
    assert form.cleaned_data["said"] == "one\ntwo\nthree\ufffd\ufffd <b>"


def test_the_key_of_a_form_stays_with_it():
    first = Visit()
    assert Visit({"once": first.once}).once == first.once
    assert Visit({"once": "<script>"}).once != "<script>"
    assert Visit().once != first.once
    assert first.hidden_values() == {"once": first.once}


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Date of visit", "the date of visit"),
        ("A good day", "a good day"),
        ("GP", "the GP"),
        ("Your name", "your name"),
        ("Sam’s name", "Sam’s name"),
        ("What next?", "“What next?”"),
    ],
)
def test_a_label_in_a_sentence(label, said):
    assert in_a_sentence(label) == said
