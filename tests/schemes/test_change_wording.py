"""A scheme's own words for its letters."""

from datetime import date

import pytest
from django.urls import reverse

from schemes.models import Wording
from schemes.wordings import LETTERS, fill, sample, unknown_in, words_on

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 1)
URL = reverse("change-wording", args=["approved"])
DATA = {"subject": "Good news", "body": "Dear {names}, yes. {signed}", "from_on": "1 October 2026"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


def test_every_letter_as_it_stands_names_only_what_is_known():
    for letter in LETTERS.values():
        assert unknown_in(letter.subject + letter.body) == []
        assert "{" not in sample(letter.body)


def test_what_a_value_says_is_never_read_again():
    assert fill("{reasons} {phone} {nonsense}", {"reasons": "{phone}", "phone": "1"}) == "{phone} 1 {nonsense}"


def test_words_hold_from_their_day(sign_in, administrator, scheme):
    browser = sign_in(administrator)
    assert "How it reads" in browser.get(URL).content.decode()
    looked = browser.post(URL, DATA | {"look": "1"}).content.decode()
    assert "Dear Pat and Lee Green, yes. Morgan Lee" in looked
    assert not Wording.objects.exists()
    assert [browser.post(URL, DATA | {"once": "e" * 32}).status_code for _ in range(2)] == [302, 302]
    assert Wording.objects.count() == 1
    assert words_on(scheme, "approved", TODAY)[0] == "Panel’s decision"
    assert words_on(scheme, "approved", date(2026, 10, 1)) == ("Good news", "Dear {names}, yes. {signed}")
    assert "New words from 1 October 2026" in browser.get(reverse("wordings")).content.decode()


def test_an_unknown_word_is_refused_and_nothing_lost(sign_in, administrator):
    answer = sign_in(administrator).post(URL, DATA | {"body": "Dear {name}, {{ settings }} {% now %}"})
    said = answer.context["form"].errors["body"][0]
    assert said.startswith("Nothing is known to put in place of { settings }, {% now %}, {name}.")
    assert "Dear {name}" in answer.content.decode()


def test_only_the_administrator(sign_in, officer, manager, panel_member, other_scheme, administrator, scheme):
    for actor in (officer, manager, panel_member):
        assert sign_in(actor).get(URL).status_code == 403
    assert sign_in(administrator).get(reverse("change-wording", args=["nothing"])).status_code == 404
    Wording.set_words(
        scheme=other_scheme, key="approved", subject="Canarybird", body="x", from_on=TODAY, by=administrator
    )
    assert "Canarybird" not in sign_in(administrator).get(URL).content.decode()
