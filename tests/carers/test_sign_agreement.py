import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from carers.models import Application, CarerAgreement, Household, Terms, sign_agreement, terms_on
from schemes.models import Document, WrongState

TODAY = date(2026, 9, 1)
DATA = {
    "happened_on": "1 September 2026",
    "signed_by": "Joy Okoro",
    "signed_for_us_by": "Priya Nair",
    "form": "April 2026",
    "renew_on": "",
}
TERMS = {
    "people_limit": 2, "types": ["live_in"], "happened_on": date(2026, 8, 20), "decided_by": "Panel of 20 August 2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(TODAY)


@pytest.fixture
def agreeing(scheme, officer):
    """An application that panel agreed to, with its household."""
    application = Application.enquire(
        scheme=scheme, full_name="Ann Hall", name="A Hall", officer=officer.staff, by=officer, on=date(2026, 3, 1)
    )
    home = {"address": "2 Long Row", "postcode": "HP20 1ZZ", "rooms": 1}
    application.begin_application(members=[{"full_name": "Ann Hall"}], home=home, by=officer)
    for to in ("assessing", "panel", "agreeing"):
        application._move(to, by=officer)
    return application


def test_renewing(send, household, officer):
    url = reverse("sign-agreement", args=[household.pk])
    assert send(url, DATA).url == household.get_absolute_url()
    row = household.agreements.get()
    assert (row.signed_by, row.renew_on, row.recorded_by) == ("Joy Okoro", date(2027, 9, 1), officer)
    send(url, DATA | {"renew_on": "1 September 2028"})
    assert household.agreements.count() == 2
    household.refresh_from_db()
    assert household.status == Household.Status.APPROVED
    assert household.terms.count() == 1


def test_an_approval_begins_with_it(agreeing, officer):
    household = agreeing.household
    sign_agreement(
        household=household, happened_on=TODAY, signed_by="Ann", signed_for_us_by="Priya", terms=TERMS, by=officer
    )
    agreeing.refresh_from_db()
    household.refresh_from_db()
    assert (agreeing.status, household.status) == ("active", "approved")
    now = terms_on(household.terms.standing(), TODAY)
    assert (now.from_on, now.people_limit, now.types) == (TODAY, 2, ["live_in"])
    with pytest.raises(WrongState, match="approved already"):
        household.approve(by=officer)


def test_without_terms_nothing_is_signed(agreeing, send):
    answer = send(reverse("sign-agreement", args=[agreeing.household_id]), DATA)
    assert "Panel’s outcome says on no terms." in answer.content.decode()
    agreeing.refresh_from_db()
    assert agreeing.status == "agreeing"
    assert not CarerAgreement.objects.exists()
    assert not Terms.objects.exists()


def test_nobody_signs_before_panel(scheme, officer, send):
    application = Application.enquire(scheme=scheme, full_name="Ann Hall", by=officer)
    home = {"address": "2 Long Row", "postcode": "HP20 1ZZ", "rooms": 1}
    household = application.begin_application(members=[{"full_name": "Ann Hall"}], home=home, by=officer)
    answer = send(reverse("sign-agreement", args=[household.pk]), DATA)
    assert "is not approved yet. The agreement is signed when panel has agreed." in answer.content.decode()
    assert 'value="Joy Okoro"' in answer.content.decode()
    assert not CarerAgreement.objects.exists()


def test_a_signed_copy(sign_in, officer, household):
    url, png = reverse("sign-agreement", args=[household.pk]), _a_picture()
    answer = sign_in(officer).post(url, DATA | {"upload": SimpleUploadedFile("../signed.png", png)})
    assert answer.status_code == 302
    document = household.agreements.get().document
    assert (document.kind, document.folder, document.name) == ("agreement", household.folder, "signed.png")
    answer = sign_in(officer).post(url, DATA | {"upload": SimpleUploadedFile("signed.pdf", b"MZ not a PDF")})
    assert answer.status_code == 200
    assert "This is not a PDF or a photo" in answer.content.decode()
    assert Document.objects.count() == 1


def _a_picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, "PNG")
    return made.getvalue()


def test_sent_twice_signs_once(send, household):
    url = reverse("sign-agreement", args=[household.pk])
    assert [send(url, DATA | {"once": "a" * 32}).status_code for _ in range(2)] == [302, 302]
    assert household.agreements.count() == 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("sign-agreement", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(
        reverse("sign-agreement", args=[household.pk]),
        DATA | {"signed_by": "", "happened_on": "2 September 2026", "renew_on": "31/02/2027"},
    )
    assert errors_of(answer) == {
        "happened_on": ["The day it was signed must be today or in the past"],
        "signed_by": ["Answer “Who signed for the household?”"],
        "renew_on": ["Enter the day it is renewed by as day, month, year, like 6 August 2026"],
    }
    answer = send(reverse("sign-agreement", args=[household.pk]), DATA | {"renew_on": "1 September 2026"})
    assert errors_of(answer) == {"renew_on": ["It must be renewed after it was signed on 1 September 2026"]}


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("sign-agreement", args=[household.pk]), DATA)


def test_correcting(send, household, officer, refuses_others):
    send(reverse("sign-agreement", args=[household.pk]), DATA)
    url = reverse("correct-agreement", args=[household.agreements.get().pk])
    assert send(url, DATA | {"signed_by": "Joy and Al Okoro", "why": "Two signed"}).status_code == 302
    standing = household.agreements.standing().get()
    assert (standing.signed_by, standing.corrected_because) == ("Joy and Al Okoro", "Two signed")
    assert "already corrected" in send(url, DATA | {"why": "Again"}).content.decode()
    page = send(household.get_absolute_url()).content.decode()
    assert "Two signed" in page
    refuses_others(reverse("correct-agreement", args=[standing.pk]), household)
