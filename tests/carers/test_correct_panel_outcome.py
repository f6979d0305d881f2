"""What panel said was written down wrongly: put right while nothing has followed from it."""

import pytest
from django.urls import reverse

from carers.models import PanelOutcome
from carers.models.outcome_corrections import correct_panel_outcome
from schemes.models import WrongState
from tests.carers import panel_cast as cast
from tests.carers.panel_cast import OUTCOME, REASONS, TODAY, decided, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_september")]


def test_a_recommendation_written_down_wrongly(send, item, officer, manager, sign_in, errors_of, refuses_others):
    url = reverse("correct-panel-outcome", args=[item.pk])
    assert "nothing here that can be corrected" in sign_in(officer).get(url).content.decode()
    cast.sit(item, officer)
    said(item, officer, "not_approve")
    form = sign_in(officer).get(url).context["form"]
    assert (form.initial["outcome"], form.initial["reasons"]) == ("not_approve", REASONS)
    assert url in sign_in(officer).get(item.get_absolute_url()).content.decode()
    assert errors_of(send(url, OUTCOME)) == {"why": ["Enter what was wrong"]}
    assert send(url, OUTCOME | {"why": "The wrong button"}).url == item.get_absolute_url()
    first, second = PanelOutcome.objects.order_by("pk")
    assert (first.outcome, first.replaced_by, second.outcome) == ("not_approve", second, "approve")
    assert second.corrected_because == "The wrong button"
    assert second.terms_agreed["people_limit"] == 2
    item.application.refresh_from_db()
    assert item.application.status == "deciding"
    decided(item, manager)
    assert "put the application back" in sign_in(officer).get(url).content.decode()
    with pytest.raises(WrongState, match="cannot be corrected any more"):
        correct_panel_outcome(item, why="Late", outcome="not_approve", reasons=REASONS, on=TODAY, by=officer)
    assert PanelOutcome.objects.count() == 3
    refuses_others(url, item.application)


def test_a_decision_is_corrected_by_whoever_decides(item, officer, manager, meeting):
    cast.sit(item, officer)
    said(item, officer)
    decided(item, manager, "not_approve")
    with pytest.raises(WrongState, match="A manager can put the application back"):
        correct_panel_outcome(item, why="No", outcome="approve", reasons=REASONS, on=TODAY, by=manager)
