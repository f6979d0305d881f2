"""A scheme words its referral form: questions, order, optional ones of its own; versioned, seen before it is asked."""

import pytest
from django.urls import reverse

from referrals.form_versions import OURS, questions_for
from referrals.models import FormDesign, FormVersion
from referrals.questions import QUESTIONS

OWN = {
    "page": "them",
    "wording": "Which football team?",
    "why": "Somebody always asks.",
    "who": "officers",
    "kind": "choice",
    "choices": "United\n\n City ",
}


@pytest.fixture
def send(sign_in, manager):
    def to(name, data=None, *args, by=None):
        return sign_in(by or manager).post(reverse(name, args=args), data or {})

    return to


def own_key(scheme):
    return FormDesign.objects.get(scheme=scheme).extra[-1]["key"]


def test_nobody_is_asked_anything_else_until_it_is_published(send, scheme):
    send("word-question", {"wording": "Whom is it about?", "why": "So that we meet them."}, "full_name")
    assert questions_for(scheme) is OURS
    send("publish-form")
    asked = questions_for(scheme)
    assert (asked.number, asked.questions["full_name"].wording) == (1, "Whom is it about?")
    assert asked.questions["full_name"].is_required
    assert questions_for(scheme, 0) is OURS


def test_words_left_empty_are_ours_again(send, scheme):
    send("word-question", {"wording": "Whom is it about?", "why": ""}, "full_name")
    send("word-question", {"wording": "", "why": ""}, "full_name")
    assert FormDesign.objects.get(scheme=scheme).words == {}


def test_a_question_of_their_own_is_optional_and_keeps_its_key(send, scheme):
    send("add-question", OWN)
    key = own_key(scheme)
    send("publish-form")
    send("edit-question", OWN | {"wording": "Which team do they support?"}, key)
    send("publish-form")
    first, second = (questions_for(scheme, number).questions[key] for number in (1, 2))
    assert (first.wording, second.wording) == ("Which football team?", "Which team do they support?")
    assert second.choices == ("United", "City")
    assert not second.is_required
    send("drop-question", {}, key)
    send("publish-form")
    assert key not in questions_for(scheme).questions


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"choices": "Only one"}, "Enter 2 to 12 answers"),
        ({"choices": "City\ncity"}, "Two answers are the same"),
        ({"choices": f"{'x' * 101}\ny"}, "100 characters or fewer"),
        ({"page": "nowhere"}, "page"),
        ({"wording": ""}, "question"),
        ({"why": ""}, "why"),
    ],
)
def test_what_is_wrong_is_said(changed, says, send, scheme):
    page = send("add-question", OWN | changed)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert FormDesign.objects.get(scheme=scheme).extra == []


def test_a_form_does_not_ask_everything(send, scheme):
    for number in range(13):
        page = send("add-question", OWN | {"wording": f"Question {number}"})
    assert "12 questions of your own at most" in page.content.decode()
    assert len(FormDesign.objects.get(scheme=scheme).extra) == 12


def test_order_changes_within_a_page(send, scheme):
    before = [question.key for question in OURS.asked_on("them")]
    send("move-question", {"to": "later"}, before[0])
    send("publish-form")
    asked = questions_for(scheme)
    assert [question.key for question in asked.asked_on("them")] == [before[1], before[0], *before[2:]]
    assert {*asked.questions} == {*QUESTIONS}
    send("move-question", {"to": "earlier"}, before[1])
    assert FormDesign.objects.get(scheme=scheme).order["them"][0] == before[1]


def test_the_same_is_not_published_twice(send, scheme):
    send("add-question", OWN)
    send("publish-form")
    assert "Nothing differs" in send("publish-form").content.decode()
    assert FormVersion.objects.count() == 1


def test_who_helped_is_kept_with_the_version(send, scheme):
    send("form-design", {"designed_with": "Four people from the café group", "version": "1"})
    send("publish-form")
    assert questions_for(scheme).designed_with == "Four people from the café group"


def test_every_page_says_what_it_is(sign_in, manager, send, scheme):
    send("add-question", OWN)
    browser = sign_in(manager)
    for name, says in [("form-design", "not published"), ("preview-form", "Which football team?"),
                       ("publish-form", "New on “Who is it about?”: Which football team?")]:  # fmt: skip
        assert says in browser.get(reverse(name)).content.decode()
    send("publish-form")
    version = FormVersion.objects.get()
    assert "Which football team?" in browser.get(reverse("form-version", args=[version.pk])).content.decode()


def test_unknown_questions_are_not_found(send):
    assert send("word-question", {"wording": "x", "why": ""}, "no-such").status_code == 404
    assert send("move-question", {"to": "later"}, "no-such").status_code == 404
    assert send("edit-question", OWN, "own_x").status_code == 404
    assert send("drop-question", {}, "own_x").status_code == 404


def test_every_question_says_why_and_who(scheme):
    for question in questions_for(scheme).questions.values():
        assert all([str(question.wording), str(question.why), str(question.who)])
