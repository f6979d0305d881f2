"""A person's own page: begun from what they told, written with whose words it is, kept in versions, set out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.easy_read import LONG, short_lines
from referrals.models import OwnWords, PageVersion, Person, PersonPage
from referrals.models.profiles import PAGE_SECTIONS
from schemes.models import WrongState
from schemes.pdf import count_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(referral):
    return referral.person


@pytest.fixture
def base(person):
    return f"/people/{person.pk}/page/"


def filled(**over) -> dict:
    return {"matters": "My dog.", "matters_voice": "said", "version": "1", "once": "a" * 32} | over


def part(text="My dog.", voice="said", helped_by="", easy="") -> dict:
    return {"text": text, "voice": voice, "helped_by": helped_by, "easy": easy}


# --- beginning and writing ---------------------------------------------------------------------------------------


def test_it_begins_with_what_they_told(person, officer, base, sign_in):
    OwnWords.write_down(
        person=person, by=officer, matters="My sister.", hopes="A job.", voice="helped", helped_by="Kay",
        happened_on=date(2027, 8, 1),
    )  # fmt: skip
    shown = sign_in(officer).get(f"{base}write/").content.decode()
    assert "My sister." in shown
    assert "A job." in shown
    assert not PersonPage.objects.exists()
    page = PersonPage.of(person, by=officer)
    assert {key: one["text"] for key, one in page.sections.items()} == {"matters": "My sister.", "try": "A job."}
    assert {(one["voice"], one["helped_by"], one["on"]) for one in page.sections.values()} == {
        ("helped", "Kay", "2027-08-01")
    }
    assert PersonPage.of(person, by=officer) == page


def test_words_without_a_voice_say_nothing_of_whose_they_are(person, officer, base, sign_in):
    """Written down before anybody was asked whose words they are."""
    PersonPage.of(person, by=officer)
    shown = sign_in(officer).get(base).content.decode()
    assert "My garden and my sister." in shown
    assert "sl-sheet__whose" not in shown


def test_it_is_written_and_says_whose_words(person, officer, base, send, sign_in):
    assert (
        send(f"{base}write/", filled(good_day="Toast", good_day_voice="helped", good_day_helped_by="Kay")).url == base
    )
    shown = sign_in(officer).get(base).content.decode()
    assert "They said or wrote it, " in shown
    assert "With help from Kay, " in shown


def test_it_refuses_words_that_nobody_is_named_for(base, send, errors_of):
    found = errors_of(send(f"{base}write/", filled(matters_voice="", good_day="Toast", good_day_voice="helped")))
    assert sorted(found) == ["good_day_helped_by", "matters_voice"]
    assert "What matters to me" in found["matters_voice"][0]
    assert not PersonPage.objects.exists()


def test_the_verb_refuses_it_too(person, officer):
    page = PersonPage.of(person, by=officer)
    with pytest.raises(WrongState):
        page.write({"matters": part(voice="")}, version=None, by=officer)
    with pytest.raises(WrongState):
        page.write({"secret": part()}, version=None, by=officer)


def test_two_who_write_at_once_see_both(person, officer, base, send):
    PersonPage.of(person, by=officer).write({"good_day": part("Theirs")}, version=None, by=officer)
    answer = send(f"{base}write/", filled(good_day="Mine", good_day_voice="said"))
    shown = answer.content.decode()
    assert "saved this while you were typing" in shown
    assert "Theirs" in shown
    assert "Mine" in shown
    again = filled(good_day="Mine", good_day_voice="said", version=str(PersonPage.objects.get().version))
    assert send(f"{base}write/", again).url == base


def test_a_part_that_did_not_change_keeps_its_day(person, officer, set_clock):
    set_clock(date(2026, 8, 1))
    page = PersonPage.of(person, by=officer)
    page.write({"try": part("Swim")}, version=None, by=officer)
    set_clock(date(2026, 8, 9))
    page.write({"try": part("Swim"), "good_day": part("Toast")}, version=None, by=officer)
    assert (page.sections["try"]["on"], page.sections["good_day"]["on"]) == ("2026-08-01", "2026-08-09")


# --- versions ----------------------------------------------------------------------------------------------------


def test_earlier_versions_stay_readable(person, officer, base, send, sign_in):
    page = PersonPage.of(person, by=officer)
    page.write({"matters": part("Trains")}, version=None, by=officer)
    assert send(f"{base}keep/", {"once": "a" * 32}).url == base
    page.write({"matters": part("Boats")}, version=None, by=officer)
    browser = sign_in(officer)
    now, before = browser.get(base).content.decode(), browser.get(f"{base}?version=1").content.decode()
    assert ("Boats" in now, "Trains" in now.split("Who changed")[0]) == (True, False)
    assert "Trains" in before.split("Who changed")[0]
    assert page.freeze(by=officer).number == 2
    assert page.freeze(by=officer).number == 2
    assert [one.sections["matters"]["text"] for one in PageVersion.objects.order_by("number")] == ["Trains", "Boats"]


def test_nothing_written_is_no_version(person, base, send, referral):
    answer = send(f"{base}keep/", {"once": "b" * 32})
    assert "Nothing is written yet" in answer.content.decode()
    assert not PageVersion.objects.exists()


# --- looks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needs", "look"), [("easy_read", "easy"), ("large_print", "large"), ("", "ordinary"), ("audio", "ordinary")]
)
def test_the_look_suits_how_they_need_information(person, officer, base, sign_in, needs, look):
    PersonPage.of(person, by=officer)
    person.save_edit({"information_format": needs}, version=None, by=officer)
    browser = sign_in(officer)
    assert f"sl-sheet--{look}" in browser.get(base).content.decode()
    assert "sl-sheet--large" in browser.get(f"{base}?look=large").content.decode()
    assert f"sl-sheet--{look}" in browser.get(f"{base}?look=nonsense").content.decode()


def test_easy_read_says_honestly_who_rewrote_it(person, officer, base, sign_in):
    page = PersonPage.of(person, by=officer)
    page.write({"matters": part("I like my dog, and I like tea.")}, version=None, by=officer)
    browser = sign_in(officer)
    shown = browser.get(f"{base}?look=easy").content.decode()
    assert "Nobody rewrote them as Easy Read." in shown
    assert "Room for a picture" in shown
    assert "Nobody rewrote" not in browser.get(f"{base}?look=large").content.decode()
    page.write({"matters": part("I like my dog.", easy="My dog is here.\nI am happy.")}, version=None, by=officer)
    shown = browser.get(f"{base}?look=easy").content.decode().split("Who changed")[0]
    assert "<p>I am happy.</p>" in shown
    assert "Somebody rewrote these words as Easy Read." in shown
    page.write({"try": part("Swim")}, version=None, by=officer)
    assert "The other words are as they were told" in browser.get(f"{base}?look=easy").content.decode()


def test_short_lines_break_where_ideas_begin_and_lose_no_word():
    text = "I get up at seven and I have toast with jam, then I walk the dog because he waits for me. Tea!\nBed."
    lines = short_lines(text)
    assert " ".join(lines).split() == text.split()
    assert lines[-2:] == ["Tea!", "Bed."]
    assert all(len(line.split()) <= LONG for line in lines)
    assert short_lines(" ".join(["word"] * 30)) == [" ".join(["word"] * 30)]


# --- whoever else ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["", "write/", "keep/", "share/", "give/first/", "give/whole/", "link/"])
def test_others(person, base, refuses_others, act):
    refuses_others(f"{base}{act}", person.folder)


def test_any_text(base, takes_anything):
    names = [f"{key}{more}" for key in PAGE_SECTIONS for more in ("", "_voice", "_helped_by", "_easy")]
    takes_anything(f"{base}write/", dict.fromkeys(names, "said") | {"version": "1"})


def test_the_page_asks_as_much_with_many_versions_as_with_one(person, officer, base, sign_in):
    page = PersonPage.of(person, by=officer)
    page.freeze(by=officer)
    browser = sign_in(officer)
    browser.get(base)
    with CaptureQueriesContext(connection) as few:
        browser.get(base)
    for number in range(8):
        page.write({"try": part(f"Thing {number}")}, version=None, by=officer)
        page.freeze(by=officer)
    with CaptureQueriesContext(connection) as many:
        browser.get(base)
    assert len(many) == len(few)


def test_the_page_about_them_leads_to_it(person, officer, sign_in):
    PersonPage.of(person, by=officer)
    assert f"/people/{person.pk}/page/" in sign_in(officer).get(person.get_absolute_url()).content.decode()


def test_a_person_who_is_new_has_none(scheme, officer):
    person = Person.add_person(scheme=scheme, full_name="Ann Other", by=officer)
    assert PersonPage.of(person, by=officer).sections == {}


# --- on paper ----------------------------------------------------------------------------------------------------


def test_it_prints_on_one_sheet(person, officer, base, sign_in, chromium):
    """Five parts of eighty words each, with a long history behind them."""
    page = PersonPage.of(person, by=officer)
    for number in range(3):
        text = f"{number} " + "We walk to the shop and back again. " * 10
        page.write({key: part(text) for key in PAGE_SECTIONS}, version=None, by=officer)
        page.freeze(by=officer)
    html = sign_in(officer).get(f"{base}?look=ordinary").content.decode()
    paper = chromium.new_page()
    paper.set_content(html)
    paper.add_style_tag(path="static/compiled/sharedlives.css")
    printed = paper.pdf(format="A4", prefer_css_page_size=True)
    paper.close()
    assert count_pages(printed) == 1
