"""What is owed and what is sent, for tests of the front door."""

from datetime import date

import pytest

from arrangements.models import Arrangement
from devstack.catcher import start_catcher
from tests import factories

TODAY = date(2026, 8, 6)  # a Thursday


@pytest.fixture
def today(set_clock):
    set_clock(TODAY)
    return TODAY


@pytest.fixture
def mail(tmp_path, settings):
    """A real mail server on loopback; its messages are the files of this folder."""
    controller, port = start_catcher(tmp_path / "mail")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = False
    settings.MAIL_CATCHER_FOLDER = str(tmp_path / "mail")
    yield tmp_path / "mail"
    controller.stop()


@pytest.fixture
def late_visit(scheme, officer, set_clock):
    """An arrangement of this officer whose first visit is overdue on 6 August 2026: due on 29 July."""
    return start_arrangement(scheme, officer)


def start_arrangement(scheme, officer, person="Bo Lee", household="J Okoro", starts_on=date(2026, 7, 1), **fields):
    return Arrangement.start(
        person=factories.make_person(scheme, person),
        household=factories.make_household(scheme, household, officer=officer.staff if officer else None),
        type="live_in",
        starts_on=starts_on,
        officer=officer.staff if officer else None,
        by=factories.the_job(),
        **fields,
    )
