"""Visits to an applicant, the report section by section, sharing it, sending it to panel."""

import pytest
from django.urls import reverse

from carers.models import AssessmentVisit, PanelItem, Report, ReportComment, ReportVersion, StageName
from carers.models.assessment import version_of
from carers.panel_history import readiness_of
from carers.readiness import Facts, missing, readiness
from schemes.models import Link, Message
from tests.carers import panel_cast as cast
from tests.carers.panel_cast import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_september")]
VISIT = {
    "happened_on": "1 August 2026", "kind": "home", "who_went": "Priya", "who_was_there": "Pat", "talked_about": "Tea",
    "next_on": "1 October 2026",
}  # fmt: skip


def test_a_visit_is_recorded_and_corrected(send, application, refuses_others, errors_of, takes_anything):
    url = reverse("record-assessment-visit", args=[application.pk])
    assert send(url, VISIT | {"once": "b" * 32}).url == application.get_absolute_url()
    assert send(url, VISIT | {"once": "b" * 32}).status_code == 302
    visit = AssessmentVisit.objects.get()
    assert errors_of(send(url, VISIT | {"happened_on": "2 September 2026"})) == {
        "happened_on": ["The date of the visit must be today or in the past"]
    }
    assert errors_of(send(url, VISIT | {"happened_on": "30 April 2026"})) == {
        "happened_on": ["They first asked on 1 May 2026: enter that day or later"]
    }
    assert errors_of(send(url, VISIT | {"next_on": "1 August 2026"})) == {
        "next_on": ["The next visit must be after this one on 1 August 2026"]
    }
    takes_anything(url, VISIT)
    again = reverse("correct-assessment-visit", args=[visit.pk])
    assert errors_of(send(again, VISIT)) == {"why": ["Answer “What was wrong?”"]}
    assert send(again, VISIT | {"who_went": "Morgan", "why": "The wrong name"}).status_code == 302
    assert AssessmentVisit.objects.standing().filter(who_went="Morgan").exists()
    assert "already corrected" in send(again, VISIT | {"why": "x"}).content.decode()
    refuses_others(url, application)


def test_nobody_is_visited_after_the_end(send, scheme, officer, application):
    application.move("panel", by=officer)
    application.move("not_approved", closed_on=TODAY, by=officer)
    url = reverse("record-assessment-visit", args=[application.pk])
    assert "nobody is assessed" in send(url, VISIT).content.decode()


def test_a_section_is_saved_as_it_is_typed(sign_in, officer, application):
    url = reverse("write-report", args=[application.pk, "home"])
    browser = sign_in(officer)
    first = browser.get(url).context["form"].version
    answer = browser.post(url, {"text": "Three rooms.", "version": first}, headers={"X-Autosave": "1"})
    assert answer.json() == {"said": answer.json()["said"], "version": version_of("Three rooms.")}
    assert answer.json()["said"].startswith("Saved at ")
    assert Report.objects.get().text_of("home") == "Three rooms."
    assert Report.objects.get().text_of("summary") == "A warm home."


def test_two_write_in_one_section(sign_in, send, officer, manager, application):
    url = reverse("write-report", args=[application.pk, "home"])
    old = sign_in(officer).get(url).context["form"].version
    assert send(url, {"text": "Two rooms.", "version": old}, by=manager).status_code == 302
    quiet = sign_in(officer).post(url, {"text": "Three rooms.", "version": old}, headers={"X-Autosave": "1"})
    assert quiet.status_code == 409
    page = send(url, {"text": "Three rooms.", "version": old})
    said = page.content.decode()
    assert "Morgan Lee saved this while you were typing" in said
    assert "Two rooms." in said
    assert "Three rooms." in said
    assert send(url, {"text": "Three rooms.", "version": page.context["form"].version}).status_code == 302
    assert Report.objects.get().text_of("home") == "Three rooms."


def test_two_write_in_two_sections(sign_in, send, officer, manager, application):
    urls = [reverse("write-report", args=[application.pk, key]) for key in ("home", "people")]
    old = [sign_in(officer).get(url).context["form"].version for url in urls]
    assert send(urls[0], {"text": "Rooms", "version": old[0]}, by=manager).status_code == 302
    assert send(urls[1], {"text": "Pat and Lee", "version": old[1], "go_on": "1"}).url == reverse(
        "write-report", args=[application.pk, "why"]
    )


def test_an_unknown_section_and_other_staff(sign_in, send, officer, application, refuses_others, takes_anything):
    assert sign_in(officer).get(reverse("write-report", args=[application.pk, "nothing"])).status_code == 404
    refuses_others(reverse("write-report", args=[application.pk, "home"]), application)


def test_sharing_freezes_a_version_and_tells_them(send, application, refuses_others, sign_in, officer):
    url = reverse("share-report", args=[application.pk])
    assert send(url, {"once": "c" * 32}).url == reverse("report", args=[application.pk])
    assert send(url, {"once": "c" * 32}).status_code == 302
    application.refresh_from_db()
    assert application.status == "shared"
    version = ReportVersion.objects.get()
    assert version.what_for == "shared"
    email = Message.objects.get(to="green@example.org")
    assert email.subject == f"{application.reference}: your report is ready to read"
    assert "green" not in email.body.lower()
    assert Link.objects.get(purpose="applicant").email == "green@example.org"
    ReportComment.put_down(
        scheme=version.scheme, version=version, agrees="no", text="We have two dogs.", happened_on=TODAY, by=officer
    )
    page = sign_in(officer).get(reverse("report-version", args=[version.pk])).content.decode()
    assert "We have two dogs." in page
    assert "A warm home." in page
    assert "We have two dogs." in sign_in(officer).get(reverse("report", args=[application.pk])).content.decode()
    refuses_others(url, application)
    refuses_others(reverse("report", args=[application.pk]), application)


def test_sharing_where_the_scheme_does_without_that_stage(scheme, send, officer, application):
    StageName.add(scheme=scheme, status="shared", label="Shared", is_used=False, by=officer)
    send(reverse("share-report", args=[application.pk]), {})
    application.refresh_from_db()
    assert application.status == "assessing"
    assert ReportVersion.objects.count() == 1


def test_nothing_to_share(scheme, send, officer, application):
    Report.objects.get().save_edit({"sections": {}}, version=None, by=officer)
    assert "Nothing is written" in send(reverse("share-report", args=[application.pk]), {}).content.decode()


SEND = {"meeting": "none", "asks": "Approve them.", "people_limit": "2", "types": ["live_in"]}


def test_what_is_missing_is_listed_and_needs_a_reason(send, application, errors_of, sign_in, officer):
    url = reverse("send-to-panel", args=[application.pk])
    page = sign_in(officer).get(url).content.decode()
    assert "Missing: References received" in page
    assert "0 of 2" in page
    assert errors_of(send(url, SEND)) == {
        "why_not_ready": ["Something is missing: say why it goes to panel without it, or wait"]
    }
    assert send(url, SEND | {"why_not_ready": "References come by Friday."}).url == application.get_absolute_url()
    application.refresh_from_db()
    assert application.status == "panel"
    assert application.folder.moves.latest("pk").why == "References come by Friday."
    assert ReportVersion.objects.get().what_for == "panel"
    assert not PanelItem.objects.exists()
    assert "meeting" in errors_of(send(url, SEND | {"why_not_ready": "x"}))  # it is ready already: choose one


def test_onto_a_meetings_list(scheme, send, application, errors_of, officer, refuses_others):
    meeting = cast.make_meeting(scheme, officer, cast.make_members(scheme), on=TODAY)
    url = reverse("send-to-panel", args=[application.pk])
    data = SEND | {"why_not_ready": "Soon.", "meeting": meeting.pk}
    assert errors_of(send(url, data | {"people_limit": "4"})) == {
        "people_limit": ["At most 3 people may live in or stay at one home here: enter 3 or fewer"]
    }
    assert send(url, data).url == meeting.get_absolute_url()
    item = PanelItem.objects.get()
    assert (item.kind, item.application, item.people_limit, item.report.what_for) == (
        "approval", application, 2, "panel",
    )  # fmt: skip
    assert "is on a panel’s list already" in send(url, data).content.decode()
    refuses_others(url, application)


def test_readiness_in_words(application, officer):
    rows = {row.what: row for row in readiness_of(application, TODAY)}
    assert not rows["Checks in order"].is_done
    assert rows["Report written"].is_done
    full = Facts(
        home_safety="current", references=2, visits=1, sections_written=("summary", "recommendation"), shared=True,
        commented=True,
    )  # fmt: skip
    assert missing(readiness(full)) == []
    waiting = Facts(home_safety="current", references=2, visits=1, sections_written=("summary", "recommendation"))
    assert [row.missing for row in missing(readiness(waiting))] == [
        "The applicant has read it and answered: not shared yet"
    ]
