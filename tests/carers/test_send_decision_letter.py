"""The letter that tells a household what was decided."""

import pytest
from django.urls import reverse

from carers.models.outcomes import told_household
from carers.models.sittings import settled_outcome
from schemes.models import Message, Note, WrongState
from tests.carers.panel_cast import REASONS, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_september")]


def test_the_letter(send, item, officer, turned_down, refuses_others, errors_of, sign_in):
    url = reverse("send-decision-letter", args=[item.pk])
    page = sign_in(officer).get(url)
    written = page.context["form"].initial
    assert written["to"] == "green@example.org"
    assert written["body"].startswith("Dear Pat and Lee Green,")
    assert REASONS in written["body"]
    assert "29 September 2026" in written["body"]
    data = {"to": "", "subject": "Our decision", "body": "Dear Pat,\n\nNot this time."}
    assert errors_of(send(url, data)) == {
        "to": ["Enter the email address, or print the letter and choose “Printed and posted”"]
    }
    assert "Not this time." in send(url, data | {"look": "1"}).content.decode()
    assert not Message.objects.filter(key__startswith="decision-letter").exists()
    assert send(url, data | {"to": "green@example.org"}).url == item.get_absolute_url()
    letter = Message.objects.get(key__startswith="decision-letter")
    assert (letter.subject, letter.body, letter.folder) == (
        f"{item.application.reference}: Our decision", "Dear Pat,\n\nNot this time.", item.application.folder,
    )  # fmt: skip
    assert settled_outcome(item).told_on == TODAY
    assert "They were told on 1 September 2026" in send(url, data | {"to": "green@example.org"}).content.decode()
    assert letter.get_absolute_url() in sign_in(officer).get(url).content.decode()
    refuses_others(url, item.application)


def test_a_letter_by_post_is_kept_word_for_word(send, item, turned_down):
    url = reverse("send-decision-letter", args=[item.pk])
    send(url, {"to": "", "subject": "Our decision", "body": "Dear Pat", "printed": "1"})
    assert Note.objects.get().text == "Letter by post: Our decision\n\nDear Pat"
    with pytest.raises(WrongState, match="They were told on 1 September 2026"):
        told_household(settled_outcome(item), on=TODAY, by=item.outcomes.first().recorded_by)
