"""The question list: nothing is asked without saying why and who sees it, and little is required."""

from referrals.forms.refer import PAGE_FORMS, HomePage
from referrals.forms.refer_page import Asking
from referrals.forms.triage import ASKABLE
from referrals.questions import PAGE_NAMES, PAGES, QUESTIONS, asked_on, required_answers
from schemes.vocabulary import WISHES


def test_every_question_says_what_why_and_who():
    for question in QUESTIONS.values():
        for said in (question.key, question.wording, question.why, question.who):
            assert str(said).strip(), question.key
        assert len(question.key) <= 40
        assert len(str(question.wording)) <= 300
        assert question.page in PAGES
    assert all(len(str(page.heading)) <= 80 for page in PAGES.values())


def test_eight_answers_are_required():
    assert required_answers() == [
        ("referrer_name",),
        ("referrer_email",),
        ("full_name",),
        ("date_of_birth", "age"),
        ("place",),
        ("knows",),
        ("matters", "good_day", "hopes"),
        ("type_wanted",),
    ]


def test_each_page_asks_exactly_its_questions():
    assert list(PAGE_FORMS) == PAGE_NAMES
    for name, form in PAGE_FORMS.items():
        assert set(form.base_fields) == {question.key for question in asked_on(name)}
        for key, field in form.base_fields.items():
            assert field.required == QUESTIONS[key].is_required, key


def test_the_layout_leaves_no_question_out():
    for name, form in PAGE_FORMS.items():
        layout = form(asking=Asking(is_in_hospital=True)).helper.layout
        assert {pointer.name for pointer in layout.get_field_names()} == set(form.base_fields), name


def test_every_wish_is_asked():
    assert {key for _, keys in HomePage.GROUPS for key in keys} == set(WISHES)
    assert set(ASKABLE) <= set(QUESTIONS)


def test_a_browser_fills_in_only_what_is_about_the_referrer():
    filled = {
        key
        for form in PAGE_FORMS.values()
        for key, field in form.base_fields.items()
        if "autocomplete" in field.widget.attrs
    }
    assert filled == {"referrer_name", "referrer_email", "referrer_team", "referrer_phone"}


def test_the_first_open_question_is_the_persons_own():
    open_ones = [QUESTIONS[key].page for keys in required_answers() for key in keys if key in {"matters", "hopes"}]
    assert set(open_ones) == {"their-words"}


def test_what_a_real_form_asks_has_a_place_to_go():
    """The long form one council uses (the field guide, 4.2), item by item, and which of our questions takes it.

    Two of its items are not asked on purpose: the National Insurance number and ethnic origin.
    """
    real_form = {
        "service wanted": "type_wanted",
        "title, surname, forenames": "full_name",
        "likes to be known as": "preferred_name",
        "address": "place",
        "gender": "gender",
        "date of birth": "date_of_birth",
        "phone": "phone",
        "next of kin or carer": "family",
        "social worker": "worker",
        "GP": "gp",
        "main correspondent": "contact_first",
        "current situation": "situation",
        "priority need": "support_group",
        "who funds": "funder",
        "funding authorisation": "funding",
        "benefits": "benefits",
        "communication": "talking",
        "language": "language",
        "accessible information": "information_format",
        "capacity and consent to share": "knows",
        "attorney, deputy, appointee": "advocate",
        "deprivation of liberty papers": "papers",
        "health, epilepsy": "health",
        "medication": "medicines",
        "mobility, equipment": "moving_about",
        "personal care": "personal_care",
        "nights": "night",
        "time safe alone": "alone",
        "behaviour, risk and history": "safety",
        "location": "near",
        "pets": "wish_no_dogs",
        "smoking": "smokes",
        "gender of carer": "wish_carer_is_woman",
        "faith, other people": "home_other",
        "important people": "family",
        "what a good life looks like": "hopes",
        "day activities": "good_day",
        "preferred start": "wanted_from",
        "urgency": "urgency",
        "care act assessment": "papers",
    }
    assert set(real_form.values()) <= set(QUESTIONS)
    asked = " ".join(f"{question.key} {question.wording}" for question in QUESTIONS.values()).lower()
    assert "insurance" not in asked
    assert "ethnic" not in asked
