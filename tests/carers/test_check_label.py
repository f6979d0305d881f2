"""A check is called what the scheme's nation calls it, wherever staff read it."""

import pytest
from django.urls import reverse

from arrangements.board import verdict_for
from schemes import clock
from schemes.models import Scheme
from tests import factories

CALLED = {
    "england": "DBS check",
    "wales": "DBS check",
    "scotland": "PVG membership",
    "northern_ireland": "AccessNI check",
}
GENERAL = "DBS or PVG"


@pytest.mark.parametrize("nation", CALLED)
def test_every_page(nation, scheme, officer, administrator, manager, sign_in, the_job):
    # No verb moves a scheme to another nation: the row stands as if it had been started there.
    Scheme.objects.filter(pk=scheme.pk).update(nation=nation)
    scheme.refresh_from_db()
    household = factories.make_household(scheme, officer=officer.staff, checks_until=clock.today())
    referral = factories.make_referral(scheme, officer=officer.staff)
    pages = [
        (officer, reverse("today")),
        (officer, household.get_absolute_url()),
        (officer, reverse("households")),
        (officer, reverse("record-check", args=[household.pk])),
        (manager, reverse("add-household")),
        (administrator, reverse("rules")),
        (administrator, reverse("change-rule", args=["checks_that_block"])),
        (administrator, reverse("change-rule", args=["dbs_months"])),
    ]
    for actor, url in pages:
        page = sign_in(actor).get(url, follow=True).content.decode()
        assert CALLED[nation] in page, url
        assert GENERAL not in page, url
        if CALLED[nation] != "DBS check":
            assert "DBS check" not in page, url
    reasons = " ".join(r.text for r in verdict_for(referral, household, clock.today()).reasons)
    assert GENERAL not in reasons
