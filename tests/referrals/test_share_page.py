"""A page told in two steps: nothing that names anybody in the first, and a log of who was given which, when and why."""

import json
from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from referrals.left_out import LEFT_OUT, Telling, clear
from referrals.models import (
    Consent,
    OwnWords,
    PageGiven,
    Person,
    PersonAuthority,
    PersonContact,
    PersonLink,
    PersonPage,
    PersonRequest,
    Wish,
)
from referrals.page_steps import About, band, first_step, told_in
from schemes import clock
from schemes.models import Authority, Link, WrongState
from tests import factories

pytestmark = pytest.mark.django_db

FIRST, WHOLE = "first", "whole"


@pytest.fixture
def person(scheme, officer):
    """Somebody about whom a canary sits in every field that could tell who it is."""
    referral = factories.make_referral(
        scheme,
        "Samuel Quill Canarysurname-Birdhyphen",
        by=officer,
        person={
            "preferred_name": "Sam Canarynick",
            "date_of_birth": date(1990, 3, 14),
            "lives_at": "12 Canary Row, Canarytown",
            "postcode": "HP20 2ZZ",
            "phone": "01632 960 123",
            "nhs_number": "9434765919",
            "talking": "Ask canarytalk",
        },
        words=[{"matters": "My dog.", "good_day": "Toast.", "hopes": "A job.", "helped_by": "Canaryhelper Jones"}],
        referrer_name="Canaryreferrer Fairley",
        referrer_email="canaryreferrer@example.org",
        referrer_team="Canaryteam",
        referrer_phone="01632 960 999",
        named_carer="Canarycarer Okoro",
    )
    person = referral.person
    person.save_edit({"information_format": "easy_read", "officer": officer.staff}, version=None, by=officer)
    PersonContact.add_contact(
        person=person, name="Canarycontact O’Bird", role="family", relation="my canaryrelation", phone="01632 960 777",
        email="canarycontact@example.org", by=officer,
    )  # fmt: skip
    link, _ = Link.make(
        scheme=scheme, purpose=Link.Purpose.PERSON, folder=person.folder, email="canarylink@example.org",
        expires_at=clock.now() + timedelta(days=9),
    )  # fmt: skip
    PersonLink.hand_link(
        person=person, link=link, holder="supporter", name="Canarysupporter", chosen="Aloud", by=officer
    )
    Wish.record_wish(
        person=person, key="garden", strength="must", why="For canarywhy", said_by="Canarysayer",
        happened_on=clock.today(), by=officer,
    )  # fmt: skip
    PersonRequest.ask(
        person=person, kind="talk", text="About canaryrequest", reach="canaryreach", asked_by="Canaryasker",
        is_private=True, by=officer,
    )  # fmt: skip
    return person


# All that may be known of them, typed where a page takes words, in ways people type it.
EVERYTHING = (
    "I am Sam Canarysurname-Birdhyphen. CANARYSURNAME! canarysurname’s shed, Birdhyphen. Quill. Canarynick. "
    "I live at 12 Canary Row, in Canarytown, HP20 2ZZ, hp202zz, or 7 Other Long Road. "
    "Ring 01632960123, 01632 960 777, +44 1632 960999 or canarycontact@example.org. "
    "Born 14 March 1990, 14/3/90, 14.03.1990, March 14th 1990. NHS 943 476 5919, 943-476-5919. QQ 12 34 56 C. "
    "My sister Canarycontact and canarycontact o'bird come. Canaryreferrer came. Canarycarer too. "
    "Canaryhelper wrote it. Canarysupporter helps. My friend Canarystranger. We saw Canaryunknown there. "
    "Canaryfirst is my mate. Ask Priya. https://example.org/canary"
)
NEVER = [
    "canary", "surname", "birdhyphen", "quill", "nick", "row", "town", "2zz", "hp202", "01632", "960", "1990", "/90",
    "march", "943", "476", "5919", "qq", "example.org", "bird", "priya", "nair", "other long",
]  # fmt: skip


@pytest.fixture
def page(person, officer):
    """Everything is typed into every part, and every part may be told."""
    page = PersonPage.of(person, by=officer)
    part = {"text": EVERYTHING, "voice": "helped", "helped_by": "Canaryhelper", "easy": EVERYTHING}
    parts = {key: dict(part) for key in ("matters", "good_day", "like_about_me", "support_me", "try")}
    page.write(parts, version=None, by=officer)
    choice = {"first_step": list(parts), "enjoys": EVERYTHING[: EVERYTHING.index("My sister")], "risks": EVERYTHING}
    page.save_edit(choice, version=None, by=officer)
    return page


def agree(person, officer, purpose="carers", answer="yes", **over) -> Consent:
    said = {"said_by": "Sam", "happened_on": clock.today(), "words": "Told us"} | over
    return Consent.record_consent(person=person, purpose=purpose, answer=answer, by=officer, **said)


def told(page, person) -> str:
    return json.dumps([line.kept for line in first_step(page, About.of(person, clock.today()))[0]], ensure_ascii=False)


# --- the first step ----------------------------------------------------------------------------------------------


def test_nothing_that_names_anybody_stands_in_the_first_step(page, person):
    said = told(page, person)
    assert len(said) > 2000  # there is much that could leak
    assert [word for word in NEVER if word in said.lower()] == []
    assert "Canarysurname" in told_in(WHOLE, page, About.of(person, clock.today()))[0][0].text


def test_the_same_is_so_on_every_page_that_shows_it_and_in_what_is_kept(page, person, officer, send, sign_in):
    agree(person, officer)
    base = f"/people/{person.pk}/page/"
    browser = sign_in(officer)
    # The whole first step, as the officer reads it beside the form and before it is given.
    for address in (f"{base}share/", f"{base}give/first/"):
        shown = browser.get(address).content.decode()
        (lines,) = shown.split('<dl class="govuk-summary-list sl-told">')[1:]
        said = strip_tags(lines.split("</dl>")[0]).lower()
        assert len(said) > 2000
        assert [word for word in NEVER if word in said] == []
    form = browser.get(f"{base}give/first/").context["form"]
    answer = send(f"{base}give/first/", {"to": "Joy", "has_read": "on", "seen": form.initial["seen"], "once": "a" * 32})
    given = PageGiven.objects.get()
    assert answer.url == f"/people/pages-given/{given.pk}/"
    assert [word for word in NEVER if word in json.dumps(given.content, ensure_ascii=False).lower()] == []


def test_what_somebody_asked_privately_is_in_neither_step(page, person):
    about = About.of(person, clock.today())
    for step in (FIRST, WHOLE):
        said = json.dumps([line.kept for line in told_in(step, page, about)[0]]).lower()
        assert "canaryrequest" not in said
        assert "canaryreach" not in said


def test_it_tells_what_a_household_needs(scheme, officer):
    referral = factories.make_referral(
        scheme, "Sam Thornbury", by=officer, person={"date_of_birth": clock.today() - timedelta(days=365 * 33)},
        wishes=[{"key": "garden"}, {"key": "dogs", "strength": "like", "why": "Rex"}], reach=["learning", "abuse"],
    )  # fmt: skip
    person = referral.person
    page = PersonPage.of(person, by=officer)
    page.save_edit({"enjoys": "Football and tea", "risks": "Sam has seizures", "first_step": ["matters"]}, version=None,
                   by=officer)  # fmt: skip
    lines = {line.heading: line.text for line in first_step(page, About.of(person, clock.today()))[0]}
    assert lines == {
        "Called": "Sam",
        "Age": "25 to 34",
        "Area": "HP20",
        "Looking for": "Live-in\nPeople with a learning disability",
        "Enjoys": f"{LEFT_OUT} and tea",
        "Must have in a home": "A garden",
        "Would like in a home": "A dog at home",
        "What a household must know": "Sam has seizures",
        "What matters to me": "My garden and my sister.",
    }
    page.save_edit({"may_stay": ["football"], "named": "initials"}, version=None, by=officer)
    lines, likely = first_step(page, About.of(person, clock.today()))
    said = {line.heading: line.text for line in lines}
    assert (said["Called"], said["Enjoys"], likely) == ("S T", "Football and tea", [])
    assert said["What a household must know"] == f"{LEFT_OUT} has seizures"


def test_the_area_is_the_authority_or_half_a_postcode_and_nothing_when_it_is_hidden(scheme, officer):
    person = factories.make_person(scheme, "Sam Thornbury", by=officer, lives_at="Aylesbury")
    page = PersonPage.of(person, by=officer)

    def area():
        lines = {line.heading: line.text for line in first_step(page, About.of(person, clock.today()))[0]}
        return lines.get("Area")

    assert area() == "HP20"
    council = Authority.objects.create(scheme=scheme, name="Vale Council")
    PersonAuthority.put_down(
        scheme=scheme, person=person, role="host", authority=council, happened_on=clock.today(), by=officer
    )
    assert area() == "Vale Council"
    hidden = {"is_address_hidden": True, "hidden_because": "Not safe", "hidden_review_on": clock.today()}
    person.save_edit(hidden, version=None, by=officer)
    page.save_edit({"enjoys": "walks near HP20 in Aylesbury"}, version=None, by=officer)
    assert area() is None
    for step in (FIRST, WHOLE):
        said = str([line.kept for line in told_in(step, page, About.of(person, clock.today()))[0]])
        assert "HP20" not in said
        assert "Aylesbury" not in said
        assert "Vale Council" not in said


@pytest.mark.parametrize(
    ("full", "preferred", "named", "called"),
    [
        ("Samuel Thornbury", "", "first_name", "Samuel"),
        ("Samuel Thornbury", "Sam Thornbury", "first_name", "Sam"),
        ("Samuel Thornbury", "Thornbury", "first_name", "S T"),
        ("Samuel Thornbury", "Sam", "initials", "S T"),
        ("Thornbury", "", "first_name", "T"),
    ],
)
def test_a_family_name_is_never_what_they_are_called(scheme, officer, full, preferred, named, called):
    person = factories.make_person(scheme, full, by=officer, preferred_name=preferred)
    assert About.of(person, clock.today()).called(named) == called


@pytest.mark.parametrize(
    ("age", "said"), [(None, ""), (17, "under 18"), (18, "18 to 24"), (84, "75 to 84"), (85, "85 or over")]
)
def test_ages_are_told_in_bands(age, said):
    assert band(age) == said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A good day with Day", "A good day with [left out]"),  # a name that is a word too
        ("DAY came", "[left out] came"),
        ("Kay and Pat sing", "[left out] and [left out] sing"),  # from "Kay and Pat", her carers
        ("Ｄay is here", "[left out] is here"),  # a wide letter
        ("D\u200bay is here", "[left out] is here"),  # a letter nobody sees
        ("Renée’s hat", "[left out]’s hat"),
        ("Rene\u0301e sings", "[left out] sings"),
        ("I go on Mondays to TV club", "I go on Mondays to TV club"),
        ("Tea in bed. Gardening.", "Tea in bed. Gardening."),
        ("", ""),
    ],
)
def test_names_are_found_as_people_write_them(text, left):
    assert clear(text, Telling.of(names=["Renée Day", "Kay and Pat, her carers"])).text == left


# --- choosing it, with a preview -------------------------------------------------------------------------------------


def choice(**over) -> dict:
    return {"named": "first_name", "enjoys": "Tea", "risks": "", "first_step": ["matters"], "version": "1"} | over


@pytest.fixture
def sam(referral):
    return referral.person


def test_the_preview_shows_the_choice_and_saves_nothing(sam, send):
    answer = send(f"/people/{sam.pk}/page/share/", choice(enjoys="Swimming", preview="1"))
    shown = answer.content.decode()
    assert "Swimming" in shown.split('id="preview"')[1]
    assert "My garden and my sister." in shown.split('id="preview"')[1]
    assert "It is not saved yet" in shown
    assert not PersonPage.objects.exists()


def test_the_choice_is_saved_and_leads_to_giving(sam, send):
    answer = send(f"/people/{sam.pk}/page/share/", choice(may_stay="Football, Rex football"))
    assert answer.url == f"/people/{sam.pk}/page/give/first/"
    page = PersonPage.objects.get()
    assert (page.enjoys, page.first_step, page.may_stay) == ("Tea", ["matters"], ["football", "rex"])


def test_two_who_choose_at_once_see_both(sam, officer, send):
    PersonPage.of(sam, by=officer).save_edit({"enjoys": "Theirs"}, version=None, by=officer)
    assert "saved this while you were typing" in send(f"/people/{sam.pk}/page/share/", choice()).content.decode()


def test_any_choice(sam, takes_anything):
    takes_anything(f"/people/{sam.pk}/page/share/", choice(may_stay="x"))
    takes_anything(f"/people/{sam.pk}/page/share/", choice(may_stay="x", preview="1"))


# --- giving it -------------------------------------------------------------------------------------------------------


@pytest.fixture
def written(sam, officer):
    page = PersonPage.of(sam, by=officer)
    page.save_edit({"enjoys": "Tea", "first_step": ["matters"]}, version=None, by=officer)
    return page


def giving(browser, person, step=FIRST, **over):
    address = f"/people/{person.pk}/page/give/{step}/"
    form = browser.get(address).context["form"]
    data = {"to": "Joy Okoro", "has_read": "on", "seen": form.initial["seen"], "once": "c" * 32}
    return browser.post(address, data | over)


def test_it_is_given_with_version_day_and_basis(sam, written, officer, sign_in):
    agree(sam, officer)
    household = factories.make_household(sam.scheme, by=officer)
    browser = sign_in(officer)
    answer = giving(browser, sam, reference=household.folder.reference.lower(), how="On paper")
    given = PageGiven.objects.get()
    assert (given.to, given.to_folder, given.step, given.basis, given.how) == (
        "Joy Okoro", household.folder, FIRST, "consent", "On paper",
    )  # fmt: skip
    assert given.page_version.number == 1
    assert {line["heading"]: line["text"] for line in given.content}["Enjoys"] == "Tea"
    written.save_edit({"enjoys": "Coffee"}, version=None, by=officer)
    shown = browser.get(answer.url).content.decode()
    assert ("Tea" in shown, "Coffee" in shown) == (True, False)
    log = browser.get(f"/people/{sam.pk}/page/").content.decode()
    assert "Joy Okoro" in log
    assert "The person agreed" in log


@pytest.mark.parametrize("answer", [None, "no", "ran out", "other purpose"])
def test_without_a_consent_nothing_is_given(sam, written, officer, sign_in, answer):
    if answer == "no":
        agree(sam, officer)
        agree(sam, officer, answer="no")
    elif answer == "ran out":
        yesterday = clock.today() - timedelta(days=1)
        agree(sam, officer, happened_on=yesterday, until_on=yesterday)
    elif answer == "other purpose":
        agree(sam, officer, purpose="full_profile")
    refused = giving(sign_in(officer), sam)
    assert refused.status_code == 200
    assert "Nobody has agreed to this yet" in str(refused.context["form"].errors)
    assert not PageGiven.objects.exists()


def test_the_whole_page_needs_a_consent_of_its_own(sam, written, officer, sign_in):
    agree(sam, officer)
    browser = sign_in(officer)
    assert giving(browser, sam, WHOLE).status_code == 200
    agree(sam, officer, purpose="full_profile", answer="best_interests", words="Met with his sister and his advocate")
    assert giving(browser, sam, WHOLE).status_code == 302
    assert PageGiven.objects.get().basis == "best_interests"


def test_what_was_not_read_is_not_given(sam, written, officer, sign_in):
    agree(sam, officer)
    browser = sign_in(officer)
    assert "has_read" in giving(browser, sam, has_read="").context["form"].errors
    answer = giving(browser, sam, seen="0" * 64)
    assert "changed since you opened this page" in answer.content.decode()
    assert giving(browser, sam, reference="H-99999").context["form"].errors.keys() == {"reference"}
    assert not PageGiven.objects.exists()


def test_twice_is_once(sam, written, officer, sign_in):
    agree(sam, officer)
    browser = sign_in(officer)
    assert [giving(browser, sam).status_code for _ in range(2)] == [302, 302]
    assert PageGiven.objects.count() == 1


def test_an_empty_page_is_not_given(scheme, officer, sign_in):
    person = factories.make_person(scheme, by=officer)
    agree(person, officer)
    assert giving(sign_in(officer), person).status_code == 200
    with pytest.raises(WrongState):
        PageGiven.give(
            page_version=PersonPage.of(person, by=officer).freeze(by=officer), step=WHOLE, to="x", content=[],
            consent=Consent.objects.get(), by=officer,
        )  # fmt: skip


def test_no_such_step(sam, written, officer, sign_in):
    assert sign_in(officer).get(f"/people/{sam.pk}/page/give/third/").status_code == 404


def test_others_do_not_read_what_was_given(sam, written, officer, refuses_others):
    given = PageGiven.give(
        page_version=written.freeze(by=officer),
        step=FIRST,
        to="Joy",
        content=[],
        consent=agree(sam, officer),
        by=officer,
    )
    refuses_others(f"/people/pages-given/{given.pk}/", sam.folder)


def test_any_giving(sam, written, officer, takes_anything):
    agree(sam, officer)
    takes_anything(f"/people/{sam.pk}/page/give/first/", {"to": "x", "reference": "", "how": "x", "has_read": "on"})


def test_old_words_are_no_longer_told(sam, officer):
    """The page goes on from its own words, whatever is told later elsewhere."""
    page = PersonPage.of(sam, by=officer)
    OwnWords.write_down(person=sam, by=officer, matters="New", happened_on=clock.today())
    assert PersonPage.of(sam, by=officer).sections == page.sections
    assert Person.objects.get(pk=sam.pk).page == page
