"""Which main link a page is under follows from the first part of its path."""

import pytest
from django.urls import reverse

from carers.models import Application
from tests import factories


@pytest.fixture
def current(sign_in, officer):
    """The main link that is marked on a page."""

    def on(url):
        answer = sign_in(officer).get(url)
        assert answer.status_code == 200, url
        return [link.text for link in answer.context["nav"] if link.is_current]

    return on


def test_of_acts_and_lists(current, scheme, officer):
    referral = factories.make_referral(scheme)
    household = factories.make_household(scheme)
    application = Application.enquire(scheme=scheme, full_name="Ann Hall", by=officer)
    for text, name, args in [
        ("Today", "today", []),
        ("Referrals", "meet-person", [referral.pk]),
        ("People", "edit-person", [referral.person_id]),
        ("Carers", "household", [household.pk]),
        ("Carers", "add-household", []),
        ("Carers", "applications", []),
        ("Carers", "application", [application.pk]),
        ("Carers", "record-contact", [household.folder_id]),
        ("Matching", "matching", []),
        ("Arrangements", "arrangements", []),
        ("Reports", "reports", []),
        ("Settings", "rules", []),
    ]:
        assert current(reverse(name, args=args)) == [text], name


def test_a_page_beside_them_marks_nothing(current):
    assert current(reverse("accessibility")) == []
