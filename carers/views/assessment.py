"""Acts of an assessment: visits, the report, sharing it, sending it to panel."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from carers.forms.assessment import (
    AssessmentVisitForm,
    CorrectAssessmentVisitForm,
    SectionForm,
    SendToPanelForm,
    ShareReportForm,
    meetings_ahead,
)
from carers.models import Application, AssessmentVisit, Report, ReportVersion, StageName
from carers.models.assessment import REPORT_SECTIONS, version_of
from carers.models.outcomes import people_limit_on
from carers.models.sittings import send_to_panel as send
from carers.panel_history import readiness_of, with_comments
from carers.panel_letters import tell_report_shared
from carers.readiness import missing
from schemes import clock
from schemes.access import allow, open_record, write_opening
from schemes.attempts import attempt, sent
from schemes.edits import carry_version, show_both
from schemes.models import Stale, WrongState
from schemes.roles import Role


def open_application(request, pk: int) -> Application:
    """An application this actor may see, or 404."""
    return open_record(request, Application.objects.select_related("folder", "scheme", "household__folder"), pk=pk)


def show_act(request, template, application, form, **more):
    """The page of one act on an application's assessment."""
    page = {
        "application": application,
        "form": form,
        "back_text": application.name,
        "cancel_url": application.get_absolute_url(),
    }
    return render(request, template, page | more)


@allow("applications.act")
def record_assessment_visit(request, pk):
    """Write down a visit to an applicant, or an interview."""
    application = open_application(request, pk)
    mine = request.actor.name if request.actor.role in (Role.OFFICER, Role.MANAGER) else ""
    form = AssessmentVisitForm(
        sent(request), initial={"who_went": mine, "happened_on": clock.today()}, enquired_on=application.opened_on
    )

    def record():
        AssessmentVisit.record_visit(application=application, by=request.actor, **form.cleaned_data)

    if attempt(request, form, record):
        messages.success(request, "Visit recorded.")
        return redirect(application)
    return show_act(request, "carers/assessment/record_assessment_visit.html", application, form)


@allow("applications.act")
def correct_assessment_visit(request, pk):
    """Put a visit right that was written down wrongly, saying why."""
    visit = get_object_or_404(
        AssessmentVisit.objects.visible_to(request.actor).select_related("application__folder", "application__scheme"),
        pk=pk,
    )
    application = visit.application
    write_opening(request, application)
    names = ("happened_on", "kind", "who_went", "who_was_there", "talked_about", "next_on")
    form = CorrectAssessmentVisitForm(
        sent(request), initial={name: getattr(visit, name) for name in names}, enquired_on=application.opened_on
    )
    if attempt(request, form, lambda: visit.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Visit corrected.")
        return redirect(application)
    return show_act(request, "carers/assessment/correct_assessment_visit.html", application, form)


@allow("applications.see")
def report(request, pk):
    """The report of an application: its sections as they read now, and every version that others were given."""
    application = open_application(request, pk)
    found = Report.objects.visible_to(request.actor).filter(application=application).first()
    versions = []
    if found:
        versions = list(
            found.versions.standing().select_related("recorded_by__staff__account", "recorded_by__link").order_by("-pk")
        )
    sections = [
        {"key": key, "title": title, "text": found.text_of(key) if found else ""}
        for key, title in REPORT_SECTIONS.items()
    ]
    return render(
        request,
        "carers/assessment/report.html",
        {
            "application": application,
            "sections": sections,
            "written": sum(bool(row["text"]) for row in sections),
            "versions": with_comments(versions),
            "may_share": application.status in (Application.Status.ASSESSING, Application.Status.SHARED),
            "back_url": application.get_absolute_url(),
        },
    )


@allow("applications.act")
def write_report(request, pk, key):
    """One section of the report, saved as it is typed; without JavaScript by its button."""
    application = open_application(request, pk)
    if key not in REPORT_SECTIONS:
        raise Http404
    found = Report.of(application, by=request.actor)
    now = found.text_of(key)
    form = SectionForm(sent(request), initial={"text": now})
    carry_version(request, form, version_of(now))
    quiet = bool(request.headers.get("X-Autosave"))
    keys = list(REPORT_SECTIONS)
    after = keys[keys.index(key) + 1] if key != keys[-1] else ""
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            found.write(key, text, version=form.version, by=request.actor)
        except Stale as meanwhile:
            show_both(form, meanwhile.changes, version=version_of(found.text_of(key)), changed=found)
            if quiet:
                return JsonResponse(
                    {"said": "Not saved: somebody else wrote here. Press “Save section” to see both."}, status=409
                )
        except WrongState as refused:
            if quiet:
                return JsonResponse({"said": f"Not saved: {refused}"}, status=409)
            form.add_error(None, str(refused))
        else:
            if quiet:
                return JsonResponse(
                    {"said": f"Saved at {timezone.localtime(clock.now()):%H:%M}", "version": version_of(text)}
                )
            messages.success(request, f"Saved: {REPORT_SECTIONS[key]}.")
            if "go_on" in request.POST and after:
                return redirect("write-report", application.pk, after)
            return redirect("report", application.pk)
    elif quiet:
        return JsonResponse({"said": "Not saved: press “Save section” to see why."}, status=409)
    return render(
        request,
        "carers/assessment/write_report.html",
        {
            "application": application,
            "form": form,
            "title": REPORT_SECTIONS[key],
            "after": REPORT_SECTIONS.get(after, ""),
            "back_url": reverse("report", args=[application.pk]),
        },
    )


@allow("applications.act")
def share_report(request, pk):
    """Freeze a version for the applicant, and tell them that it is there to read."""
    application = open_application(request, pk)
    found = Report.objects.visible_to(request.actor).filter(application=application).first()
    form = ShareReportForm(sent(request))
    told = []

    def share():
        if found is None:
            raise WrongState("Nothing is written in the report yet.")
        found.share(by=request.actor, why=form.cleaned_data["why"])
        told.append(tell_report_shared(application, at=clock.now(), by=request.actor))

    if attempt(request, form, share):
        if told and not told[0]:
            messages.success(request, "Frozen. They have no email address: show or post it to them.")
        else:
            messages.success(request, "Shared. They are told by email, and can say what they think of it.")
        return redirect("report", application.pk)
    return show_act(
        request,
        "carers/assessment/share_report.html",
        application,
        form,
        sections=[(REPORT_SECTIONS[key], found.text_of(key)) for key in found.written] if found else [],
        empty=[title for key, title in REPORT_SECTIONS.items() if not (found and found.text_of(key))],
        moves=application.status == Application.Status.ASSESSING
        and Application.Status.SHARED not in StageName.switched_off(application.scheme_id),
        shared_label=application.labels()[Application.Status.SHARED],
    )


@allow("applications.see")
def report_version(request, pk):
    """One version of a report as others were given it, and what the applicant said about it."""
    version = get_object_or_404(
        ReportVersion.objects.visible_to(request.actor).select_related(
            "report__application__folder", "recorded_by__staff__account", "recorded_by__link"
        ),
        pk=pk,
    )
    application = version.report.application
    write_opening(request, application)
    return render(
        request,
        "carers/assessment/report_version.html",
        {
            "version": with_comments([version])[0],
            "application": application,
            "back_url": reverse("report", args=[application.pk]),
        },
    )


@allow("panel.hold")
def send_to_panel(request, pk):
    """What is still missing, which meeting, what panel is asked; freezes the report and puts it on the list."""
    application = open_application(request, pk)
    today = clock.today()
    ready = readiness_of(application, today)
    scheme = application.scheme
    form = SendToPanelForm(
        sent(request),
        meetings=meetings_ahead(request.actor, today),
        missing=missing(ready),
        most=people_limit_on(scheme, today),
        is_ready_already=application.status == Application.Status.PANEL,
        initial={"asks": f"Approve {application.household or application.name} as Shared Lives carers."},
    )

    def go():
        return send(application, by=request.actor, **form.cleaned_data)

    if attempt(request, form, go):
        meeting = form.cleaned_data["meeting"]
        if meeting is None:
            messages.success(request, "Ready for panel. Today reminds you to put it on a list.")
            return redirect(application)
        messages.success(request, f"On the list of {meeting}.")
        return redirect(meeting)
    return show_act(request, "carers/assessment/send_to_panel.html", application, form, ready=ready)
