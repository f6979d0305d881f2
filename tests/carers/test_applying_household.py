"""A household that applies is no carer yet: the list shows it under its own filter alone, and matching never."""

from django.urls import reverse

from carers.models import Application, ClosingReason
from tests import factories

URL = "/carers/"


def names(answer):
    return [row["household"].name for row in answer.context["rows"]]


def apply(scheme, officer, name="Ann Hall"):
    application = Application.enquire(scheme=scheme, full_name=name, by=officer)
    home = {"address": "1 Long Row", "postcode": "HP20 3AA", "rooms": 2}
    application.begin_application(members=[{"full_name": name}], home=home, by=officer)
    return application


def test_only_under_its_own_filter(scheme, officer, household, sign_in):
    apply(scheme, officer)
    browser = sign_in(officer)
    assert names(browser.get(URL)) == [household.name]
    assert names(browser.get(f"{URL}?approval=applying")) == ["Ann Hall"]
    assert names(browser.get(f"{URL}?approval=ended")) == []
    assert names(browser.get(f"{URL}?approval=all")) == [household.name]


def test_who_did_not_go_on_never_was_approved(scheme, officer, household, sign_in):
    application = apply(scheme, officer)
    application.close(reason=ClosingReason.offered(scheme, by=officer)[0], who_decided="applicant", by=officer)
    browser = sign_in(officer)
    assert names(browser.get(f"{URL}?approval=applying")) == []
    assert names(browser.get(f"{URL}?approval=ended")) == []
    assert sorted(names(browser.get(f"{URL}?approval=all"))) == ["Ann Hall", household.name]


def test_matching_does_not_see_it(scheme, officer, household, sign_in):
    apply(scheme, officer)
    referral = factories.make_looking(scheme, officer)
    page = sign_in(officer).get(reverse("workbench", args=[referral.pk])).content.decode()
    assert household.name in page
    assert "Ann Hall" not in page
