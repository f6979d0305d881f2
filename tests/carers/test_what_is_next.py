"""What is next leads to where it is done, on the page of an application and on Today, for whoever may do it."""

from datetime import date

import pytest
from django.urls import reverse

from carers.models import AssessmentVisit, Referee
from carers.models.outcomes import record_decision, record_panel_outcome
from schemes.due import AHEAD
from sharedlives.due import visible_due
from tests.carers import panel_cast as cast
from tests.carers.panel_cast import HELD, TODAY


@pytest.fixture
def application(scheme, officer, set_clock):
    set_clock(TODAY)
    return cast.make_applicant(scheme, officer)


@pytest.fixture
def heard(application, scheme, officer):
    """Panel heard them and says something."""

    def says(outcome, **fields):
        application.go_on("panel", by=officer)
        item = cast.make_item(
            application, cast.make_meeting(scheme, officer, cast.make_members(scheme), on=HELD), officer
        )
        cast.sit(item, officer)
        record_panel_outcome(item, outcome=outcome, reasons="x", on=TODAY, by=officer, **fields)
        application.refresh_from_db()
        return item

    return says


def step_url(browser, application):
    return browser.get(application.get_absolute_url()).context["step_url"]


def test_a_decision_opens_the_form_for_who_decides_and_the_item_for_others(
    application, heard, sign_in, officer, manager
):
    item = heard("not_approve")
    form, page = reverse("record-decision", args=[item.pk]), reverse("panel-item", args=[item.pk])
    for actor, url in [(manager, form), (officer, page)]:
        assert [row.url for row in visible_due(actor, TODAY) if row.kind == "panel_decision"] == [url]
        assert step_url(sign_in(actor), application) == url
        assert sign_in(actor).get(url).status_code == 200


def test_what_was_deferred_leads_back_to_panel(application, heard, sign_in, officer):
    heard("defer", back_on=date(2026, 10, 1))
    url = step_url(sign_in(officer), application)
    assert url == reverse("send-to-panel", args=[application.pk])
    assert sign_in(officer).get(url).status_code == 200


def test_referees_are_asked_by_us_and_write_themselves(application, sign_in, officer, scheme):
    AssessmentVisit.objects.create(
        scheme=scheme, application=application, kind="visit", happened_on=TODAY, recorded_by=officer
    )  # fmt: skip
    kit = Referee.add(scheme=scheme, application=application, full_name="Kit", kind="work", by=officer)

    def said():
        page = sign_in(officer).get(application.get_absolute_url())
        assert page.context["step_url"] == f"{application.get_absolute_url()}#referees-part"
        assert 'id="referees-part"' in page.content.decode()
        return page.context["step"].what

    assert said() == "Ask 1 referee for a reference"
    kit.save_edit({"asked_on": TODAY}, version=None, by=officer)
    assert said() == "1 referee writes to us"


def test_checks_are_folded_unless_they_are_what_is_left(application, sign_in, officer):
    def checks():
        page = sign_in(officer).get(application.get_absolute_url()).content.decode()
        return page.split('id="checks"')[1].split("<summary")[0], page

    opening, page = checks()
    assert "<details" in opening
    assert " open" in opening
    assert "left to do" in page
    application.go_on("panel", by=officer)
    opening, _ = checks()
    assert "<details" in opening
    assert " open" not in opening


def test_an_agreement_to_sign_is_no_matter_for_later(application, heard, officer, manager):
    item = heard("approve", terms=cast.TERMS)
    record_decision(
        item, decided_by=manager.staff, outcome="approve", reasons="x", terms=cast.TERMS, on=TODAY, by=manager
    )
    row = next(row for row in visible_due(officer, TODAY) if row.kind == "agreement_to_sign")
    assert row.on > TODAY
    assert row.group(TODAY, 7) == AHEAD
