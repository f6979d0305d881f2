"""The public form: eight answers, nothing lost, never sent twice, nothing left on a shared computer."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from referrals import drafts, questions
from referrals.forms.triage import missing_from
from referrals.models import Answer, OwnWords, Person, Referral, Wish
from schemes import clock
from schemes.models import Draft, Message
from tests.referrals.conftest import LEAST, NAUGHTY

FULL = {
    "you": LEAST["you"] | {"referrer_team": "Learning disability team", "referrer_phone": "01632 960123"},
    "them": {
        "preferred_name": "Sam",
        "full_name": "Samuel Thornbury",
        "date_of_birth": "6/5/94",
        "place": "hp20 2zz",
        "gender": "man",
        "phone": "07700 900456",
        "situation": "family",
    },
    "talking": {"talking": "While walking.", "language": "English", "information_format": "easy_read", "knows": "yes"},
    "their-words": {
        "matters": "My allotment.",
        "good_day": "Tea, then digging.",
        "hopes": "Own door.",
        "said_how": "Himself",
    },
    "what-for": {
        "type_wanted": "live_in",
        "wanted_from": "1 March 2030",
        "wanted_until": "1 March 2031",
        "near": "hp202zz",
        "miles": "10",
        "urgency": "soon",
    },
    "good-support": {"support_help": "Cooking", "medicines": "One tablet", "support_group": "learning_disability"},
    "safety": {"safety_known": "told", "safety": "Traffic when upset."},
    "home": {"wish_no_dogs": "must", "wish_garden": "like", "wish_cats": "not_known", "smokes": "no"},
    "money": {"funding": "being_agreed", "funder": "Vale Council", "papers": ["assessment", "risk"]},
    "anyone-else": {"family": "Kay, sister", "contact_first": "Kay"},
}


def test_choosing_the_scheme_is_skipped_where_there_is_one(scheme):
    client = Client()
    assert client.get("/refer/")["Location"] == "/refer/vale/"


def test_choosing_among_schemes(scheme, other_scheme):
    page = Client().get("/refer/").content.decode()
    assert 'href="/refer/vale/"' in page
    assert 'href="/refer/harbour/"' in page


def test_the_start_page_says_what_happens_next_by_when(scheme, set_clock):
    set_clock(date(2026, 12, 23))  # Christmas, Boxing Day's substitute and New Year are not working days
    page = Client().get("/refer/vale/").content.decode()
    for said in ["about 8 minutes", "8 answers", "Tuesday 29 December 2026", "11 January 2027", scheme.phone]:
        assert said in page, said


def test_the_eight_answers_are_enough(referrer):
    referrer.begin().fill_all()
    answer = referrer.send()
    assert answer.status_code == 302
    referral = Referral.objects.get()
    assert referral.status == Referral.Status.NEW
    assert referral.type_wanted == ""
    assert referral.person.age(clock.today()) == 32
    assert referral.person.lives_at == "Aylesbury"
    assert referral.person.postcode == ""
    assert list(referral.answers.values_list("key", flat=True)) == [
        "referrer_name", "referrer_email", "full_name", "age", "place", "knows", "matters", "type_wanted",
    ]  # fmt: skip
    assert referral.answers.get(key="type_wanted").answer == "I'm not sure yet"


@pytest.mark.parametrize("page", LEAST)
def test_a_page_says_what_is_missing_and_keeps_the_rest(page, referrer, errors_of):
    referrer.begin()
    answer = referrer.fill(page, {})
    assert answer.status_code == 200
    assert errors_of(answer)
    assert "<title>Error: " in answer.content.decode()


def test_one_of_age_and_birth_and_one_of_three_words(referrer, errors_of):
    referrer.begin()
    assert errors_of(referrer.fill("them", {"full_name": "A", "place": "B"})) == {
        "date_of_birth": ["Enter the date of birth, or an age"]
    }
    assert referrer.fill("them", {"full_name": "A", "place": "B", "age": "0"}).status_code == 302
    assert list(errors_of(referrer.fill("their-words", {}))) == ["matters"]
    assert referrer.fill("their-words", {"hopes": "A dog."}).status_code == 302


def test_a_full_form_becomes_a_person_words_wishes_and_answers(referrer):
    referrer.begin(FULL["you"]).fill_all(FULL)
    referrer.send()
    referral = Referral.objects.get()
    person = referral.person
    assert (person.called, person.date_of_birth, person.postcode) == ("Sam T", date(1994, 5, 6), "HP20 2ZZ")
    assert (person.gender, person.smokes, person.information_format) == ("man", "no", "easy_read")
    assert person.information_needs == "Easy Read. While walking"
    assert (referral.near, referral.miles, referral.urgency) == ("HP20 2ZZ", 10, "soon")
    assert (referral.wanted_from, referral.wanted_until) == (date(2030, 3, 1), date(2031, 3, 1))
    words = OwnWords.objects.get(person=person)
    assert (words.matters, words.good_day, words.hopes, words.said_how) == (
        "My allotment.", "Tea, then digging.", "Own door.", "Himself",
    )  # fmt: skip
    assert set(Wish.objects.values_list("key", "strength", "said_by")) == {
        ("no_dogs", "must", "Alex Fairley"),
        ("garden", "like", "Alex Fairley"),
    }
    said = dict(referral.answers.values_list("key", "answer"))
    assert said["papers"] == "Care Act assessment, or the like\nRisk assessment"
    assert said["date_of_birth"] == "6 May 1994"
    assert said["wish_no_dogs"] == "Must have"
    assert not {"wish_cats", "benefits", "age"} & set(said)
    # Everything that was typed came along.
    typed = {name for page in FULL.values() for name in page} - {"wish_cats"}
    assert set(said) == typed


def test_the_answers_stay_as_they_were_asked(referrer, monkeypatch, sign_in, officer):
    referrer.begin(FULL["you"]).fill_all(FULL)
    referrer.send()
    referral = Referral.objects.get()
    before = list(referral.answers.values_list("section", "question", "answer", "form_version"))
    asked = questions.QUESTIONS["matters"]
    changed = questions.Question("matters", "their-words", "Completely different?", asked.why, asked.who)
    monkeypatch.setitem(questions.QUESTIONS, "matters", changed)
    monkeypatch.setattr(questions, "FORM_VERSION", 99)
    page = sign_in(officer).get(f"/referrals/{referral.pk}/").content.decode()
    assert "What matters to me" in page
    assert "Completely different?" not in page
    assert list(referral.answers.values_list("section", "question", "answer", "form_version")) == before


def test_the_first_valid_page_begins_the_draft(referrer):
    assert referrer.client.get("/refer/vale/you/").status_code == 200
    assert referrer.client.post("/refer/vale/you/", {"referrer_name": "Alex"}).status_code == 200
    assert not Draft.objects.exists()
    referrer.begin()
    draft = Draft.objects.get()
    assert (draft.act, draft.scheme.slug, draft.data["you"]["referrer_name"]) == ("refer", "vale", "Alex Fairley")
    assert draft.expires_at - draft.saved_at > timedelta(days=27)
    assert not Person.objects.exists()


def test_the_same_first_page_twice_is_one_draft(referrer):
    data = LEAST["you"] | {"once": "c" * 32}
    first, second = (referrer.client.post("/refer/vale/you/", data)["Location"] for _ in range(2))
    assert first == second
    assert Draft.objects.count() == 1


def test_another_browser_cannot_open_the_draft(referrer, another_referrer):
    referrer.begin().fill_all()
    for name in ["you", "check", "sent", "throw-away"]:
        answer = another_referrer.client.get(f"{referrer.base}{name}/")
        assert answer.status_code == 404
        assert "Thornbury" not in answer.content.decode()
    # Nor by beginning one of its own with the same key.
    key = re.search(r"draft/([0-9a-f-]+)/", referrer.base)[1].replace("-", "")
    own = another_referrer.client.post("/refer/vale/you/", LEAST["you"] | {"once": key})["Location"]
    assert referrer.base not in own
    assert another_referrer.client.get(f"{referrer.base}them/").status_code == 404


def test_a_draft_runs_out(referrer, set_clock):
    referrer.begin()
    set_clock(clock.today() + timedelta(days=29))
    assert referrer.page("them").status_code == 404


def test_typed_into_a_form_that_is_gone_can_still_be_copied(referrer):
    referrer.begin()
    Draft.objects.all().delete()
    answer = referrer.fill("their-words", {"matters": "My allotment, and <b>my sister</b> Kay."})
    assert answer.status_code == 404
    assert "My allotment, and &lt;b&gt;my sister&lt;/b&gt; Kay." in answer.content.decode()


def test_going_back_shows_what_was_typed(referrer):
    referrer.begin(FULL["you"]).fill_all(FULL)
    for name, answers in FULL.items():
        page = referrer.page(name).content.decode()
        for value in answers.values():
            for one in value if isinstance(value, list) else [value]:
                shown = {"6/5/94": "6 May 1994", "hp202zz": "HP20 2ZZ"}.get(one, one)
                assert shown in page, (name, one)


def test_check_answers_shows_the_persons_words_first_and_what_is_missing(referrer):
    referrer.begin().fill("their-words", LEAST["their-words"])
    answer = referrer.page("check")
    page = answer.content.decode()
    assert page.index("My allotment.") < page.index("Alex Fairley")
    missing = {row["url"].split("draft/")[1].split("/", 1)[1] for row in answer.context["missing"]}
    assert missing == {
        "them/?from=check#id_full_name",
        "them/?from=check#id_date_of_birth",
        "them/?from=check#id_place",
        "talking/?from=check#id_knows",
        "what-for/?from=check#id_type_wanted",
    }
    assert referrer.send().status_code == 200
    assert not Referral.objects.exists()


def test_change_leads_back_to_check(referrer):
    referrer.begin().fill_all()
    answer = referrer.client.post(f"{referrer.base}them/?from=check", LEAST["them"])
    assert answer["Location"] == f"{referrer.base}check/"


def test_sending_twice_makes_one_referral(referrer):
    referrer.begin().fill_all()
    first, second = referrer.send(), referrer.send()
    assert first["Location"] == second["Location"] == f"{referrer.base}sent/"
    # Back to any page of the form leads to the reference, not to a second referral.
    assert referrer.page("check")["Location"] == f"{referrer.base}sent/"
    assert referrer.fill("them", LEAST["them"])["Location"] == f"{referrer.base}sent/"
    assert Referral.objects.count() == Message.objects.count() == Person.objects.count() == 1


def test_after_sending_nothing_personal_is_left(referrer):
    referrer.begin(FULL["you"]).fill_all(FULL)
    referrer.send()
    assert not Draft.objects.exists()
    answer = referrer.page("sent")
    page = answer.content.decode()
    assert Referral.objects.get().reference in page
    assert not re.search("Sam|Thornbury|allotment|alex.fairley", page)
    assert answer["Cache-Control"] == "no-store, private"
    session = dict(referrer.client.session)
    assert "Sam" not in repr(session)
    assert session["referral_drafts"] == []


def test_throwing_it_away(referrer):
    referrer.begin().fill_all()
    assert referrer.page("throw-away").status_code == 200
    assert Draft.objects.exists()
    assert referrer.fill("throw-away", {}).status_code == 302
    assert not Draft.objects.exists()
    assert referrer.page("check").status_code == 404


def test_no_page_is_kept_by_the_browser(referrer):
    referrer.begin().fill_all()
    for path in ["/refer/vale/", "/refer/vale/you/", *(f"{referrer.base}{name}/" for name in [*LEAST, "check"])]:
        assert referrer.client.get(path)["Cache-Control"] == "no-store, private", path


def test_the_email_has_a_reference_a_link_and_nothing_personal(referrer, link_in):
    referrer.begin(FULL["you"]).fill_all(FULL)
    referrer.send()
    message, referral = Message.objects.get(), Referral.objects.get()
    assert message.to == "alex.fairley@example.org"
    assert message.subject == f"{referral.reference}: we have your referral"
    assert not re.search("sam|thornbury|allotment|tablet", message.subject + message.body, re.IGNORECASE)
    assert referral.scheme.phone in message.body
    assert referrer.client.get(link_in("received:")).status_code == 200
    assert referral.person.folder.history.latest().history_user.name == "Referral form"


@pytest.mark.parametrize("page", questions.PAGE_NAMES)
def test_any_text_in_any_field(page, referrer):
    referrer.begin()
    names = [question.key for question in questions.asked_on(page)]
    for typed in NAUGHTY:
        answer = referrer.fill(page, dict.fromkeys(names, typed))
        assert answer.status_code in (200, 302), typed
        assert "<script>alert" not in answer.content.decode()
    # One field at a time among good answers, so that what is checked after the fields is reached too.
    for number, name in enumerate(names):
        typed = NAUGHTY[number % len(NAUGHTY)]
        answer = referrer.fill(page, LEAST.get(page, {}) | {name: typed})
        assert answer.status_code in (200, 302), (name, typed)
    assert referrer.page("check").status_code == 200


def test_odd_text_comes_back_as_typed_and_can_be_sent(referrer):
    odd = 'Zoë \u202e "quoted" <b>{{ x }}</b> %s\nsecond line 🐕'
    name = "O'Brien <i> \u202e 🐕"
    pages = LEAST | {
        "them": {"full_name": name, "preferred_name": name, "age": "40", "place": name},
        "their-words": {"matters": odd.replace("\n", "\r\n")},
        "safety": {"safety": odd},
    }
    referrer.begin(LEAST["you"] | {"referrer_name": name, "referrer_team": name}).fill_all(
        {key: value for key, value in pages.items() if key != "you"}
    )
    assert referrer.send().status_code == 302
    referral = Referral.objects.get()
    assert referral.person.full_name == name
    assert OwnWords.objects.get().matters == odd
    assert Answer.objects.get(key="safety").answer == odd


def test_unknown_pages_and_keys(referrer):
    referrer.begin()
    assert referrer.page("nonsense").status_code == 404
    for path in ["/refer/nowhere/", "/refer/nowhere/you/", "/refer/draft/x/you/", "/refer/draft/" + "0" * 36 + "/you/"]:
        assert Client().get(path).status_code == 404, path
    unknown = "/refer/draft/12345678-1234-5678-1234-567812345678/"
    for name in ["you", "check", "sent", "throw-away"]:
        assert Client().get(f"{unknown}{name}/").status_code == 404
        assert Client().post(f"{unknown}{name}/", {}).status_code == 404


def test_an_end_before_the_beginning_is_refused(referrer, errors_of):
    referrer.begin()
    answer = referrer.fill("what-for", {"type_wanted": "live_in", "wanted_from": "2/3/30", "wanted_until": "1/3/30"})
    assert list(errors_of(answer)) == ["wanted_until"]


def test_each_page_is_light(referrer):
    referrer.begin(FULL["you"]).fill_all(FULL)
    for name in [*questions.PAGE_NAMES, "check"]:
        with CaptureQueriesContext(connection) as asked:
            page = referrer.page(name)
        assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 6, name
        assert len(page.content) < 60_000, name


def test_the_first_page_sent_again_from_back_begins_another_referral(referrer):
    first = LEAST["you"] | {"once": "b" * 32}
    referrer.begin(first).fill_all()
    assert referrer.send().status_code == 302
    referrer.begin(first).fill_all(LEAST | {"them": LEAST["them"] | {"full_name": "Mina Okafor"}})
    assert referrer.send().status_code == 302
    assert set(Person.objects.values_list("full_name", flat=True)) == {"Samuel Thornbury", "Mina Okafor"}


def test_a_double_click_on_the_first_page_goes_on_with_one_draft(referrer, scheme, monkeypatch):
    class OtherClickFirst(drafts.Policies):
        def value(self, *args):
            Draft.objects.create(scheme=scheme, key="b" * 32, act="refer", expires_at=clock.now() + timedelta(days=1))
            return super().value(*args)

    monkeypatch.setattr(drafts, "Policies", OtherClickFirst)
    referrer.begin(LEAST["you"] | {"once": "b" * 32})
    assert referrer.page("them").status_code == 200
    assert Draft.objects.get().data["you"]["referrer_name"] == "Alex Fairley"


def test_not_knowing_yet_is_an_answer(referrer):
    referrer.begin().fill_all(LEAST | {"talking": {"knows": "not_known"}})
    referrer.send()
    referral = Referral.objects.get()
    assert referral.get_knows_display() == "I don't know yet"
    assert "knows" in missing_from(referral.answers.all())
    assert "About how old is enough" in referrer.begin().page("them").content.decode()


def test_a_page_is_sent_to_its_own_address_without_the_last_mistake(referrer):
    """An address ending in #id_… would keep that ending on every page after it."""
    referrer.begin()
    for page in ["them/", "them/?from=check"]:
        answer = referrer.client.get(referrer.base + page)
        assert f'action="{referrer.base}{page}"' in answer.content.decode()


def test_no_page_of_a_referral_is_kept_by_a_browser(referrer, link_in):
    referrer.begin().fill_all()
    pages = [referrer.page("them"), referrer.page("check"), referrer.fill("them", {})]
    sent = referrer.send()
    status = link_in("received:")
    pages += [sent, referrer.client.get(sent["Location"]), referrer.client.get(status)]
    pages += [referrer.client.post(f"{status}send/", {}), referrer.client.get("/referral/nothing/")]
    for answer in pages:
        assert "no-store" in answer["Cache-Control"], answer.request["PATH_INFO"]
