from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from carers.models import CheckResult, Member
from tests.schemes.test_files import a_pdf

DATA = {"what": "gas-home", "happened_on": "1 August 2026", "expires_on": "1 August 2027", "result": "clear"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(date(2026, 9, 1))


def newest(household):
    return household.checks.order_by("-pk").first()


def test_it_works(send, household, officer):
    assert send(reverse("record-check", args=[household.pk]), DATA).url == household.get_absolute_url()
    check = newest(household)
    assert (check.kind, check.member, check.expires_on) == ("gas", None, date(2027, 8, 1))
    assert check.recorded_by == officer


def test_the_rule_says_when_a_dbs_runs_out(send, household):
    member = household.members.get()
    dbs = {"what": f"dbs-{member.pk}", "happened_on": "31 August 2026", "result": "clear"}
    send(reverse("record-check", args=[household.pk]), dbs)
    assert (newest(household).member, newest(household).expires_on) == (member, date(2029, 8, 31))
    send(reverse("record-check", args=[household.pk]), dbs | {"expires_on": "1 May 2027"})
    assert newest(household).expires_on == date(2027, 5, 1)
    send(reverse("record-check", args=[household.pk]), dbs | {"result": "not_in_order"})
    assert newest(household).expires_on is None


def test_each_check_has_a_rule_of_its_own(send, household):
    url = reverse("record-check", args=[household.pk])
    send(url, DATA | {"expires_on": ""})
    assert newest(household).expires_on == date(2027, 8, 1)
    send(url, DATA | {"expires_on": "", "what": "permission-home"})
    assert newest(household).expires_on is None


def test_the_evidence_who_saw_it_and_a_copy(sign_in, officer, household):
    url = reverse("record-check", args=[household.pk])
    assert 'value="Priya Nair"' in sign_in(officer).get(url).content.decode()
    copy = SimpleUploadedFile("../Gas 🔥.PDF", a_pdf())
    told = DATA | {"evidence": "CP12 number 4711", "seen_by": "Priya Nair", "document": copy}
    assert sign_in(officer).post(url, told).status_code == 302
    check = newest(household)
    assert (check.evidence, check.seen_by, check.document.name) == ("CP12 number 4711", "Priya Nair", "Gas 🔥.pdf")
    assert (check.document.folder, check.document.kind, check.document.pages) == (household.folder, "evidence", 2)
    page = sign_in(officer).get(household.get_absolute_url()).content.decode()
    assert reverse("document", args=[check.document_id]) in page
    again = {"what": "gas-home", "happened_on": "2 August 2026", "result": "clear", "why": "Misread"}
    sign_in(officer).post(reverse("correct-check", args=[check.pk]), again)
    assert newest(household).document == check.document  # the copy stays


def test_a_copy_that_is_not_what_it_says_is_refused_and_the_rest_is_kept(sign_in, officer, household, errors_of):
    url, before = reverse("record-check", args=[household.pk]), CheckResult.objects.count()
    answer = sign_in(officer).post(
        url, DATA | {"evidence": "CP12", "document": SimpleUploadedFile("gas.pdf", b"<html>")}
    )
    assert "Save it as a PDF and upload that" in errors_of(answer)["document"][0]
    assert 'value="CP12"' in answer.content.decode()
    assert CheckResult.objects.count() == before


def test_a_file_is_asked_for_again_when_something_else_is_wrong(sign_in, officer, household):
    answer = sign_in(officer).post(
        reverse("record-check", args=[household.pk]),
        DATA | {"what": "", "document": SimpleUploadedFile("gas.pdf", a_pdf())},
    )
    assert "Choose the file again" in answer.content.decode()


def test_not_eligible_is_for_who_only_lives_here_and_says_what_was_agreed(send, household, errors_of, the_job):
    url, carer = reverse("record-check", args=[household.pk]), household.members.get()
    lee = Member.add(scheme=household.scheme, household=household, full_name="Lee", role="household_member", by=the_job)
    told = DATA | {"result": "not_eligible", "expires_on": ""}
    assert errors_of(send(url, told | {"what": f"dbs-{lee.pk}"})) == {
        "note": ["Write down the risk conversation: with whom, and what was agreed"]
    }
    told |= {"note": "Talked with Lee and Joy; Lee is never alone with Sam."}
    assert errors_of(send(url, told | {"what": f"dbs-{carer.pk}"})) == {
        "result": ["Joy Okoro cares for people here, so a DBS check is possible: apply for it"]
    }
    assert errors_of(send(url, told)) == {
        "result": ["Only a DBS check has people who are not eligible for it. Choose what this one showed"]
    }
    assert send(url, told | {"what": f"dbs-{lee.pk}"}).status_code == 302
    assert newest(household).result == "not_eligible"


def test_the_address_chooses_what_was_checked(sign_in, officer, household):
    member = household.members.get()
    url = reverse("record-check", args=[household.pk])
    page = sign_in(officer).get(f"{url}?kind=dbs&member={member.pk}").content.decode()
    assert f'value="dbs-{member.pk}" selected' in page
    assert 'value="1 September 2026"' in page
    for odd in ["?kind=<b>&member=x", "?member=99999999999999999999", "?kind=dbs&member="]:
        assert sign_in(officer).get(url + odd).status_code == 200


def test_sent_twice_records_once(send, household):
    url, before = reverse("record-check", args=[household.pk]), CheckResult.objects.count()
    assert [send(url, DATA | {"once": "d" * 32}).status_code for _ in range(2)] == [302, 302]
    assert CheckResult.objects.count() == before + 1


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("record-check", args=[household.pk]), household)


@pytest.mark.parametrize(
    ("over", "wrong"),
    [
        (
            {"expires_on": "1 August 2026"},
            {"expires_on": ["A check must run out after it was made on 1 August 2026"]},
        ),
        (
            {"happened_on": "2 September 2026"},
            {"happened_on": ["The date of the check must be today or in the past"]},
        ),
        ({"what": ""}, {"what": ["Choose what was checked"]}),
        ({"what": "gas-1"}, {"what": ["Choose what was checked from the answers offered"]}),
        ({"what": "dbs-home"}, {"what": ["Choose what was checked from the answers offered"]}),
    ],
)
def test_mistakes(send, household, errors_of, over, wrong):
    answer = send(reverse("record-check", args=[household.pk]), DATA | over)
    assert errors_of(answer) == wrong


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("record-check", args=[household.pk]), DATA | {"note": "", "once": ""})
