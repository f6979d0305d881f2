"""A scheme's own words for its pipeline: its stages and its closing reasons."""

import pytest
from django.urls import reverse

from carers.models import Application, ClosingReason, StageName


@pytest.fixture
def send(sign_in, administrator):
    def to(url, data=None, *, by=None):
        return sign_in(by or administrator).post(url, data or {})

    return to


def stage(key):
    return reverse("edit-stage", args=[key])


SHARED = {"label": "Report read together", "is_used": "on", "steps": "Sent\n\n Talked  through ", "version": "1"}


def test_a_stage_is_renamed_and_divided(send, scheme, administrator, sign_in):
    assert send(stage("shared"), SHARED).url == reverse("stages")
    row = StageName.objects.get()
    assert (row.label, row.is_used, row.steps) == ("Report read together", True, ["Sent", "Talked through"])
    page = sign_in(administrator).get(reverse("stages")).content.decode()
    assert "Report read together" in page
    assert "Otherwise called report with the applicant" in page
    assert "Talked through" in page


def test_only_optional_ones_are_switched_off(send):
    assert send(stage("shared"), SHARED | {"is_used": ""}).status_code == 302
    assert not StageName.objects.get().is_used
    assert send(stage("panel"), {"label": "Panel", "steps": "", "is_used": ""}).status_code == 302
    assert StageName.objects.get(status="panel").is_used


def test_two_at_once_are_told(send, scheme, administrator):
    send(stage("shared"), SHARED)
    answer = send(stage("shared"), SHARED | {"label": "Otherwise"})
    assert "saved this while you were typing" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"label": ""}, "label"),
        ({"label": "enquiry"}, "label"),
        ({"label": "x" * 61}, "label"),
        ({"steps": "One\none"}, "steps"),
        ({"steps": "x" * 81}, "steps"),
        ({"steps": "\n".join(str(n) for n in range(13))}, "steps"),
    ],
)
def test_what_is_wrong_is_said(changes, wrong, send, errors_of):
    assert list(errors_of(send(stage("shared"), SHARED | changes))) == [wrong]
    assert not StageName.objects.exists()


def test_what_it_touches_is_shown_before(sign_in, administrator, scheme, officer, other_scheme, outsider):
    for _ in range(4):
        Application.enquire(scheme=scheme, full_name="Ann Hall", by=officer)
    Application.enquire(scheme=other_scheme, full_name="Not Ours", by=outsider)
    page = sign_in(administrator).get(stage("enquiry")).content.decode()
    assert "4 applications are in this stage." in page
    assert "Ann Hall" not in page


def test_words_of_the_day_stay(send, scheme, officer):
    application = Application.enquire(scheme=scheme, full_name="Ann Hall", by=officer)
    application.go_on("talking", by=officer)
    send(stage("talking"), {"label": "Kettle chat", "steps": "", "is_used": "on", "version": "1"})
    application.refresh_from_db()
    assert application.get_status_display() == "Kettle chat"
    assert application.folder.moves.latest("id").to_label == "Talking"


def test_unknown_stage(send):
    assert send(stage("no-such-stage")).status_code == 404


def test_a_scheme_begins_with_reasons_and_adds_its_own(send, scheme, sign_in, administrator):
    page = sign_in(administrator).get(reverse("closing-reasons")).content.decode()
    assert "Took too long" in page
    url = reverse("add-closing-reason")
    assert send(url, {"text": "Moved  away", "is_used": "on", "position": ""}).status_code == 302
    row = ClosingReason.objects.latest("pk")
    assert (row.text, row.is_used, row.position) == ("Moved away", True, 11)
    again = send(url, {"text": "moved away", "is_used": "on", "position": "", "once": "b" * 32})
    assert "in your list already" in again.content.decode()


def test_a_reason_is_reworded_or_offered_no_more(send, scheme, officer, administrator, errors_of):
    reason = ClosingReason.offered(scheme, by=administrator)[0]
    application = Application.enquire(scheme=scheme, full_name="Ann Hall", by=officer)
    application.close(reason=reason, who_decided="applicant", by=officer)
    url = reverse("edit-closing-reason", args=[reason.pk])
    assert "1 application ended with this reason. It keeps the words it had." in send(url).content.decode()
    told = {"text": "Silence", "position": "0", "version": reason.version}
    assert send(url, told).status_code == 302
    reason.refresh_from_db()
    assert (reason.text, reason.is_used) == ("Silence", False)
    assert application.closings.get().reason_words == "Did not reply"
    assert reason not in ClosingReason.offered(scheme, by=administrator)
    assert list(errors_of(send(url, told | {"text": "", "position": "x"}))) == ["text", "position"]


def test_roles_and_schemes(send, sign_in, scheme, other_scheme, officer, manager, administrator, outsider):
    theirs = ClosingReason.offered(other_scheme, by=outsider)[0]
    for url in (reverse("stages"), stage("talking"), reverse("closing-reasons"), reverse("add-closing-reason")):
        assert sign_in(administrator).get(url).status_code == 200
        for actor in (officer, manager):
            assert sign_in(actor).get(url).status_code == 403
            assert sign_in(actor).post(url).status_code == 403
    assert send(reverse("edit-closing-reason", args=[theirs.pk]), {"text": "x"}).status_code == 404
